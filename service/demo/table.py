"""Tables on drawn forms: columns, lines and their cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from importers.invoice import Line
from service.demo.elements import Column, Hold
from service.demo.pen import VALUE, Letters, Pen

ROW_STEP = 12_20


class Row(NamedTuple):
    """A line of a table, each cell broken into its rows of text."""

    line: Line | None
    cells: tuple[tuple[Column, list[str]], ...]

    @property
    def height(self) -> int:
        return max(len(parts) for _, parts in self.cells)


def row(columns: Iterable[Column], facts: Mapping[str, str], line: Line | None = None) -> Row:
    """Break a line (or mere `facts`) to the columns."""
    cells = []
    for column in columns:
        text = getattr(line, column.key, None) if line else None
        text = text or facts.get(column.key, "")
        parts = [text]
        if column.hold is Hold.LEFT:
            parts = VALUE.wrapped(text, column.right - column.left)
        cells.append((column, parts))
    return Row(line, tuple(cells))


def heads(pen: Pen, columns: Sequence[Column], top: int, letters: Letters) -> None:
    """Write the heads of the columns."""
    for column in columns:
        width = letters.width(column.title)
        if column.hold is Hold.RIGHT:
            pen.title(column.right - width // 2, top, column.title, letters)
        elif column.flush:
            pen.title(column.left + width // 2, top, column.title, letters)
        else:
            pen.title((column.left + column.right) // 2, top, column.title, letters)


def cells(pen: Pen, held: Row, top: int) -> None:
    """Write one row of a table."""
    for column, parts in held.cells:
        for place, part in enumerate(parts):
            _cell(pen, column, part, top + place * ROW_STEP)


def _cell(pen: Pen, column: Column, text: str, top: int) -> None:
    letters = VALUE.within(text, column.right - column.left)
    if column.hold is Hold.LEFT:
        pen.text(column.left, top, text, VALUE)
    elif column.hold is Hold.CENTRE:
        pen.centred((column.left + column.right) // 2, top, text, letters)
    else:
        pen.right(column.right, top, text, letters)
