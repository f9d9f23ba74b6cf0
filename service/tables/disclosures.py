"""Confidentiality (Art. 34): what the Center's people looked at, and why; exports of many rows."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.tables import base
from service.tables.base import Base, Instant, of_employer, within_employer


class DisclosureRow(Base):
    """One time that data of an employer or a selectee was shown to a person of the Center.

    `employer_id` None: of several employers. `asked`: the filters of a list. Append only.
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        of_employer(),
        within_employer("grant_id", "talent_grant"),
        Index("ix_disclosure_at", "at", "id"),
        Index("ix_disclosure_reader_id_at", "reader_id", "at"),
        Index("ix_disclosure_employer_id_at", "employer_id", "at"),
        Index("ix_disclosure_subject_id_at", "subject_id", "at"),
        CheckConstraint(
            "reader_role in ('center_auditor', 'center_manager')", name="to_the_center"
        ),
        CheckConstraint("kind in ('page', 'data', 'file', 'export', 'number')", name="kind_known"),
        CheckConstraint("kind <> 'number' or purpose <> ''", name="number_with_purpose"),
        CheckConstraint("what <> '' and reader_name <> ''", name="named"),
        CheckConstraint("length(asked) <= 1000 and length(purpose) <= 500", name="sound"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    employer_id: Mapped[UUID | None] = mapped_column(Uuid())
    grant_id: Mapped[UUID | None] = mapped_column(Uuid())
    at: Mapped[Instant]
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    reader_name: Mapped[str]
    reader_role: Mapped[str]
    kind: Mapped[str]
    what: Mapped[str]  # the endpoint
    subject: Mapped[str]
    subject_id: Mapped[UUID | None] = mapped_column(Uuid())
    number: Mapped[str]
    asked: Mapped[str]
    purpose: Mapped[str]


class StatedPurposeRow(Base):
    """Why somebody who does not handle a matter reads what was said in it; for one day."""

    __tablename__ = "stated_purpose"
    __table_args__ = (
        UniqueConstraint("reader_id", "subject", "subject_id", "on_day"),
        CheckConstraint("subject in ('assessment', 'objection')", name="subject_known"),
        CheckConstraint("length(btrim(purpose)) between 4 and 500", name="told"),
    )
    id: Mapped[base.Identity]
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    subject: Mapped[str]
    subject_id: Mapped[UUID] = mapped_column(Uuid())
    on_day: Mapped[date]
    purpose: Mapped[str]
    at: Mapped[Instant]


class BulkExportRow(Base):
    """An export of many rows: one person asks for it with a purpose, another allows it."""

    __tablename__ = "bulk_export"
    __table_args__ = (
        Index("ix_bulk_export_requested_by", "requested_by", "requested_at"),
        CheckConstraint("decision in ('approved', 'declined')", name="decision_known"),
        CheckConstraint(
            "num_nulls(decision, decided_by, decided_at) in (0, 3)", name="decided_whole"
        ),
        CheckConstraint("decided_by <> requested_by", name="two_people"),
        CheckConstraint(
            "decision is distinct from 'declined' or reason <> ''", name="declined_with_reason"
        ),
        CheckConstraint("what <> '' and row_count > 0 and length(asked) <= 1000", name="sound"),
        CheckConstraint("length(btrim(purpose)) between 4 and 500", name="told"),
    )
    id: Mapped[base.Identity]
    what: Mapped[str]
    asked: Mapped[str]
    row_count: Mapped[int]
    purpose: Mapped[str]
    requested_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    requested_at: Mapped[Instant]
    decision: Mapped[str | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[Instant | None]
    reason: Mapped[str]
