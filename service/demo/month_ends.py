"""The older months of the sample programme: closed for good, the one after them softly."""

from datetime import datetime, timedelta
from uuid import UUID

from service import business_day
from service.actions import closing
from service.actions.closing import MonthLine, State
from service.db import CENTER, Database
from service.demo import calendar, cast
from service.demo.founding import Founded
from service.permissions import Actor

_CLOSED_AFTER, _SOFT_AFTER = timedelta(days=60), timedelta(days=30)
_WORK = timedelta(days=5)  # the people come to a month so long after its end


def close_older_months(database: Database, founded: Founded, now: datetime) -> None:
    """Close the months that ended long ago in every book; what is closed already stays so."""
    today = business_day.of(now)
    books = [*zip(founded.employers, cast.CHECKERS, strict=True), (None, cast.MANAGER)]
    for employer_id, preparer in books:
        for line in _months(database, founded, employer_id, now):
            ended_on = closing.last_day(line.month)
            at = calendar.office_hour(ended_on + _WORK, now)
            if line.state is State.OPEN and ended_on <= today - _SOFT_AFTER:
                _soften(database, founded.actor(preparer, at), employer_id, line.month)
            if line.state is not State.CLOSED and ended_on <= today - _CLOSED_AFTER:
                with database.transaction(CENTER) as session:
                    auditor = founded.actor(cast.AUDITOR, at)
                    closing.close(session, auditor, employer_id, line.month)


def _months(
    database: Database, founded: Founded, employer_id: UUID | None, now: datetime
) -> list[MonthLine]:
    with database.transaction(CENTER) as session:
        seen = closing.view(session, founded.actor(cast.AUDITOR, now), employer_id)
    return sorted(seen.months, key=lambda line: line.month)


def _soften(database: Database, preparer: Actor, employer_id: UUID | None, month: int) -> None:
    with database.transaction(employer_id or CENTER) as session:
        closing.soft_close(session, preparer, employer_id, month)
