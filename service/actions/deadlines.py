"""期限: stopped, resumed, extended, counted again when a calendar is approved.

What starts and meets them stands in `actions.proceedings`; who is reminded in `actions.reminding`.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import deadlines
from compliance.calendar import Calendar
from compliance.deadlines import Unit
from service import audit, texts
from service.actions import proceedings
from service.audit import Step
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import DeadlineRow, ProceedingRow


def pause(session: Session, row: ProceedingRow, day: date) -> None:
    """Stop the clock of a case: its open deadlines stand from that day on."""
    for deadline in proceedings.open_deadlines(session, row):
        deadline.stopped_on = deadline.stopped_on or day
    session.flush()


def resume(session: Session, row: ProceedingRow, day: date) -> None:
    """Let the clock run again: a deadline moves by as many days as it stood."""
    calendar = texts.library(session).calendar()
    for deadline in proceedings.open_deadlines(session, row):
        if deadline.stopped_on is not None:
            unit = Unit(deadline.unit)
            deadline.more_days += deadlines.elapsed(deadline.stopped_on, day, unit, calendar)
            deadline.stopped_on = None
            _count(deadline, calendar)
    session.flush()


def extend(session: Session, deadline: DeadlineRow) -> None:
    """Extend a deadline by what its term allows; `Refused` where it allows nothing."""
    more = deadlines.terms()[deadline.term].extension_days
    if not more:
        raise Refused(N_("这一期限不能延长。"))
    deadline.more_days += more
    _count(deadline, texts.library(session).calendar())
    session.flush()


def carry_over(session: Session, before: DeadlineRow, after: DeadlineRow) -> None:
    """Give a deadline that begins on another day what the one before it was extended by."""
    after.more_days += before.more_days
    _count(after, texts.library(session).calendar())
    session.flush()


def of_term(session: Session, row: ProceedingRow, *terms: str) -> DeadlineRow | None:
    """Give the open deadline of one of these terms, the first that is due."""
    found = (each for each in proceedings.open_deadlines(session, row) if each.term in terms)
    return next(found, None)


def count_anew(session: Session, actor: Actor, calendar: Calendar) -> None:
    """Count the provisional deadlines again, now that a calendar has been approved.

    A day that rested on an official calendar never moves; what stands is counted when it resumes.
    """
    provisional = select(DeadlineRow, ProceedingRow).join(
        ProceedingRow,
        (ProceedingRow.employer_id == DeadlineRow.employer_id)
        & (ProceedingRow.id == DeadlineRow.proceeding_id),
    )
    open_ones = provisional.where(
        DeadlineRow.provisional, DeadlineRow.met_on.is_(None), DeadlineRow.stopped_on.is_(None)
    )
    for deadline, row in session.execute(open_ones.with_for_update(of=DeadlineRow)):
        before = (deadline.due_on, deadline.provisional)
        _count(deadline, calendar)
        if before != (deadline.due_on, deadline.provisional):
            _record(session, actor, row, deadline, before[0])
    session.flush()


def _count(deadline: DeadlineRow, calendar: Calendar) -> None:
    days = deadline.days + deadline.more_days
    due = deadlines.due_day(deadline.starts_on, days, Unit(deadline.unit), calendar)
    deadline.due_on, deadline.provisional = due.day, due.provisional
    deadline.calendar = calendar.heading.name


def _record(
    session: Session, actor: Actor, row: ProceedingRow, deadline: DeadlineRow, before: date
) -> None:
    step = Step(
        action="count_deadline_anew", subject="proceeding", subject_id=row.id,
        employer_id=row.employer_id, source=str(before), target=str(deadline.due_on),
        reason=deadline.term,
    )  # fmt: skip
    audit.record(session, actor, step)
