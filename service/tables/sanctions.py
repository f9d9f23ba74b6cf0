"""What becomes of a grant: its steps, why it is suspended or ended, and what it was judged by.

What belongs to no grant (rulings, versions of the Measures, objections) stands in
`service.tables.registers`.
"""

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
    PrimaryKeyConstraint,
    UniqueConstraint,
    Uuid,
    false,
)
from sqlalchemy import Identity as Counter
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


class GrantStepRow(Base):
    """One change of a grant's state: inserting it IS what moves the grant. Append only."""

    __tablename__ = "grant_step"
    __table_args__ = (
        of_employer(),
        within_employer("grant_id", "talent_grant"),
        within_employer("proceeding_id", "proceeding"),
        ForeignKeyConstraint(
            ["kind", "source", "action", "actor_role"],
            ["procedure_move.kind", "procedure_move.source", "procedure_move.action",
             "procedure_move.role"],
        ),
        UniqueConstraint("employer_id", "grant_id", "number"),
        CheckConstraint("number > 0", name="counted"),
        CheckConstraint("kind = 'grant'", name="kind_known"),
    )  # fmt: skip
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    proceeding_id: Mapped[UUID | None] = mapped_column(Uuid())  # the case that brought it about
    kind: Mapped[str]
    number: Mapped[int]  # the first step is 1
    source: Mapped[str]
    action: Mapped[str]
    target: Mapped[str]
    effective_on: Mapped[date]
    actor_id: Mapped[UUID] = mapped_column(Uuid())
    actor_name: Mapped[str]
    actor_role: Mapped[str]
    at: Mapped[Instant]
    article: Mapped[str]
    reason: Mapped[str]


GROUNDS = (
    "'assessment_failed','moved_away','unrectified','selection_fraud','misconduct','grave_loss',"
    "'crime','false_expense','withholding','crowding_out','misappropriation','false_claim',"
    "'embezzlement','deception','changed_use'"
)
MODES = "'ineligible','unspent','unspent_and_ineligible','full'"


class AssessmentRow(Base):
    """阶段性考核 (Art. 31) as it came out; it decides nothing, it may open a case. Append only.

    `round` 2 is the one after mending, 复评. The scores are for the Center's eyes (Art. 34).
    """

    __tablename__ = "assessment"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        UniqueConstraint("employer_id", "grant_id", "stage", "round"),
        CheckConstraint("stage <> ''", name="staged"),
        CheckConstraint("round in (1, 2)", name="round_known"),
        CheckConstraint("conclusion in ('passed', 'failed')", name="conclusion_known"),
        CheckConstraint(
            "least(self_score, employer_score, expert_score) >= 0"
            " and greatest(self_score, employer_score, expert_score) <= 100",
            name="scores_range",
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    stage: Mapped[str]
    round: Mapped[int]
    self_score: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    employer_score: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    expert_score: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    conclusion: Mapped[str]
    assessed_on: Mapped[date]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[Instant]


class SanctionRow(Base):
    """中止或取消: what a case is about; what was decided is written once, with the decision."""

    __tablename__ = "sanction"
    __table_args__ = (
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        of_employer(),
        within_employer("proceeding_id", "proceeding"),
        within_employer("grant_id", "talent_grant"),
        within_employer("assessment_id", "assessment"),
        within_employer("rectification_id", "proceeding"),
        Index("ix_sanction_grant_id", "employer_id", "grant_id"),
        CheckConstraint(f"ground in ({GROUNDS})", name="ground_known"),
        CheckConstraint("consequence in ('suspend', 'revoke')", name="consequence_known"),
        CheckConstraint("facts <> ''", name="told"),
        CheckConstraint(
            "(ground = 'assessment_failed') = (assessment_id is not null)", name="assessed"
        ),
        CheckConstraint(
            "(ground = 'unrectified') = (rectification_id is not null)", name="unrectified"
        ),
        CheckConstraint(f"clawback in ({MODES})", name="mode_known"),
        CheckConstraint(
            "num_nulls(decided_on, decided, received, ineligible) in (0, 4)", name="decided_whole"
        ),
        CheckConstraint(
            "(decided is not distinct from 'revoke') = (serious is not null)"
            " and (serious is null) = (clawback is null)",
            name="revoked_whole",
        ),
        CheckConstraint("decided in ('suspend', 'revoke', 'dismiss')", name="decision_known"),
        CheckConstraint("not serious or serious_reason <> ''", name="serious_with_reason"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    ground: Mapped[str]  # a name of `compliance.grounds`
    consequence: Mapped[str]  # what is proposed
    facts: Mapped[str]
    assessment_id: Mapped[UUID | None] = mapped_column(Uuid())
    rectification_id: Mapped[UUID | None] = mapped_column(Uuid())
    decided: Mapped[str | None]
    decided_on: Mapped[date | None]
    serious: Mapped[bool | None]  # 情节严重: somebody's judgement
    serious_reason: Mapped[str]
    clawback: Mapped[str | None]  # what is to be clawed back, by default or as decided
    referred: Mapped[bool] = mapped_column(server_default=false())  # 移送
    received: Mapped[Money | None]  # as the books stood
    ineligible: Mapped[Money | None]


class ExitApplicationRow(Base):
    """主动退出或结题的申请: what its case is about. Append only."""

    __tablename__ = "exit_application"
    __table_args__ = (
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        of_employer(),
        within_employer("proceeding_id", "proceeding"),
        within_employer("grant_id", "talent_grant"),
        Index("ix_exit_application_grant_id", "employer_id", "grant_id"),
        CheckConstraint("statement <> ''", name="told"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    statement: Mapped[str]
    by_selectee: Mapped[bool]


class AssociationMeasureRow(Base):
    """市科协的措施 (Art. 33（二）): decided there, recorded here; a bar blocks the next year."""

    __tablename__ = "association_measure"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        UniqueConstraint("employer_id", "document", "measure"),
        CheckConstraint("measure in ('talk', 'criticism', 'bar')", name="measure_known"),
        CheckConstraint("(measure = 'bar') = (barred_year is not null)", name="barred_a_year"),
        CheckConstraint("barred_year between 2020 and 2100", name="year_range"),
        CheckConstraint("document <> '' and facts <> ''", name="documented"),
        CheckConstraint("num_nulls(ended_on, ended_by) in (0, 2)", name="ended_by_somebody"),
        CheckConstraint("(ended_on is null) = (end_reason = '')", name="ended_with_reason"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    measure: Mapped[str]  # 约谈、通报批评、取消下一年度申报资格
    document: Mapped[str]
    decided_on: Mapped[date]
    barred_year: Mapped[int | None]
    facts: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[Instant]
    ended_on: Mapped[date | None]  # 市科协 took it back
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    end_reason: Mapped[str]
