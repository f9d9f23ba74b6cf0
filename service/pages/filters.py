"""What the address of a list asks for: days, and things by identity; nonsense counts as nothing."""

from collections.abc import Container
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from flask import request

DAYS_AT_FIRST: Final = 30


def days(today: date) -> tuple[date, date]:
    """Give the first and the last day asked for; at first the last thirty days."""
    first = _day("from", today - timedelta(days=DAYS_AT_FIRST))
    return first, max(first, _day("until", today))


def key(name: str) -> UUID | None:
    """Give the identity of what a filter names."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def one_of(name: str, known: Container[str]) -> str | None:
    """Give the word of a filter if it is a known one."""
    said = request.args.get(name, "")
    return said if said in known else None


def _day(name: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return otherwise
