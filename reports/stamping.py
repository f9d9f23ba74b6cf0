"""保密水印: who a copy was handed to, and when, on the copy alone (Art. 34).

What is kept stays as it is, byte for byte; only what is handed out is stamped.
"""

import re
import zipfile
from functools import cache
from io import BytesIO
from math import ceil
from threading import Lock
from typing import Final
from xml.sax.saxutils import escape

import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from reports import typeface

PDF: Final = b"%PDF-"
PNG: Final = b"\x89PNG\r\n"
ZIP: Final = b"PK\x03\x04"
_ONE_AT_A_TIME: Final = Lock()  # the library of PDFs knows no threads
_GREY: Final = Color(0.35, 0.35, 0.35, alpha=0.16)
_SIZE: Final = 13  # points
_TURN: Final = 30  # degrees
_STEP: Final = (260, 170)  # points between two stamps, across and down
_SHEET: Final = re.compile(r"xl/worksheets/sheet\d+\.xml")
_FOOTER: Final = re.compile(rb"<headerFooter>.*?</headerFooter>|<headerFooter\s*/>", re.DOTALL)
_BEHIND_FOOTER: Final = (
    b"<rowBreaks", b"<colBreaks", b"<ignoredErrors", b"<drawing", b"<legacyDrawing",
    b"<tableParts", b"<extLst", b"</worksheet>",
)  # fmt: skip


def stamped(content: bytes, words: str) -> bytes:
    """Stamp a copy of what we made; what is neither PDF, workbook nor picture stays as it is.

    Files that others made are not for this: they are opened in limited processes alone.
    """
    if content.startswith(PDF):
        return _pdf(content, words)
    if content.startswith(PNG):
        return _picture(content, words)
    return _workbook(content, words) if content.startswith(ZIP) else content


def _pdf(content: bytes, words: str) -> bytes:
    with _ONE_AT_A_TIME:
        return _overlaid(content, words)


def _overlaid(content: bytes, words: str) -> bytes:
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            overlay = pypdfium2.PdfDocument(
                _overlay(ceil(page.get_width()), ceil(page.get_height()), words)
            )
            try:
                mark = overlay.page_as_xobject(0, document)
                page.insert_obj(mark.as_pageobject())
                page.gen_content()
            finally:
                overlay.close()
        target = BytesIO()
        document.save(target)
    finally:
        document.close()
    return target.getvalue()


def _overlay(width: int, height: int, words: str) -> bytes:
    typeface.registered()
    target = BytesIO()
    canvas = Canvas(target, pagesize=(width, height), invariant=1)
    canvas.setFont(typeface.NAME, _SIZE)
    canvas.setFillColor(_GREY)
    for across in range(0, width + _STEP[0], _STEP[0]):
        for up in range(20, height + _STEP[1], _STEP[1]):
            canvas.saveState()
            canvas.translate(across, up)
            canvas.rotate(_TURN)
            canvas.drawString(0, 0, words)
            canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _picture(content: bytes, words: str) -> bytes:
    """Write the words over a picture, and in its own palette so that it stays small."""
    with Image.open(BytesIO(content)) as opened:
        picture = opened.convert("RGB")
    mark = _mark(words, max(14, picture.width // 60))
    for across in range(0, picture.width, mark.width + 40):
        for down in range(0, picture.height, mark.height + 60):
            picture.paste((90, 90, 90), (across, down), mark)
    target = BytesIO()
    picture.save(target, "PNG", compress_level=1)
    return target.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(typeface.registered()), size)


def _mark(words: str, size: int) -> Image.Image:
    """Draw the words once, turned, as a mask of little weight."""
    font = _font(size)
    width = int(font.getlength(words)) + 8
    plain = Image.new("L", (width, size * 2), 0)
    ImageDraw.Draw(plain).text((4, 0), words, fill=44, font=font)
    return plain.rotate(_TURN, expand=True)


def _workbook(content: bytes, words: str) -> bytes:
    """Write the words into the head of every sheet's print; another zip is no workbook."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if "xl/workbook.xml" not in packed.namelist():
            return content
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for member in packed.infolist():
                data = packed.read(member)
                sheet = _SHEET.fullmatch(member.filename)
                copy.writestr(member, _headed(data, words) if sheet else data)
    return target.getvalue()


def _headed(sheet: bytes, words: str) -> bytes:
    said = escape(words.replace("&", "&&")).encode()
    head = b"<oddHeader>&amp;C" + said + b"</oddHeader>"
    found = _FOOTER.search(sheet)
    if found is not None:
        inner = re.sub(rb"<oddHeader>.*?</oddHeader>|</?headerFooter\s*/?>", b"", found[0])
        return sheet.replace(found[0], b"<headerFooter>" + head + inner + b"</headerFooter>", 1)
    place = min(at for tag in _BEHIND_FOOTER if (at := sheet.find(tag)) >= 0)
    return sheet[:place] + b"<headerFooter>" + head + b"</headerFooter>" + sheet[place:]
