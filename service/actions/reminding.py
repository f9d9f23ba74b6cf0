"""提醒: every morning, of the deadlines that come near or are over, by five working days.

Each mark comes once per deadline. What the calendar itself brings about, such as the end of a last
term, the kind of the case does on the same occasion; nothing ends against whom the letter that set
the term was never served.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import deadlines
from service import audit, texts
from service.actions import inbox, letters
from service.actions.inbox import News, To
from service.actions.procedures import KINDS
from service.audit import Step
from service.messages import N_, Sentence
from service.permissions import Actor, Role
from service.tables import DeadlineMarkRow, DeadlineRow, ProceedingRow

_WORDS = {
    True: Sentence(N_("{day} 到期，请及时办理")),
    False: Sentence(N_("{day} 到期，已经逾期，请尽快办理")),
}


def running(session: Session) -> list[UUID]:
    """List the deadlines that run, the first due first."""
    query = select(DeadlineRow.id).where(
        DeadlineRow.met_on.is_(None), DeadlineRow.stopped_on.is_(None)
    )
    return list(session.scalars(query.order_by(DeadlineRow.due_on, DeadlineRow.id)))


def remind(session: Session, actor: Actor, deadline_id: UUID) -> int | None:
    """Remind of a deadline when a mark is reached that was not told yet; give the mark."""
    deadline = session.get_one(DeadlineRow, deadline_id, with_for_update=True)
    mark = _mark(session, deadline, actor.today)
    if mark is None:
        return None
    row = session.get_one(ProceedingRow, deadline.proceeding_id)
    session.add(
        DeadlineMarkRow(
            deadline_id=deadline.id,
            employer_id=deadline.employer_id,
            mark=mark,
            due_on=deadline.due_on,
            made_at=actor.at,
        )
    )
    session.flush()
    if mark <= 0 or letters.unserved(session, row, deadline.term) is None:
        KINDS[row.kind].on_mark(session, actor, row, deadline, mark)
    _tell(session, actor, row, deadline, mark)
    return mark


def _mark(session: Session, deadline: DeadlineRow, today: date) -> int | None:
    """Give the latest mark that is reached, where none as late was told before."""
    if deadline.met_on is not None or deadline.stopped_on is not None:
        return None
    calendar = texts.library(session).calendar()
    mark = deadlines.reached(deadline.starts_on, deadline.due_on, today, calendar)
    told = session.scalar(
        select(func.max(DeadlineMarkRow.mark)).where(
            DeadlineMarkRow.employer_id == deadline.employer_id,
            DeadlineMarkRow.deadline_id == deadline.id,
        )
    )
    return mark if mark is not None and (told is None or told < mark) else None


def _tell(
    session: Session, actor: Actor, row: ProceedingRow, deadline: DeadlineRow, mark: int
) -> None:
    words = _WORDS[mark <= 0]
    news = News(
        topic=row.kind,
        number=row.number,
        link=f"/cases/{row.id}",
        to_do=Sentence(words.template, {"day": deadline.due_on.isoformat()}),
    )
    selectee = inbox.selectee_of(session, row.grant_id)
    inbox.tell(
        session, actor, To(row.employer_id, frozenset(_roles(deadline, mark)), selectee), news
    )
    step = Step(
        action="remind_deadline", subject="proceeding", subject_id=row.id,
        employer_id=row.employer_id, target=str(deadline.due_on),
        reason=f"{deadline.term} T{mark:+d}",
    )  # fmt: skip
    audit.record(session, actor, step)


def _roles(deadline: DeadlineRow, mark: int) -> Iterator[Role]:
    yield from (Role(role) for role in deadline.roles.split())
    if mark >= deadlines.ESCALATED:
        yield Role.CENTER_MANAGER
