"""Public notices (Art. 18): their last day by the working calendar, anew when one is approved."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import public_notice
from compliance.calendar import Calendar, Due
from service import audit, texts
from service.audit import Step
from service.permissions import Actor
from service.tables import PublicNoticeRow


def new(session: Session, call_id: UUID, starts_on: date, url: str) -> PublicNoticeRow:
    """Make the row of a notice, its last day counted by the calendar in force."""
    due = public_notice.last_day(starts_on, texts.library(session).calendar())
    return PublicNoticeRow(
        call_id=call_id,
        starts_on=starts_on,
        ends_on=due.day,
        ends_provisional=due.provisional,
        url=url,
        open_objections=0,
    )


def count_anew(session: Session, actor: Actor, calendar: Calendar) -> None:
    """Count the provisional ends again, now that a calendar has been approved.

    What a notice has settled stays: an end that rested on an official calendar never moves.
    """
    provisional = select(PublicNoticeRow).where(PublicNoticeRow.ends_provisional)
    for row in session.scalars(provisional.with_for_update()):
        due = public_notice.last_day(row.starts_on, calendar)
        if due != Due(row.ends_on, row.ends_provisional):
            _move(session, actor, row, due)


def _move(session: Session, actor: Actor, row: PublicNoticeRow, due: Due) -> None:
    step = Step(
        action="count_notice_anew", subject="notice", subject_id=row.id, employer_id=None,
        source=str(row.ends_on), target=str(due.day), article="第十八条",
    )  # fmt: skip
    row.ends_on, row.ends_provisional = due.day, due.provisional
    audit.record(session, actor, step)
