from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reports.sheet import COLUMNS_MAX, TEXT_MAX, Cell, Column, Kind, Label, Sheet
from tests.reports.example_sheets import COLUMNS, row, section, sheet

GOOD = row(1, "试剂", "10.00")


def test_a_sheet_whose_totals_add_up_can_be_made() -> None:
    made = sheet(row(1, "试剂", "10.10"), row(2, "差旅", "-0.20"))
    assert made.totals is not None
    assert made.totals[3] == Decimal("9.90")


def test_a_sheet_without_rows_or_grand_total_can_be_made() -> None:
    assert replace(sheet(), totals=None).totals is None


def test_a_section_total_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(AssertionError, match="金额 does not add up"):
        replace(sheet(GOOD), sections=(section(GOOD, total="10.01"),))


def test_a_grand_total_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(AssertionError, match="金额 does not add up"):
        replace(sheet(GOOD), totals=(None, "合计", None, Decimal("9.99"), None))


def test_a_missing_total_is_refused_where_figures_stand_above_it() -> None:
    with pytest.raises(AssertionError, match="does not add up"):
        replace(sheet(GOOD), totals=(None, "合计", None, None, None))


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(AssertionError, match="one cell for each column"):
        replace(sheet(GOOD), totals=(None, "合计"))


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.TEXT, 5),
        (Kind.TEXT, "  "),
        (Kind.TEXT, "x" * (TEXT_MAX + 1)),
        (Kind.DATE, datetime(2026, 9, 1, tzinfo=UTC)),
        (Kind.DATE, "2026-09-01"),
        (Kind.MONEY, Decimal("1.234")),
        (Kind.MONEY, Decimal(1)),
        (Kind.MONEY, Decimal("NaN")),
        (Kind.MONEY, Decimal("10000000000000.00")),
        (Kind.MONEY, 1),
        (Kind.PERCENT, Decimal("0.5")),
        (Kind.PERCENT, Decimal("Infinity")),
        (Kind.PERCENT, 1),
        (Kind.NUMBER, True),
        (Kind.NUMBER, Decimal("1.00")),
        (Kind.NUMBER, 10**13),
    ],
)
def test_a_cell_that_its_column_does_not_hold_is_refused(kind: Kind, cell: Cell) -> None:
    with pytest.raises(AssertionError):
        Column("某列", kind).check(cell)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.TEXT, "=1+1"),
        (Kind.DATE, date(2026, 9, 1)),
        (Kind.MONEY, Decimal("-9999999999999.99")),
        (Kind.PERCENT, Decimal("1.2500")),
        (Kind.NUMBER, 0),
        *((kind, None) for kind in Kind),
    ],
)
def test_a_cell_that_its_column_holds_passes(kind: Kind, cell: Cell) -> None:
    Column("某列", kind).check(cell)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.DATE, Kind.PERCENT])
def test_only_amounts_and_counts_add_up(kind: Kind) -> None:
    with pytest.raises(AssertionError, match="only amounts add up"):
        Column("某列", kind, summed=True)


def test_two_columns_never_share_a_title() -> None:
    with pytest.raises(AssertionError, match="differ"):
        sheet(columns=(*COLUMNS[:4], COLUMNS[0]))


def test_a_sheet_needs_columns_and_not_too_many() -> None:
    many = tuple(Column(f"列{place}", Kind.TEXT) for place in range(COLUMNS_MAX + 1))
    for columns in ((), many):
        with pytest.raises(AssertionError, match="has columns"):
            sheet(columns=columns)


@pytest.mark.parametrize("title", ["", "  "])
def test_a_sheet_needs_a_title(title: str) -> None:
    with pytest.raises(AssertionError, match="the title"):
        sheet(title=title)


def test_a_heading_has_a_name_and_may_have_an_empty_value() -> None:
    assert Label("项目编号", "").value == ""
    with pytest.raises(AssertionError, match="name"):
        Label("", "x")
    with pytest.raises(AssertionError, match="one cell"):
        Label("项目编号", "x" * (TEXT_MAX + 1))


def test_equal_sheets_are_equal_values() -> None:
    def made() -> Sheet:
        return sheet(GOOD)

    assert made() == made()
    assert hash(made()) == hash(made())
