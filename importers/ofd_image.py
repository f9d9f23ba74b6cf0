"""Page images of OFD files, for people."""

import io
from fractions import Fraction

from PIL import ImageDraw

from importers import ofd_package, ofd_page, typefaces
from importers.document import Document, UnreadableDocument
from importers.messages import N_, Message

_POINTS_PER_INCH = 72
_MARGIN = 12  # pixels
_NO_TYPEFACE = "No Chinese typeface on this machine: characters are shown as boxes."


def png(document: Document, page: int, dpi: int) -> bytes:
    """Return page `page` (from 1) as PNG at `dpi` or, for huge pages, less."""
    package = ofd_package.opened(document.content)
    pages = ofd_page.pages(list(package.documents()))
    if not 1 <= page <= len(pages):
        raise UnreadableDocument(Message(N_("文件没有这一页。请返回第一页。")))
    stream = io.BytesIO()
    image, _ = pages[page - 1].image(Fraction(dpi, _POINTS_PER_INCH))
    if typefaces.chinese() is None:
        place = (_MARGIN, image.height - 2 * _MARGIN)
        ImageDraw.Draw(image).text(place, _NO_TYPEFACE, fill="red", font=typefaces.sized(_MARGIN))
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()
