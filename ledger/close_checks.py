"""What is looked at before a month is closed, as a list of checks a person can work through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, text

from ledger import book as books
from ledger import closing, moments
from ledger.accounts import AccountRef
from ledger.closing import Check, Outcome, named
from ledger.journal import BookId
from ledger.messages import N_, Message
from ledger.moments import Moment

ADVANCE_DAYS: Final = 90  # how long an advance may stay unsettled before the list says so
_DAYS_SHOWN: Final = 5
_ADVANCED: Final = "1221.PRE"

_DAILY: Final = text(
    "select a.code, a.grant_id, a.source, a.category, a.normal, v.floor, d.day, d.total"
    "  from ledger.account a join ledger.balance v on v.account_id = a.id"
    " cross join lateral (select l.effective_on as day, sum(l.amount) as total"
    "    from ledger.line l where l.account_id = a.id"
    "     and l.effective_on between :first and :last group by l.effective_on) d"
    " where a.book_id = :book and v.floor is not null"
    " order by a.code, a.grant_id, a.source, a.category, d.day"
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the list is asked about; `faults` are those of the book's proof.

    `given` are checks of others, about claims or the bank. `today` is the day in Beijing.
    """

    month: int  # yyyymm
    today: date
    faults: Sequence[Message]
    given: Sequence[Check] = ()
    advance_days: int = ADVANCE_DAYS

    @property
    def first(self) -> date:
        return closing.first_day(self.month)

    @property
    def last(self) -> date:
        return closing.last_day(self.month)


@dataclass(frozen=True)
class BelowFloor:
    """A day at whose end an account stood below its floor once late entries are counted."""

    account: AccountRef
    day: date
    amount: Decimal = field(compare=False)


def check_list(connection: Connection, book: BookId, asked: Asked) -> tuple[Check, ...]:
    """Look at everything that must be in order before a month is closed, in the order to mend it.

    A failed check forbids the close; what is only noted stays with the close as it was found.
    """
    return (
        _earlier_months_closed(connection, book, asked),
        _month_over(asked),
        _softly_closed(connection, book, asked),
        *asked.given,
        _proved(asked),
        _advances_settled(connection, book, asked),
        _never_below_floor(connection, book, asked),
    )


def days_below_floor(
    connection: Connection, book: BookId, first: date, last: date
) -> tuple[BelowFloor, ...]:
    """Return the days on which an account stood below its floor, by effective date.

    Posting guards what stands now; an entry dated back can still leave an earlier day short.
    """
    opening = moments.balances(connection, book, Moment(until=first - timedelta(days=1)))
    standing = dict(opening)
    found = []
    for row in connection.execute(_DAILY, {"book": book, "first": first, "last": last}):
        account = AccountRef(
            row.code, row.grant_id or None, row.source or None, row.category or None
        )
        standing[account] += row.normal * row.total
        if standing[account] < row.floor:
            found.append(BelowFloor(account, row.day, standing[account]))
    return tuple(found)


def _earlier_months_closed(connection: Connection, book: BookId, asked: Asked) -> Check:
    due = closing.next_month(connection, book)
    if due is None or asked.month > due:
        values = {"month": "－" if due is None else named(due)}
        return _failed("order", N_("以前的月份还没有结完，请先结 {month}。"), values)
    return _passed("order", N_("以前的月份都已结账。"))


def _month_over(asked: Asked) -> Check:
    if asked.today <= asked.last:
        values = {"month": named(asked.month), "day": str(asked.last)}
        return _failed("over", N_("{month} 还没有过完，{day} 之后才能结账。"), values)
    return _passed("over", N_("这个月已经过完。"))


def _softly_closed(connection: Connection, book: BookId, asked: Asked) -> Check:
    if books.head(connection, book).soft_closed_through < asked.last:
        sentence = N_("还没有预结账：请先预结账，之后补记的凭证须写明补记原因。")
        return _failed("soft", sentence)
    return _passed("soft", N_("已经预结账，补记的凭证都写明了原因。"))


def _proved(asked: Asked) -> Check:
    if asked.faults:
        values = {"count": str(len(asked.faults)), "first": asked.faults[0].text()}
        sentence = N_("账簿没有通过验证（{count} 处），请联系中心核查。第一处：{first}")
        return _failed("proof", sentence, values)
    return _passed("proof", N_("账簿通过验证：链、编号、余额与勾稽关系都对。"))


def _advances_settled(connection: Connection, book: BookId, asked: Asked) -> Check:
    """Note what was advanced before the limit and no settlement has covered since."""
    limit = asked.last - timedelta(days=asked.advance_days + 1)
    standing = moments.trial_balance(connection, book, Moment(until=asked.last))
    before = moments.trial_balance(connection, book, Moment(until=limit))
    debits = {row.account: row.debits for row in before}
    overdue = [
        amount
        for row in standing
        if row.account.code == _ADVANCED
        # the oldest advance is settled first: the credits cover what was advanced earliest
        and (amount := debits.get(row.account, Decimal("0.00")) - row.credits) > 0
    ]
    if overdue:
        values = {"days": str(asked.advance_days), "amount": str(sum(overdue))}
        sentence = N_("有 {amount} 元预借款超过 {days} 天没有冲销，请催办。")
        return Check("advances", Outcome.NOTED, Message(sentence, values))
    values = {"days": str(asked.advance_days)}
    return _passed("advances", N_("没有超过 {days} 天未冲销的预借款。"), values)


def _never_below_floor(connection: Connection, book: BookId, asked: Asked) -> Check:
    found = days_below_floor(connection, book, asked.first, asked.last)
    if found:
        days = sorted({str(below.day) for below in found})
        values = {"count": str(len(days)), "days": "、".join(days[:_DAYS_SHOWN])}
        sentence = N_("按业务日期看，有 {count} 天的日终余额低于下限（补记所致）：{days}。")
        return Check("daily", Outcome.NOTED, Message(sentence, values))
    return _passed("daily", N_("按业务日期看，每天的日终余额都不低于下限。"))


def _passed(name: str, sentence: str, values: Mapping[str, str] | None = None) -> Check:
    return Check(name, Outcome.PASSED, Message(sentence, values or {}))


def _failed(name: str, sentence: str, values: Mapping[str, str] | None = None) -> Check:
    return Check(name, Outcome.FAILED, Message(sentence, values or {}))
