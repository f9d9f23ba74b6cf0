"""演练: whose each rehearsal is, and the three people whom its person plays in turn.

All of it is read in the database of the rehearsals, never in that of the real books.
"""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service import business_day, identity
from service.permissions import Actor, Role
from service.tables import EmployerRow, GrantRow, RehearsalRow, UserRow

ROLES: Final = (Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER, Role.EMPLOYER_CASHIER)


def player(session: Session, employer_id: UUID, role: Role, at: datetime) -> Actor | None:
    """Give the one who holds a role in a rehearsal, as somebody who acts; None: it is no more."""
    row = session.scalar(
        select(UserRow)
        .join(RehearsalRow, RehearsalRow.employer_id == UserRow.employer_id)
        .where(UserRow.employer_id == employer_id, UserRow.role == role.value)
    )
    return identity.actor_of(row, at) if row else None


def begun_on(session: Session, actor: Actor) -> date:
    """Give the day on which the actor's rehearsal began: its invoices hang on that day."""
    row = session.scalars(
        select(RehearsalRow).where(RehearsalRow.employer_id == actor.employer_id)
    ).one()
    return business_day.of(row.begun_at)


def buyer(session: Session, actor: Actor) -> tuple[str, str]:
    """Give name and code of the actor's employer, as invoices state them."""
    row = session.scalars(select(EmployerRow).where(EmployerRow.id == actor.employer_id)).one()
    return row.name, row.uscc


def newest_of(session: Session, person_id: UUID) -> UUID | None:
    """Give the employer of a person's newest rehearsal, if there is one."""
    return session.scalar(
        select(RehearsalRow.employer_id)
        .where(RehearsalRow.person_id == person_id)
        .order_by(RehearsalRow.begun_at.desc())
        .limit(1)
    )


def grant_of(session: Session, actor: Actor) -> UUID:
    """Give the one grant of a rehearsal."""
    return session.scalars(
        select(GrantRow.id).where(GrantRow.employer_id == actor.employer_id)
    ).one()


def count(session: Session) -> int:
    """Tell how many rehearsals there are."""
    return session.scalar(select(func.count()).select_from(RehearsalRow)) or 0
