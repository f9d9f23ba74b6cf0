"""The text of a PDF page.

pdfium reads it; where a font defeats pdfium (control or private characters come out), pdfplumber
reads the page again.
"""

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from importers.document import UnreadableDocument
from importers.messages import N_, Message
from importers.page_text import LOST, MAX_CHARACTERS, Character, PageText, placed, tidy

_UNREADABLE_CATEGORIES = frozenset({"Cc", "Co", "Cn", "Cs"})
_WHITE = 245  # a fill colour as light as this cannot be seen on paper
_INVISIBLE_MODES = frozenset({3, 7})  # neither filled nor stroked; clip only


def of_page(pdf: pypdfium2.PdfDocument, content: bytes, number: int) -> PageText:
    """Return the text of page `number` (from 1)."""
    page = pdf[number - 1]
    try:
        crop = tuple(round(edge * 100) for edge in page.get_cropbox())
        size, degrees = (crop[2] - crop[0], crop[3] - crop[1]), page.get_rotation()
        raw = [_turned(c, size, degrees) for c in _pdfium_characters(page, crop)]
        if any(_illegible(character.text) for character in raw):
            raw = [_named(c) for c in _second_reading(content, number) or raw]
        width, height = reversed(size) if degrees in {90, 270} else size
        return PageText(number, width, height, tidy(raw, width, height))
    finally:
        page.close()


def _second_reading(content: bytes, number: int) -> list[Character]:
    """Return pdfplumber's characters of a page; none when it cannot read the file."""
    try:
        return list(_pdfplumber_characters(content, number))
    except Exception:  # noqa: BLE001  # on a damaged file it raises anything, even while closing
        return []


def _named(character: Character) -> Character:
    """Return the character, or the mark of a lost one in its place."""
    if _illegible(character.text):
        return character._replace(text=LOST, plain=LOST)
    return character


def _illegible(text: str) -> bool:
    return text == LOST or unicodedata.category(text[0]) in _UNREADABLE_CATEGORIES


def _turned(character: Character, size: tuple[int, int], degrees: int) -> Character:
    """Return a character where it stands on the page as shown, turned clockwise by `degrees`."""
    left, top, right, bottom = character[2:6]
    width, height = size
    boxes = {
        90: (height - bottom, left, height - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, width - right, bottom, width - left),
    }
    box = boxes.get(degrees, (left, top, right, bottom))
    return Character(*character[:2], *box, character.run)


def _pdfium_characters(page: pypdfium2.PdfPage, crop: tuple[int, ...]) -> Iterator[Character]:
    text = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MAX_CHARACTERS:
            raise UnreadableDocument(
                Message(N_("页面上的文字过多，不像一张发票，没有读取。请只上传发票本身。"))
            )
        box, visible = pdfium.FS_RECTF(), _Visibility(text)
        for index in range(count):
            code = pdfium.FPDFText_GetUnicode(text, index)
            run = visible.run(index)
            if pdfium.FPDFText_IsGenerated(text, index) == 1 or run is None:
                continue
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            edges = (box.left, box.top, box.right, box.bottom)
            left, top, right, bottom = (round(edge * 100) for edge in edges)
            place = (left - crop[0], crop[3] - top, right - crop[0], crop[3] - bottom)
            yield placed(chr(code) if code else LOST, place, run)
    finally:
        text.close()


class _Visibility:
    """Tells characters that a reader of the page cannot see: by mode, transparency or colour."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self.text = text
        self.known: dict[int, int | None] = {0: 0}

    def run(self, index: int) -> int | None:
        """Return the number of the run a character belongs to; None when it cannot be seen."""
        item = pdfium.FPDFText_GetTextObject(self.text, index)
        key = ctypes.cast(item, ctypes.c_void_p).value or 0
        if key not in self.known:
            self.known[key] = len(self.known) if self._visible(item, index) else None
        return self.known[key]

    def _visible(self, item: Any, index: int) -> bool:  # noqa: ANN401  # a handle of pdfium
        if pdfium.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE_MODES:
            return False
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not pdfium.FPDFText_GetFillColor(self.text, index, red, green, blue, alpha):
            return True
        return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _pdfplumber_characters(content: bytes, number: int) -> Iterator[Character]:
    with pdfplumber.open(io.BytesIO(content), pages=[number]) as pdf:
        page = pdf.pages[0]
        left, top = (round(edge * 100) for edge in (page.cropbox[0], page.cropbox[1]))
        for item in page.chars[:MAX_CHARACTERS]:
            edges = (item["x0"], item["top"], item["x1"], item["bottom"])
            x0, y0, x1, y1 = (round(edge * 100) for edge in edges)
            text = LOST if item["text"].startswith("(cid:") else item["text"][:1]
            if text:
                yield placed(text, (x0 - left, y0 - top, x1 - left, y1 - top))
