"""A bank's statement of an account (银行对账单), read from the file a bank's web page gives out.

Amounts are yuan as the holder of the account sees them: in is positive, out is negative. What the
file says is taken as it stands; `importers.bank_check` says whether it adds up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from importers import bank_heading, bank_layout, bank_rows, bank_table
from importers.bank_layout import BankLayout
from importers.bank_rows import BankLine
from importers.document import Document, UnreadableDocument
from importers.messages import N_, Message

NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class BankStatement:
    """An account between two days, both included; lines in the order in which they happened."""

    account_number: str | None  # as printed, without blanks; None where the file names none
    from_day: date
    to_day: date
    opening: Decimal
    closing: Decimal
    lines: tuple[BankLine, ...]

    @property
    def received(self) -> Decimal:
        """What came in, in all."""
        return sum((line.amount for line in self.lines if line.amount > 0), NOTHING)

    @property
    def paid(self) -> Decimal:
        """What went out, in all; not below nought."""
        return -sum((line.amount for line in self.lines if line.amount < 0), NOTHING)

    def to_record(self) -> dict[str, object]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {
            "account_number": self.account_number,
            "from_day": self.from_day.isoformat(),
            "to_day": self.to_day.isoformat(),
            "opening": str(self.opening),
            "closing": str(self.closing),
            "lines": [line.to_record() for line in self.lines],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "BankStatement":
        """Build the statement that `to_record` described."""
        return cls(
            account_number=record["account_number"],
            from_day=date.fromisoformat(record["from_day"]),
            to_day=date.fromisoformat(record["to_day"]),
            opening=Decimal(record["opening"]),
            closing=Decimal(record["closing"]),
            lines=tuple(BankLine.from_record(line) for line in record["lines"]),
        )


def read(document: Document, layouts: Iterable[BankLayout] = ()) -> BankStatement:
    """Read a statement; UnreadableDocument with a sentence where the file is none.

    `layouts`: what people said of the columns of earlier files.
    """
    table = bank_table.rows(document)
    place, columns = bank_layout.find(table, layouts)
    heading = bank_heading.read(table[:place])
    lines, stated = bank_rows.read(table, place, columns)
    opening = _first(heading.opening, stated.opening, _before(lines))
    closing = _first(heading.closing, stated.closing, _after(lines), opening)
    if opening is None or closing is None:
        raise UnreadableDocument(
            Message(
                N_(
                    "对账单里没有余额：没有“余额”列，也没有期初、期末余额，无法核对。"
                    "请从网银下载带余额的对账单。"
                )
            )
        )
    days = [line.day for line in lines]
    from_day = heading.from_day or min(days, default=None)
    to_day = heading.to_day or max(days, default=None)
    if from_day is None or to_day is None:
        raise UnreadableDocument(
            Message(N_("对账单里没有一笔明细，也没有写明起止日期。请从网银选好日期后重新下载。"))
        )
    account = heading.account_number or stated.account_number
    return BankStatement(account, from_day, to_day, opening, closing, lines)


def _first(*amounts: Decimal | None) -> Decimal | None:
    return next((amount for amount in amounts if amount is not None), None)


def _before(lines: tuple[BankLine, ...]) -> Decimal | None:
    if not lines or lines[0].balance is None:
        return None
    return lines[0].balance - lines[0].amount


def _after(lines: tuple[BankLine, ...]) -> Decimal | None:
    return lines[-1].balance if lines else None
