"""结账: months of a book closed softly, opened again, and closed for good after the check list."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from ledger import book, close_checks, closing, control, proof
from ledger.bank import reconciling, statements
from ledger.book import PostingRefused
from ledger.close_checks import ADVANCE_DAYS, Asked
from ledger.closing import Check, Outcome, PeriodClose, last_day
from ledger.fault import Fault
from ledger.journal import BookId
from ledger.messages import Message
from service import audit, business_day
from service.actions import bookings, claim_matching
from service.actions.books import find_book
from service.actions.system import SYSTEM
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ClaimRow, EmployerRow, UserRow

__all__ = [
    "MONTHS_SHOWN",
    "Closing",
    "MonthLine",
    "State",
    "checks",
    "close",
    "employer_of",
    "last_day",
    "month_of",
    "open_again",
    "soft_close",
    "view",
]

MONTHS_SHOWN = 60


class State(StrEnum):
    """How far a month of a book has come."""

    RUNNING = "running"  # not over yet
    OPEN = "open"
    SOFT = "soft"  # late entries say why they are late
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month of a book; a closed one says when, by whom, and what was only noted.

    An employer does not see the names of the Center's people: `closed_by` is empty then.
    """

    month: int  # yyyymm
    state: State
    closed_at: datetime | None = None
    closed_by: str = ""
    by_system: bool = False
    noted: tuple[Message, ...] = ()

    @property
    def name(self) -> str:
        return closing.named(self.month)


@dataclass(frozen=True, slots=True)
class Closing:
    """The months of a book, newest first, and the list of the one to close next."""

    title: str
    months: tuple[MonthLine, ...]
    next: int | None  # None: nothing is there to close yet
    checks: tuple[Check, ...]
    to_soften: int | None  # the first month that may be closed softly now
    to_open_again: int | None  # the last month that is closed softly only

    @property
    def next_name(self) -> str:
        return "" if self.next is None else closing.named(self.next)

    @property
    def ready(self) -> bool:
        return self.next is not None and not any(map(_failed, self.checks))


def view(
    session: Session,
    actor: Actor,
    employer_id: UUID | None,
    advance_days: int = ADVANCE_DAYS,
) -> Closing:
    """Give the months of a book, the Center's for None; the list is asked for a month that is over.

    Proving the book is part of the list: asked in a snapshot, it keeps no entry waiting. Here what
    the newest kept proof found sound is believed; `close` derives everything.
    """
    found, title = find_book(session, actor, employer_id)
    following = closing.next_month(session.connection(), found)
    lines = tuple(_lines(session, actor, found))
    over = [line for line in lines if line.state is not State.RUNNING]
    return Closing(
        title=title,
        months=tuple(reversed(lines[-MONTHS_SHOWN:])),
        next=following if any(line.month == following for line in over) else None,
        checks=checks(session, actor, employer_id, following, advance_days, proof.prove_rest)
        if following and any(line.month == following for line in over)
        else (),
        to_soften=next((line.month for line in over if line.state is State.OPEN), None),
        to_open_again=next(
            (line.month for line in reversed(over) if line.state is State.SOFT), None
        ),
    )


def checks(
    session: Session,
    actor: Actor,
    employer_id: UUID | None,
    month: int,
    advance_days: int = ADVANCE_DAYS,
    prove: Callable[[Connection, BookId], tuple[Fault, ...]] = proof.prove,
) -> tuple[Check, ...]:
    """Go through the list for a month of a book; `close` asks under the lock of its head."""
    connection = session.connection()
    found, _ = find_book(session, actor, employer_id)
    asked = Asked(
        month=month,
        today=actor.today,
        advance_days=advance_days,
        faults=[fault.message for fault in prove(connection, found)],
        given=()
        if employer_id is None
        else (
            _claims_decided(session, employer_id, month),
            _bookings_decided(session, employer_id, month),
            _reconciled(session, found, month),
        ),
    )
    return close_checks.check_list(connection, found, asked)


def soft_close(session: Session, actor: Actor, employer_id: UUID | None, month: int) -> None:
    """预结账: from now on an entry into this month or an earlier one says why it is late."""
    found, _ = find_book(session, actor, employer_id)
    lines = {line.month: line.state for line in _lines(session, actor, found)}
    if lines.get(_known(month)) is not State.OPEN:
        raise Refused(N_("{month} 现在不能预结账：它还没有过完，或已经结过。"), month=_name(month))
    control.soft_close_through(session.connection(), found, last_day(month))
    _record(session, actor, employer_id, "soft_close_month", month, State.SOFT)


def open_again(session: Session, actor: Actor, employer_id: UUID | None, month: int) -> None:
    """取消预结账: the month takes entries as before; what is closed for good stays closed."""
    found, _ = find_book(session, actor, employer_id)
    lines = {line.month: line.state for line in _lines(session, actor, found)}
    if lines.get(_known(month)) is not State.SOFT:
        raise Refused(
            N_("{month} 没有预结账，无须取消；已结账的月份不能再打开。"), month=_name(month)
        )
    before = closing.first_day(month) - timedelta(days=1)
    control.soft_close_through(session.connection(), found, before)
    _record(session, actor, employer_id, "reopen_month", month, State.OPEN)


def close(
    session: Session,
    actor: Actor,
    employer_id: UUID | None,
    month: int,
    advance_days: int = ADVANCE_DAYS,
) -> PeriodClose:
    """结账: close a month for good, when nothing on the list forbids it. Again changes nothing."""
    found, _ = find_book(session, actor, employer_id)
    done = {each.month: each for each in closing.closes(session.connection(), found)}
    if _known(month) in done:
        return done[month]
    listed = checks(session, actor, employer_id, month, advance_days)
    for check in filter(_failed, listed):
        raise Refused(N_("{month} 还不能结账：{why}"), month=_name(month), why=check.message)
    try:
        closed = closing.close_month(session.connection(), found, month, str(actor.user_id), listed)
    except PostingRefused as refusal:  # the database has looked again
        raise Refused(refusal.message.template, **refusal.message.values) from refusal
    _record(session, actor, employer_id, "close_month", month, State.CLOSED)
    if employer_id is not None:
        claim_matching.archive(session, actor, employer_id, last_day(month))
    return closed


def employer_of(session: Session, uscc: str) -> UUID:
    """Give the employer with a code (统一社会信用代码), for the command line."""
    found = session.scalar(select(EmployerRow.id).where(EmployerRow.uscc == uscc))
    if found is None:
        raise NotFound(N_("没有统一社会信用代码为 {uscc} 的单位。"), uscc=uscc)
    return found


def month_of(text: str) -> int:
    """Read a month as people write it, 2026-03; `Invalid` for anything else."""
    year, dash, month = text.partition("-")
    if not (dash and len(year) == 4 and len(month) == 2 and (year + month).isascii()):  # noqa: PLR2004  # yyyy-mm
        raise Invalid(N_("月份请写成 2026-03 的样子。"))
    try:
        return _known(int(year + month))
    except ValueError as error:
        raise Invalid(N_("月份请写成 2026-03 的样子。")) from error


def _known(month: int) -> int:
    try:
        closing.first_day(month)
    except ValueError as error:
        raise Invalid(N_("没有这个月份。")) from error
    return month


def _name(month: int) -> str:
    return closing.named(month)


def _failed(check: Check) -> bool:
    return check.outcome is Outcome.FAILED


def _lines(session: Session, actor: Actor, found: BookId) -> Iterator[MonthLine]:
    """Give the months of a book from its first entry to today's, the oldest first."""
    connection = session.connection()
    done = {each.month: each for each in closing.closes(connection, found)}
    month = min(done, default=closing.next_month(connection, found))
    if month is None:
        return
    head = book.head(connection, found)
    names = _names(session, done.values())
    while closing.first_day(month) <= actor.today:
        if month in done:
            yield _closed(done[month], names)
        elif last_day(month) >= actor.today:
            yield MonthLine(month, State.RUNNING)
        elif last_day(month) <= head.soft_closed_through:
            yield MonthLine(month, State.SOFT)
        else:
            yield MonthLine(month, State.OPEN)
        month = closing.month_after(month)


def _closed(done: PeriodClose, names: Mapping[str, str]) -> MonthLine:
    return MonthLine(
        done.month,
        State.CLOSED,
        done.closed_at,
        names.get(done.closed_by, ""),
        done.closed_by == str(SYSTEM),
        tuple(check.message for check in done.checks if check.outcome is Outcome.NOTED),
    )


def _names(session: Session, done: Iterable[PeriodClose]) -> dict[str, str]:
    people = {UUID(each.closed_by) for each in done}
    rows = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(people)))
    return {str(user_id): name for user_id, name in rows}


def _claims_decided(session: Session, employer_id: UUID, month: int) -> Check:
    """Fail while a claim handed in until the month's end waits for its decision."""
    after = closing.first_day(closing.month_after(month))
    waiting = session.scalar(
        select(func.count()).where(
            ClaimRow.employer_id == employer_id,
            ClaimRow.state == "submitted",
            ClaimRow.submitted_at < business_day.begin_of(after),
        )
    )
    if waiting:
        sentence = N_("有 {count} 张月末以前提交的报销申请还在等复核，请先复核。")
        return Check("claims", Outcome.FAILED, Message(sentence, {"count": str(waiting)}))
    return Check("claims", Outcome.PASSED, Message(N_("月末以前提交的报销申请都已复核。")))


def _bookings_decided(session: Session, employer_id: UUID, month: int) -> Check:
    """Fail while the booking of a bank line of the month waits: no closed month takes it later."""
    waiting = bookings.waiting_until(session, employer_id, last_day(month))
    if waiting:
        sentence = N_("有 {count} 笔月末以前的银行明细还在等复核入账，请先复核或退回。")
        return Check("bookings", Outcome.FAILED, Message(sentence, {"count": str(waiting)}))
    return Check("bookings", Outcome.PASSED, Message(N_("没有等复核的银行明细记账。")))


def _reconciled(session: Session, found: BookId, month: int) -> Check:
    """Ask the bank's side; a book that never saw a statement is closed with a note about it."""
    said = reconciling.reconciled(session.connection(), found, last_day(month))
    if said.passed:
        return Check("bank", Outcome.PASSED, said.message)
    if not statements.statements(session.connection(), found):
        sentence = N_("还没有导入过银行对账单，这个月没有与银行核对。")
        return Check("bank", Outcome.NOTED, Message(sentence))
    return Check("bank", Outcome.FAILED, said.message)


def _record(
    session: Session, actor: Actor, employer_id: UUID | None, action: str, month: int, to: State
) -> None:
    step = Step(
        action=action, subject="book", subject_id=employer_id, employer_id=employer_id,
        target=to.value, reason=closing.named(month),
    )  # fmt: skip
    audit.record(session, actor, step)
