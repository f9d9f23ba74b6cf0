"""The two sides that are held against each other: what the bank did, what the book says.

Amounts are yuan as the holder of the account sees them: in is positive, out is negative.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of a statement to be imported."""

    day: date
    amount: Decimal
    counterparty: str = ""
    counterparty_account: str = ""
    summary: str = ""
    reference: str = ""
    balance: Decimal | None = None  # after the line, where the bank prints it


@dataclass(frozen=True, slots=True, order=True)
class BankItem:
    """A line of the bank that is in the database."""

    day: date
    id: int
    amount: Decimal
    counterparty: str = ""
    summary: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, order=True)
class BookItem:
    """A line of 1002.S. `entry` and `line_no` name it; `reverses` is the entry it takes back."""

    day: date
    entry: int
    line_no: int
    amount: Decimal
    voucher: str = ""  # 2026-01 记-12
    kind: str = ""
    memo: str = ""
    reverses: int | None = None


Item = BankItem | BookItem


def total(items: Iterable[Item]) -> Decimal:
    """Add amounts up, in yuan."""
    return sum((item.amount for item in items), NOTHING)
