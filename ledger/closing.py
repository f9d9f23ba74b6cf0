"""The end of a month (结账): the close for good, what it leaves behind, and its proof.

A month is closed softly (预结账: late entries say why) and then for good (结账), in order, when no
check of the list (`ledger.close_checks`) has failed. The close leaves a row that names the state
of the chain, and a snapshot of every account the month moved. Nothing is posted into a closed
month any more: what corrects it, a reversal too, lands on the first open day.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, text

from ledger.journal import BookId
from ledger.messages import N_, Message
from ledger.refusals import refusing

_Row: TypeAlias = Row[*tuple[Any, ...]]
Broken: TypeAlias = tuple[str, int | None, Message]  # check, number in the chain, sentence

_CLOSES: Final = text(
    "select month, through, closed_at, closed_by, last_seq, last_hash, checks"
    " from ledger.period_close where book_id = :book order by month desc"
)
_EARLIEST: Final = text("select min(period) from ledger.entry where book_id = :book")
_CLOSE: Final = text("select ledger.close_month(:book, :month, :actor, cast(:checks as jsonb))")
# Every entry belongs to one stretch of the chain between two closes, and is looked at once.
_UNSOUND: Final = text(
    "select c.month, c.preceding_month, c.last_seq, c.last_hash, e.hash, c.through,"
    "       h.closed_through, c.tenant_id is distinct from h.tenant_id as astray,"
    "       (select min(l.seq) from ledger.entry l where l.book_id = :book"
    "           and l.seq > c.last_seq and l.seq <= c.until_seq"
    "           and l.effective_on <= c.through) as late"
    "  from (select p.*, lag(p.month) over w as preceding_month,"
    "               coalesce(lead(p.last_seq) over w, 9223372036854775807) as until_seq"
    "          from ledger.period_close p where p.book_id = :book"
    "        window w as (order by p.month)) c"
    "  join ledger.book_head h on h.book_id = :book"
    "  left join ledger.entry e on e.book_id = :book and e.seq = c.last_seq order by c.month"
)
_SNAPSHOTS: Final = text(
    "with moved as ("
    "  select l.account_id, (extract(year from l.effective_on) * 100"
    "         + extract(month from l.effective_on))::integer as month, sum(l.amount) as posted,"
    "         coalesce(sum(l.amount) filter (where l.amount > 0), 0) as debits"
    "    from ledger.account a join ledger.line l on l.account_id = a.id"
    "   where a.book_id = :book group by 1, 2),"
    " summed as ("
    "  select account_id, month, sum(posted) over w as posted, sum(debits) over w as debits"
    "    from moved window w as (partition by account_id order by month)),"
    " due as (select s.* from summed s where s.month <="
    "   (select max(c.month) from ledger.period_close c where c.book_id = :book)),"
    " kept as (select s.* from ledger.balance_snapshot s where s.book_id = :book)"
    " select month, a.code, a.grant_id, due.posted as expected, kept.posted as found,"
    "        (due.posted, due.debits) is not distinct from (kept.posted, kept.debits) as astray"
    "   from due full join kept using (account_id, month)"
    "   join ledger.account a on a.id = account_id"
    "  where (due.posted, due.debits, a.tenant_id)"
    "        is distinct from (kept.posted, kept.debits, kept.tenant_id)"
    "  order by month, account_id"
)


class Outcome(StrEnum):
    """What a check found: good; something that forbids the close; something worth knowing."""

    PASSED = "passed"
    FAILED = "failed"
    NOTED = "noted"


@dataclass(frozen=True)
class Check:
    """One line of the list before a close: its name, what was found, and a sentence about it."""

    name: str
    outcome: Outcome
    message: Message


@dataclass(frozen=True)
class PeriodClose:
    """A month closed for good; `last_seq` and `last_hash` are the end of the chain it closed."""

    month: int  # yyyymm
    through: date
    closed_at: datetime
    closed_by: str
    last_seq: int
    last_hash: bytes
    checks: tuple[Check, ...]


def first_day(month: int) -> date:
    """Return the first day of a month given as yyyymm; `ValueError` where there is none."""
    return date(month // 100, month % 100, 1)


def last_day(month: int) -> date:
    """Return the last day of a month given as yyyymm."""
    return first_day(month_after(month)) - timedelta(days=1)


def month_after(month: int) -> int:
    """Return the month that follows one, both as yyyymm."""
    following = first_day(month) + timedelta(days=31)
    return following.year * 100 + following.month


def named(month: int) -> str:
    """Return a month given as yyyymm as people read it: 2026-03."""
    return f"{month // 100:04}-{month % 100:02}"


def closes(connection: Connection, book: BookId) -> tuple[PeriodClose, ...]:
    """Return the closed months of a book, newest first."""
    return tuple(
        PeriodClose(
            row.month,
            row.through,
            row.closed_at,
            row.closed_by,
            row.last_seq,
            row.last_hash,
            tuple(_check(check) for check in row.checks),
        )
        for row in connection.execute(_CLOSES, {"book": book})
    )


def next_month(connection: Connection, book: BookId) -> int | None:
    """Return the month (yyyymm) a book closes next; None where nothing was ever posted."""
    newest = connection.execute(_CLOSES, {"book": book}).first()
    if newest is not None:
        return month_after(newest.month)
    earliest: int | None = connection.execute(_EARLIEST, {"book": book}).scalar_one()
    return earliest


def close_month(
    connection: Connection, book: BookId, month: int, actor: str, checks: Sequence[Check]
) -> PeriodClose:
    """Close a month for good; the same month again returns the first close.

    Raises `MonthNotReady` when a check has failed, `MonthOutOfOrder`, `MonthNotOver`, `BookHalted`.
    """
    values = {
        "book": book,
        "month": month,
        "actor": actor,
        "checks": json.dumps([_stored(check) for check in checks]),
    }
    with refusing():
        connection.execute(_CLOSE, values)
    return next(close for close in closes(connection, book) if close.month == month)


def prove_closing(connection: Connection, book: BookId) -> Iterator[Broken]:
    """Find what is wrong with the closed months: every snapshot is added up again from the lines.

    Yields the check `closing`, `snapshot` or `tenant`, the number of the entry concerned in the
    chain, and the sentence.
    """
    for row in connection.execute(_UNSOUND, {"book": book}).all():
        yield from _prove_close(row)
    for row in connection.execute(_SNAPSHOTS, {"book": book}):
        yield _wrong_snapshot(row)


def _prove_close(row: _Row) -> Iterator[Broken]:
    month = {"month": named(row.month)}
    if row.preceding_month is not None and row.month != month_after(row.preceding_month):
        yield "closing", None, Message(N_("{month} 之前有月份没有结账。"), month)
    if row.hash != row.last_hash:
        sentence = N_("{month} 结账时记下的链值与凭证不符。")
        yield "closing", row.last_seq, Message(sentence, month)
    if row.late is not None:
        sentence = N_("{month} 结账之后又有凭证记入这个月或更早。")
        yield "closing", row.late, Message(sentence, month)
    if row.astray:
        yield "tenant", None, Message(N_("{month} 的结账记在别的单位名下。"), month)
    if row.closed_through < row.through:
        yield "closing", None, Message(N_("{month} 已结账，账簿却还能记入这个月。"), month)


def _wrong_snapshot(row: _Row) -> Broken:
    values = {
        "month": named(row.month),
        "code": row.code,
        "grant": row.grant_id,
        "found": str(row.found),
        "expected": str(row.expected),
    }
    if row.astray:
        sentence = N_("{month} 结账时科目 {code}（项目 {grant}）的余额记在别的单位名下。")
        return "tenant", None, Message(sentence, values)
    sentence = N_("{month} 结账时科目 {code}（项目 {grant}）记为 {found}，应为 {expected}。")
    return "snapshot", None, Message(sentence, values)


def _stored(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "outcome": check.outcome.value,
        "sentence": check.message.template,
        "values": dict(check.message.values),
    }


def _check(stored: Mapping[str, Any]) -> Check:
    message = Message(stored["sentence"], stored["values"])
    return Check(stored["name"], Outcome(stored["outcome"]), message)
