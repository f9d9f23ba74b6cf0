"""文书: letters as they were issued, and how each was served."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
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


class LetterRow(Base):
    """A letter of a case: what it says, and the bytes that were printed. Append only.

    `serial` runs through a kind and a year without a gap; migration 0018 holds it.
    """

    __tablename__ = "letter"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("proceeding_id", "proceeding"),
        UniqueConstraint("kind", "year", "serial"),
        Index("ix_letter_proceeding_id", "employer_id", "proceeding_id"),
        CheckConstraint(
            "kind in ('rectification_notice', 'reminder', 'clawback_notice', 'clawback_reminder',"
            " 'transfer_confirmation', 'inspection_notice', 'comment_invitation',"
            " 'decision_notice', 'referral', 'document_request', 'inspection_conclusion')",
            name="kind_known",
        ),
        CheckConstraint("serial > 0", name="counted"),
        CheckConstraint("number like '%〔' || year || '〕' || serial || '号'", name="numbered"),
        CheckConstraint("to_employer = (kind <> 'referral')", name="addressed"),
        CheckConstraint("sha256 = encode(sha256(pdf), 'hex')", name="whole"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    kind: Mapped[str]  # a kind of `reports.letters.catalogue`
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str]  # 文号
    to_employer: Mapped[bool]  # or to another body: the employer never sees it
    content: Mapped[Mapping[str, Any]] = mapped_column(JSONB)
    frame: Mapped[Mapping[str, Any]] = mapped_column(JSONB)
    pdf: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    sha256: Mapped[str]
    drawn_with: Mapped[str]
    term: Mapped[str | None]  # the deadline that its service starts
    state: Mapped[str]  # of the case, when it was issued
    issued_on: Mapped[date]
    issued_by: Mapped[UUID] = mapped_column(Uuid())
    issued_at: Mapped[Instant]


class LetterServiceRow(Base):
    """送达: how, when and to whom a letter was served, once. Append only."""

    __tablename__ = "letter_service"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "letter_id"),
        ForeignKeyConstraint(["employer_id", "letter_id"], ["letter.employer_id", "letter.id"]),
        CheckConstraint(
            "method in ('direct', 'retained', 'mailed', 'announced', 'online')",
            name="method_known",
        ),
        CheckConstraint("method = 'announced' or received_by <> ''", name="received"),
        CheckConstraint("method in ('direct', 'online') or evidence <> ''", name="evidenced"),
    )
    letter_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    method: Mapped[str]
    served_on: Mapped[date]
    received_by: Mapped[str]
    evidence: Mapped[str]  # witnesses, the number of the parcel, the address of the announcement
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_role: Mapped[str]
    recorded_at: Mapped[Instant]
