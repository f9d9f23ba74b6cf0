"""The text of a PDF page: what can be seen of it, and what cannot.

pdfium reads it; where a font defeats pdfium (control or private characters come out), or where
the file says something else than it draws (/ActualText), pdfplumber reads the page again.
"""

import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from importers import pdf_drawing, pdf_file
from importers.document import UnreadableDocument
from importers.messages import N_, Message
from importers.page_raster import Raster
from importers.page_text import LOST, MAX_CHARACTERS, Character, PageText, placed, tidy
from importers.pdf_drawing import Hiding, Run, address
from importers.pdf_second_reading import completed

_UNREADABLE_CATEGORIES = frozenset({"Cc", "Co", "Cn", "Cs"})
_FAINT = 20  # shades of grey (of 255) between ink and ground that nobody notices
_PAPER = 255
_TINY = 300  # as for any page: text lower than 3 pt is not meant to be read
_CELL = 200  # of the grid in which two readings of a page are compared: 2 pt
_OTHER_RUN = Run(0)
_ANY_SIZE = 10**7, 10**7


class Hidden(NamedTuple):
    """A character of the text layer that the page does not show, and how it is kept from view."""

    hiding: Hiding
    character: Character


class Reading(NamedTuple):
    """The text of a page that can be seen, and what the file holds beside it.

    `replaced` is what the file says by /ActualText, and what it draws there instead.
    """

    text: PageText
    hidden: tuple[Hidden, ...]
    replaced: tuple[str, str] | None


class _Found(NamedTuple):
    """A character as pdfium gives it, and what is known of its being seen."""

    character: Character
    hiding: Hiding | None
    run: Run


def read(
    page: pypdfium2.PdfPage,
    content: bytes,
    number: int,
    picture: Callable[[], Raster] | None = None,
) -> Reading:
    """Return the text of an open page, seen and unseen; it has the `number` (from 1).

    `picture` draws the page when the ground under light letters must be known; without it the
    paper is white.
    """
    crop = pdf_file.visible_box(page)
    size, degrees = (crop[2] - crop[0], crop[3] - crop[1]), page.get_rotation()
    found = list(_pdfium_characters(page, crop, content))
    if degrees:
        found = [f._replace(character=_turned(f.character, size, degrees)) for f in found]
    width, height = reversed(size) if degrees in {90, 270} else size
    seen, hidden = _divided(found, (width, height), picture)
    said = [item for item in found if item.run.replaced]
    spoken = {item.run.order for item in said}
    replaced, illegible = None, any(_illegible(character.text) for character in seen)
    if said or illegible:
        again = _unhidden(_second_reading(page.pdf, number), seen, hidden)
        if again:
            drawn = [c for c in map(_named, seen) if c.run not in spoken and _counts(c, picture)]
            again = completed(drawn, again)
        places = [_turned(_frame(item.run, crop), size, degrees) for item in said]
        replaced = _replaced(said, again, places) if said else None
        seen = [_named(c) for c in (again if replaced or illegible else []) or seen]
    text = PageText(number, width, height, tidy(seen, width, height))
    return Reading(text, tuple(hidden), replaced)


# ── seen or unseen ──


def _divided(
    found: Iterable[_Found], size: tuple[int, int], picture: Callable[[], Raster] | None
) -> tuple[list[Character], list[Hidden]]:
    """Part what can be seen from what cannot; blanks that cannot be seen are passed over."""
    seen, hidden = [], []
    for character, suspicion, run in found:
        hiding = suspicion
        if hiding is Hiding.LIGHT and not _like_its_ground(character, run, picture):
            hiding = None
        hiding = hiding or _misplaced(character, size)
        if hiding is None:
            seen.append(character)
        elif not character.text.isspace():
            hidden.append(Hidden(hiding, character))
    return seen, hidden


def _like_its_ground(character: Character, run: Run, picture: Callable[[], Raster] | None) -> bool:
    ground = picture().ground(character) if picture else _PAPER
    return abs((run.grey or 0) - ground) < _FAINT


def _misplaced(character: Character, size: tuple[int, int]) -> Hiding | None:
    height, width = character.bottom - character.top, character.right - character.left
    if max(height, width) < _TINY:  # of text that runs upwards, width is the height of type
        return Hiding.TINY
    middle = (character.left + character.right) // 2
    if 0 <= middle <= size[0] and 0 <= character.middle <= size[1]:
        return None
    return Hiding.OUTSIDE


# ── the second reading ──


def _counts(character: Character, picture: Callable[[], Raster] | None) -> bool:
    """Whether a character must be in both readings: one without a name only where there is ink."""
    if character.text != LOST:
        return True
    return picture is not None and picture().shows(character)


def _second_reading(pdf: pypdfium2.PdfDocument, number: int) -> list[Character]:
    """Return pdfplumber's characters of a page; none when it cannot read the file.

    It reads the file as pdfium writes it, with pages turned upright and objects in order.
    """
    stream = io.BytesIO()
    try:
        pdf.save(stream)
        return list(_pdfplumber_characters(stream.getvalue(), number))
    except Exception:  # noqa: BLE001  # on a damaged file it raises anything, even while closing
        return []


def _unhidden(
    again: list[Character], seen: list[Character], hidden: list[Hidden]
) -> list[Character]:
    """Return a second reading without the characters that the first knows to be hidden."""
    if not hidden:
        return again
    unseen = {place for item in hidden for place in _places(item.character, 1)}
    shown = {place for character in seen for place in _places(character, 1)}
    return [c for c in again if not unseen & _places(c, 0) or shown & _places(c, 0)]


def _places(character: Character, around: int) -> set[tuple[str, int, int]]:
    """Return a character with the cell of the page that its middle is in, and `around` it."""
    x = (character.left + character.right) // 2 // _CELL
    y = character.middle // _CELL
    reach = range(-around, around + 1)
    return {(character.text, x + i, y + j) for i in reach for j in reach}


def _frame(run: Run, crop: tuple[int, ...]) -> Character:
    """Return where a piece of text stands, as a character without text."""
    left, bottom, right, top = run.replaced or (0, 0, 0, 0)
    return Character("", "", left - crop[0], crop[3] - top, right - crop[0], crop[3] - bottom)


def _replaced(
    said: list[_Found], again: list[Character], places: list[Character]
) -> tuple[str, str] | None:
    """Return what the file says in place of what is drawn; None when that is the same."""
    frames = set(places)
    drawn = [c for c in again if any(_within(c, frame) for frame in frames)]
    texts = [
        "".join(c.text for c in tidy(characters, *_ANY_SIZE))
        for characters in ([item.character for item in said], drawn)
    ]
    letters = [sorted(filter(str.isalnum, unicodedata.normalize("NFKC", t))) for t in texts]
    return (texts[0].strip(), texts[1].strip()) if letters[0] != letters[1] else None


def _within(character: Character, frame: Character) -> bool:
    middle = (character.left + character.right) // 2
    slack = character.bottom - character.top
    across = frame.left <= middle <= frame.right
    return across and frame.top - slack < character.middle < frame.bottom + slack


def _named(character: Character) -> Character:
    """Return the character, or the mark of a lost one in its place."""
    if _illegible(character.text):
        return character._replace(text=LOST, plain=LOST)
    return character


def _illegible(text: str) -> bool:
    return text == LOST or unicodedata.category(text[0]) in _UNREADABLE_CATEGORIES


def _turned(character: Character, size: tuple[int, int], degrees: int) -> Character:
    """Return a character where it stands on the page as shown, turned clockwise by `degrees`."""
    if not degrees:
        return character
    left, top, right, bottom = character[2:6]
    width, height = size
    boxes = {
        90: (height - bottom, left, height - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, width - right, bottom, width - left),
    }
    return Character(*character[:2], *boxes[degrees], character.run)


# ── the two readers ──


def _pdfium_characters(
    page: pypdfium2.PdfPage, crop: tuple[int, ...], content: bytes
) -> Iterator[_Found]:
    text = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MAX_CHARACTERS:
            raise UnreadableDocument(
                Message(N_("页面上的文字过多，不像一张发票，没有读取。请只上传发票本身。"))
            )
        box, drawing = pdfium.FS_RECTF(), pdf_drawing.of_page(page.pdf, page, content)
        for index in range(count):
            if pdfium.FPDFText_IsGenerated(text, index) == 1:
                continue
            code = pdfium.FPDFText_GetUnicode(text, index)
            item = pdfium.FPDFText_GetTextObject(text, index)
            run = drawing.runs.get(address(item), _OTHER_RUN)
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            edges = (box.left, box.top, box.right, box.bottom)
            left, top, right, bottom = (round(edge * 100) for edge in edges)
            place = (left - crop[0], crop[3] - top, right - crop[0], crop[3] - bottom)
            hiding = run.hiding or drawing.covered(run.order, (left, bottom, right, top))
            yield _Found(placed(chr(code) if code else LOST, place, run.order), hiding, run)
    finally:
        text.close()


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
