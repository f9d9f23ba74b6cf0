"""What went out to oneself, and to the groups of one's own house: states, not words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.permissions import Actor
from service.tables import DeliveryRow, RobotRow

SHOWN = 20


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A delivery: to which group ('' for a mail), how many messages, how it went."""

    group: str
    messages: int
    state: str
    attempts: int
    made_at: datetime
    sent_at: datetime | None
    next_at: datetime
    error: str


def own_mail(session: Session, actor: Actor) -> list[DeliveryView]:
    """List the newest mails to oneself."""
    return _newest(session, DeliveryRow.user_id == actor.user_id)


def to_groups(session: Session, actor: Actor) -> list[DeliveryView]:
    """List the newest texts to the groups of one's own house."""
    house = DeliveryRow.employer_id
    own = house.is_(None) if actor.employer_id is None else house == actor.employer_id
    return _newest(session, own & DeliveryRow.robot_id.is_not(None))


def _newest(session: Session, which: ColumnElement[bool]) -> list[DeliveryView]:
    query = (
        select(DeliveryRow, RobotRow.name)
        .outerjoin(RobotRow, RobotRow.id == DeliveryRow.robot_id)
        .where(which)
        .order_by(DeliveryRow.serial.desc())
        .limit(SHOWN)
    )
    return [
        DeliveryView(
            name or "", row.messages, row.state, row.attempts, row.made_at, row.sent_at,
            row.next_at, row.error,
        )
        for row, name in session.execute(query)
    ]  # fmt: skip
