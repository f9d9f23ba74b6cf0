"""What the clock has done: claimed due runs, and the reports they made."""

from datetime import date

from sqlalchemy import CheckConstraint, LargeBinary, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Employer, Identity, Instant, of_employer, tenant_key


class JobRunRow(Base):
    """One due run of a job: the row is the claim, so that it runs once however many clocks tick."""

    __tablename__ = "job_run"
    __table_args__ = (
        PrimaryKeyConstraint("job", "due_at"),
        CheckConstraint("state in ('claimed', 'done', 'failed')", name="state_known"),
    )
    job: Mapped[str]
    due_at: Mapped[Instant]
    state: Mapped[str]
    attempts: Mapped[int]
    claimed_by: Mapped[str]
    claimed_at: Mapped[Instant]
    finished_at: Mapped[Instant | None]
    error: Mapped[str | None]


class ReportRunRow(Base):
    """A report as made: its parameters, the ledger's head it was read at, and its bytes."""

    __tablename__ = "report_run"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        UniqueConstraint("employer_id", "statement", "period"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_form"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    statement: Mapped[str]
    period: Mapped[str]  # 2026-10
    as_of: Mapped[date]
    chain_head: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[Instant]
