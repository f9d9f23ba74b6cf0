"""演练: the mark of the database they take place in, whose each one is; the first steps."""

from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Index, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Employer, Instant, of_employer


class RehearsalGroundRow(Base):
    """Present, once, in the database of the rehearsals alone. Only its owner marks it."""

    __tablename__ = "rehearsal_ground"
    __table_args__ = (CheckConstraint("one", name="one"),)
    one: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    marked_at: Mapped[Instant] = mapped_column(server_default=text("now()"))


class RehearsalRow(Base):
    """An employer made up for one person; `person_id` is a user of the real database."""

    __tablename__ = "rehearsal"
    __table_args__ = (of_employer(), Index("ix_rehearsal_person_id", "person_id", "begun_at"))
    employer_id: Mapped[Employer] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid())
    begun_at: Mapped[Instant]


class FirstStepsRow(Base):
    """What a person has seen of the first steps at an employer, and that they were put away."""

    __tablename__ = "first_steps"
    __table_args__ = (of_employer(),)
    employer_id: Mapped[Employer] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True)
    ledger_seen_at: Mapped[Instant | None]
    dismissed_at: Mapped[Instant | None]
