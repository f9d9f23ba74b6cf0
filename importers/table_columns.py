"""The columns of a table: which of them a word stands in, by rules or, without, by alignment.

Producers set figures flush right, flush left or centred below their headers. Each way is tried;
the one under which the cells make sense (one figure each, rates that are rates…) is taken.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from importers.page_text import Character, Word

_FIGURE = re.compile(r"¥?-?[\d,]*\.?\d+%?|\*+|免税|不征税")
_RATE = re.compile(r"\d+(\.\d+)?%|\*+|免税|不征税|\D+")
_CENTRED = frozenset({"unit", "tax_rate"})
_NUMERIC = frozenset({"quantity", "unit_price", "amount", "tax"})

Lines = Sequence[list[Word]]
Fields = Mapping[Word, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, the field it holds ('' when none of ours), the edges of its header."""

    header: str
    field: str
    left: int
    right: int
    characters: tuple[Character, ...] = ()  # of its header

    @property
    def center(self) -> int:
        """The middle of its header."""
        return (self.left + self.right) // 2


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a table; `borders` are the rules between neighbours, None where none shows."""

    columns: tuple[Column, ...]
    borders: tuple[int | None, ...]
    em: int

    @property
    def name(self) -> int:
        """The place of the column of names."""
        return next(i for i, column in enumerate(self.columns) if column.field == "name")

    @property
    def ends(self) -> dict[str, int]:
        """The right end of every field's column where a border shows it."""
        borders = zip(self.columns, self.borders, strict=False)
        return {column.field: border for column, border in borders if border is not None}

    def assign(self, lines: Lines) -> tuple[Fields, bool]:
        """Return the field of every word of a table's body, and whether all cells make sense."""
        ways: list[Callable[[Lines], Fields]] = [
            partial(self._aligned, place=place)
            for place in (self._flush_right, self._flush_left, self._centred)
        ]
        if all(border is not None for border in self.borders):
            ways.insert(0, self._ruled)
        found = [way(lines) for way in ways]
        faults = [sum(_faults(line, fields) for line in lines) for fields in found]
        return found[faults.index(min(faults))], min(faults) == 0

    def of_sum(self, word: Word) -> str:
        """Return the field of a word of the row 合计: 金额 or 税额, whichever header is nearer."""
        sums = [column for column in self.columns if column.field in {"amount", "tax"}]
        return min(sums, key=lambda column: abs(column.center - word.center)).field

    def _ruled(self, lines: Lines) -> Fields:
        borders = [border for border in self.borders if border is not None]
        return {
            word: self.columns[bisect_right(borders, word.center)].field
            for line in lines
            for word in line
        }

    def _aligned(self, lines: Lines, place: Callable[[Word], int]) -> Fields:
        """Place words by alignment; names begin at the left end of the table's body."""
        names = [
            word.left
            for line in lines
            for word in line
            if place(word) <= self.name and not is_figure(word)
        ]
        start = min(names, default=0)
        return {word: field for line in lines for word, field in self._line(line, start, place)}

    @property
    def _known(self) -> list[int]:
        """The borders from the left up to the first that is not known."""
        return [border for border in takewhile(lambda one: one is not None, self.borders) if border]

    def _line(
        self, line: list[Word], start: int, place: Callable[[Word], int]
    ) -> list[tuple[Word, str]]:
        """Tell names, which begin at `start`, from the next column by the gap between them.

        Left of the last known border the borders decide.
        """
        placed: list[tuple[Word, str]] = []
        last_name: Word | None = None
        known = self._known
        for word in line:
            if known and word.center < known[-1]:
                index = bisect_right(known, word.center)
            else:
                index = self._index(word, max(place(word), len(known)), last_name, start)
            if index == self.name:
                last_name = word
            placed.append((word, self.columns[index].field))
        return placed

    def _index(self, word: Word, index: int, last_name: Word | None, start: int) -> int:
        if index < self.name and not is_figure(word):
            index = self.name
        if index in {self.name, self.name + 1}:
            return self.name if self._continues(word, last_name, start) else self.name + 1
        return index

    def _continues(self, word: Word, last_name: Word | None, start: int) -> bool:
        """Tell whether a word belongs to the name of its line and not to the next column."""
        border = self.borders[self.name]
        if border is not None:
            return word.center < border
        if last_name is None:
            return word.left - start < 2 * self.em
        if (word.left - last_name.right) * 5 >= self.em * 4:
            return False
        return word.left < self.columns[self.name + 1].left - self.em // 4

    def _flush_right(self, word: Word) -> int:
        """Figures end at the end of their column, never beyond the start of the next header."""
        if not is_figure(word):
            return self._text(word, self.em * 3 // 4)
        return self._last(lambda column: column.left + self.em // 3 < word.right)

    def _flush_left(self, word: Word) -> int:
        """Everything begins where its column begins, up to two ems left of its centred header."""
        if not is_figure(word):
            return self._text(word, 2 * self.em)
        return self._last(lambda column: column.left <= word.left + 2 * self.em)

    def _centred(self, word: Word) -> int:
        """Everything stands in the middle of its column, but names and specifications."""
        if not is_figure(word):
            return self._text(word, self.em * 3 // 4)
        distances = [abs(column.center - word.center) for column in self.columns]
        return distances.index(min(distances))

    def _text(self, word: Word, slack: int) -> int:
        """Units are centred below their header; names and specifications are set flush left."""
        for index, column in enumerate(self.columns):
            near = abs(column.center - word.center) * 2 < 3 * self.em
            if column.field in _CENTRED and near:
                return index
        return self._last(lambda column: column.left <= word.left + slack)

    def _last(self, fits: Callable[[Column], bool]) -> int:
        """Return the place of the last column that fits, the first when none does."""
        return max((i for i, column in enumerate(self.columns) if fits(column)), default=0)


def is_figure(word: Word) -> bool:
    """Whether a word is an amount, a quantity, a rate or their mask."""
    return _FIGURE.fullmatch(word.plain) is not None


def _faults(line: list[Word], fields: Fields) -> int:
    """Count the cells of a line that make no sense."""
    cells: dict[str, list[Word]] = {}
    for word in line:
        cells.setdefault(fields[word], []).append(word)
    faults = sum(
        len(words) > 1 or not is_figure(words[0])
        for field, words in cells.items()
        if field in _NUMERIC
    )
    faults += sum(not _RATE.fullmatch(word.plain) for word in cells.get("tax_rate", ()))
    faults += len(cells.get("tax_rate", ())) > 1
    faults += any(word.plain[-1:].isdecimal() for word in cells.get("unit", ()))
    return faults + ("tax" in cells and "amount" not in cells)
