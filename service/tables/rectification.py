"""What a rectification is about, the papers sent for it, and the reminders of deadlines."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import (
    Base,
    Employer,
    Identity,
    Instant,
    of_employer,
    within_employer,
)


class RectificationRow(Base):
    """A fault that was found: facts, ground, what is asked (Art. 28, 33). Migration 0014 guards it.

    `amount`: yuan to be put back from the employer's own money, nought where nothing is.
    """

    __tablename__ = "rectification"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        within_employer("proceeding_id", "proceeding"),
        within_employer("grant_id", "talent_grant"),
        within_employer("claim_id", "claim"),
        Index("ix_rectification_claim_id", "employer_id", "claim_id"),
        Index("ix_rectification_grant_id", "employer_id", "grant_id"),
        CheckConstraint(
            "origin in ('claim', 'crossing', 'hand', 'spot_check')", name="origin_known"
        ),
        CheckConstraint("(origin = 'hand') or (claim_id is not null)", name="of_claim"),
        CheckConstraint("facts <> '' and ground <> ''", name="grounded"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("amount = 0 or category is not null", name="amount_of_category"),
        CheckConstraint("amount > 0 or supply <> '' or adjust <> ''", name="asks_something"),
        CheckConstraint("disallowed_entry_id is null or amount > 0", name="disallowed_amount"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    claim_id: Mapped[UUID | None] = mapped_column(Uuid())
    origin: Mapped[str]
    facts: Mapped[str]
    ground: Mapped[str]  # clause of the agreement, item of its list, article
    amount: Mapped[Decimal] = mapped_column(Numeric(16, 2))
    category: Mapped[str | None]
    supply: Mapped[str]  # papers to be handed in; '' where none
    adjust: Mapped[str]  # what has to be put right in the books; '' where nothing
    disallowed_entry_id: Mapped[int | None] = mapped_column(BigInteger)


class RectificationPaperRow(Base):
    """A file that an employer sent for a rectification; the bytes lie among the originals."""

    __tablename__ = "rectification_paper"
    __table_args__ = (
        of_employer(),
        ForeignKeyConstraint(
            ["employer_id", "proceeding_id"],
            ["rectification.employer_id", "rectification.proceeding_id"],
        ),
        UniqueConstraint("employer_id", "proceeding_id", "sha256"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("size > 0", name="not_empty"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    sent_at: Mapped[Instant]


class DeadlineMarkRow(Base):
    """A reminder of a deadline: each mark (working days from the due day) comes once."""

    __tablename__ = "deadline_mark"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "deadline_id", "mark"),
        within_employer("deadline_id", "deadline"),
        CheckConstraint("mark in (-5, -2, 0, 1, 5)", name="known"),
    )
    deadline_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    mark: Mapped[int]
    due_on: Mapped[date]  # as it stood when the reminder went out
    made_at: Mapped[Instant]
