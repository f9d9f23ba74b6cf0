"""The lines of an invoice: printed lines of its table gathered into rows, one amount in each.

Names, specifications and figures wrap. Producers align the cells of a row at the top or in the
middle; a row in which they are aligned neither way was gathered wrongly, or may have been.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from importers.draft import box_around
from importers.invoice import Box, Line
from importers.item_table import SPECIAL, Table
from importers.page_labels import joined, lines
from importers.page_text import Word

_ITEM_START = re.compile(r"\*[^*]+\*?")
_FIGURES = ("quantity", "unit_price", "amount", "tax")


class Items(NamedTuple):
    """The lines, where they stand, what else their columns say, and whether all this is clear."""

    lines: tuple[Line, ...]
    boxes: tuple[Box | None, ...]
    others: tuple[dict[str, str], ...]
    clear: bool


@dataclass(slots=True)
class _Row:
    """One line of the invoice: its words, printed line after printed line."""

    lines: list[list[Word]]

    def cells(self, table: Table) -> dict[str, list[list[Word]]]:
        """Return the words of each field, line after line.

        Each cell has lines of its own: those of its neighbours may stand half a line higher.
        """
        words: dict[str, list[Word]] = {}
        for word in (word for line in self.lines for word in line):
            words.setdefault(table.fields[word], []).append(word)
        cells = {field: lines(cell, table.em) for field, cell in words.items()}
        cells.pop("", None)
        return cells

    def texts(self, table: Table) -> dict[str, str]:
        """Return what is printed in each field."""
        found = {
            field: "".join(joined(part, table.em) for part in cell)
            for field, cell in self.cells(table).items()
        }
        for field in _FIGURES:
            if field in found:
                found[field] = re.sub("[,¥￥]", "", found[field])
        return found


def items(table: Table) -> Items:
    """Return the lines of a table."""
    rows, clear = _rows(table)
    texts = [row.texts(table) for row in rows]
    others = [{n: t for n, t in one.items() if n in SPECIAL} for one in texts]
    return Items(
        tuple(
            Line(**{n: t for n, t in one.items() if n in Line.__dataclass_fields__})
            for one in texts
        ),
        tuple(box_around(table.page, [w for line in row.lines for w in line]) for row in rows),
        tuple(others),
        clear and table.clear,
    )


def _rows(table: Table) -> tuple[list[_Row], bool]:
    """Gather printed lines into rows: every row has exactly one amount."""
    printed = list(table.body)
    anchors = [i for i, line in enumerate(printed) if _has(table, line, "amount")]
    if not anchors:
        return [], not printed
    starts = [i for i, line in enumerate(printed) if _starts_item(table, line)]
    if len(starts) == len(anchors) and starts[0] == 0:
        return _by_starts(table, printed, starts, anchors)
    rows = {anchor: _Row([]) for anchor in anchors}
    for i, line in enumerate(printed):
        above = [anchor for anchor in anchors if anchor <= i]
        rows[above[-1] if above else anchors[0]].lines.append(line)
    found = list(rows.values())
    wraps = _wraps(table, printed, set(anchors), set(starts)) and _aligned(table, found)
    return found, len(anchors) == 1 or len(anchors) == len(printed) or wraps


def _by_starts(
    table: Table, printed: list[list[Word]], starts: list[int], anchors: list[int]
) -> tuple[list[_Row], bool]:
    """Each row begins where its name begins (*category*…); its amounts may hang lower.

    Where cells are set in the middle of their rows, another cell may begin above the name.
    """
    rows = []
    for number, (start, anchor) in enumerate(zip(starts, anchors, strict=True)):
        end = starts[number + 1] if number + 1 < len(starts) else len(printed)
        inside = {*range(start, end), anchor} - {a for a in anchors if a != anchor}
        rows.append(_Row([printed[i] for i in sorted(inside)]))
    if len(rows) == 1:
        return rows, True
    middle = _around_amounts(table, rows, printed, anchors)
    found, other = sorted((rows, middle), key=lambda one: _offset(table, one))
    plain = found == other or 2 * _offset(table, found) <= _offset(table, other)
    return found, plain and _aligned(table, found)


def _around_amounts(
    table: Table, rows: list[_Row], printed: list[list[Word]], anchors: list[int]
) -> list[_Row]:
    """Leave the names where they are; give every other word to the nearest amount."""
    heights = [_height(w for w in printed[i] if table.fields[w] == "amount") for i in anchors]
    kept: list[list[Word]] = [
        [word for line in row.lines for word in line if table.fields[word] == "name"]
        for row in rows
    ]
    for word in (word for line in printed for word in line):
        if table.fields[word] != "name":
            nearest = min(range(len(rows)), key=lambda i: abs(heights[i] - word.middle))
            kept[nearest].append(word)
    return [_Row(lines(words, table.em)) for words in kept]


def _aligned(table: Table, rows: Sequence[_Row]) -> bool:
    """Whether the cells of all rows are aligned at the top, or all in the middle."""
    return _offset(table, rows) * 20 < table.em * 11


def _offset(table: Table, rows: Sequence[_Row]) -> int:
    """Return how far a cell stands from where the others let expect it, at the top or middle."""
    tops = middles = 0
    for row in rows:
        cells = row.cells(table)
        if len(cells.get("amount", ())) != 1:
            return table.em * len(table.body)  # farther than any cell of a row
        amount = _height(cells["amount"][0])
        for cell in cells.values():
            first, last = _height(cell[0]), _height(cell[-1])
            tops = max(tops, abs(first - amount))
            middles = max(middles, abs((first + last) // 2 - amount))
    return min(tops, middles)


def _height(words: Iterable[Word]) -> int:
    return next(iter(words)).middle


def _wraps(table: Table, printed: list[list[Word]], anchors: set[int], starts: set[int]) -> bool:
    """Whether each line without an amount goes on with a cell that filled the line above."""
    if 0 not in anchors or not starts <= anchors:
        return False
    rest = (i for i in range(len(printed)) if i not in anchors)
    return all(_goes_on(table, printed[i - 1], printed[i]) for i in rest)


def _goes_on(table: Table, above: list[Word], line: list[Word]) -> bool:
    fields = {table.fields[word] for word in line}
    ends = table.columns.ends
    return any(
        table.fields[word] in fields and word.right + table.em * 3 // 2 > ends[table.fields[word]]
        for word in above
        if table.fields[word] in ends
    )


def _has(table: Table, line: list[Word], field: str) -> bool:
    return any(table.fields[word] == field for word in line)


def _starts_item(table: Table, line: list[Word]) -> bool:
    names = [word for word in line if table.fields[word] == "name"]
    return bool(names) and _ITEM_START.match(names[0].plain) is not None
