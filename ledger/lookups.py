"""Looking things up in the books that may be seen: a voucher by its number, spending by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, Date, cast, func, select

from ledger import tables
from ledger.journal import BookId, EntryId

SPENT: Final = "6117.G"


@dataclass(frozen=True, slots=True)
class FoundVoucher:
    """A voucher by its number; `period` is yyyymm, `book` the name of its book."""

    id: EntryId
    period: int
    word: str
    number: int
    kind: str
    effective_on: date
    memo: str
    book: str


@dataclass(frozen=True, slots=True)
class Month:
    """What was spent in one month (its first day), in yuan; less than nothing: taken back."""

    first_on: date
    spent: Decimal


def vouchers(
    connection: Connection, word: str, number: int, period: int | None, most: int
) -> tuple[FoundVoucher, ...]:
    """Find vouchers by word and number, of one month or of any, the newest month first."""
    entry, book = tables.entry.c, tables.book.c
    query = (
        select(entry.id, entry.period, entry.word, entry.no, entry.kind, entry.effective_on)
        .add_columns(entry.memo, book.name)
        .join_from(tables.book, tables.entry, entry.book_id == book.id)
        .where(entry.word == word, entry.no == number)
        .order_by(entry.period.desc(), book.id)
        .limit(most)
    )
    if period is not None:
        query = query.where(entry.period == period)
    return tuple(FoundVoucher(*row) for row in connection.execute(query))


def spent_by_month(connection: Connection, book: BookId) -> dict[str, Sequence[Month]]:
    """Return what each grant of a book spent in each month, by the grant's number, in order."""
    account, line = tables.account.c, tables.line.c
    month = cast(func.date_trunc("month", line.effective_on), Date)
    query = (
        select(account.grant_id, month, func.sum(line.amount * account.normal))
        .join_from(tables.account, tables.line, line.account_id == account.id)
        .where(account.book_id == book, account.code == SPENT)
        .group_by(account.grant_id, month)
        .order_by(account.grant_id, month)
    )
    found: dict[str, list[Month]] = {}
    for grant, first_on, spent in connection.execute(query):
        found.setdefault(grant, []).append(Month(first_on, spent))
    return dict(found)
