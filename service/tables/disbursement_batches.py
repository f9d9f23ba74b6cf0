"""拨付批次: instalments that are paid together, and what became of each."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import (
    Base,
    Employer,
    Identity,
    Instant,
    Money,
    of_employer,
    within_employer,
)


class DisbursementBatchRow(Base):
    """A batch: proposed by one person, approved by another, paid by somebody who did not.

    The Center's own; migration 0036 holds that it is approved and sent as a whole.
    """

    __tablename__ = "disbursement_batch"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        CheckConstraint(
            "state in ('proposed', 'approved', 'sent', 'rejected', 'withdrawn')",
            name="state_known",
        ),
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("serial > 0 and year between 2020 and 2100", name="numbered"),
        CheckConstraint("proposed_by <> decided_by and decided_by <> sent_by", name="two_people"),
        CheckConstraint(
            "(decided_by is null) = (decided_at is null)", name="decided_by_somebody"
        ),
        CheckConstraint(
            "case when state in ('approved', 'sent', 'rejected') then decided_by is not null"
            " when state = 'proposed' then decided_by is null else true end",
            name="decided",
        ),
        CheckConstraint(
            "(state = 'sent') = (sent_by is not null) and (sent_by is null) = (sent_on is null)",
            name="sent_by_somebody",
        ),
        CheckConstraint(
            "state not in ('rejected', 'withdrawn') or reason <> ''", name="reasoned"
        ),
    )  # fmt: skip
    id: Mapped[Identity]
    year: Mapped[int]
    serial: Mapped[int]
    title: Mapped[str]
    state: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[Instant]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[Instant | None]
    sent_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    sent_on: Mapped[date | None]
    reason: Mapped[str]  # why it was rejected or withdrawn, else ''


class DisbursementBatchLineRow(Base):
    """An instalment of a batch; `struck`: it goes its own way again; `slip`: the payment's."""

    __tablename__ = "disbursement_batch_line"
    __table_args__ = (
        PrimaryKeyConstraint("employer_id", "batch_id", "instalment_id"),
        of_employer(),
        within_employer("instalment_id", "instalment"),
        Index("ix_disbursement_batch_line_batch_id", "batch_id"),
        Index("ix_disbursement_batch_line_instalment_id", "employer_id", "instalment_id"),
        Index(
            "uq_disbursement_batch_line_slip",
            "employer_id",
            "slip",
            unique=True,
            postgresql_where=text("slip is not null"),
        ),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint(
            "(struck_by is null) = (struck_at is null) and (struck_by is null) ="
            " (struck_why is null)",
            name="struck_by_somebody",
        ),
        CheckConstraint("struck_why <> ''", name="struck_with_reason"),
        CheckConstraint("slip is null or struck_by is null", name="struck_is_not_paid"),
        CheckConstraint("slip <> ''", name="slip_named"),
    )
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("disbursement_batch.id"))
    employer_id: Mapped[Employer]
    instalment_id: Mapped[UUID] = mapped_column(Uuid())
    amount: Mapped[Money]
    struck_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    struck_at: Mapped[Instant | None]
    struck_why: Mapped[str | None]
    slip: Mapped[str | None]
