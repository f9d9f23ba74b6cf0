"""What becomes of a grant, step by step."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy import Identity as Counter
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import (
    Base,
    Employer,
    Identity,
    Instant,
    of_employer,
    within_employer,
)


class GrantStepRow(Base):
    """One change of a grant's state: inserting it IS what moves the grant. Append only."""

    __tablename__ = "grant_step"
    __table_args__ = (
        of_employer(),
        within_employer("grant_id", "talent_grant"),
        within_employer("proceeding_id", "proceeding"),
        ForeignKeyConstraint(
            ["kind", "source", "action", "actor_role"],
            ["procedure_move.kind", "procedure_move.source", "procedure_move.action",
             "procedure_move.role"],
        ),
        UniqueConstraint("employer_id", "grant_id", "number"),
        CheckConstraint("number > 0", name="counted"),
        CheckConstraint("kind = 'grant'", name="kind_known"),
    )  # fmt: skip
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    proceeding_id: Mapped[UUID | None] = mapped_column(Uuid())  # the case that brought it about
    kind: Mapped[str]
    number: Mapped[int]  # the first step is 1
    source: Mapped[str]
    action: Mapped[str]
    target: Mapped[str]
    effective_on: Mapped[date]
    actor_id: Mapped[UUID] = mapped_column(Uuid())
    actor_name: Mapped[str]
    actor_role: Mapped[str]
    at: Mapped[Instant]
    article: Mapped[str]
    reason: Mapped[str]
