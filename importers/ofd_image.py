"""Page images of OFD files, for people: the page as drawn, and the seals stamped on it.

A stamp is shown as any viewer shows it; whether its seal is sound is said by `ofd_seals`.
"""

import io
from fractions import Fraction

from PIL import Image, ImageChops, ImageDraw

from importers import ofd_package, ofd_page, ofd_pictures, ofd_seals, typefaces
from importers.document import Document, UnreadableDocument
from importers.messages import N_, Message
from importers.ofd_matrix import units
from importers.ofd_page import OfdPage

_POINTS_PER_INCH = 72
_MARGIN = 12  # pixels
_LARGEST_STAMP = 4_000  # pixels across or down
_NO_TYPEFACE = "No Chinese typeface on this machine: characters are shown as boxes."


def png(document: Document, page: int, dpi: int) -> bytes:
    """Return page `page` (from 1) as PNG at `dpi` or, for huge pages, less."""
    package = ofd_package.opened(document.content)
    pages = ofd_page.pages(list(package.documents()))
    if not 1 <= page <= len(pages):
        raise UnreadableDocument(Message(N_("文件没有这一页。请返回第一页。")))
    image, factor = pages[page - 1].image(Fraction(dpi, _POINTS_PER_INCH))
    _stamp(image, pages[page - 1], factor)
    if typefaces.chinese() is None:
        place = (_MARGIN, image.height - 2 * _MARGIN)
        ImageDraw.Draw(image).text(place, _NO_TYPEFACE, fill="red", font=typefaces.sized(_MARGIN))
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _stamp(image: Image.Image, page: OfdPage, factor: Fraction) -> None:
    """Set the seals on a page; what is white in them is see-through."""
    for area, kind, content in ofd_seals.stamps(page.document, page.entry.id):
        left, top, width, height = (int(units(one) * factor / 100) for one in area)
        if not (0 < width <= _LARGEST_STAMP and 0 < height <= _LARGEST_STAMP):
            continue
        seal = _drawn(kind, content)
        if seal is not None:
            stamp = ofd_pictures.on_white(seal).resize((width, height))
            ground = image.crop((left, top, left + width, top + height))
            image.paste(ImageChops.darker(ground, stamp), (left, top))


def _drawn(kind: str, content: bytes) -> Image.Image | None:
    """Return how a seal looks; many are OFD files of one page themselves."""
    if kind != "ofd":
        return ofd_pictures.unpacked(content)
    try:
        package = ofd_package.opened(content)
        pages = ofd_page.pages(list(package.documents()))
        return pages[0].image(Fraction(4))[0]
    except UnreadableDocument:
        return None
