"""One form as a value: what every renderer prints and no renderer computes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from reports.messages import N_

Cell: TypeAlias = str | int | date | Decimal | None

LARGEST = Decimal(10) ** 13  # 15 digits: the most that a spreadsheet's numbers hold exactly
CENT = Decimal("0.01")
TEXT_MAX = 32_767  # characters in one spreadsheet cell
ROWS_MAX = 1_000_000  # a spreadsheet ends at 1,048,576
COLUMNS_MAX = 64

YUAN = N_("单位：元")
SIGNATURES = (N_("单位负责人"), N_("财务负责人"), N_("制表人"), N_("（公章）"), N_("日期"))


class Kind(StrEnum):
    """What a column holds and how it is shown."""

    TEXT = "text"  # str
    DATE = "date"  # a Beijing business date
    MONEY = "money"  # Decimal, two places, yuan
    PERCENT = "percent"  # Decimal ratio, four places: 0.1234 is shown as 12.34 %
    NUMBER = "number"  # int: ordinals and counts


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what it holds, and whether its figures add up downwards."""

    title: str
    kind: Kind
    summed: bool = False

    def __post_init__(self) -> None:
        _check_text(self.title, "a column's title")
        assert not self.summed or self.kind in {Kind.MONEY, Kind.NUMBER}, "only amounts add up"

    def check(self, cell: Cell) -> None:
        """Fail unless the cell is blank or holds what the column holds."""
        if cell is not None:
            _CHECKS[self.kind](cell)


@dataclass(frozen=True, slots=True)
class Label:
    """A line of a heading block, such as 承担单位 and the employer's name."""

    name: str
    value: str

    def __post_init__(self) -> None:
        _check_text(self.name, "a heading's name")
        assert isinstance(self.value, str), "a heading's value is text"
        assert len(self.value) <= TEXT_MAX, "a heading fits into one cell"


@dataclass(frozen=True, slots=True)
class Section:
    """A run of rows under its own heading, closed by its own total."""

    headings: tuple[Label, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the figures rest on; the same provenance gives the same sheet to the byte."""

    as_of: date  # the last business day whose entries count
    chain_head: str  # number and hash of the last journal entry that was known; '' of no one book
    parameters: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form with all its figures, checked at birth: what exists can be printed and adds up."""

    title: str
    columns: tuple[Column, ...]
    headings: tuple[Label, ...]
    sections: tuple[Section, ...]
    totals: tuple[Cell, ...] | None
    provenance: Provenance
    unit: str = YUAN
    signatures: tuple[str, ...] = SIGNATURES
    remarks: tuple[Label, ...] = ()  # below the table, such as 审计结论; they may be long

    def __post_init__(self) -> None:
        _check_text(self.title, "the title")
        titles = [column.title for column in self.columns]
        assert 0 < len(titles) <= COLUMNS_MAX, "a sheet has columns, and not too many to print"
        assert len(set(titles)) == len(titles), f"column titles differ from each other: {titles}"
        assert sum(len(s.rows) + 2 for s in self.sections) <= ROWS_MAX, "a sheet fits its form"
        for section in self.sections:
            self._check_sum(section.rows, section.totals)
        if self.totals is not None:
            self._check_sum([section.totals for section in self.sections], self.totals)

    def _check_sum(self, rows: Iterable[tuple[Cell, ...]], totals: tuple[Cell, ...]) -> None:
        held = [*rows]
        for row in (*held, totals):
            assert len(row) == len(self.columns), f"one cell for each column: {row}"
            for column, cell in zip(self.columns, row, strict=True):
                column.check(cell)
        for place, column in enumerate(self.columns):
            if column.summed:
                sums = sum(_figure(row[place]) for row in held)
                assert _figure(totals[place]) == sums, f"{column.title} does not add up: {totals}"


def _figure(cell: Cell) -> Decimal:
    return Decimal(cell) if isinstance(cell, Decimal | int) else Decimal(0)


def _check_text(cell: Cell, what: str = "a text cell") -> None:
    assert isinstance(cell, str), f"{what} is text: {cell!r}"
    assert cell.strip(), f"{what} says something, or is None"
    assert len(cell) <= TEXT_MAX, f"{what} fits into one cell"


def _check_money(cell: Cell) -> None:
    assert isinstance(cell, Decimal), f"money is a Decimal: {cell!r}"
    assert cell.is_finite(), f"money is finite: {cell}"
    assert cell.as_tuple().exponent == CENT.as_tuple().exponent, f"money has two places: {cell}"
    assert abs(cell) < LARGEST, f"money is printed exactly: {cell}"


def _check_percent(cell: Cell) -> None:
    assert isinstance(cell, Decimal), f"a share is a Decimal: {cell!r}"
    assert cell.is_finite(), f"a share is finite: {cell}"
    assert cell.as_tuple().exponent == -4, f"a share has four places: {cell}"  # noqa: PLR2004  # said in the sentence


def _check_number(cell: Cell) -> None:
    assert type(cell) is int, f"a count is an int: {cell!r}"
    assert abs(cell) < LARGEST, f"a count is printed exactly: {cell}"


def _check_date(cell: Cell) -> None:
    assert type(cell) is date, f"a business date is a date without time: {cell!r}"


_CHECKS = {
    Kind.TEXT: _check_text,
    Kind.DATE: _check_date,
    Kind.MONEY: _check_money,
    Kind.PERCENT: _check_percent,
    Kind.NUMBER: _check_number,
}
