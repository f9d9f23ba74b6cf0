"""线索: what stands out in the whole population, for the Center's eyes only; a lead, no verdict."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy import Identity as Counter
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Identity, Instant

_STATES = "'open', 'followed', 'dismissed'"


class SignalRunRow(Base):
    """A look at the whole population, with the bounds it was held against. Append only."""

    __tablename__ = "signal_run"
    __table_args__ = (
        CheckConstraint("claims >= 0 and found >= 0 and fresh >= 0 and gone >= 0", name="counted"),
        Index("ix_signal_run_started_at", "started_at"),
    )
    id: Mapped[Identity]
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))  # null: the clock
    started_at: Mapped[Instant]
    claims: Mapped[int] = mapped_column(BigInteger)  # how many were looked at
    found: Mapped[int] = mapped_column(BigInteger)
    fresh: Mapped[int] = mapped_column(BigInteger)  # not known before, or come again
    gone: Mapped[int] = mapped_column(BigInteger)
    bounds: Mapped[dict[str, object]] = mapped_column(JSONB)  # threshold → value, from which day


class SignalRow(Base):
    """One thing that stands out: found again on other nights by its kind and key."""

    __tablename__ = "signal"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint(f"state in ({_STATES})", name="state_known"),
        ForeignKeyConstraint(
            ["id", "evidence_id"],
            ["signal_evidence.signal_id", "signal_evidence.id"],
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        Index("ix_signal_found_at", "found_at", "id"),
    )
    id: Mapped[Identity]
    kind: Mapped[str]
    key: Mapped[str]
    state: Mapped[str]
    watched: Mapped[bool] = mapped_column(server_default="false")  # marks its claims in a frame
    evidence_id: Mapped[UUID] = mapped_column(Uuid())  # the newest
    found_at: Mapped[Instant]
    gone_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SignalEvidenceRow(Base):
    """What a signal rested on at a look, kept whenever it is another than before. Append only."""

    __tablename__ = "signal_evidence"
    __table_args__ = (
        UniqueConstraint("signal_id", "id"),
        CheckConstraint("digest ~ '^[0-9a-f]{64}$'", name="digest_form"),
        CheckConstraint(
            "cardinality(claims) > 0 and cardinality(employers) > 0 and cardinality(grants) > 0",
            name="about_claims",
        ),
        Index("ix_signal_evidence_claims", "claims", postgresql_using="gin"),
    )
    id: Mapped[Identity]
    signal_id: Mapped[UUID] = mapped_column(
        ForeignKey("signal.id", deferrable=True, initially="DEFERRED")
    )
    run_id: Mapped[UUID] = mapped_column(ForeignKey("signal_run.id"))
    record: Mapped[dict[str, object]] = mapped_column(
        JSONB
    )  # the sentence, the figures, the bounds
    digest: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Numeric(16, 2))
    claims: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    employers: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    grants: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))


class SignalStepRow(Base):
    """What somebody did about a signal, and why. Append only."""

    __tablename__ = "signal_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["signal_id", "evidence_id"],
            ["signal_evidence.signal_id", "signal_evidence.id"],
        ),
        CheckConstraint(
            "action in ('follow', 'dismiss', 'reopen', 'watch', 'unwatch', 'again')",
            name="action_known",
        ),
        CheckConstraint(f"state in ({_STATES})", name="state_known"),
        CheckConstraint(
            "case action when 'follow' then state = 'followed'"
            " when 'dismiss' then state = 'dismissed' and not watched"
            " when 'reopen' then state = 'open' when 'again' then state = 'open'"
            " when 'watch' then watched and state <> 'dismissed' else not watched end",
            name="leads_there",
        ),
        CheckConstraint(
            "action = 'again' or (made_by is not null and reason <> '')",
            name="by_a_person_with_reason",
        ),
        Index("ix_signal_step_signal_id", "signal_id", "serial"),
    )
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))
    signal_id: Mapped[UUID] = mapped_column(Uuid())
    evidence_id: Mapped[UUID] = mapped_column(Uuid())  # what was seen when it was done
    action: Mapped[str]
    state: Mapped[str]  # after it
    watched: Mapped[bool]
    reason: Mapped[str] = mapped_column()
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
