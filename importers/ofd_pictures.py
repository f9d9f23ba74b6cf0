"""The pictures in an OFD page, and the QR codes on them."""

import io
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from PIL import Image

from importers import jbig2, qr_code
from importers.document import UnreadableDocument
from importers.ofd_matrix import bounds
from importers.ofd_objects import Item
from importers.ofd_package import OfdDocument
from importers.ofd_style import Style
from importers.ofd_xml import attribute
from importers.page_raster import Raster
from importers.qr_code import InvoiceCode

_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF")
_MAX_PIXELS = 16_000_000
_MAX_PICTURES = 60  # on one page
_QUIET = 4  # modules of white that a QR code needs around it
_UNIT = ((Decimal(0), Decimal(0)), (Decimal(1), Decimal(1)))
_SMALL = 400  # pixels; smaller pictures are enlarged before they are searched


def picture(document: OfdDocument, style: Style, identifier: str) -> Image.Image | None:
    """Return an image resource, None where it is absent or of a kind that cannot be unpacked."""
    if identifier not in style.pictures:
        style.pictures[identifier] = _read(document, style.media.get(identifier))
    return style.pictures[identifier]


def _read(document: OfdDocument, path: str | None) -> Image.Image | None:
    if path is None:
        return None
    try:
        return unpacked(document.package.read(path))
    except UnreadableDocument:
        return None


def unpacked(content: bytes) -> Image.Image | None:
    """Return a picture; None when its bytes cannot be unpacked, or to too many pixels."""
    try:
        return jbig2.image(content)
    except jbig2.NotJbig2:
        pass
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > _MAX_PIXELS:
                return None
            image.load()
            return image.copy()
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        return None


def codes(document: OfdDocument, style: Style, items: Iterable[Item]) -> tuple[InvoiceCode, ...]:
    """Return the QR codes of invoices on the pictures of a page, from the top."""
    found: list[InvoiceCode] = []
    pictures = [item for item in items if item.kind == "ImageObject"][:_MAX_PICTURES]
    for item in pictures:
        image = picture(document, style, attribute(item.element, "ResourceID") or "")
        if image is not None:
            top = bounds(item.matrix, _UNIT)[1]
            found += [replace(code, top=top) for code in _on(image)]
    return tuple(sorted(found, key=lambda code: code.top))


def _on(image: Image.Image) -> tuple[InvoiceCode, ...]:
    """Search a picture, which may have a pixel a module and no white around."""
    grey = on_white(image).convert("L")
    factor = max(1, _SMALL // max(grey.size))
    border = _QUIET * factor
    enlarged = grey.resize((grey.width * factor, grey.height * factor), Image.Resampling.NEAREST)
    framed = Image.new("L", (enlarged.width + 2 * border, enlarged.height + 2 * border), 255)
    framed.paste(enlarged, (border, border))
    return qr_code.scan(Raster(framed, Fraction(1)))


def unreadable(document: OfdDocument, style: Style, items: Iterable[Item]) -> bool:
    """Whether a page has a picture that cannot be unpacked, which may be its QR code."""
    identifiers = {
        attribute(item.element, "ResourceID") or "" for item in items if item.kind == "ImageObject"
    }
    return any(picture(document, style, one) is None for one in identifiers)


def on_white(image: Image.Image) -> Image.Image:
    """Return a picture in colour, what is see-through in it being white."""
    full = image.convert("RGBA")
    ground = Image.new("RGBA", full.size, (255, 255, 255, 255))
    return Image.alpha_composite(ground, full).convert("RGB")
