"""打印和归档: files that take a while to make, each asked for once and kept until it is fetched."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Identity, Instant, of_employer, tenant_key


class PackageRow(Base):
    """A file asked for by somebody: what goes into it, how far it is, where it is kept."""

    __tablename__ = "package"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        Index("ix_package_made_by", "employer_id", "made_by", "made_at"),
        Index(
            "ix_package_waiting",
            "made_at",
            postgresql_where=text("state in ('waiting', 'working')"),
        ),
        CheckConstraint("kind in ('print', 'archive', 'evidence')", name="kind_known"),
        CheckConstraint("(kind = 'evidence') = (employer_id is null)", name="whose"),
        CheckConstraint("state in ('waiting', 'working', 'done', 'failed')", name="state_known"),
        CheckConstraint("(state = 'working') = (worker is not null)", name="somebody_works"),
        CheckConstraint("(worker is null) = (seen_at is null)", name="worked_since"),
        CheckConstraint("(state = 'done') = (sha256 is not null)", name="kept_when_done"),
        CheckConstraint("sha256 is null or sha256 ~ '^[0-9a-f]{64}$'", name="sha256_form"),
        CheckConstraint("(state = 'failed') = (fault is not null)", name="fault_told"),
        CheckConstraint("parts >= 0 and ready >= 0 and name <> ''", name="sound"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[UUID | None] = mapped_column(Uuid())  # none: the Center alone sees it
    kind: Mapped[str]
    asked: Mapped[Mapping[str, Any]] = mapped_column(JSONB)
    name: Mapped[str]  # of the file
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    state: Mapped[str]
    parts: Mapped[int]  # in all
    ready: Mapped[int]
    attempts: Mapped[int]
    worker: Mapped[str | None]
    seen_at: Mapped[Instant | None]  # the last sign of life of the worker
    fault: Mapped[Mapping[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    sha256: Mapped[str | None]
    size: Mapped[int | None] = mapped_column(BigInteger)
    done_at: Mapped[Instant | None]
