"""The characters of OFD text objects and where they stand.

OFD states the place of every character (X, Y and the steps DeltaX, DeltaY) but not its width: that
is in the font, which invoices do not carry. A character is as wide as the step to the next one, at
most its natural width: a whole em for full-width characters, half an em for the others.
"""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from importers import ofd_xml
from importers.ofd_matrix import Matrix, Point, bounds, moved
from importers.ofd_objects import Item, TooManyObjects
from importers.ofd_style import BLACK, OPAQUE, Paint
from importers.ofd_xml import attribute, children, truth
from importers.page_text import LOST, MAX_CHARACTERS, Character, placed

_ASCENT, _DESCENT = Decimal("0.86"), Decimal("0.14")  # of a Chinese font, in ems
_ZERO, _HALF, _ONE = Decimal(0), Decimal("0.5"), Decimal(1)
_WIDEST, _WIDEST_HALF = Decimal("1.15"), Decimal("0.9")  # ems of a character; more is spacing
_BROAD = frozenset("mwMW@%&—…")  # letters that may be as broad as full-width characters
_WIDE = frozenset({"W", "F", "A"})
_WHITE = 245  # a fill colour as light as this cannot be seen on paper
_NAMELESS = frozenset({"Cc", "Co", "Cn", "Cs"})
_STEPS = 40_000
_TURNS = {
    90: (_ZERO, _ONE, -_ONE, _ZERO),
    180: (-_ONE, _ZERO, _ZERO, -_ONE),
    270: (_ZERO, -_ONE, _ONE, _ZERO),
}


class Glyph(NamedTuple):
    """A character, the matrix that sets its em square's base line, its size and width in mm."""

    text: str
    matrix: Matrix  # its origin is the base line's left end
    size: Decimal
    width: Decimal


def paint_of(item: Item) -> Paint | None:
    """Return the paint of a text object, None when neither fill nor outline is drawn."""
    paint = item.params.fill or Paint(BLACK)
    if not truth(item.element, "Fill", default=True):
        if not truth(item.element, "Stroke", default=False):
            return None
        paint = item.params.stroke or Paint(BLACK)
    return Paint(paint.colour, paint.alpha * item.alpha // OPAQUE)


def is_white(paint: Paint) -> bool:
    """Whether a colour is so light that it cannot be seen on paper."""
    return min(paint.colour) >= _WHITE


def characters(item: Item, run: int) -> Iterator[Character]:
    """Yield the characters of a text object that can be seen, with their boxes on the page.

    `run` numbers its first drawing operation.
    """
    paint = paint_of(item)
    if paint is None or paint.alpha == 0 or is_white(paint):
        return
    for place, glyphs in enumerate(codes(item)):
        for glyph in glyphs:
            if _inside(item, glyph):
                yield placed(glyph.text, bounds(glyph.matrix, corners(glyph)), run + place)


def corners(glyph: Glyph) -> tuple[Point, Point]:
    """Return the upper left and lower right corner of a character before it is set."""
    return (_ZERO, -_ASCENT * glyph.size), (glyph.width, _DESCENT * glyph.size)


def _inside(item: Item, glyph: Glyph) -> bool:
    """Whether a character stands within, or at least near, the boundary of its object."""
    if item.clip is None:
        return True
    x, y = glyph.matrix.at(glyph.width / 2, -glyph.size / 3)
    slack = 2 * glyph.size * glyph.matrix.tall
    left, top, width, height = item.clip
    return left - slack <= x <= left + width + slack and top - slack <= y <= top + height + slack


def codes(item: Item) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each text code of an object."""
    size = ofd_xml.number(attribute(item.element, "Size")) or _ZERO
    if size <= 0:
        return
    at = (_ZERO, size * _ASCENT)
    for code in children(item.element, "TextCode"):
        text = _content(code)
        x, y = (ofd_xml.number(attribute(code, name)) for name in ("X", "Y"))
        at = (at[0] if x is None else x, at[1] if y is None else y)
        glyphs = list(_line(item, text, at, _Steps(item, code, size)))
        if glyphs:
            yield glyphs


def _content(code: ofd_xml.Element) -> str:
    """Return the text of a code without line ends that only lay out the XML."""
    text = "".join(str(part) for part in code.itertext())
    if "\n" in text or "\r" in text:
        text = text.strip().replace("\r", "").replace("\n", "")
    return "".join(
        c if unicodedata.category(c) not in {"Cc", "Co", "Cn", "Cs"} else LOST for c in text
    )


class _Steps:
    """The steps from character to character of one text code."""

    def __init__(self, item: Item, code: ofd_xml.Element, size: Decimal) -> None:
        self.across = _deltas(attribute(code, "DeltaX"))
        self.down = _deltas(attribute(code, "DeltaY"))
        self.size = size
        self.scale = ofd_xml.number(attribute(item.element, "HScale")) or _ONE
        self.reading = _angle(attribute(item.element, "ReadDirection"))
        self.turn = _angle(attribute(item.element, "CharDirection"))

    def natural(self, text: str) -> Decimal:
        """Return the width of a character in its font."""
        wide = unicodedata.east_asian_width(text[0]) in _WIDE
        return self.size * self.scale * (_ONE if wide else _HALF)

    def step(self, place: int, text: str) -> tuple[Decimal, Decimal]:
        """Return the step from character `place`; where none is stated, its natural width."""
        x = self.across[place] if place < len(self.across) else None
        y = self.down[place] if place < len(self.down) else None
        if x is None and y is None:
            width = self.natural(text)
            turned = _TURNS.get(self.reading)
            return (width * turned[0], width * turned[1]) if turned else (width, _ZERO)
        return x or _ZERO, y or _ZERO


def _line(item: Item, text: str, at: tuple[Decimal, Decimal], steps: _Steps) -> Iterator[Glyph]:
    x, y = at
    for place, character in enumerate(text):
        across, down = steps.step(place, character)
        width = _width(steps, text, place, across)
        own = moved(x, y)
        if steps.turn in _TURNS:
            own = own.after(Matrix(*_TURNS[steps.turn]))
        yield Glyph(character, item.matrix.after(own), steps.size, width)
        x, y = x + across, y + down


def _width(steps: _Steps, text: str, place: int, across: Decimal) -> Decimal:
    """Return the width of a character: the step to the next, unless that is spacing.

    The last one is as wide as the one before it, if both are of one sort.
    """
    natural = steps.natural(text[place])
    step = across
    if place == len(text) - 1:
        before = steps.across[place - 1 : place] if place else []
        same = bool(before) and text[place].isdecimal() == text[place - 1].isdecimal()
        step = before[0] if same and steps.natural(text[place - 1]) == natural else natural
    full = natural == steps.size * steps.scale or text[place] in _BROAD
    widest = steps.size * steps.scale * (_WIDEST if full else _WIDEST_HALF)
    return step if _ZERO < step <= widest else natural


def _deltas(value: str | None) -> list[Decimal]:
    """Return the steps of DeltaX or DeltaY; `g n v` stands for n times v."""
    parts = (value or "").replace(",", " ").split()
    found: list[Decimal] = []
    place = 0
    while place < len(parts):
        count, step = 1, parts[place : place + 1]
        if step[0].lower() == "g":
            count = max(0, int(ofd_xml.number("".join(parts[place + 1 : place + 2])) or 0))
            step = parts[place + 2 : place + 3]
            place += 2
        if len(found) + count > _STEPS:
            raise TooManyObjects
        found += [ofd_xml.number("".join(step)) or _ZERO] * count
        place += 1
    return found


def _angle(value: str | None) -> int:
    return int(ofd_xml.number(value) or 0) % 360


def length(item: Item) -> int:
    """Return how many characters a text object holds, seen or not."""
    return sum(len(str(part)) for part in item.element.itertext())


def check_count(count: int) -> None:
    """Refuse a page with more characters than any real one."""
    if count > MAX_CHARACTERS:
        raise TooManyObjects
