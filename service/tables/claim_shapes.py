"""What a claim may look like: with papers, shared, cut, on a fee sheet, against an advance."""

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
    tenant_key,
    within_employer,
)


class ClaimPaperRow(Base):
    """佐证材料: a file beside the voucher, taken off only while the claim may change."""

    __tablename__ = "claim_paper"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("claim_id", "claim"),
        within_employer("original_id", "original"),
        Index(
            "uq_claim_paper_attached",
            "employer_id",
            "claim_id",
            "code",
            "original_id",
            unique=True,
            postgresql_where=text("detached_at is null"),
        ),
        CheckConstraint(
            "(detached_at is null) = (detached_by is null)", name="detached_by_somebody"
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    code: Mapped[str]  # a paper of evidence.toml
    original_id: Mapped[UUID] = mapped_column(Uuid())
    name: Mapped[str]  # of the file, as it arrived here
    attached_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    attached_at: Mapped[Instant]
    detached_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    detached_at: Mapped[Instant | None]


class SplitSheetRow(Base):
    """原始凭证分割单: one invoice divided among grants and the employer's own money."""

    __tablename__ = "split_sheet"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("invoice_id", "invoice"),
        UniqueConstraint("employer_id", "number"),
        Index(
            "uq_split_sheet_in_force",
            "employer_id",
            "invoice_id",
            unique=True,
            postgresql_where=text("voided_at is null"),
        ),
        CheckConstraint("total > 0", name="total_positive"),
        CheckConstraint(
            "(voided_at is null) = (voided_by is null)"
            " and (voided_at is null) = (void_reason = '')",
            name="voided_by_somebody",
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    number: Mapped[str]
    invoice_id: Mapped[UUID] = mapped_column(Uuid())
    total: Mapped[Money]
    reason: Mapped[str]  # why it is divided so
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    voided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    voided_at: Mapped[Instant | None]
    void_reason: Mapped[str] = mapped_column(server_default="")


class SplitShareRow(Base):
    """A share of a divided invoice: a claim of a grant, or the employer's own money."""

    __tablename__ = "split_share"
    __table_args__ = (
        of_employer(),
        within_employer("sheet_id", "split_sheet"),
        within_employer("claim_id", "claim"),
        UniqueConstraint("employer_id", "sheet_id", "position"),
        Index("ix_split_share_claim_id", "employer_id", "claim_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    sheet_id: Mapped[UUID] = mapped_column(Uuid())
    position: Mapped[int]
    claim_id: Mapped[UUID | None] = mapped_column(Uuid())  # null: the employer's own money
    amount: Mapped[Money]


class ClaimCutRow(Base):
    """核减: what the checker does not allow of a line, and why. Append only."""

    __tablename__ = "claim_cut"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("claim_id", "claim"),
        Index("ix_claim_cut_claim_id", "employer_id", "claim_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("line >= 0", name="line_counted"),
        CheckConstraint("btrim(reason) <> ''", name="reasoned"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    line: Mapped[int]  # of the voucher, counted from 1; 0: not of a certain line
    amount: Mapped[Money]
    reason: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]


class FeeSheetRow(Base):
    """劳务费、讲课费发放表: the voucher of fees for which nobody issues an invoice. Append only."""

    __tablename__ = "fee_sheet"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        within_employer("invoice_id", "invoice"),
        UniqueConstraint("employer_id", "number"),
        UniqueConstraint("employer_id", "invoice_id"),
        CheckConstraint("kind in ('labour', 'lecture', 'consulting')", name="kind_known"),
        CheckConstraint("category in ('MENTOR', 'TRAIN', 'CONF')", name="category_of_fees"),
        CheckConstraint("gross > 0 and gross = net + tax", name="adds_up"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[str]
    invoice_id: Mapped[UUID] = mapped_column(Uuid())  # the sheet as a voucher
    kind: Mapped[str]
    category: Mapped[str]
    title: Mapped[str]
    held_on: Mapped[date]  # the day of the work
    gross: Mapped[Money]
    tax: Mapped[Money]
    net: Mapped[Money]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]


class FeeRow(Base):
    """One person on a fee sheet; the number of their identity card is shown masked. Append only."""

    __tablename__ = "fee_row"
    __table_args__ = (
        of_employer(),
        within_employer("sheet_id", "fee_sheet"),
        UniqueConstraint("employer_id", "sheet_id", "position"),
        UniqueConstraint("employer_id", "sheet_id", "id_number"),
        Index("ix_fee_row_id_number", "employer_id", "id_number"),
        CheckConstraint("gross > 0 and tax >= 0 and gross = net + tax", name="adds_up"),
        CheckConstraint("btrim(name) <> '' and btrim(id_number) <> ''", name="of_somebody"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    sheet_id: Mapped[UUID] = mapped_column(Uuid())
    position: Mapped[int]
    name: Mapped[str]
    id_number: Mapped[str]
    work: Mapped[str]
    hours: Mapped[Decimal | None] = mapped_column(Numeric(6, 1))
    gross: Mapped[Money]
    tax: Mapped[Money]
    net: Mapped[Money]


class AdvanceRow(Base):
    """预借: what an advance is for, who receives it and by when it is to be settled."""

    __tablename__ = "advance"
    __table_args__ = (
        of_employer(),
        within_employer("proceeding_id", "proceeding"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("btrim(recipient) <> ''", name="to_somebody"),
    )
    employer_id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True)
    proceeding_id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True)
    category: Mapped[str]
    amount: Mapped[Money]
    recipient: Mapped[str]
    purpose: Mapped[str]


class AdvanceUseRow(Base):
    """What became of an advance: a claim was held against it, or money came back. Append only."""

    __tablename__ = "advance_use"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("claim_id", "claim"),
        ForeignKeyConstraint(
            ["employer_id", "proceeding_id"], ["advance.employer_id", "advance.proceeding_id"]
        ),
        Index("ix_advance_use_proceeding_id", "employer_id", "proceeding_id"),
        UniqueConstraint("employer_id", "claim_id"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("(claim_id is null) = (bank_slip <> '')", name="claim_or_money_back"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    claim_id: Mapped[UUID | None] = mapped_column(Uuid())
    amount: Mapped[Money]
    bank_slip: Mapped[str] = mapped_column(server_default="")  # of what came back
    entry_id: Mapped[int | None] = mapped_column(BigInteger)
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
