"""Black and white pictures packed as JBIG2 (.jb2), as OFD producers store QR codes.

pdfium can unpack them when they stand in a PDF, so one is built around them: PDF wants the bare
segments without the file's own head. After ITU-T T.88, annex D, and ISO 32000, 7.4.7.
"""

import struct
from typing import cast

import pypdfium2
from PIL import Image

from importers.document import MAX_PIXELS

_MARK = b"\x97JB2\r\n\x1a\n"
_PAGE_INFORMATION = 48
_SEQUENTIAL, _COUNT_UNKNOWN = 1, 2
_SHORT_HEAD = 11  # a segment head with no references and a page number of one byte
_SMALLEST = 32  # bytes of the head and the first segment


class NotJbig2(ValueError):  # noqa: N818  # what the picture is not
    """The bytes are no JBIG2 file of the sequential kind, or one too large."""


def image(content: bytes) -> Image.Image:
    """Return the picture in a JBIG2 file; NotJbig2 when it cannot be unpacked."""
    segments = _segments(content)
    width, height = _size(segments)
    if not 0 < width * height <= MAX_PIXELS:
        raise NotJbig2
    try:
        with pypdfium2.PdfDocument(_pdf(segments, width, height)) as pdf:
            drawn = pdf[0].render(scale=1, grayscale=True).to_pil()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise NotJbig2 from error
    return cast("Image.Image", drawn)


def _segments(content: bytes) -> bytes:
    if not content.startswith(_MARK) or len(content) < _SMALLEST:
        raise NotJbig2
    flags = content[len(_MARK)]
    if not flags & _SEQUENTIAL:
        raise NotJbig2
    return content[len(_MARK) + (1 if flags & _COUNT_UNKNOWN else 5) :]


def _size(segments: bytes) -> tuple[int, int]:
    """Return width and height from the page information, the first segment."""
    if segments[4] & 0x3F != _PAGE_INFORMATION:
        raise NotJbig2
    width, height = struct.unpack_from(">II", segments, _SHORT_HEAD)
    return width, height


def _pdf(segments: bytes, width: int, height: int) -> bytes:
    """Return a PDF of one page that the picture fills, a point a pixel."""
    drawing = b"q %d 0 0 %d 0 0 cm /P Do Q" % (width, height)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R"
        b"/Resources<</XObject<</P 5 0 R>>>>>>" % (width, height),
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1"
        b"/ColorSpace/DeviceGray/Filter/JBIG2Decode/Length %d>>stream\n%s\nendstream"
        % (width, height, len(segments), segments),
    )
    body = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body)
    body += b"xref\n0 6\n0000000000 65535 f \n" + table
    return bytes(body + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
