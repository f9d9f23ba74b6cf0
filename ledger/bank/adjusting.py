"""余额调节表: why the book and the bank differ on a day, line by line.

账面余额 + 银行已收单位未收 - 银行已付单位未付 = 对账单余额 + 单位已收银行未收 - 单位已付银行未付.
The table is no voucher: nothing is posted from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger.bank.items import BankItem, BookItem, total


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where the earliest statement begins: what the bank had then, and what the book had before."""

    from_day: date
    bank: Decimal
    book: Decimal

    @property
    def difference(self) -> Decimal:
        """What a table cannot explain: it was there before the first statement."""
        return self.bank - self.book


@dataclass(frozen=True, slots=True)
class AdjustingTable:
    """Both balances of a day and what only one side has; amounts in yuan, out is negative."""

    day: date
    book_balance: Decimal
    statement_balance: Decimal
    bank_only: tuple[BankItem, ...]
    book_only: tuple[BookItem, ...]
    baseline: Baseline

    @property
    def bank_in(self) -> tuple[BankItem, ...]:
        """银行已收、单位未收."""
        return tuple(item for item in self.bank_only if item.amount > 0)

    @property
    def bank_out(self) -> tuple[BankItem, ...]:
        """银行已付、单位未付."""
        return tuple(item for item in self.bank_only if item.amount < 0)

    @property
    def book_in(self) -> tuple[BookItem, ...]:
        """单位已收、银行未收."""
        return tuple(item for item in self.book_only if item.amount > 0)

    @property
    def book_out(self) -> tuple[BookItem, ...]:
        """单位已付、银行未付."""
        return tuple(item for item in self.book_only if item.amount < 0)

    @property
    def sums(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """The four lists' sums in the order above, none below nought."""
        return (
            total(self.bank_in),
            -total(self.bank_out),
            total(self.book_in),
            -total(self.book_out),
        )

    @property
    def adjusted_book(self) -> Decimal:
        """The book's balance as it would be, had it everything that the bank has."""
        return self.book_balance + total(self.bank_only)

    @property
    def adjusted_bank(self) -> Decimal:
        """The bank's balance as it would be, had it everything that the book has."""
        return self.statement_balance + total(self.book_only)

    @property
    def difference(self) -> Decimal:
        """Bank less book after adjusting: nought, or what the baseline leaves unexplained."""
        return self.adjusted_bank - self.adjusted_book

    @property
    def holds(self) -> bool:
        """Whether both sides come to the same."""
        return not self.difference


@dataclass(frozen=True, slots=True)
class Joined:
    """An approved match: its lines on both sides."""

    bank: tuple[BankItem, ...]
    book: tuple[BookItem, ...]

    def within(self, day: date) -> bool:
        """Tell whether the whole of it had happened by the end of a day."""
        days = [*(item.day for item in self.bank), *(item.day for item in self.book)]
        return max(days) <= day


def adjust(
    day: date,
    baseline: Baseline,
    bank: Iterable[BankItem],
    book: Iterable[BookItem],
    joined: Iterable[Joined],
) -> AdjustingTable:
    """Draw up the table of a day from all lines since the baseline and the approved matches.

    A match that reaches beyond the day settles nothing on it: its lines until then are still open.
    """
    settled_bank, settled_book = set[int](), set[tuple[int, int]]()
    for match in joined:
        if match.within(day):
            settled_bank |= {item.id for item in match.bank}
            settled_book |= {(item.entry, item.line_no) for item in match.book}
    past_bank = [item for item in sorted(bank) if item.day <= day]
    past_book = [item for item in sorted(book) if item.day <= day]
    return AdjustingTable(
        day=day,
        book_balance=baseline.book + total(past_book),
        statement_balance=baseline.bank + total(past_bank),
        bank_only=tuple(item for item in past_bank if item.id not in settled_bank),
        book_only=tuple(i for i in past_book if (i.entry, i.line_no) not in settled_book),
        baseline=baseline,
    )
