"""The audit trail: one row for every action, never changed afterwards."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from service.permissions import Actor
from service.tables import AuditRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done: to which thing, from which state to which, by which article, and why."""

    action: str
    subject: str
    subject_id: UUID | None
    employer_id: UUID | None
    source: str | None = None
    target: str | None = None
    article: str | None = None
    reason: str | None = None


def record(session: Session, actor: Actor, step: Step) -> None:
    """Write one row of the trail in the transaction of the action itself."""
    session.add(
        AuditRow(
            employer_id=step.employer_id,
            at=actor.at,
            actor_id=actor.user_id,
            actor_name=actor.name,
            actor_role=actor.role.value,
            action=step.action,
            subject=step.subject,
            subject_id=step.subject_id,
            source=step.source,
            target=step.target,
            article=step.article,
            reason=step.reason,
        )
    )
