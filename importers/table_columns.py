"""The columns of a table: which of them a word stands in, by rules or, without, by alignment."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from importers.pdf_words import Word

_FIGURE = re.compile(r"¥?-?[\d,]*\.?\d+%?|\*+|免税|不征税")
_CENTRED = frozenset({"unit", "tax_rate"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, the field it holds ('' when none of ours), the edges of its header."""

    header: str
    field: str
    left: int
    right: int


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

    def assign(self, lines: Sequence[list[Word]]) -> dict[Word, str]:
        """Return the field of every word of a table's body."""
        ruled = [border for border in self.borders if border is not None]
        if len(ruled) == len(self.borders):
            return {
                word: self.columns[bisect_right(ruled, word.center)].field
                for line in lines
                for word in line
            }
        start = min(
            (word.left for line in lines for word in line if self._is_name(word)), default=0
        )
        return {word: field for line in lines for word, field in self._aligned(line, start)}

    def of_figure(self, word: Word) -> str:
        """Return the field of a figure: set flush right, never beyond the next header."""
        return self.columns[self._by_right_edge(word)].field

    def _is_name(self, word: Word) -> bool:
        return self._by_edges(word) <= self.name and not is_figure(word)

    def _aligned(self, line: list[Word], start: int) -> list[tuple[Word, str]]:
        """Tell names, which begin at `start`, from the next column by the gap between them."""
        placed: list[tuple[Word, str]] = []
        last_name: Word | None = None
        for word in line:
            place = self._by_edges(word)
            if place < self.name and not is_figure(word):
                place = self.name
            if place in {self.name, self.name + 1}:
                place = self.name if self._continues(word, last_name, start) else self.name + 1
            if place == self.name:
                last_name = word
            placed.append((word, self.columns[place].field))
        return placed

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

    def _by_edges(self, word: Word) -> int:
        return self._by_right_edge(word) if is_figure(word) else self._by_left_edge(word)

    def _by_right_edge(self, word: Word) -> int:
        before = [i for i, c in enumerate(self.columns) if c.left + self.em // 3 < word.right]
        return before[-1] if before else 0

    def _by_left_edge(self, word: Word) -> int:
        """Units are centred below their header; names and specifications are set flush left."""
        for i, column in enumerate(self.columns):
            middle = (column.left + column.right) // 2
            if column.field in _CENTRED and abs(middle - word.center) * 2 < 3 * self.em:
                return i
        edge = word.left + self.em * 3 // 4
        before = [i for i, column in enumerate(self.columns) if column.left <= edge]
        return before[-1] if before else 0


def is_figure(word: Word) -> bool:
    """Whether a word is an amount, a quantity, a rate or their mask."""
    return _FIGURE.fullmatch(word.plain) is not None
