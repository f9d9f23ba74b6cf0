import pytest
from sqlalchemy import Connection, select

from ledger import tables
from ledger.accounts import CATEGORIES, CHART, AccountRef, BookKind, Dimension, Side, Source


def test_the_chart_is_the_same_in_the_database(ledger_connection: Connection) -> None:
    rows = ledger_connection.execute(select(tables.account_type)).all()
    ours = {
        (
            of.code,
            of.name,
            of.book.value,
            of.layer.value,
            of.sign,
            *(dimension in of.dims for dimension in Dimension),
            of.floor_zero,
        )
        for of in CHART.values()
    }
    assert {tuple(row) for row in rows} == ours


def test_only_leaves_are_in_the_chart_of_a_book() -> None:
    for kind in BookKind:
        codes = [of.code for of in CHART.values() if of.book is kind]
        assert not [(a, b) for a in codes for b in codes if b.startswith(f"{a}.")]


@pytest.mark.parametrize(
    ("code", "sign"), [("1002.S", 1), ("2401.F", -1), ("9001", -1), ("9000", 1)]
)
def test_an_account_grows_on_its_own_side(code: str, sign: int) -> None:
    assert CHART[code].sign == sign
    assert (CHART[code].normal is Side.DEBIT) == (sign == 1)


def test_an_account_names_exactly_the_dimensions_of_the_chart() -> None:
    account = AccountRef("9001", "G-1", Source.FISCAL, "RND")
    assert account.type is CHART["9001"]
    assert account == AccountRef("9001", "G-1", "FISCAL", "RND")


@pytest.mark.parametrize(
    "names",
    [
        ("9999",),
        ("1002.S", "G-1"),
        ("9001", "G-1", "FISCAL"),
        ("2401.F", None, "FISCAL"),
        ("1221.OWN", ""),
        ("1221.OWN", "G|1"),
        ("1221.OWN", "G\x1f1"),
        ("1221.OWN", "g" * 65),
        ("2401.F", "G-1", "GIFT"),
        ("9001", "G-1", "FISCAL", "WINE"),
    ],
)
def test_an_account_that_is_not_in_the_chart_cannot_be_named(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"account|grant|Source|spending"):
        AccountRef(*names)


def test_every_category_and_source_can_have_a_budget() -> None:
    for category in CATEGORIES:
        for source in Source:
            assert AccountRef("9001", "卓工（2026）017号", source, category).category == category
