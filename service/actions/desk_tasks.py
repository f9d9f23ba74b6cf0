"""等我处理: what waits for the reader, by when, and how many working days are left.

Steps of a claim and what has no term of its own are counted like every other step without one
(the term `handle` of `compliance.deadlines`), from the one that has waited longest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import deadlines
from compliance.calendar import Calendar, Due
from compliance.deadlines import HANDLE
from compliance.facts import ClaimState
from service import business_day, texts
from service.actions import letter_views, proceeding_views, reversals
from service.actions.afterwards import Wrong
from service.actions.bank_views import Waiting
from service.actions.desk import InstalmentView
from service.actions.proceeding_views import CaseLine
from service.permissions import Actor, Permission, allows
from service.tables import ClaimRow, InboxMessageRow

_P = Permission
NOTHING = Decimal("0.00")
CONFIRM_RECEIPT = "confirm_receipt"  # a term
_OF_ROLE = (
    (_P.CHECK_CLAIM, ClaimState.SUBMITTED),
    (_P.PAY_CLAIM, ClaimState.APPROVED),
    (_P.PAY_CLAIM, ClaimState.POSTED),
    (_P.MAKE_CLAIM, ClaimState.RETURNED),
)
_OF_DRAFT = {"block": "claim:blocked", "review": "claim:unclear", "pass": "claim:draft"}


@dataclass(frozen=True, slots=True)
class When:
    """Until when something is to be done; `left` working days, fewer than none when it is late."""

    day: date
    left: int
    provisional: bool  # the rest days of that year are not published yet
    stopped: bool = False  # the clock stands

    @property
    def late(self) -> bool:
        return self.left < 0 and not self.stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What waits: `kind` says what it is, `count` how many; one alone carries its number.

    `ref` is the one thing, None for a list of several; `case` only of a case.
    """

    kind: str
    count: int = 1
    number: str = ""
    ref: UUID | None = None
    amount: Decimal | None = None
    when: When | None = None
    case: CaseLine | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the desk has asked for already, and tasks come from too."""

    to_confirm: Sequence[InstalmentView]
    bank: Waiting
    wrongs: Sequence[Wrong]


def tasks(session: Session, actor: Actor, seen: Seen) -> tuple[Task, ...]:
    """List what waits for the actor, what is due first before the rest."""
    calendar = texts.library(session).calendar()
    found = [
        *_claims(session, actor, calendar),
        *_receipts(actor, seen.to_confirm, calendar),
        *_wrongs(actor, seen.wrongs, calendar),
        *_reversals(session, actor, calendar),
        *_cases(session, actor, calendar),
        *_bank(actor, seen.bank),
        *_letters(session, actor),
    ]
    return tuple(sorted(found, key=_order))


def _order(task: Task) -> tuple[date, bool]:
    when = task.when
    return (when.day if when and not when.stopped else date.max), task.kind == "claim:draft"


def _until(due: Due, actor: Actor, calendar: Calendar, *, stopped: bool = False) -> When:
    return When(due.day, deadlines.left(actor.today, due.day, calendar), due.provisional, stopped)


def _handle(
    since: datetime | None, actor: Actor, calendar: Calendar, term: str = HANDLE
) -> When | None:
    if since is None:
        return None
    counted = deadlines.counted(term, business_day.of(since), calendar)
    return _until(counted.due, actor, calendar)


def _claims(session: Session, actor: Actor, calendar: Calendar) -> Iterator[Task]:
    wanted = [state for needed, state in _OF_ROLE if allows(actor.role, needed)]
    if not wanted:
        return
    query = (
        select(
            ClaimRow.state,
            func.count(),
            func.sum(ClaimRow.amount),
            func.min(ClaimRow.submitted_at),
            func.min(ClaimRow.approved_at),
        )
        .where(
            ClaimRow.employer_id == actor.employer,
            ClaimRow.state.in_([state.value for state in wanted]),
        )
        .group_by(ClaimRow.state)
    )
    since = _since(session, actor, wanted)
    for state, count, amount, submitted, approved in session.execute(query):
        began = {"submitted": submitted, "approved": approved, "posted": approved, **since}
        when = _handle(began.get(state), actor, calendar)
        yield Task(kind=f"claim:{state}", count=count, amount=amount, when=when)
    if allows(actor.role, _P.MAKE_CLAIM):
        yield from _drafts(session, actor)


def _since(
    session: Session, actor: Actor, wanted: Sequence[ClaimState]
) -> Mapping[str, datetime | None]:
    """Say since when the oldest returned claim waits: since its maker was told."""
    if ClaimState.RETURNED not in wanted:
        return {}
    row = InboxMessageRow
    told = select(func.min(row.at)).where(
        row.employer_id == actor.employer,
        row.over_at.is_(None),
        row.topic == "claim",
        row.roles == actor.role.value,
    )
    return {"returned": session.scalar(told)}


def _drafts(session: Session, actor: Actor) -> Iterator[Task]:
    """Count the drafts by what is to be done with them: each stands in one line only."""
    query = (
        select(ClaimRow.outcome, func.count(), func.sum(ClaimRow.amount))
        .where(ClaimRow.employer_id == actor.employer, ClaimRow.state == ClaimState.DRAFT.value)
        .group_by(ClaimRow.outcome)
    )
    found = {outcome: (count, amount) for outcome, count, amount in session.execute(query)}
    for outcome, kind in _OF_DRAFT.items():
        if outcome in found:
            count, amount = found[outcome]
            yield Task(kind=kind, count=count, amount=None if outcome == "block" else amount)


def _receipts(
    actor: Actor, to_confirm: Sequence[InstalmentView], calendar: Calendar
) -> Iterator[Task]:
    if not allows(actor.role, _P.CONFIRM_RECEIPT):
        return
    for each in to_confirm:
        assert each.sent_on is not None, "what is to be confirmed was sent"
        due = deadlines.counted(CONFIRM_RECEIPT, each.sent_on, calendar).due
        yield Task(
            kind="receipt",
            number=f"{each.grant_number} {each.selectee}",
            ref=each.id,
            amount=each.amount,
            when=_until(due, actor, calendar),
        )


def _wrongs(actor: Actor, wrongs: Sequence[Wrong], calendar: Calendar) -> Iterator[Task]:
    if not allows(actor.role, _P.MAKE_CLAIM):
        return
    for each in wrongs:
        if not each.proposed:
            when = _until(Due(each.due_on, provisional=False), actor, calendar)
            yield Task(kind="wrong", number=each.number, ref=each.claim_id, when=when)


def _reversals(session: Session, actor: Actor, calendar: Calendar) -> Iterator[Task]:
    if not allows(actor.role, _P.CHECK_CLAIM):
        return
    for each in reversals.waiting(session, actor):
        if not each.own:
            when = _handle(each.proposed_at, actor, calendar)
            yield Task(kind="reversal", number=each.number, ref=each.claim_id, when=when)


def _cases(session: Session, actor: Actor, calendar: Calendar) -> Iterator[Task]:
    for line in proceeding_views.waiting(session, actor):
        due = line.due
        when = None
        if due is not None:
            counted = Due(due.due_on, provisional=due.provisional)
            when = _until(counted, actor, calendar, stopped=due.stopped)
        yield Task(kind="case", number=line.number, ref=line.id, when=when, case=line)


def _bank(actor: Actor, bank: Waiting) -> Iterator[Task]:
    if not allows(actor.role, _P.CHECK_BANK):
        return
    counts = {"matches": bank.matches, "bookings": bank.bookings, "tables": bank.tables}
    yield from (Task(kind=f"bank:{name}", count=count) for name, count in counts.items() if count)


def _letters(session: Session, actor: Actor) -> Iterator[Task]:
    count = letter_views.waiting_count(session, actor)
    if count:
        yield Task(kind="letters", count=count)
