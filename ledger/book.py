"""Books in the database: open, post, read. The only door to the ledger for the rest of the product.

Every function works in the caller's transaction and commits nothing, so that a decision and its
entry stand or fall together. Row-level security shows and lets post only the books of the
transaction's tenant. After a `PostingRefused` the transaction can only be rolled back.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select

from ledger import tables
from ledger.accounts import AccountRef, BookKind
from ledger.events import Occasion
from ledger.events import reverse as reversal
from ledger.journal import BookId, EntryId, JournalEntry, Posting
from ledger.recorded import Head, Posted, RecordedEntry, RecordedLine
from ledger.refusals import (
    AccountClosed,
    AccountNotEmpty,
    AccountUnknown,
    AlreadyReversed,
    BookHalted,
    BookUnknown,
    IdempotencyConflict,
    InsufficientFunds,
    OverBudget,
    PeriodClosed,
    PeriodClosing,
    PostingRefused,
    ToleranceTooLate,
    refusing,
)

__all__ = [
    "AccountClosed",
    "AccountNotEmpty",
    "AccountUnknown",
    "AlreadyReversed",
    "BookHalted",
    "BookUnknown",
    "Head",
    "IdempotencyConflict",
    "InsufficientFunds",
    "OverBudget",
    "PeriodClosed",
    "PeriodClosing",
    "Posted",
    "PostingRefused",
    "RecordedEntry",
    "RecordedLine",
    "ToleranceTooLate",
    "balance",
    "balances",
    "book_of",
    "entry",
    "head",
    "journal",
    "open_book",
    "post",
    "reverse",
    "reverse_occasion",
]

# In the driver's own words: what SQLAlchemy does for a text besides is a sixth of a posting's cost.
_RECEIPT: Final = "select entry_id, book_id, seq, period, word, no, recorded_at, hash, replayed"
_LINES: Final = (
    "%(codes)s::text[], %(grants)s::text[], %(sources)s::text[], %(categories)s::text[],"
    " %(amounts)s::numeric[]"
)
_POST: Final = (
    f"{_RECEIPT} from ledger.post(%(book)s, %(key)s, %(kind)s, %(effective_on)s, %(actor)s,"
    " %(approver)s, %(event)s, %(memo)s, %(meta)s::jsonb, %(reverses)s, %(word)s,"
    f" {_LINES})"
)
_POST_MANY: Final = (
    f"{_RECEIPT} from ledger.post_many(%(book)s, %(key)s, %(kind)s, %(effective_on)s, %(actor)s,"
    " %(approver)s, %(event)s::uuid[], %(memo)s, %(meta)s::jsonb[], %(reverses)s::bigint[],"
    f" %(word)s, %(line_counts)s, {_LINES})"
    " with ordinality order by ordinality"
)
_MAX_PAGE: Final = 500
_NOTHING: Final = Decimal("0.00")


def open_book(connection: Connection, kind: str, tenant: UUID | None, name: str) -> BookId:
    """Open the Center's book (tenant None) or an employer's; return it when it is open already."""
    statement = select(func.ledger.open_book(BookKind(kind).value, tenant, name))
    return BookId(connection.execute(statement).scalar_one())


def book_of(connection: Connection, tenant: UUID | None) -> BookId:
    """Return the employer's book, or the Center's for None; raise `BookUnknown` without one."""
    found = connection.scalar(
        select(tables.book.c.id).where(tables.book.c.tenant_id.is_not_distinct_from(tenant))
    )
    if found is None:
        raise BookUnknown({})
    return BookId(found)


def post(connection: Connection, *entries: JournalEntry) -> tuple[Posted, ...]:
    """Post the entries, all or none; return their receipts in the order given.

    Books are locked in the order of their ids, so that two events over the same books wait for
    each other instead of deadlocking. Raises a `PostingRefused` that says what is in the way.
    """
    values = [_of_entry(entry) for entry in entries]
    lines = _of_lines([posting for entry in entries for posting in entry.postings])
    with refusing():
        if len(values) == 1:
            rows = connection.exec_driver_sql(_POST, values[0] | lines).all()
        else:
            counts = {"line_counts": [len(entry.postings) for entry in entries]}
            columns = {name: [of[name] for of in values] for name in _ENTRY_VALUES}
            rows = connection.exec_driver_sql(_POST_MANY, columns | counts | lines).all()
    return tuple(Posted(*row) for row in rows)


def reverse(connection: Connection, entry_id: EntryId, occasion: Occasion) -> Posted:
    """Take a posted entry back by its mirror, dated no earlier than the first open day.

    Of an occasion that left entries in several books this takes back one only: `reverse_occasion`.
    """
    return post(connection, _mirror(connection, entry(connection, entry_id), occasion))[0]


def reverse_occasion(
    connection: Connection, entry_id: EntryId, occasion: Occasion
) -> tuple[Posted, ...]:
    """Take back what the occasion of an entry left in every book, all or nothing (冲销).

    What the Center paid and an employer received, say, stands in both books or in neither. The
    transaction sees all books concerned: it is the Center's.
    """
    one = entry(connection, entry_id)
    same = select(tables.entry.c.id).join(tables.book, tables.book.c.id == tables.entry.c.book_id)
    parts = _recorded(
        connection,
        _ENTRIES.where(
            tables.entry.c.id.in_(
                same.where(tables.entry.c.key == one.key, tables.entry.c.event_id == one.event)
            )
        ),
    )
    return post(connection, *(_mirror(connection, part, occasion) for part in parts))


def balance(connection: Connection, book: BookId, account: AccountRef) -> Decimal:
    """Return what stands on an account, in yuan, positive on the side where it grows."""
    statement = _balances(book).where(
        tables.account.c.code == account.code,
        tables.account.c.grant_id == (account.grant or ""),
        tables.account.c.source == (account.source or ""),
        tables.account.c.category == (account.category or ""),
    )
    row = connection.execute(statement).one_or_none()
    return _NOTHING if row is None else row.amount


def balances(
    connection: Connection, book: BookId, grant: str | None = None
) -> dict[AccountRef, Decimal]:
    """Return every account of a book (or of a grant in it) with its balance, as `balance` does."""
    statement = _balances(book)
    if grant is not None:
        statement = statement.where(tables.account.c.grant_id == grant)
    return {_account(row): row.amount for row in connection.execute(statement)}


def entry(connection: Connection, entry_id: EntryId) -> RecordedEntry:
    """Return a posted entry; raise `LookupError` where there is none, or not for this tenant."""
    found = _recorded(connection, _ENTRIES.where(tables.entry.c.id == entry_id))
    if not found:
        raise LookupError(f"no entry {entry_id}")
    return found[0]


def entries(connection: Connection, wanted: Collection[EntryId]) -> dict[EntryId, RecordedEntry]:
    """Return posted entries by their identity, those that this tenant may see."""
    found = _recorded(connection, _ENTRIES.where(tables.entry.c.id.in_(wanted)))
    return {each.id: each for each in found}


def journal(
    connection: Connection,
    book: BookId,
    *,
    grant: str | None = None,
    before_seq: int | None = None,
    limit: int = 50,
) -> tuple[RecordedEntry, ...]:
    """Return a page of the journal, newest first: entries before `before_seq`, at most 500.

    With `grant`, only entries that touch an account of that grant.
    """
    statement = _ENTRIES.where(tables.entry.c.book_id == book)
    if before_seq is not None:
        statement = statement.where(tables.entry.c.seq < before_seq)
    if grant is not None:
        touching = (
            select(tables.line.c.entry_id)
            .join(tables.account, tables.account.c.id == tables.line.c.account_id)
            .where(tables.account.c.book_id == book, tables.account.c.grant_id == grant)
        )
        statement = statement.where(tables.entry.c.id.in_(touching))
    page = statement.order_by(tables.entry.c.seq.desc()).limit(min(limit, _MAX_PAGE))
    return _recorded(connection, page)


def head(connection: Connection, book: BookId) -> Head:
    """Return the end of the book's chain and the day it is closed through."""
    columns = tables.book_head.c
    row = connection.execute(select(tables.book_head).where(columns.book_id == book)).one_or_none()
    if row is None:
        raise BookUnknown({})
    return Head(
        row.last_seq,
        row.last_hash,
        row.last_at,
        row.closed_through,
        row.soft_closed_through,
        row.halted_why,
    )


_ENTRY_VALUES: Final = (
    "book", "key", "kind", "effective_on", "actor", "approver", "event", "memo", "meta",
    "reverses", "word",
)  # fmt: skip


def _mirror(connection: Connection, original: RecordedEntry, occasion: Occasion) -> JournalEntry:
    first_open_day = head(connection, original.book).soft_closed_through + timedelta(days=1)
    mirror = reversal(original.as_entry(), original.id, occasion)
    return mirror.dated(max(mirror.effective_on, first_open_day))


def _of_entry(entry: JournalEntry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in _ENTRY_VALUES}
    return values | {"meta": json.dumps(dict(entry.meta))}


def _of_lines(postings: Sequence[Posting]) -> dict[str, str]:
    accounts = [posting.account for posting in postings]
    return {
        "codes": _array(account.code for account in accounts),
        "grants": _array(account.grant or "" for account in accounts),
        "sources": _array(account.source or "" for account in accounts),
        "categories": _array(account.category or "" for account in accounts),
        "amounts": _array(str(posting.amount) for posting in postings),
    }


def _array(texts: Iterable[str]) -> str:
    """Write texts as PostgreSQL reads an array: quoted, so that only two characters mean more."""
    escaped = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join([f'"{text}"' for text in escaped]) + "}"


_NAMES: Final = (
    tables.account.c.code,
    tables.account.c.grant_id,
    tables.account.c.source,
    tables.account.c.category,
)
_LATER: Final = tables.entry.alias("later")
_ENTRIES: Final = select(tables.entry, _LATER.c.id.label("reversed_by")).outerjoin_from(
    tables.entry, _LATER, _LATER.c.reverses == tables.entry.c.id
)


def _account(row: Row[*tuple[Any, ...]]) -> AccountRef:
    return AccountRef(row.code, row.grant_id or None, row.source or None, row.category or None)


def _balances(book: BookId) -> Select[Any]:
    amount = (tables.balance.c.normal * tables.balance.c.posted).label("amount")
    return (
        select(*_NAMES, amount)
        .join_from(
            tables.account, tables.balance, tables.balance.c.account_id == tables.account.c.id
        )
        .where(tables.account.c.book_id == book)
        .order_by(*_NAMES)
    )


def _recorded(connection: Connection, statement: Select[Any]) -> tuple[RecordedEntry, ...]:
    rows = connection.execute(statement).all()
    lines: dict[EntryId, list[RecordedLine]] = {row.id: [] for row in rows}
    line_rows = connection.execute(
        select(tables.line, *_NAMES)
        .join(tables.account, tables.account.c.id == tables.line.c.account_id)
        .where(tables.line.c.entry_id.in_(lines))
        .order_by(tables.line.c.entry_id, tables.line.c.line_no)
    )
    for row in line_rows:
        lines[row.entry_id].append(RecordedLine(_account(row), row.amount, row.balance_after))
    return tuple(_entry(row, tuple(lines[row.id])) for row in rows)


def _entry(row: Row[*tuple[Any, ...]], lines: tuple[RecordedLine, ...]) -> RecordedEntry:
    meta: Mapping[str, str] = row.meta
    return RecordedEntry(
        id=row.id,
        book=row.book_id,
        seq=row.seq,
        period=row.period,
        word=row.word,
        number=row.no,
        kind=row.kind,
        key=row.key,
        event=row.event_id,
        effective_on=row.effective_on,
        recorded_at=row.recorded_at,
        actor=row.actor,
        approver=row.approver,
        memo=row.memo,
        meta=meta,
        reverses=row.reverses,
        reversed_by=row.reversed_by,
        lines=lines,
    )
