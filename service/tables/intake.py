"""Batches of files that are taken in: what was announced, what came, what became of each."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    UniqueConstraint,
    Uuid,
    text,
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

_KEPT = "'stored', 'reading', 'checking', 'done'"


class IntakeBatchRow(Base):
    """Files that one person hands in together for one grant, by whichever door they come."""

    __tablename__ = "intake_batch"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        CheckConstraint("source in ('page', 'phone', 'mail', 'api')", name="source_known"),
        Index("ix_intake_batch_made_by", "employer_id", "made_by", "made_at"),
        Index("ix_intake_batch_untold", "made_at", postgresql_where=text("told_at is null")),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    source: Mapped[str]
    made_at: Mapped[Instant]
    paused_at: Mapped[Instant | None]
    closed_at: Mapped[Instant | None]  # no more files come
    seen_at: Mapped[Instant | None]  # when its page last asked how far it is
    told_at: Mapped[Instant | None]  # all was done, and its maker knows


class IntakeFileRow(Base):
    """One file of a batch, or one member of an archive in it (`parent_id`).

    `key` tells the files of a batch apart: a digest of what the sender calls the file by. `answer`
    is written in the transaction that makes the claims. `outcome` sums it up: the heaviest verdict,
    `already` where all its claims were there before, `archive` for one that was unpacked.
    """

    __tablename__ = "intake_file"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("batch_id", "intake_batch"),
        within_employer("parent_id", "intake_file"),
        UniqueConstraint("employer_id", "batch_id", "key"),
        UniqueConstraint("employer_id", "batch_id", "position", "part"),
        CheckConstraint(
            "state in ('expected', 'stored', 'reading', 'checking', 'done', 'refused', 'failed',"
            " 'cancelled')",
            name="state_known",
        ),
        CheckConstraint(
            "outcome is null or outcome in ('pass', 'review', 'block', 'already', 'archive')",
            name="outcome_known",
        ),
        CheckConstraint("(state = 'done') = (outcome is not null)", name="outcome_when_done"),
        CheckConstraint(
            "state not in ('done', 'refused', 'failed') or answer is not null",
            name="answered_at_the_end",
        ),
        CheckConstraint(
            f"state not in ({_KEPT}) or sha256 is not null or outcome = 'archive'", name="kept"
        ),
        CheckConstraint("sha256 is null or sha256 ~ '^[0-9a-f]{64}$'", name="sha256_form"),
        CheckConstraint(
            "(state in ('reading', 'checking')) = (worker is not null)", name="somebody_works"
        ),
        CheckConstraint("(worker is null) = (taken_at is null)", name="worked_since"),
        CheckConstraint("(parent_id is null) = (part = 0)", name="part_of_archive"),
        CheckConstraint("name <> '' and size >= 0 and attempts >= 0", name="sound"),
        Index(
            "ix_intake_file_waiting",
            "position",
            "part",
            postgresql_where=text("state in ('stored', 'reading', 'checking')"),
        ),
        Index("ix_intake_file_changed_at", "employer_id", "batch_id", "changed_at"),
        Index("ix_intake_file_parent_id", "employer_id", "parent_id"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    batch_id: Mapped[UUID] = mapped_column(Uuid())
    parent_id: Mapped[UUID | None] = mapped_column(Uuid())
    position: Mapped[int] = mapped_column(Integer)  # from 1, in the order of announcing
    part: Mapped[int] = mapped_column(Integer)  # from 1 in an archive, otherwise 0
    name: Mapped[str]
    folder: Mapped[str]  # '' where it came by itself
    size: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str]
    state: Mapped[str]
    outcome: Mapped[str | None]
    sha256: Mapped[str | None]
    answer: Mapped[Mapping[str, Any] | None] = mapped_column(JSONB)
    attempts: Mapped[int] = mapped_column(Integer)  # the number of the present one fences it off
    worker: Mapped[str | None]
    taken_at: Mapped[Instant | None]  # by whoever works on it; renewed while that one lives
    stored_at: Mapped[Instant | None]
    done_at: Mapped[Instant | None]
    changed_at: Mapped[Instant]
