"""What waits in the whole programme: decisions of the Center, what is overdue, late payments."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import deadlines
from compliance.messages import Message
from service import texts
from service.actions.desk import InstalmentView, instalments
from service.actions.procedures import KINDS
from service.permissions import Actor, Role
from service.tables import (
    DeadlineRow,
    EmployerRow,
    GrantRow,
    InstalmentRow,
    ProceedingRow,
    SelecteeRow,
)

CENTER: Final = frozenset({Role.CENTER_AUDITOR.value, Role.CENTER_MANAGER.value})
RECEIPT: Final = "confirm_receipt"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Cases of a kind in which somebody of the Center must act; `mine`: the reader."""

    kind: str
    title: str
    count: int
    mine: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """A deadline of a case that is over; `days` are working days; `ours`: the Center must act."""

    case_id: UUID
    number: str
    kind_title: str
    employer: str
    selectee: str
    term: Message
    roles: tuple[str, ...]
    due_on: date
    days: int
    ours: bool


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """An instalment that was paid and whose arrival nobody has confirmed in time."""

    instalment: InstalmentView
    due_on: date
    days: int


@dataclass(frozen=True, slots=True)
class Late:
    """All that is overdue, the longest first."""

    cases: tuple[Overdue, ...]
    unpaid: tuple[InstalmentView, ...]
    unconfirmed: tuple[Unconfirmed, ...]


def decisions(session: Session, actor: Actor) -> list[Decisions]:
    """Count the cases that wait for the Center, by kind."""
    rows = session.execute(
        select(ProceedingRow.kind, ProceedingRow.state, func.count()).group_by(
            ProceedingRow.kind, ProceedingRow.state
        )
    )
    ours, mine = Counter[str](), Counter[str]()
    for kind, state, count in rows:
        machine = KINDS[kind].machine
        awaited = {role.value for role in machine.awaited(type(machine.initial)(state))}
        if awaited & CENTER:
            ours[kind] += count
        if actor.role.value in awaited:
            mine[kind] += count
    return [
        Decisions(name, kind.title, ours[name], mine[name])
        for name, kind in KINDS.items()
        if ours[name]
    ]


def to_be_paid() -> object:
    """Give the condition for instalments that wait for somebody of the Center."""
    return InstalmentRow.state.in_(("planned", "approved"))


def late(session: Session, actor: Actor) -> Late:
    """List what is overdue."""
    unpaid = instalments(session, actor, to_be_paid(), InstalmentRow.due_on < actor.today)
    sent = instalments(session, actor, InstalmentRow.state == "sent")
    return Late(
        tuple(_overdue(session, actor)), tuple(unpaid), tuple(_unconfirmed(session, actor, sent))
    )


def _overdue(session: Session, actor: Actor) -> list[Overdue]:
    calendar = texts.library(session).calendar()
    rows = session.execute(
        select(DeadlineRow, ProceedingRow, EmployerRow.name, SelecteeRow.name)
        .join(
            ProceedingRow,
            (ProceedingRow.employer_id == DeadlineRow.employer_id)
            & (ProceedingRow.id == DeadlineRow.proceeding_id),
        )
        .join(EmployerRow, EmployerRow.id == DeadlineRow.employer_id)
        .outerjoin(GrantRow, GrantRow.id == ProceedingRow.grant_id)
        .outerjoin(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .where(
            DeadlineRow.met_on.is_(None),
            DeadlineRow.stopped_on.is_(None),
            DeadlineRow.due_on < actor.today,
        )
        .order_by(DeadlineRow.due_on, ProceedingRow.number)
    )
    terms = deadlines.terms()
    return [
        Overdue(
            case_id=case.id,
            number=case.number,
            kind_title=KINDS[case.kind].title,
            employer=employer,
            selectee=selectee or "",
            term=terms[deadline.term].title,
            roles=tuple(deadline.roles.split()),
            due_on=deadline.due_on,
            days=-deadlines.left(actor.today, deadline.due_on, calendar),
            ours=bool(CENTER & set(deadline.roles.split())),
        )
        for deadline, case, employer, selectee in rows
    ]


def _unconfirmed(
    session: Session, actor: Actor, sent: Sequence[InstalmentView]
) -> list[Unconfirmed]:
    calendar = texts.library(session).calendar()
    found = []
    for each in sent:
        assert each.sent_on is not None, "what was sent was sent on a day"
        due = deadlines.counted(RECEIPT, each.sent_on, calendar).due.day
        if due < actor.today:
            days = -deadlines.left(actor.today, due, calendar)
            found.append(Unconfirmed(each, due, days))
    return sorted(found, key=lambda each: each.due_on)
