"""A book read from its first entry to its last, a page at a time: what every export is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select, text

from ledger import tables
from ledger.accounts import AccountRef
from ledger.exchange.naming import one_line
from ledger.journal import BookId
from ledger.refusals import BookUnknown

PAGE_ENTRIES: Final = 1000  # held in memory at a time


@dataclass(frozen=True)
class Copied:
    """An entry as it is copied out: its voucher, and yuan on each account, debit positive.

    `nature` is its kind, or for a reversal the kind of what it takes back.
    """

    seq: int
    period: int  # yyyymm
    word: str
    number: int
    kind: str
    nature: str
    key: str
    memo: str
    effective_on: date
    recorded_at: datetime
    meta: Mapping[str, str]
    lines: tuple[tuple[AccountRef, Decimal], ...]

    @property
    def voucher(self) -> str:
        """Give the voucher's month, word and number, such as 202603-记-12."""
        return f"{self.period}-{self.word}-{self.number}"


@dataclass(frozen=True)
class Extent:
    """What one look at a book saw: how far it reaches and what stands on each account there.

    `balances` are yuan, debit positive, after entry `last_seq`; entries posted later belong to the
    next copy. `first_on` and `last_on` mean nothing for a book without entries.
    """

    book: BookId
    name: str
    last_seq: int
    last_hash: bytes
    first_on: date
    last_on: date
    balances: Mapping[AccountRef, Decimal]

    def told(self) -> tuple[str, str]:
        """Say which state of which book a copy shows, and what it is not."""
        state = f"entries 1 to {self.last_seq}, head of the chain {self.last_hash.hex()}"
        return (
            f"{one_line(self.name)}: {state}",
            "A management ledger of the dedicated account, not the employer's statutory books.",
        )


def extent(connection: Connection, book: BookId) -> Extent:
    """Look at the end of a book; raise `BookUnknown` where there is none for this tenant.

    Head and balances come from one statement: entries posted meanwhile are in both or in neither.
    """
    rows = connection.execute(_STANDING.where(tables.book_head.c.book_id == book)).all()
    if not rows:
        raise BookUnknown({})
    head = rows[0]
    first_on, last_on = connection.execute(
        select(
            func.coalesce(func.min(tables.entry.c.effective_on), head.closed_through),
            func.coalesce(func.max(tables.entry.c.effective_on), head.closed_through),
        ).where(tables.entry.c.book_id == book, tables.entry.c.seq <= head.last_seq)
    ).one()
    return Extent(
        book=book,
        name=head.name,
        last_seq=head.last_seq,
        last_hash=head.last_hash,
        first_on=first_on,
        last_on=last_on,
        balances={_account(row): row.posted for row in rows if row.code is not None},
    )


# From month to month by the key of vouchers, not over all entries.
_PERIODS: Final = text("""
with recursive months (period) as (
    select max(e.period) from ledger.entry e where e.book_id = :book
    union all
    select (select max(e.period) from ledger.entry e
             where e.book_id = :book and e.period < m.period)
      from months m where m.period is not null)
select m.period from months m where m.period is not null""")


def periods(connection: Connection, book: BookId) -> tuple[int, ...]:
    """Give the months (yyyymm) that have entries, the newest first."""
    return tuple(connection.scalars(_PERIODS, {"book": book}))


def entries(connection: Connection, of: Extent, period: int | None = None) -> Iterator[Copied]:
    """Give the entries in the order of the book, or only those of one month (yyyymm)."""
    wanted = _ENTRIES.where(tables.entry.c.book_id == of.book, tables.entry.c.seq <= of.last_seq)
    if period is not None:
        wanted = wanted.where(tables.entry.c.period == period)
    after = 0
    while page := _page(connection, wanted.where(tables.entry.c.seq > after)):
        yield from page
        after = page[-1].seq


_NAMES: Final = (
    tables.account.c.code,
    tables.account.c.grant_id,
    tables.account.c.source,
    tables.account.c.category,
)
_STANDING: Final = (
    select(
        tables.book.c.name,
        tables.book_head.c.last_seq,
        tables.book_head.c.last_hash,
        tables.book_head.c.closed_through,
        *_NAMES,
        tables.balance.c.posted,
    )
    .join_from(tables.book_head, tables.book, tables.book.c.id == tables.book_head.c.book_id)
    .outerjoin(tables.account, tables.account.c.book_id == tables.book.c.id)
    .outerjoin(tables.balance, tables.balance.c.account_id == tables.account.c.id)
    .order_by(*_NAMES)
)
_ORIGINAL: Final = tables.entry.alias("original")
_ENTRIES: Final = select(tables.entry, _ORIGINAL.c.kind.label("taken_back")).outerjoin_from(
    tables.entry, _ORIGINAL, _ORIGINAL.c.id == tables.entry.c.reverses
)


def _page(connection: Connection, wanted: Select[Any]) -> list[Copied]:
    page = wanted.order_by(tables.entry.c.seq).limit(PAGE_ENTRIES)
    rows = connection.execute(page).all()
    lines: dict[int, list[tuple[AccountRef, Decimal]]] = {row.id: [] for row in rows}
    found = connection.execute(
        select(tables.line.c.entry_id, tables.line.c.amount, *_NAMES)
        .join(tables.account, tables.account.c.id == tables.line.c.account_id)
        .where(tables.line.c.entry_id.in_(lines))
        .order_by(tables.line.c.entry_id, tables.line.c.line_no)
    )
    for row in found:
        lines[row.entry_id].append((_account(row), row.amount))
    return [_copied(row, tuple(lines[row.id])) for row in rows]


def _account(row: Row[*tuple[Any, ...]]) -> AccountRef:
    return AccountRef(row.code, row.grant_id or None, row.source or None, row.category or None)


def _copied(row: Row[*tuple[Any, ...]], lines: tuple[tuple[AccountRef, Decimal], ...]) -> Copied:
    return Copied(
        seq=row.seq,
        period=row.period,
        word=row.word,
        number=row.no,
        kind=row.kind,
        nature=row.taken_back or row.kind,
        key=row.key,
        memo=row.memo,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        meta=row.meta,
        lines=lines,
    )
