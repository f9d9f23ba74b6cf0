"""Figures as they are written and drawn: money, bars, pages of a list, accounts."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from service.pages import bars, writing
from service.pages.paging import Page


@pytest.mark.parametrize(
    ("amount", "written"),
    [("1234567.8", "¥1,234,567.80"), ("-1234.5", "-¥1,234.50"), ("0", "¥0.00")],
)
def test_money_is_written_as_people_read_it(amount: str, written: str) -> None:
    assert writing.money(Decimal(amount)) == written


def test_money_in_a_form_has_no_sign() -> None:
    assert writing.plain_money(Decimal("1234.5")) == "1,234.50"


def test_days_and_instants_are_beijings() -> None:
    assert writing.day(date(2026, 8, 21)) == "2026-08-21"
    assert writing.day(None) == "—"
    assert writing.instant(datetime(2026, 8, 20, 16, 30, tzinfo=UTC)) == "2026-08-21 00:30"


def test_a_day_in_a_letter_speaks_the_readers_language() -> None:
    app = Flask("letters")
    Babel(app, default_locale="zh_CN")
    with app.test_request_context():
        assert writing.long_day(date(2026, 8, 21)) == "2026年8月21日"
        with force_locale("en"):
            assert writing.long_day(date(2026, 8, 21)) == "August 21, 2026"


def test_an_account_number_stands_in_groups_of_four() -> None:
    assert writing.account_number("62220202001122") == "62** **** **** 22"


@pytest.mark.parametrize(
    ("budget", "spent", "reserved", "drawn"),
    [
        ("200", "50", "20", ("25.00", "10.00", "35.00%", False)),
        ("100", "90", "30", ("90.00", "10.00", "120.00%", True)),
        ("100", "150", "0", ("100.00", "0.00", "150.00%", True)),
        ("100", "-10", "0", ("0.00", "0.00", "0.00%", False)),
        ("0", "0", "0", ("0", "0", "0.00%", False)),
        ("0", "1", "0", ("0", "0", "0.00%", True)),
    ],
)
def test_a_bar_never_leaves_its_frame(
    budget: str, spent: str, reserved: str, drawn: tuple[str, str, str, bool]
) -> None:
    bar = bars.bar(Decimal(budget), Decimal(spent), Decimal(reserved))
    assert (str(bar.spent), str(bar.reserved), bar.used, bar.over) == drawn


@pytest.mark.parametrize(
    ("number", "total", "shown"),
    [
        (1, 0, [1]),
        (1, 40, [1, 2]),
        (5, 200, [1, None, 4, 5, 6, None, 10]),
        (10, 200, [1, None, 9, 10]),
    ],
)
def test_a_pager_offers_the_ends_and_the_neighbours(
    number: int, total: int, shown: list[int | None]
) -> None:
    assert Page(number, 20, total, str).shown == shown
