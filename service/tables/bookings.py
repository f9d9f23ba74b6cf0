"""Bookings of lines of the bank: proposed by one person, posted by another."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
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
from service.tables.programme import CATEGORIES


class BookingRow(Base):
    """What a line of the bank without a voucher is (Art. 26); migration 0010 guards it.

    `shares`: yuan by number of grant, for interest, a fee and money the employer puts in; a refund
    names its claim instead, money put back its rectification, a stray amount neither.
    """

    __tablename__ = "booking"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("claim_id", "claim"),
        ForeignKeyConstraint(
            ["employer_id", "proceeding_id"],
            ["rectification.employer_id", "rectification.proceeding_id"],
        ),
        Index(
            "uq_booking_bank_line",
            "employer_id",
            "bank_line_id",
            unique=True,
            postgresql_where=text("state <> 'withdrawn'"),
        ),
        Index("ix_booking_claim_id", "employer_id", "claim_id"),
        Index("ix_booking_proceeding_id", "employer_id", "proceeding_id"),
        CheckConstraint(
            "kind in ('interest', 'bank_fee', 'top_up', 'stray_receipt', 'stray_return', 'refund',"
            " 'put_back', 'matching', 'raised')",
            name="kind_known",
        ),
        CheckConstraint("state in ('proposed', 'posted', 'withdrawn')", name="state_known"),
        CheckConstraint("reason <> ''", name="reasoned"),
        CheckConstraint("(kind = 'refund') = (claim_id is not null)", name="refund_of_claim"),
        CheckConstraint(
            "(kind = 'put_back') = (proceeding_id is not null)", name="put_back_of_case"
        ),
        CheckConstraint(
            "(kind in ('interest', 'bank_fee', 'top_up', 'matching', 'raised')) = (shares <> '{}')",
            name="shared",
        ),
        CheckConstraint(f"category in ({CATEGORIES})", name="category_known"),
        CheckConstraint(
            "(kind in ('matching', 'raised')) = (category is not null)", name="contribution_for"
        ),
        CheckConstraint(
            "(decided_by is null) = (state = 'proposed')"
            " and (decided_at is null) = (state = 'proposed')",
            name="decided_whole",
        ),
        CheckConstraint("(entry_id is null) = (state <> 'posted')", name="posted_whole"),
        CheckConstraint("state <> 'withdrawn' or decision <> ''", name="withdrawn_with_reason"),
        CheckConstraint("state <> 'posted' or decided_by <> proposed_by", name="two_people"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    bank_line_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    claim_id: Mapped[UUID | None] = mapped_column(Uuid())
    proceeding_id: Mapped[UUID | None] = mapped_column(Uuid())  # a rectification
    shares: Mapped[Mapping[str, str]] = mapped_column(JSONB)
    category: Mapped[str | None]  # what a contribution is for
    reason: Mapped[str]
    late_reason: Mapped[str]  # why it comes after its month was closed softly; '' where not
    state: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[Instant]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[Instant | None]
    decision: Mapped[str]  # why it was withdrawn; '' otherwise
    entry_id: Mapped[int | None] = mapped_column(BigInteger)


class BankLayoutRow(Base):
    """What the columns of a bank's file mean, as a person of the employer said it (Art. 26).

    One for each row of titles; said anew, it takes the place of what was said before.
    """

    __tablename__ = "bank_layout"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        UniqueConstraint("employer_id", "titles"),
        CheckConstraint(
            "titles <> '{}' and cardinality(titles) = cardinality(meanings)", name="of_each_title"
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    titles: Mapped[list[str]] = mapped_column(ARRAY(TEXT))  # folded, from the left
    meanings: Mapped[list[str | None]] = mapped_column(ARRAY(TEXT))
    file_name: Mapped[str]  # of the file for which it was said
    said_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    said_at: Mapped[Instant]
