"""The text of a page with its places: characters in drawing order, then words.

Whatever the page came from (PDF, OFD, a photograph), its text is read from these values. Lengths
are hundredths of a point from the top left of the visible page.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

MAX_CHARACTERS = 30_000  # on one page; the fullest real invoice page has about 4,000
LOST = "\ufffd"  # stands for a character no reader can name
_CELL = 200  # a second layer of the same text lies less than 2 pt off
_TINY = 300  # text lower than 3 pt is not meant to be read
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


@dataclass(frozen=True)  # no slots: the measures are worked out once
class PageText:
    """The characters of a page (or of the part of it that one invoice takes), in drawing order.

    `recognised`: read from a picture, so their places are less exact than those of text.
    """

    page: int
    width: int
    height: int
    characters: tuple[Character, ...]
    recognised: bool = False

    @cached_property
    def type_height(self) -> int:
        """The usual height of a character."""
        return _median([c.bottom - c.top for c in self.characters])

    @cached_property
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
        return replace(self, characters=kept)


class Rule(NamedTuple):
    """A vertical ruling line, in hundredths of a point from the top left."""

    x: int
    top: int
    bottom: int


def _median(values: list[int]) -> int:
    return sorted(values)[len(values) // 2] if values else 0


def placed(text: str, box: tuple[int, int, int, int], run: int = 0) -> Character:
    """Return a character in a box (left, top, right, bottom); radicals become their words."""
    if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufaff":  # radicals look like the words
        text = unicodedata.normalize("NFKC", text.translate(_RADICALS))
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return Character(text, plain, *box, run)


def tidy(raw: Iterable[Character], width: int, height: int) -> tuple[Character, ...]:
    """Keep what lies on the page, is tall enough to be read and was not drawn twice."""
    return tuple(_once(_inside(raw, width, height)))


def _inside(raw: Iterable[Character], width: int, height: int) -> Iterator[Character]:
    for character in raw:
        middle = (character.left + character.right) // 2
        if character.bottom - character.top < _TINY:
            continue
        if 0 <= middle <= width and 0 <= character.middle <= height:
            yield character


def _once(raw: Iterable[Character]) -> Iterator[Character]:
    """Drop a character drawn again at the same place (bold by overprinting, doubled layers)."""
    seen: defaultdict[str, dict[tuple[int, int], list[Character]]] = defaultdict(dict)
    for character in raw:
        if not character.text.isspace():
            column, row = character.left // _CELL, character.top // _CELL
            alike = seen[character.text]
            near = (
                known
                for x in (column - 1, column, column + 1)
                for y in (row - 1, row, row + 1)
                for known in alike.get((x, y), ())
            )
            if any(_covers(known, character) for known in near):
                continue
            alike.setdefault((column, row), []).append(character)
        yield character


def _covers(known: Character, character: Character) -> bool:
    """Whether two equal characters lie on each other, not side by side as the two 0 of 100."""
    height = character.bottom - character.top
    width = max(character.right - character.left, height // 4)
    across, down = abs(known.left - character.left), abs(known.top - character.top)
    return across * 5 < width * 2 and down * 5 < height * 2 and max(across, down) < _CELL


def words(
    text: PageText, cut: frozenset[int] = frozenset(), barriers: tuple[int, ...] = ()
) -> tuple[Word, ...]:
    """Join characters that were drawn one after another into words.

    `cut` holds the places (in `text.characters`) of label characters: they belong to no word.
    No word reaches across one of the `barriers` (rules between columns).
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
        parted = last is not None and _parted(last, character, barriers)
        if last is not None and not parted and _continues(last, character, spacing, apart=apart):
            found[-1] = _joined(found[-1], character)
        else:
            found.append(Word(character.text, *character[2:6]))
        last = character
    return tuple(found)


def _parted(last: Character, character: Character, barriers: tuple[int, ...]) -> bool:
    """Whether two characters stand apart on both sides of a barrier; text may overflow it."""
    gap = character.left - last.right
    if gap * 14 < character.bottom - character.top:
        return False
    return any(last.left + last.right < 2 * x <= character.left + character.right for x in barriers)


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
