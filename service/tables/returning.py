"""What has to come back, and what came: clawbacks, decided sums, repayments, the treasury."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    PrimaryKeyConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import (
    Base,
    Employer,
    Identity,
    Money,
    of_employer,
    tenant_key,
    within_employer,
)

_MODES = "'ineligible', 'unspent', 'unspent_and_ineligible', 'full'"


class ClawbackRow(Base):
    """A proposed clawback: why, and in which mode (Art. 32, 33). Append only."""

    __tablename__ = "clawback"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        within_employer("proceeding_id", "proceeding"),
        within_employer("grant_id", "talent_grant"),
        Index("ix_clawback_grant_id", "employer_id", "grant_id"),
        CheckConstraint(f"mode in ({_MODES})", name="mode_known"),
        CheckConstraint("facts <> '' and ground <> ''", name="grounded"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    mode: Mapped[str]  # a mode of `compliance.clawback`
    facts: Mapped[str]
    ground: Mapped[str]  # article and clause, document of a decision


class RecallRow(Base):
    """What was decided to come back, with the figures it rests on. Append only.

    `figures`: by source, as `compliance.clawback.Figures` has them. `entry_id`: the entry in the
    employer's book, none where nothing is owed. Migration 0016 holds the sums against the ledger.
    """

    __tablename__ = "recall"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        within_employer("proceeding_id", "proceeding"),
        within_employer("grant_id", "talent_grant"),
        Index("ix_recall_grant_id", "employer_id", "grant_id"),
        CheckConstraint(f"mode in ({_MODES})", name="mode_known"),
        CheckConstraint("fiscal >= 0 and interest >= 0", name="not_negative"),
        CheckConstraint("own_money between 0 and fiscal + interest", name="own_money_within"),
        CheckConstraint("(entry_id is null) = (fiscal + interest = 0)", name="booked"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    mode: Mapped[str]
    figures: Mapped[Mapping[str, Any]] = mapped_column(JSONB)
    fiscal: Mapped[Money]
    interest: Mapped[Money]
    own_money: Mapped[Decimal] = mapped_column(Numeric(16, 2))
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    decided_on: Mapped[date]
    entry_id: Mapped[int | None] = mapped_column(BigInteger)


class RepaymentRow(Base):
    """One payment back to the Center, never more than is due; later its arrival there."""

    __tablename__ = "repayment"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        ForeignKeyConstraint(
            ["employer_id", "proceeding_id"], ["recall.employer_id", "recall.proceeding_id"]
        ),
        Index("ix_repayment_proceeding_id", "employer_id", "proceeding_id"),
        Index("uq_repayment_bank_reference", "employer_id", "bank_reference", unique=True),
        Index("uq_repayment_arrived_reference", "arrived_reference", unique=True),
        CheckConstraint("fiscal >= 0 and interest >= 0", name="not_negative"),
        CheckConstraint("fiscal + interest > 0", name="something"),
        CheckConstraint("bank_reference <> ''", name="referenced"),
        CheckConstraint("arrived_reference <> ''", name="arrival_referenced"),
        CheckConstraint(
            "(arrived_on is null) = (arrived_by is null)"
            " and (arrived_on is null) = (arrived_reference is null)"
            " and (arrived_on is null) = (arrival_entry_id is null)",
            name="arrived_whole",
        ),
        CheckConstraint("arrived_by <> paid_by", name="two_people"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    fiscal: Mapped[Money]
    interest: Mapped[Money]
    paid_on: Mapped[date]
    paid_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    bank_reference: Mapped[str]  # of the employer's bank
    entry_id: Mapped[int] = mapped_column(BigInteger)
    arrived_on: Mapped[date | None]
    arrived_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    arrived_reference: Mapped[str | None]  # of the Center's bank
    arrival_entry_id: Mapped[int | None] = mapped_column(BigInteger)


class RemittanceRow(Base):
    """应缴财政: recovered money that one person declares and another pays to the treasury."""

    __tablename__ = "remittance"
    __table_args__ = (
        Index("uq_remittance_bank_reference", "bank_reference", unique=True),
        CheckConstraint("fiscal >= 0 and interest >= 0", name="not_negative"),
        CheckConstraint("fiscal + interest > 0", name="something"),
        CheckConstraint("bank_reference <> ''", name="referenced"),
        CheckConstraint(
            "(paid_on is null) = (paid_by is null)"
            " and (paid_on is null) = (bank_reference is null)"
            " and (paid_on is null) = (paid_entry_id is null)",
            name="paid_whole",
        ),
        CheckConstraint("paid_by <> declared_by", name="two_people"),
    )
    id: Mapped[Identity]
    fiscal: Mapped[Money]
    interest: Mapped[Money]
    declared_on: Mapped[date]
    declared_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    paid_on: Mapped[date | None]
    paid_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    bank_reference: Mapped[str | None]
    paid_entry_id: Mapped[int | None] = mapped_column(BigInteger)


class ReallocationRow(Base):
    """A wish to move budget from one direction to another (Art. 27). Append only."""

    __tablename__ = "reallocation"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        within_employer("proceeding_id", "proceeding"),
        within_employer("grant_id", "talent_grant"),
        Index("ix_reallocation_grant_id", "employer_id", "grant_id"),
        CheckConstraint("taken <> given", name="two_directions"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("reason <> ''", name="reasoned"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    taken: Mapped[str]  # spending direction
    given: Mapped[str]
    amount: Mapped[Money]
    reason: Mapped[str]


class ReallocationEntryRow(Base):
    """A reallocation in the books; `by_employer`: within its own limit. Append only."""

    __tablename__ = "reallocation_entry"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        ForeignKeyConstraint(
            ["employer_id", "proceeding_id"],
            ["reallocation.employer_id", "reallocation.proceeding_id"],
        ),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    by_employer: Mapped[bool]
    posted_on: Mapped[date]
    entry_id: Mapped[int] = mapped_column(BigInteger)
