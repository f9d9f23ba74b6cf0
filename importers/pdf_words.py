"""The text of a PDF page with its places: characters in drawing order, then words.

pdfium reads it; where a font defeats pdfium (control or private characters come out), pdfplumber
reads the page again. Lengths are hundredths of a point from the top left of the visible page.
"""

import ctypes
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from importers.document import UnreadableDocument
from importers.messages import N_, Message

MAX_CHARACTERS = 30_000  # on one page; the fullest real invoice page has about 4,000
_UNREADABLE_CATEGORIES = frozenset({"Cc", "Co", "Cn", "Cs"})
_LOST = "\ufffd"  # stands for a character no reader can name
_TINY = 300  # text lower than 3 pt is not meant to be read
_WHITE = 245  # a fill colour as light as this cannot be seen on paper
_INVISIBLE_MODES = frozenset({3, 7})  # neither filled nor stroked; clip only
_WIDEST_SPACING = 5  # heights of type; characters further apart are not spaced but separate
_LETTERSPACED = 150  # per cent of the height of type, from one character to the next
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻰⻳",
    "民虎西见角贝车长门青韦页风飞食马鱼鸟麦黄齐龙龟",
)


class Character(NamedTuple):
    """One visible character; `plain` is its compatibility form, used for comparing only.

    Characters of one drawing operation share their `run`; 0 when that is not known.
    """

    text: str
    plain: str
    left: int
    top: int
    right: int
    bottom: int
    run: int = 0

    @property
    def middle(self) -> int:
        """The height of its centre."""
        return (self.top + self.bottom) // 2


class Word(NamedTuple):
    """Characters drawn one after another on one line without a gap."""

    text: str
    left: int
    top: int
    right: int
    bottom: int

    @property
    def middle(self) -> int:
        """The height of its centre."""
        return (self.top + self.bottom) // 2

    @property
    def center(self) -> int:
        """The centre from left to right."""
        return (self.left + self.right) // 2

    @property
    def plain(self) -> str:
        """The compatibility form (half-width digits, brackets, colons), for comparing."""
        return unicodedata.normalize("NFKC", self.text)


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page (or of the part of it that one invoice takes), in drawing order."""

    page: int
    width: int
    height: int
    characters: tuple[Character, ...]

    @property
    def type_height(self) -> int:
        """The usual height of a character."""
        return _median([c.bottom - c.top for c in self.characters])

    @property
    def em(self) -> int:
        """The measure of all tolerances: the usual height or, if more, pitch of full-width type."""
        limit = _WIDEST_SPACING * self.type_height
        pitches = [
            after.left - before.left
            for before, after in pairwise(self.characters)
            if "\u4e00" <= before.text <= "\u9fff" and before.top < after.middle < before.bottom
        ]
        return max(_median([p for p in pitches if 0 < p < limit]), self.type_height, 300)

    def between(self, top: int, bottom: int) -> "PageText":
        """Return the part of the page whose characters have their centre in a band."""
        kept = tuple(c for c in self.characters if top <= c.middle < bottom)
        return PageText(self.page, self.width, self.height, kept)


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


def _median(values: list[int]) -> int:
    return sorted(values)[len(values) // 2] if values else 0


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
        return PageText(number, width, height, tuple(_once(_inside(raw, width, height))))
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
        return character._replace(text=_LOST, plain=_LOST)
    return character


def _illegible(text: str) -> bool:
    return text == _LOST or unicodedata.category(text[0]) in _UNREADABLE_CATEGORIES


def _character(text: str, box: tuple[int, int, int, int], run: int = 0) -> Character:
    if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff":  # radicals look like the words
        text = unicodedata.normalize("NFKC", text.translate(_RADICALS))
    return Character(text, unicodedata.normalize("NFKC", text), *box, run)


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
            yield _character(chr(code) if code else _LOST, place, run)
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
            text = _LOST if item["text"].startswith("(cid:") else item["text"][:1]
            if text:
                yield _character(text, (x0 - left, y0 - top, x1 - left, y1 - top))


def _inside(raw: Iterable[Character], width: int, height: int) -> Iterator[Character]:
    """Keep what lies on the page and is tall enough to be read."""
    for character in raw:
        middle = (character.left + character.right) // 2
        if character.bottom - character.top < _TINY:
            continue
        if 0 <= middle <= width and 0 <= character.middle <= height:
            yield character


def _once(raw: Iterable[Character]) -> Iterator[Character]:
    """Drop a character drawn again at the same place (bold by overprinting, doubled layers)."""
    seen: set[tuple[str, int, int]] = set()
    for character in raw:
        place = (character.left // 100, character.top // 100)
        around = [(place[0] + x, place[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        if not character.text.isspace():
            if any((character.text, *near) in seen for near in around):
                continue
            seen.add((character.text, *place))
        yield character


def words(text: PageText, cut: frozenset[int] = frozenset()) -> tuple[Word, ...]:
    """Join characters that were drawn one after another into words.

    `cut` holds the places (in `text.characters`) of label characters: they belong to no word.
    """
    found: list[Word] = []
    spacing = text.em * 100 // max(text.type_height, 1)
    last, lengths = None, Counter(character.run for character in text.characters)
    for index, character in enumerate(text.characters):
        if index in cut or character.text.isspace():
            last = None
            continue
        apart = (
            last is not None
            and last.run != character.run
            and (max(lengths[last.run], lengths[character.run]) > 1)
        )
        if last is not None and _continues(last, character, spacing, apart=apart):
            found[-1] = _joined(found[-1], character)
        else:
            found.append(Word(character.text, *character[2:6]))
        last = character
    return tuple(found)


def _continues(last: Character, character: Character, spacing: int, *, apart: bool) -> bool:
    """Tell whether it stands on the same line, near by; `spacing`: pitch in per cent of type.

    Characters drawn `apart`, by two operations, must all but touch: columns may be that near.
    """
    height = max(last.bottom - last.top, character.bottom - character.top)
    if abs(last.middle - character.middle) * 4 > height:
        return False
    width = last.right - last.left
    gap, spread = character.left - last.right, width * spacing * 27 // 2000 - width
    near = max(height // 3, spread)
    if apart and spacing < _LETTERSPACED:
        near = height // 12
    return -height // 2 < gap < near


def _joined(word: Word, character: Character) -> Word:
    return Word(
        word.text + character.text,
        min(word.left, character.left),
        min(word.top, character.top),
        max(word.right, character.right),
        max(word.bottom, character.bottom),
    )
