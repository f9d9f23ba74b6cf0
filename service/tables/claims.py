"""Originals, invoices, claims and decisions."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    Numeric,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy import Identity as Counter
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
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
from service.tables.programme import CATEGORIES

_PAID = "'paid', 'reconciled', 'archived'"
_BOOKED = f"'posted', {_PAID}"
_HANDED_IN = f"'submitted', 'approved', {_BOOKED}"


class OriginalRow(Base):
    """原始凭证: the bytes as received, by their SHA-256. Append only."""

    __tablename__ = "original"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        UniqueConstraint("employer_id", "sha256"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_form"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    sha256: Mapped[str]
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    stored_at: Mapped[Instant]
    stored_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    refusal: Mapped[dict[str, object] | None] = mapped_column(JSONB)  # why it could not be read


class InvoiceRow(Base):
    """An invoice as read, one row however many renditions of it arrive."""

    __tablename__ = "invoice"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("original_id", "original"),
        UniqueConstraint("employer_id", "key"),
        Index("ix_invoice_content", "employer_id", "seller_name", "issued_on", "total"),
        Index("ix_invoice_number", "number"),
        Index("ix_invoice_number_within", "employer_id", "number", postgresql_include=["id"]),
        Index("ix_invoice_original_id", "original_id"),
        Index("ix_invoice_read", "read_at", "id", postgresql_include=["employer_id", "kind"]),
        Index(
            "ix_invoice_seller", "seller_name", postgresql_include=["id", "employer_id", "number"]
        ),
        Index(
            "ix_invoice_red_of",
            "employer_id",
            "red_of",
            postgresql_where=text("red_of is not null"),
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    original_id: Mapped[UUID] = mapped_column(Uuid())
    key: Mapped[str | None]  # the same in every rendition; null where the reader is not certain
    kind: Mapped[str]
    number: Mapped[str | None]
    issued_on: Mapped[date | None]
    seller_name: Mapped[str | None]
    total: Mapped[Decimal | None] = mapped_column(Numeric(16, 2))
    record: Mapped[dict[str, object]] = mapped_column(JSONB)
    red_of: Mapped[str | None] = mapped_column(  # the number of the invoice it takes back
        Computed("record -> 'particulars' ->> 'red_of_number'", persisted=True), deferred=True
    )
    read_at: Mapped[Instant]


class RenditionRow(Base):
    """A file in which an invoice arrived: the first one, a re-save, another format."""

    __tablename__ = "rendition"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("invoice_id", "invoice"),
        within_employer("original_id", "original"),
        UniqueConstraint("employer_id", "invoice_id", "original_id"),
        Index("ix_rendition_original_id", "original_id"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    invoice_id: Mapped[UUID] = mapped_column(Uuid())
    original_id: Mapped[UUID] = mapped_column(Uuid())
    arrived_at: Mapped[Instant]
    record: Mapped[dict[str, object] | None] = mapped_column(
        JSONB(none_as_null=True)  # null: the invoice's own
    )


class CorrectionRow(Base):
    """A field of an invoice confirmed or corrected by a person. Append only."""

    __tablename__ = "correction"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("invoice_id", "invoice"),
        Index("ix_correction_invoice_id", "invoice_id", "serial"),
    )
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))
    employer_id: Mapped[Employer]
    invoice_id: Mapped[UUID] = mapped_column(Uuid())
    field: Mapped[str]
    read: Mapped[str | None]
    stated: Mapped[str | None]
    reason: Mapped[str] = mapped_column(server_default="")  # of a correction; '' of what is right
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]


class LayoutHintRow(Base):
    """Where a person found a field on the vouchers of a seller: shown again, never applied."""

    __tablename__ = "layout_hint"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("correction_id", "correction"),
        UniqueConstraint("employer_id", "seller", "kind", "field"),
        CheckConstraint("left_edge <= right_edge and top <= bottom", name="box_in_order"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    correction_id: Mapped[UUID] = mapped_column(Uuid())  # the last one that taught it
    seller: Mapped[str]  # its tax id, or its name where it has none
    kind: Mapped[str]
    field: Mapped[str]
    page: Mapped[int]
    left_edge: Mapped[int]  # hundredths of a point from the top left
    top: Mapped[int]
    right_edge: Mapped[int]
    bottom: Mapped[int]


class ClaimRow(Base):
    """报销申请: the share of one invoice claimed in one category of one grant."""

    __tablename__ = "claim"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        within_employer("agreement_id", "agreement"),
        within_employer("invoice_id", "invoice"),
        within_employer("plan_item_id", "plan_item"),
        UniqueConstraint("employer_id", "number"),
        Index("ix_claim_category", "employer_id", "category", "made_at"),
        Index(
            "ix_claim_state",
            "employer_id",
            "state",
            "made_at",
            "number",
            postgresql_include=["amount", "id"],
        ),
        Index(
            "ix_claim_newest",
            "made_at",
            "number",
            postgresql_include=["employer_id", "state", "amount", "id"],
        ),
        Index("ix_claim_amount", "employer_id", "amount"),
        Index("ix_claim_invoice_id", "invoice_id", postgresql_include=["state"]),
        Index("ix_claim_grant_id", "grant_id"),
        CheckConstraint(
            "state in ('draft', 'submitted', 'returned', 'approved', 'posted', 'paid',"
            " 'reconciled', 'archived', 'rejected', 'withdrawn', 'frozen', 'reversed')",
            name="state_known",
        ),
        CheckConstraint(f"category in ({CATEGORIES})", name="category_known"),
        CheckConstraint(
            f"state not in ({_HANDED_IN}) or (amount > 0 and category is not null)",
            name="amount_positive",
        ),
        CheckConstraint("payment in ('transfer', 'reimburse', 'cash')", name="payment_known"),
        CheckConstraint("vat in ('not_stated', 'not_claimed', 'claimed')", name="vat_known"),
        CheckConstraint("approved_by <> submitted_by", name="maker_is_not_checker"),
        CheckConstraint("paid_by <> submitted_by", name="maker_is_not_payer"),
        CheckConstraint("paid_by <> approved_by", name="checker_is_not_payer"),
        CheckConstraint(
            f"state not in ('approved', {_BOOKED}) or approved_by is not null",
            name="approved_whole",
        ),
        CheckConstraint(
            "approved_by is null or state not in ('draft', 'submitted', 'returned')",
            name="approved_in_order",
        ),
        CheckConstraint(
            f"(entry_id is not null) = (state in ({_BOOKED}, 'reversed'))", name="in_the_books"
        ),
        CheckConstraint(
            f"state not in ({_PAID}) or (paid_by is not null and paid_at is not null"
            " and paid_on is not null and bank_slip <> '' and payment_entry_id is not null)",
            name="paid_whole",
        ),
        CheckConstraint(
            f"payment_entry_id is null or state in ({_PAID}, 'reversed')", name="paid_in_order"
        ),
        CheckConstraint(
            "(state = 'frozen') = (frozen_from is not null and frozen_on is not null)",
            name="frozen_whole",
        ),
        CheckConstraint(
            "(released_by is null) = (released_on is null)"
            " and (released_by is null) = (release_reason = '')",
            name="released_with_reason",
        ),
        CheckConstraint(
            "(state = 'reversed') = (reversal_entry_id is not null)", name="reversed_whole"
        ),
        CheckConstraint(
            f"state not in ({_HANDED_IN}) or submitted_by is not null", name="submitted_by_somebody"
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    number: Mapped[str]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    agreement_id: Mapped[UUID] = mapped_column(Uuid())
    invoice_id: Mapped[UUID] = mapped_column(Uuid())
    category: Mapped[str | None]
    category_reason: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    amount: Mapped[Money]
    cost_on: Mapped[date | None]  # the day of the service; null: the invoice's date counts
    statement: Mapped[str]  # the direct relation to the plan (Art. 28)
    explanation: Mapped[str]  # to findings that need one
    evidence: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    plan_item_id: Mapped[UUID | None] = mapped_column(Uuid())
    event: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    payment: Mapped[str] = mapped_column(server_default="transfer")
    payee: Mapped[str] = mapped_column(server_default="")  # '': the seller
    vat: Mapped[str] = mapped_column(server_default="not_stated")
    acceptor: Mapped[str] = mapped_column(server_default="")  # 验收人
    state: Mapped[str]
    outcome: Mapped[str]  # of the newest decision
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    submitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    submitted_at: Mapped[Instant | None]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[Instant | None]
    confirmation: Mapped[str] = mapped_column(server_default="")  # of what two people let pass
    entry_id: Mapped[int | None] = mapped_column(BigInteger)  # of the spending
    paid_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    paid_at: Mapped[Instant | None]
    paid_on: Mapped[date | None]  # the day of the bank slip
    bank_slip: Mapped[str] = mapped_column(server_default="")  # its number
    payment_entry_id: Mapped[int | None] = mapped_column(BigInteger)  # moves the bank
    frozen_from: Mapped[str | None]  # the state in which it was frozen
    frozen_on: Mapped[date | None]
    released_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    released_on: Mapped[date | None]
    release_reason: Mapped[str] = mapped_column(server_default="")
    reversal_entry_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column()  # counts changes: an action on a stale page is refused

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it here


class DecisionRow(Base):
    """A verdict with the facts and the rulebook it came from, for replay. Append only."""

    __tablename__ = "decision"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("claim_id", "claim"),
        Index("ix_decision_claim", "claim_id", "serial"),
        Index(
            "ix_decision_blocked",
            "employer_id",
            "decided_at",
            postgresql_where=text("outcome = 'block'"),
        ),
        CheckConstraint("outcome in ('pass', 'review', 'block')", name="outcome_known"),
    )
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))  # the order of decisions
    employer_id: Mapped[Employer]
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    outcome: Mapped[str]
    rulebook_version: Mapped[str]
    facts: Mapped[dict[str, object]] = mapped_column(JSONB)
    result: Mapped[dict[str, object]] = mapped_column(JSONB)
    decided_at: Mapped[Instant]


class ReversalRow(Base):
    """冲销: a claim in the books taken back, proposed by one person, agreed to by another."""

    __tablename__ = "claim_reversal"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("claim_id", "claim"),
        Index(
            "uq_claim_reversal_claim_id",
            "employer_id",
            "claim_id",
            unique=True,
            postgresql_where=text("state <> 'declined'"),
        ),
        CheckConstraint("state in ('proposed', 'done', 'declined')", name="state_known"),
        CheckConstraint("reason <> ''", name="reasoned"),
        CheckConstraint(
            "(decided_by is null) = (state = 'proposed')"
            " and (decided_at is null) = (state = 'proposed')",
            name="decided_whole",
        ),
        CheckConstraint("state <> 'declined' or decision <> ''", name="declined_with_reason"),
        CheckConstraint("(entry_id is null) = (state <> 'done')", name="done_whole"),
        CheckConstraint("state <> 'done' or decided_by <> proposed_by", name="two_people"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    reason: Mapped[str]
    state: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    proposed_at: Mapped[Instant]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[Instant | None]
    decision: Mapped[str]
    entry_id: Mapped[int | None] = mapped_column(BigInteger)  # the mirror of the spending
