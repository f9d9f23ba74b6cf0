"""Cases (事项): every procedure in progress, its steps and its deadlines.

What a kind of case is about stands in a table of its own, which names the case.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Uuid,
    false,
)
from sqlalchemy import Identity as Counter
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import (
    Base,
    Employer,
    Identity,
    Instant,
    of_employer,
    tenant_key,
    within_employer,
)


class MoveRow(Base):
    """One step of a table of `compliance.procedures`: what is not in it the database refuses."""

    __tablename__ = "procedure_move"
    __table_args__ = (PrimaryKeyConstraint("kind", "source", "action", "role"),)
    kind: Mapped[str]
    source: Mapped[str]
    action: Mapped[str]
    role: Mapped[str]
    target: Mapped[str]
    not_by: Mapped[str | None]


class ProceedingRow(Base):
    """A case. Its state moves by its steps alone: the application may not write it."""

    __tablename__ = "proceeding"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        UniqueConstraint("employer_id", "number"),
        UniqueConstraint("employer_id", "id", "kind"),
        Index("ix_proceeding_state", "employer_id", "kind", "state"),
        Index("ix_proceeding_grant_id", "employer_id", "grant_id"),
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("steps >= 0", name="counted"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID | None] = mapped_column(Uuid())
    kind: Mapped[str]
    number: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    steps: Mapped[int]  # taken so far: an action on a stale page is refused
    opened_by: Mapped[UUID] = mapped_column(Uuid())
    opened_at: Mapped[Instant]


class ProceedingStepRow(Base):
    """One step of a case: by whom, when, by which article and why. Append only."""

    __tablename__ = "proceeding_step"
    __table_args__ = (
        of_employer(),
        ForeignKeyConstraint(
            ["employer_id", "proceeding_id", "kind"],
            ["proceeding.employer_id", "proceeding.id", "proceeding.kind"],
        ),
        ForeignKeyConstraint(
            ["kind", "source", "action", "actor_role"],
            ["procedure_move.kind", "procedure_move.source", "procedure_move.action",
             "procedure_move.role"],
        ),
        UniqueConstraint("employer_id", "proceeding_id", "number"),
        CheckConstraint("number > 0", name="counted"),
    )  # fmt: skip
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))
    employer_id: Mapped[Employer]
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    kind: Mapped[str]
    number: Mapped[int]  # the first step is 1
    source: Mapped[str]
    action: Mapped[str]
    target: Mapped[str]
    actor_id: Mapped[UUID] = mapped_column(Uuid())
    actor_name: Mapped[str]
    actor_role: Mapped[str]
    at: Mapped[Instant]
    article: Mapped[str]
    reason: Mapped[str]


class DeadlineRow(Base):
    """期限: by when which role must act in a case, kept so that it can be counted again."""

    __tablename__ = "deadline"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("proceeding_id", "proceeding"),
        Index("ix_deadline_open", "employer_id", "due_on", postgresql_where="met_on is null"),
        Index("ix_deadline_proceeding_id", "employer_id", "proceeding_id"),
        CheckConstraint("days >= 0 and more_days >= 0", name="counted"),
        CheckConstraint("unit in ('working', 'natural')", name="unit_known"),
        CheckConstraint("due_on >= starts_on", name="in_order"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    term: Mapped[str]  # a name of `compliance.deadlines`
    roles: Mapped[str]  # who must act, joined by spaces
    starts_on: Mapped[date]
    days: Mapped[int]
    more_days: Mapped[int]  # of an extension, or of the days while the clock stood
    unit: Mapped[str]
    calendar: Mapped[str]
    due_on: Mapped[date]
    provisional: Mapped[bool] = mapped_column(server_default=false())
    stopped_on: Mapped[date | None]  # the clock stands since that day
    met_on: Mapped[date | None]  # somebody acted, or nobody has to any more
