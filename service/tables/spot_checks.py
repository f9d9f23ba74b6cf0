"""抽查: a check of the Center, its frame, its draws and items, and each employer's part in it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Uuid,
    false,
)
from sqlalchemy import Identity as Counter
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Employer, Identity, Instant, of_employer, within_employer


class SpotCheckRow(Base):
    """抽查 (Art. 33): what is checked and how it is drawn, settled before anything is drawn.

    The Center's alone. Nothing of it changes but state, steps and due day, which its steps move;
    migration 0032 guards it. `seed` was drawn by the system: until the frame is frozen people are
    shown `seed_sha256` only.
    """

    __tablename__ = "spot_check"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("id", "kind"),
        CheckConstraint("kind = 'spot_check'", name="kind_known"),
        CheckConstraint("manner in ('periodic', 'random', 'special')", name="manner_known"),
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("steps >= 0", name="counted"),
        CheckConstraint("period_from <= period_to and period_to <= cut_off", name="in_order"),
        CheckConstraint("seed ~ '^[0-9a-f]{64}$'", name="seed_form"),
        CheckConstraint(
            "seed_sha256 = encode(sha256(convert_to(seed, 'UTF8')), 'hex')", name="seed_promised"
        ),
        CheckConstraint("coalesce(plan ->> 'seed', '') = seed", name="plan_of_seed"),
    )
    id: Mapped[Identity]
    kind: Mapped[str]  # of `procedure_move`
    number: Mapped[str]  # 抽查2026-001
    manner: Mapped[str]  # 定期, 随机, 专项
    title: Mapped[str]
    purpose: Mapped[str]  # why it is made; '' where nothing special
    scope: Mapped[Mapping[str, Any]] = mapped_column(JSONB)  # the filter: `spot_check_frames.Scope`
    period_from: Mapped[date]  # posted between these days
    period_to: Mapped[date]
    cut_off: Mapped[date]  # what is posted later is not in the frame
    plan: Mapped[Mapping[str, Any]] = mapped_column(JSONB)  # `compliance.sampling.plan.Plan`
    seed: Mapped[str]
    seed_sha256: Mapped[str]  # `generator.commitment`: told before the drawing
    algorithm: Mapped[str]  # version of the published algorithm
    state: Mapped[str]
    steps: Mapped[int]
    due_on: Mapped[date | None]  # by when the Center takes the next step
    due_provisional: Mapped[bool] = mapped_column(server_default=false())
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    opened_at: Mapped[Instant]


class SpotCheckStepRow(Base):
    """One step of a check: by whom, when, by which article and why. Append only."""

    __tablename__ = "spot_check_step"
    __table_args__ = (
        ForeignKeyConstraint(["check_id", "kind"], ["spot_check.id", "spot_check.kind"]),
        ForeignKeyConstraint(
            ["kind", "source", "action", "actor_role"],
            ["procedure_move.kind", "procedure_move.source", "procedure_move.action",
             "procedure_move.role"],
        ),
        UniqueConstraint("check_id", "number"),
        CheckConstraint("number > 0", name="counted"),
    )  # fmt: skip
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))
    check_id: Mapped[UUID] = mapped_column(Uuid())
    kind: Mapped[str]
    number: Mapped[int]  # the first step is 1
    source: Mapped[str]
    action: Mapped[str]
    target: Mapped[str]
    actor_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str]
    actor_role: Mapped[str]
    at: Mapped[Instant]
    article: Mapped[str]
    reason: Mapped[str]
    due_on: Mapped[date | None]
    due_provisional: Mapped[bool] = mapped_column(server_default=false())


class SpotCheckFrameRow(Base):
    """总体: the frame as it was frozen, in its canonical bytes. Once a check, append only."""

    __tablename__ = "spot_check_frame"
    __table_args__ = (
        CheckConstraint("sha256 = encode(sha256(content), 'hex')", name="whole"),
        CheckConstraint("items >= 0 and total >= 0", name="counted"),
    )
    check_id: Mapped[UUID] = mapped_column(ForeignKey("spot_check.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary(), deferred=True)
    sha256: Mapped[str]
    items: Mapped[int]
    total: Mapped[int] = mapped_column(BigInteger)  # fen
    book_total: Mapped[int] = mapped_column(BigInteger)  # fen: all that was posted in the period
    frozen_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    frozen_at: Mapped[Instant]


class SpotCheckDrawRow(Base):
    """A draw: round 1 from the plan; every later one adds `more`, keeping what was drawn."""

    __tablename__ = "spot_check_draw"
    __table_args__ = (
        PrimaryKeyConstraint("check_id", "round"),
        CheckConstraint("round > 0 and more >= 0 and items >= 0", name="counted"),
        CheckConstraint("round = 1 or more > 0", name="grown"),
        CheckConstraint("round = 1 or reason <> ''", name="reasoned"),
    )
    check_id: Mapped[UUID] = mapped_column(ForeignKey("spot_check.id"))
    round: Mapped[int]
    more: Mapped[int]  # hits of this round, as in `Sample.rounds`; 0 where all is taken whole
    items: Mapped[int]  # new ones in this round
    frame_sha256: Mapped[str]
    reason: Mapped[str]
    drawn_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    drawn_at: Mapped[Instant]


class SpotCheckItemRow(Base):
    """样本: one drawn claim. The Center's alone, append only."""

    __tablename__ = "spot_check_item"
    __table_args__ = (
        of_employer(),
        within_employer("claim_id", "claim"),
        ForeignKeyConstraint(
            ["check_id", "round"], ["spot_check_draw.check_id", "spot_check_draw.round"]
        ),
        ForeignKeyConstraint(
            ["employer_id", "check_id"],
            ["spot_check_unit.employer_id", "spot_check_unit.check_id"],
        ),
        UniqueConstraint("employer_id", "id"),
        UniqueConstraint("check_id", "number"),
        UniqueConstraint("employer_id", "check_id", "claim_id"),
        Index("ix_spot_check_item_claim_id", "employer_id", "claim_id"),
        CheckConstraint("number > 0 and position > 0 and hits > 0", name="counted"),
        CheckConstraint("value >= 0", name="value_not_negative"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    check_id: Mapped[UUID] = mapped_column(ForeignKey("spot_check.id"))
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[int]  # in the order of the frame, round by round: /checks/<id>/items/<number>
    key: Mapped[str]  # of the frame
    value: Mapped[int] = mapped_column(BigInteger)  # fen, as in the frame
    grant_number: Mapped[str]  # the group in the frame
    marks: Mapped[str]  # joined by spaces, as in the frame
    position: Mapped[int]  # in the frame, from 1
    stratum: Mapped[str]  # why it was drawn
    hits: Mapped[int]  # when it was drawn; `spot_checks.sample_of` counts those of later rounds
    round: Mapped[int]


class SpotCheckUnitRow(Base):
    """受检: an employer's part in a check, which is a case (`proceeding`) of its own."""

    __tablename__ = "spot_check_unit"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "check_id"),
        within_employer("proceeding_id", "proceeding"),
        UniqueConstraint("employer_id", "proceeding_id"),
        CheckConstraint("check_number <> ''", name="numbered"),
    )
    employer_id: Mapped[Employer]
    check_id: Mapped[UUID] = mapped_column(ForeignKey("spot_check.id"))
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    check_number: Mapped[str]
    title: Mapped[str]
    manner: Mapped[str]
    period_from: Mapped[date]
    period_to: Mapped[date]
    seed_sha256: Mapped[str]  # told with the notice: the seed cannot be chosen afterwards


class SpotCheckRequestRow(Base):
    """调阅: a claim whose papers the employer is asked for. It does not say why it was drawn."""

    __tablename__ = "spot_check_request"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "check_id", "claim_id"),
        ForeignKeyConstraint(
            ["employer_id", "check_id"],
            ["spot_check_unit.employer_id", "spot_check_unit.check_id"],
        ),
        within_employer("claim_id", "claim"),
        CheckConstraint("round > 0", name="counted"),
    )
    employer_id: Mapped[Employer]
    check_id: Mapped[UUID] = mapped_column(Uuid())
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    round: Mapped[int]
    asked_at: Mapped[Instant]


class SpotCheckPaperRow(Base):
    """A file that an employer handed in for a check; the bytes lie among the originals."""

    __tablename__ = "spot_check_paper"
    __table_args__ = (
        of_employer(),
        ForeignKeyConstraint(
            ["employer_id", "check_id"],
            ["spot_check_unit.employer_id", "spot_check_unit.check_id"],
        ),
        ForeignKeyConstraint(
            ["employer_id", "check_id", "claim_id"],
            ["spot_check_request.employer_id", "spot_check_request.check_id",
             "spot_check_request.claim_id"],
        ),
        UniqueConstraint("employer_id", "check_id", "sha256"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("size > 0", name="not_empty"),
    )  # fmt: skip
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    check_id: Mapped[UUID] = mapped_column(Uuid())
    claim_id: Mapped[UUID | None] = mapped_column(Uuid())  # of no claim alone where null
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    sent_at: Mapped[Instant]


class SpotCheckEvaluationRow(Base):
    """评价: what the answers come to, reckoned anew with every draft of a result. Append only."""

    __tablename__ = "spot_check_evaluation"
    __table_args__ = (
        PrimaryKeyConstraint("check_id", "number"),
        CheckConstraint("number > 0 and items >= 0", name="counted"),
        CheckConstraint("decision in ('accept', 'extend', 'reject')", name="decision_known"),
    )
    check_id: Mapped[UUID] = mapped_column(ForeignKey("spot_check.id"))
    number: Mapped[int]  # the first is 1; the newest counts
    items: Mapped[int]
    decision: Mapped[str]
    figures: Mapped[Mapping[str, Any]] = mapped_column(JSONB)  # exact, as `evaluate` gave them
    observations: Mapped[list[Any]] = mapped_column(JSONB)  # what it was reckoned from
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
