"""The rows of a book as the proof reads them: page by page, the next while this one is proved.

Fetched by the bare driver, whose tuples cost a third of the rows of SQLAlchemy. What was digested
as a text is fetched as a text.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple, TypeAlias

import psycopg
from sqlalchemy import Connection, text

from ledger.journal import BookId

PAGE: Final = 5_000  # entries fetched at once; two pages are in memory

_STEADY: Final = text(
    "select set_config('datestyle', 'ISO, YMD', true), set_config('timezone', 'UTC', true)"
)
_ENTRIES: Final = (
    b"select seq, id, period, word, no, recorded_at::text, effective_on::text, tenant_id::text,"
    b" line_count, kind, actor, approver, event_id::text, memo, meta::text, reverses, key,"
    b" prev_hash, request_hash, hash"
    b" from ledger.entry where book_id = %s and seq > %s order by seq limit %s"
)
_LINES: Final = (
    b"select l.entry_id, l.line_no, l.account_id, l.amount::text, l.balance_after::text,"
    b" l.account_seq,"
    b" concat_ws('|', l.effective_on, l.book_id, coalesce(l.tenant_id::text, ''), l.layer)"
    b" from ledger.line l join ledger.entry e on e.id = l.entry_id"
    b" where l.entry_id between %s and %s and e.book_id = %s and e.seq > %s and e.seq <= %s"
    b" order by l.entry_id, l.line_no"
)


class EntryRow(NamedTuple):
    """An entry; its instants and days are texts as ISO 8601 has them, in UTC."""

    seq: int
    id: int
    period: int
    word: str
    no: int
    recorded_at: str
    day: str
    tenant: str | None
    line_count: int
    kind: str
    actor: str
    approver: str | None
    event: str | None
    memo: str
    meta: str
    reverses: int | None
    key: str
    prev_hash: bytes
    request_hash: bytes
    hash: bytes


# entry, line number, account, amount, balance after, number on the account; then what it copies,
# as one text, since it is compared as a whole: day|book|tenant|layer
LineRow: TypeAlias = tuple[int, int, int, str, str, int, str]
Page: TypeAlias = tuple[list[EntryRow], dict[int, list[LineRow]]]


def entries(
    connection: Connection, book: BookId, after: int
) -> Iterator[tuple[EntryRow, list[LineRow]]]:
    """Yield the entries of a book after one number of its chain, each with its lines in order.

    The connection is busy with the next page meanwhile: ask it nothing else before the end.
    """
    connection.execute(_STEADY)
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(_page, driver, book, after)
        while True:
            rows, lines = coming.result()
            if not rows:
                return
            coming = ahead.submit(_page, driver, book, rows[-1].seq)
            for row in rows:
                yield row, lines[row.id]


def _page(driver: psycopg.Connection[Any], book: BookId, after: int) -> Page:
    with driver.cursor(binary=True) as cursor:
        found = cursor.execute(_ENTRIES, (book, after, PAGE)).fetchall()
        rows = list(map(EntryRow._make, found))
        lines: dict[int, list[LineRow]] = {row.id: [] for row in rows}
        if rows:
            bounds = (min(lines), max(lines), book, after, rows[-1].seq)
            for line in cursor.execute(_LINES, bounds).fetchall():
                lines[line[0]].append(line)
    return rows, lines
