"""The state of a grant moves by the steps of `compliance.procedures.grant_life` alone.

The database holds the same: the application may not write the state, it inserts a step. What the
move brings about (instalments stopped, claims frozen) the procedure's own action does.
"""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import law
from compliance.machine import NotInTableError, Transition
from compliance.procedures.grant_life import GRANT_LIFE, GrantState
from service import audit
from service.actions.proceedings import role_of
from service.audit import Step
from service.messages import N_, NotFound, Refused
from service.permissions import Actor
from service.tables import GrantRow, GrantStepRow, ProceedingRow

Move = Transition[GrantState]


def locked(session: Session, actor: Actor, grant_id: UUID) -> GrantRow:
    """Give a grant that the actor may see, locked; to anybody else it does not exist."""
    grant = session.get(GrantRow, grant_id, with_for_update=True, populate_existing=True)
    if grant is None or actor.employer_id not in {None, grant.employer_id}:
        raise NotFound(N_("没有这个项目。"))
    return grant


def move(
    session: Session,
    actor: Actor,
    grant: GrantRow,
    action: str,
    reason: str = "",
    case: ProceedingRow | None = None,
) -> Move:
    """Move a grant by one line of its table; Refused when that state has no such line.

    From the day on which it is suspended, revoked or withdrawn no money of it is spent; that day
    stays when one follows the other, and goes when the suspension is lifted.
    """
    taken = _allowed(actor, grant, action)
    article = law.citation(taken.article).text() + taken.clause
    session.flush()
    session.add(
        GrantStepRow(
            employer_id=grant.employer_id,
            grant_id=grant.id,
            proceeding_id=case.id if case else None,
            kind=GRANT_LIFE.name,
            number=_steps(session, grant) + 1,
            source=taken.source.value,
            action=action,
            target=taken.target.value,
            effective_on=actor.today,
            actor_id=actor.user_id,
            actor_name=actor.name,
            actor_role=role_of(actor),
            at=actor.at,
            article=article,
            reason=reason.strip(),
        )
    )
    session.flush()
    session.refresh(grant)
    trail = Step(
        action=f"{action}_grant", subject="grant", subject_id=grant.id,
        employer_id=grant.employer_id, source=taken.source.value, target=taken.target.value,
        article=article, reason=reason.strip() or None,
    )  # fmt: skip
    audit.record(session, actor, trail)
    return taken


def may(actor: Actor, grant: GrantRow, action: str) -> bool:
    """Tell whether the table has that action for the actor in the grant's state."""
    try:
        GRANT_LIFE.step(GrantState(grant.state), action, role_of(actor))
    except NotInTableError:
        return False
    return True


def before_suspension(session: Session, grant: GrantRow) -> GrantState:
    """Tell from which state a suspended grant was suspended."""
    source = session.scalars(
        select(GrantStepRow.source)
        .where(
            GrantStepRow.employer_id == grant.employer_id,
            GrantStepRow.grant_id == grant.id,
            GrantStepRow.action == "suspend",
        )
        .order_by(GrantStepRow.number.desc())
        .limit(1)
    ).one()
    return GrantState(source)


def _allowed(actor: Actor, grant: GrantRow, action: str) -> Move:
    state = GrantState(grant.state)
    try:
        return GRANT_LIFE.step(state, action, role_of(actor))
    except NotInTableError as error:
        raise Refused(
            N_("项目 {number} 当前的状态不允许这一操作，请刷新页面查看。"), number=grant.number
        ) from error


def _steps(session: Session, grant: GrantRow) -> int:
    query = select(func.coalesce(func.max(GrantStepRow.number), 0)).where(
        GrantStepRow.employer_id == grant.employer_id, GrantStepRow.grant_id == grant.id
    )
    return session.scalars(query).one()
