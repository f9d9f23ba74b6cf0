"""How amounts, days and instants are written on every page."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial

from flask import Flask
from flask_babel import format_date

from compliance import masking
from service.business_day import BEIJING
from service.pages import words
from service.pages.words import seller_word, word
from service.web.words import say

STATES = {
    "claim_state": (words.CLAIM_STATES, words.CLAIM_STATE_MARKS),
    "grant_state": (words.GRANT_STATES, words.GRANT_STATE_MARKS),
    "instalment_state": (words.INSTALMENT_STATES, words.INSTALMENT_STATE_MARKS),
}


def money(amount: Decimal) -> str:
    """Write yuan as people read them.

    >>> money(Decimal("-1234.5"))
    '-¥1,234.50'
    """
    sign = "-" if amount < 0 else ""
    return f"{sign}¥{abs(amount):,.2f}"


def plain_money(amount: Decimal) -> str:
    """Write yuan as they stand in a form.

    >>> plain_money(Decimal("1234.5"))
    '1,234.50'
    """
    return f"{amount:,.2f}"


def day(value: date | None) -> str:
    """Write a day as tables carry it.

    >>> day(date(2026, 8, 21))
    '2026-08-21'
    """
    return value.isoformat() if value else "—"


def long_day(value: date) -> str:
    """Write a day as letters carry it, in the reader's language."""
    written: str = format_date(value, "long")
    return written


def instant(value: datetime) -> str:
    """Write an instant as Beijing's clock shows it."""
    return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def account_number(value: str) -> str:
    """Write a bank account number as everybody may see it, in groups of four.

    >>> account_number("6222020200112233")
    '62** **** **** **33'
    """
    return groups_of_four(masking.masked(value))


def groups_of_four(value: str) -> str:
    """Write a whole number so that it can be copied by eye.

    >>> groups_of_four("6222020200112233")
    '6222 0202 0011 2233'
    """
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


def install(app: Flask) -> None:
    """Give the templates these ways of writing."""
    for written in (
        money, plain_money, day, long_day, instant, account_number, groups_of_four,
        masking.masked_within, say,
    ):  # fmt: skip
        app.jinja_env.filters[written.__name__] = written
    for name, said in {"payment": words.PAYMENTS, "vat": words.VAT}.items():
        app.jinja_env.globals[f"{name}_words"] = partial(word, said)
    for name, (said, marks) in STATES.items():
        app.jinja_env.globals[f"{name}_words"] = partial(word, said)
        app.jinja_env.globals[f"{name}_marks"] = marks
    app.jinja_env.globals["seller_word"] = seller_word
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
