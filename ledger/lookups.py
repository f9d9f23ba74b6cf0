"""Looking things up in the books that may be seen: a voucher by its number, spending by month."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, Subquery, func, select

from ledger import tables
from ledger.journal import BookId, EntryId

SPENT: Final = "6117.G"
_NOTHING: Final = Decimal("0.00")


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
class Link:
    """An entry as a link of its book's chain; hashes in hex."""

    book: str
    seq: int
    before: str
    hash: str


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


def links(connection: Connection, entries: Collection[EntryId]) -> dict[EntryId, Link]:
    """Return where entries stand in the chains of their books, those that may be seen."""
    entry, book = tables.entry.c, tables.book.c
    query = (
        select(entry.id, book.name, entry.seq, entry.prev_hash, entry.hash)
        .join_from(tables.entry, tables.book, book.id == entry.book_id)
        .where(entry.id.in_(entries))
    )
    return {
        row.id: Link(row.name, row.seq, row.prev_hash.hex(), row.hash.hex())
        for row in connection.execute(query)
    }


def posted() -> Subquery:
    """Give the entries that may be seen for a list of the caller's to be joined with.

    So the list stays one statement. Columns: `tenant_id`, `id`, `word`, `number`, `effective_on`.
    """
    entry = tables.entry.c
    columns = (entry.tenant_id, entry.id, entry.word, entry.no.label("number"), entry.effective_on)
    return select(*columns).subquery("posted")


def spent_by_month(connection: Connection, book: BookId) -> dict[str, Sequence[Month]]:
    """Return what each grant of a book spent in each month, by the grant's number, in order.

    Closed months are known from their snapshots; only the lines since then are added up.
    """
    found: dict[str, dict[date, Decimal]] = {}
    for grant, first_on, amount in (*_closed(connection, book), *_since(connection, book)):
        months = found.setdefault(grant, {})
        months[first_on] = months.get(first_on, _NOTHING) + amount
    return {
        grant: [Month(first_on, spent) for first_on, spent in sorted(months.items())]
        for grant, months in found.items()
    }


def _closed(connection: Connection, book: BookId) -> Iterator[tuple[str, date, Decimal]]:
    """Give what each account grew by in each closed month of which a balance was kept."""
    account, kept = tables.account.c, tables.balance_snapshot.c
    before = func.lag(kept.posted, 1, 0).over(partition_by=account.id, order_by=kept.month)
    query = (
        select(account.grant_id, kept.month, account.normal * (kept.posted - before))
        .join_from(tables.account, tables.balance_snapshot, kept.account_id == account.id)
        .where(account.book_id == book, account.code == SPENT)
    )
    for grant, month, amount in connection.execute(query):
        yield grant, date(month // 100, month % 100, 1), amount


def _since(connection: Connection, book: BookId) -> Iterator[tuple[str, date, Decimal]]:
    """Give what was posted after the last closed month, by day as the index has it."""
    account, line = tables.account.c, tables.line.c
    closed = select(tables.book_head.c.closed_through).where(tables.book_head.c.book_id == book)
    query = (
        select(account.grant_id, line.effective_on, account.normal * func.sum(line.amount))
        .join_from(tables.account, tables.line, line.account_id == account.id)
        .where(account.book_id == book, account.code == SPENT)
        .where(line.effective_on > closed.scalar_subquery())
        .group_by(account.id, account.grant_id, account.normal, line.effective_on)
    )
    for grant, day, amount in connection.execute(query):
        yield grant, day.replace(day=1), amount
