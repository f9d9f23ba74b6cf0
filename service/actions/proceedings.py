"""Cases (事项): what every procedure in progress shares: opening, steps, deadlines.

A kind of case is a table of `compliance.procedures` and the actions that call `step` here. A step
is refused unless the table has it for the actor's role, the page was not stale, and nobody acts
twice who may not; the database holds the same. What a step brings about (entries, letters, states
of grants) its own action does, in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from compliance import deadlines, law
from compliance.casebook import MACHINES
from compliance.machine import OPENING, Machine, NotInTableError, State, Transition
from service import audit, texts
from service.actions import inbox
from service.actions.register import next_number
from service.actions.system import SYSTEM
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import DeadlineRow, GrantRow, ProceedingRow, ProceedingStepRow

REASON_MAX = 2000
TITLE_MAX = 200
CLOCK = "clock"

# what the database says to the slower one of two who act at once
_MOVED_MEANWHILE = ("cannot take step", "has moved meanwhile", "uq_proceeding_step")

_TOLD_BY: Final = {each.name: each.told_by for each in MACHINES if each.told_by is not None}

AnyMachine = Machine[Any]
# an action of a kind: session, actor, case, steps that its page had seen, what was typed
Act = Callable[[Session, Actor, UUID, int, dict[str, Any]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case to open: `series` is the word before its number, such as 整改."""

    machine: AnyMachine
    series: str
    title: str
    employer_id: UUID
    grant_id: UUID | None = None


def role_of(actor: Actor) -> str:
    """Return the actor's role in the tables of procedures: the system is the clock."""
    return CLOCK if actor.user_id == SYSTEM else actor.role.value


def open_case(session: Session, actor: Actor, new: NewCase) -> ProceedingRow:
    """Open a case at the beginning of its procedure."""
    if not new.title.strip():
        raise Invalid(N_("请写明事项的标题。"))
    series = f"{new.series}{actor.today.year}"
    row = ProceedingRow(
        employer_id=new.employer_id,
        grant_id=new.grant_id,
        kind=new.machine.name,
        number=f"{series}-{next_number(session, new.employer_id, series):03d}",
        title=new.title.strip()[:TITLE_MAX],
        state=new.machine.initial.value,
        steps=0,
        opened_by=actor.user_id,
        opened_at=actor.at,
    )
    session.add(row)
    session.flush()
    opened = Step(
        action=f"open_{row.kind}", subject="proceeding", subject_id=row.id,
        employer_id=row.employer_id, target=row.state, reason=row.title,
    )  # fmt: skip
    audit.record(session, actor, opened)
    _start_handling(session, row, new.machine, actor.today)
    _tell_next(session, actor, row, new.machine)
    return row


def take(
    session: Session,
    actor: Actor,
    machine: AnyMachine,
    case_id: UUID,
    steps: int,
    action: str | None = None,
) -> ProceedingRow:
    """Give a case of that kind to act on, as its page showed it: after `steps` steps.

    With `action`, see first that the actor may take that step: nothing is written before.
    """
    row = find(session, actor, case_id)
    if row.kind != machine.name:
        raise NotFound(N_("没有这个事项。"))
    if row.steps != steps:
        raise Refused(N_("{number} 刚被他人处理过，请刷新页面后再操作。"), number=row.number)
    if action is not None:
        _allowed(session, actor, row, machine, action)
    return row


def find(session: Session, actor: Actor, case_id: UUID) -> ProceedingRow:
    """Give a case that the actor may see; to anybody else it does not exist."""
    row = session.get(ProceedingRow, case_id, populate_existing=True)
    if row is None or actor.employer_id not in {None, row.employer_id}:
        raise NotFound(N_("没有这个事项。"))
    if actor.role is Role.SELECTEE and not _is_of(session, actor, row):
        raise NotFound(N_("没有这个事项。"))
    if actor.employer_id is not None and not _told(session, row):
        raise NotFound(N_("没有这个事项。"))
    return row


def _told(session: Session, row: ProceedingRow) -> bool:
    known = select(is_told()).where(
        ProceedingRow.employer_id == row.employer_id, ProceedingRow.id == row.id
    )
    return bool(session.scalar(known))


def is_told() -> ColumnElement[bool]:
    """Tell of a case whether its employer may know of it: some the Center must notify first."""
    told = exists().where(
        ProceedingStepRow.employer_id == ProceedingRow.employer_id,
        ProceedingStepRow.proceeding_id == ProceedingRow.id,
        or_(
            *(
                (ProceedingStepRow.kind == kind) & (ProceedingStepRow.action == action)
                for kind, action in _TOLD_BY.items()
            )
        ),
    )
    return or_(ProceedingRow.kind.not_in(sorted(_TOLD_BY)), told)


def _is_of(session: Session, actor: Actor, row: ProceedingRow) -> bool:
    grant = session.get(GrantRow, row.grant_id) if row.grant_id else None
    return grant is not None and grant.selectee_id == actor.selectee_id


def step(
    session: Session,
    actor: Actor,
    row: ProceedingRow,
    machine: Machine[State],
    action: str,
    reason: str = "",
) -> Transition[State]:
    """Move a case by one step of its table; its open deadlines are met, the next one starts."""
    taken = _allowed(session, actor, row, machine, action)
    said = reason.strip()
    if taken.needs_reason and not said:
        raise Invalid(N_("请写明理由：{title}须说明理由。"), title=taken.title)
    if len(said) > REASON_MAX:
        raise Invalid(N_("理由不能超过 {most} 字，请精简。"), most=str(REASON_MAX))
    article = law.citation(taken.article).text() + taken.clause
    session.flush()
    session.add(
        ProceedingStepRow(
            employer_id=row.employer_id,
            proceeding_id=row.id,
            kind=row.kind,
            number=row.steps + 1,
            source=taken.source.value,
            action=action,
            target=taken.target.value,
            actor_id=actor.user_id,
            actor_name=actor.name,
            actor_role=role_of(actor),
            at=actor.at,
            article=article,
            reason=said,
        )
    )
    _flush_step(session, row)
    session.refresh(row)
    trail = Step(
        action=f"{action}_{row.kind}", subject="proceeding", subject_id=row.id,
        employer_id=row.employer_id, source=taken.source.value, target=taken.target.value,
        article=article, reason=said or None,
    )  # fmt: skip
    audit.record(session, actor, trail)
    _go_by_the_clock(session, row, machine, taken, actor.today)
    _tell_next(session, actor, row, machine)
    return taken


def _go_by_the_clock(
    session: Session,
    row: ProceedingRow,
    machine: Machine[State],
    taken: Transition[State],
    day: date,
) -> None:
    """Meet the deadlines of the step that was taken, and start the next one."""
    if taken.target in machine.ends:
        meet(session, row, day, stopped=True)
    elif not taken.goes_on:
        meet(session, row, day)
    if taken.term is not None:
        start(session, row, machine, taken.term, day)
    else:
        _start_handling(session, row, machine, day)


def _start_handling(session: Session, row: ProceedingRow, machine: AnyMachine, day: date) -> None:
    """Give whoever must act now a day, where nothing else does: no case lies without one."""
    state = type(machine.initial)(row.state)
    if machine.awaited(state) and not open_deadlines(session, row):
        start(session, row, machine, deadlines.HANDLE, day)


def _tell_next(session: Session, actor: Actor, row: ProceedingRow, machine: Machine[State]) -> None:
    """Put the case into the inboxes of whoever may act next, and out of all others."""
    news = inbox.News(topic=row.kind, number=row.number, link=f"/cases/{row.id}")
    to = inbox.To(row.employer_id, frozenset(), inbox.selectee_of(session, row.grant_id))
    inbox.hand_on(session, actor, news, to, inbox.awaited(machine, row.state))


def _flush_step(session: Session, row: ProceedingRow) -> None:
    number = row.number  # a transaction that failed answers no more questions
    try:
        session.flush()
    except DBAPIError as error:
        if not any(guard in str(error.orig) for guard in _MOVED_MEANWHILE):
            raise
        raise Refused(N_("{number} 刚被他人处理过，请刷新页面后再操作。"), number=number) from error


def _allowed(
    session: Session, actor: Actor, row: ProceedingRow, machine: Machine[State], action: str
) -> Transition[State]:
    state = type(machine.initial)(row.state)
    try:
        taken = machine.step(state, action, role_of(actor))
    except NotInTableError as error:
        raise Refused(
            N_("{number} 当前的状态或您的角色不允许这一操作，请刷新页面查看由谁办理。"),
            number=row.number,
        ) from error
    if taken.not_by is not None and actor.user_id in _who_did(session, row, taken.not_by):
        raise Forbidden(N_("{title}须由另一人办理：您已办理过前一步骤。"), title=taken.title)
    return taken


def _who_did(session: Session, row: ProceedingRow, action: str) -> set[UUID]:
    if action == OPENING:
        return {row.opened_by}
    taken = select(ProceedingStepRow.actor_id).where(
        ProceedingStepRow.employer_id == row.employer_id,
        ProceedingStepRow.proceeding_id == row.id,
        ProceedingStepRow.action == action,
    )
    return set(session.scalars(taken))


def done(session: Session, row: ProceedingRow, action: str) -> ProceedingStepRow | None:
    """Give the latest step of a case with this action; None when it was never taken."""
    steps = select(ProceedingStepRow).where(
        ProceedingStepRow.employer_id == row.employer_id,
        ProceedingStepRow.proceeding_id == row.id,
        ProceedingStepRow.action == action,
    )
    return session.scalar(steps.order_by(ProceedingStepRow.number.desc()).limit(1))


def start(
    session: Session, row: ProceedingRow, machine: AnyMachine, term: str, starts_on: date
) -> DeadlineRow:
    """Start a deadline for whoever may leave the state that the case is in now."""
    for general in open_deadlines(session, row):
        if general.term == deadlines.HANDLE:
            general.met_on = starts_on
    counted = deadlines.counted(term, starts_on, texts.library(session).calendar())
    state = type(machine.initial)(row.state)
    deadline = DeadlineRow(
        employer_id=row.employer_id,
        proceeding_id=row.id,
        term=term,
        roles=" ".join(sorted(role.value for role in machine.awaited(state))),
        starts_on=starts_on,
        days=counted.days,
        more_days=0,
        unit=counted.unit.value,
        calendar=counted.calendar,
        due_on=counted.due.day,
        provisional=counted.due.provisional,
    )
    session.add(deadline)
    session.flush()
    return deadline


def meet(session: Session, row: ProceedingRow, day: date, *, stopped: bool = False) -> None:
    """Close the open deadlines of a case: somebody acted. One that stands still waits."""
    for deadline in open_deadlines(session, row):
        if stopped or deadline.stopped_on is None:
            deadline.met_on = day
    session.flush()


def open_deadlines(session: Session, row: ProceedingRow) -> list[DeadlineRow]:
    """List the deadlines of a case that nobody has met yet."""
    query = select(DeadlineRow).where(
        DeadlineRow.employer_id == row.employer_id,
        DeadlineRow.proceeding_id == row.id,
        DeadlineRow.met_on.is_(None),
    )
    return list(session.scalars(query.order_by(DeadlineRow.due_on)))
