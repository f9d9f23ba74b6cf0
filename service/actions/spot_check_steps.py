"""A step of a check: found in its table, taken by the right person, told in the trail.

What every step shares; what each brings about stands in `service.actions.spot_checks`.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from compliance import deadlines, law
from compliance.calendar import Due
from compliance.machine import OPENING, NotInTableError, Transition
from compliance.procedures.spot_check import SPOT_CHECK, SpotCheckState
from service import audit, texts
from service.actions import inbox
from service.actions.proceedings import REASON_MAX
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import SpotCheckRow, SpotCheckStepRow

Taken = Transition[SpotCheckState]
MOVED = N_("{number} 刚被他人处理过，请刷新页面后再操作。")
_MOVED_MEANWHILE = ("cannot take step", "has moved meanwhile", "uq_spot_check_step")


def find(session: Session, actor: Actor, check_id: UUID) -> SpotCheckRow:
    """Give a check; it exists for people of the Center only."""
    row = session.get(SpotCheckRow, check_id, populate_existing=True)
    if row is None or not actor.role.of_center:
        raise NotFound(N_("没有这次抽查。"))
    return row


def take(session: Session, actor: Actor, check_id: UUID, steps: int, action: str) -> SpotCheckRow:
    """Give a check to act on as its page showed it, after `steps` steps; see that one may."""
    row = find(session, actor, check_id)
    if row.steps != steps:
        raise Refused(MOVED, number=row.number)
    allowed(session, actor, row, action)
    return row


def allowed(session: Session, actor: Actor, row: SpotCheckRow, action: str) -> Taken:
    """Give the step that the actor may take now; refuse it otherwise."""
    try:
        taken = SPOT_CHECK.step(SpotCheckState(row.state), action, actor.role.value)
    except NotInTableError as error:
        raise Refused(
            N_("{number} 当前的状态或您的角色不允许这一操作，请刷新页面查看由谁办理。"),
            number=row.number,
        ) from error
    if taken.not_by is not None and actor.user_id in who_did(session, row, taken.not_by):
        raise Forbidden(N_("{title}须由另一人办理：您已办理过前一步骤。"), title=taken.title)
    return taken


def who_did(session: Session, row: SpotCheckRow, action: str) -> set[UUID]:
    """Give the people who took a step of a check, or opened it."""
    if action == OPENING:
        return {row.opened_by}
    taken = select(SpotCheckStepRow.actor_id).where(
        SpotCheckStepRow.check_id == row.id, SpotCheckStepRow.action == action
    )
    return set(session.scalars(taken))


def times(session: Session, row: SpotCheckRow, action: str) -> int:
    """Count how often a step was taken."""
    query = select(func.count()).where(
        SpotCheckStepRow.check_id == row.id, SpotCheckStepRow.action == action
    )
    return session.scalar(query) or 0


def step(session: Session, actor: Actor, row: SpotCheckRow, action: str, reason: str = "") -> Taken:
    """Move a check by one step of its table; the next day by which the Center acts starts."""
    taken = allowed(session, actor, row, action)
    said = checked_reason(taken, reason)
    article = law.citation(taken.article).text() + taken.clause
    due = due_in(session, taken.target, taken.term, actor.today)
    session.flush()
    session.add(
        SpotCheckStepRow(
            check_id=row.id, kind=SPOT_CHECK.name, number=row.steps + 1,
            source=taken.source.value, action=action, target=taken.target.value,
            actor_id=actor.user_id, actor_name=actor.name, actor_role=actor.role.value,
            at=actor.at, article=article, reason=said,
            due_on=due.day if due else None, due_provisional=due is not None and due.provisional,
        )
    )  # fmt: skip
    _flush(session, row.number)
    session.refresh(row)
    trail = Step(
        action=f"{action}_spot_check", subject="spot_check", subject_id=row.id, employer_id=None,
        source=taken.source.value, target=taken.target.value, article=article, reason=said or None,
    )  # fmt: skip
    audit.record(session, actor, trail)
    tell_next(session, actor, row)
    return taken


def checked_reason(taken: Taken, reason: str) -> str:
    """Give the reason of a step as it is kept; refuse none where one is needed."""
    said = reason.strip()
    if taken.needs_reason and not said:
        raise Invalid(N_("请写明理由：{title}须说明理由。"), title=taken.title)
    if len(said) > REASON_MAX:
        raise Invalid(N_("理由不能超过 {most} 字，请精简。"), most=str(REASON_MAX))
    return said


def due_in(session: Session, state: SpotCheckState, term: str | None, today: date) -> Due | None:
    """Give the day by which the Center leaves a state; none where nobody is waited for."""
    if not SPOT_CHECK.awaited(state):
        return None
    calendar = texts.library(session).calendar()
    return deadlines.counted(term or deadlines.HANDLE, today, calendar).due


def tell_next(session: Session, actor: Actor, row: SpotCheckRow) -> None:
    """Put a check into the inboxes of whoever may act next, and out of all others."""
    news = inbox.News(topic=SPOT_CHECK.name, number=row.number, link=f"/checks/{row.id}")
    to = inbox.To(None, frozenset())
    inbox.hand_on(session, actor, news, to, inbox.awaited(SPOT_CHECK, row.state))


def _flush(session: Session, number: str) -> None:
    try:
        session.flush()
    except DBAPIError as error:
        if not any(guard in str(error.orig) for guard in _MOVED_MEANWHILE):
            raise
        raise Refused(MOVED, number=number) from error
