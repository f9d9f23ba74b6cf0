"""取证: what was found at each sampled item, who looked again, and the findings of a check."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Uuid,
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

_MARKS = "('meets', 'fails', 'not_applicable')"


class SpotCheckAnswerRow(Base):
    """What somebody found at an item, in the columns of the working paper. Append only.

    The Center's alone. A changed mind is a new version; the newest counts. `audited` is yuan, None
    where no evidence could be had, which counts as an error of the whole amount.
    """

    __tablename__ = "spot_check_answer"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("item_id", "spot_check_item"),
        UniqueConstraint("employer_id", "item_id", "version"),
        Index("ix_spot_check_answer_check_id", "check_id"),
        CheckConstraint("version > 0", name="counted"),
        *(
            CheckConstraint(f"{column} in {_MARKS}", name=f"{column}_known")
            for column in ("support", "formalities", "progress", "balance")
        ),
        CheckConstraint("purpose in ('meets', 'fails') or not evidence", name="purpose_judged"),
        CheckConstraint("amount in ('meets', 'fails') or not evidence", name="amount_judged"),
        CheckConstraint(f"purpose in {_MARKS} and amount in {_MARKS}", name="judged_known"),
        CheckConstraint("evidence = (audited is not null)", name="audited_with_evidence"),
        CheckConstraint("evidence or support = 'fails'", name="unproven_unsupported"),
        CheckConstraint("audited >= 0", name="audited_not_negative"),
        CheckConstraint(
            "note <> '' or evidence and 'fails' <> all"
            " (array[support, purpose, amount, formalities, progress, balance])",
            name="error_noted",
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    check_id: Mapped[UUID] = mapped_column(ForeignKey("spot_check.id"))
    item_id: Mapped[UUID] = mapped_column(Uuid())
    version: Mapped[int]  # the first is 1
    support: Mapped[str]  # 支持文件
    purpose: Mapped[str]  # 用途合规
    amount: Mapped[str]  # 金额准确
    formalities: Mapped[str]  # 手续完备
    progress: Mapped[str]  # 进度匹配
    balance: Mapped[str]  # 结余处理
    evidence: Mapped[bool]
    audited: Mapped[Decimal | None] = mapped_column(Numeric(16, 2))
    note: Mapped[str]
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[Instant]


class SpotCheckReviewRow(Base):
    """复核: another person's word on an answer: it stands, or it goes back. Append only."""

    __tablename__ = "spot_check_review"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "answer_id"),
        within_employer("answer_id", "spot_check_answer"),
        CheckConstraint("agrees or note <> ''", name="reasoned"),
    )
    employer_id: Mapped[Employer]
    answer_id: Mapped[UUID] = mapped_column(Uuid())
    agrees: Mapped[bool]
    note: Mapped[str]
    reviewed_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    reviewed_at: Mapped[Instant]


class SpotCheckFindingRow(Base):
    """检查发现: a fault as it was found; it stays, but may be dropped or become a rectification.

    Its employer sees it once it is asked for its comments: migration 0033 keeps it unseen before.
    `amount` is yuan, nought where the fault is of form only.
    """

    __tablename__ = "spot_check_finding"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("item_id", "spot_check_item"),
        within_employer("claim_id", "claim"),
        within_employer("grant_id", "talent_grant"),
        within_employer("repeats_id", "spot_check_finding"),
        ForeignKeyConstraint(
            ["employer_id", "proceeding_id"],
            ["rectification.employer_id", "rectification.proceeding_id"],
        ),
        ForeignKeyConstraint(
            ["employer_id", "check_id"],
            ["spot_check_unit.employer_id", "spot_check_unit.check_id"],
        ),
        UniqueConstraint("employer_id", "check_id", "number"),
        Index("ix_spot_check_finding_grant_id", "employer_id", "grant_id"),
        Index("ix_spot_check_finding_proceeding_id", "employer_id", "proceeding_id"),
        CheckConstraint("number > 0", name="counted"),
        CheckConstraint(
            "title <> '' and nature <> '' and condition <> '' and basis <> ''", name="told"
        ),
        CheckConstraint("article between 1 and 37", name="article_known"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("(dropped_by is null) = (dropped_at is null)", name="dropped_whole"),
        CheckConstraint("(dropped_at is null) = (drop_reason = '')", name="dropped_with_reason"),
        CheckConstraint("dropped_at is null or proceeding_id is null", name="dropped_or_raised"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    check_id: Mapped[UUID] = mapped_column(Uuid())
    item_id: Mapped[UUID] = mapped_column(Uuid())
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[int]  # within its check, from 1
    title: Mapped[str]
    nature: Mapped[str]  # 定性
    condition: Mapped[str]  # what is: 问题描述
    article: Mapped[int]  # what should be: of the Measures
    code: Mapped[str]  # item of the negative list, or rule; '' where none
    basis: Mapped[str]  # 依据, as it is printed
    cause: Mapped[str]  # 成因
    effect: Mapped[str]  # 风险及影响
    department: Mapped[str]  # 责任部门
    amount: Mapped[Money]
    repeats_id: Mapped[UUID | None] = mapped_column(Uuid())  # an earlier one like it
    proceeding_id: Mapped[UUID | None] = mapped_column(Uuid())  # its rectification
    found_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    found_at: Mapped[Instant]
    dropped_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    dropped_at: Mapped[Instant | None]
    drop_reason: Mapped[str]


class SpotCheckResponseRow(Base):
    """单位意见: what an employer says to one finding. Append only; the newest counts."""

    __tablename__ = "spot_check_response"
    __table_args__ = (
        of_employer(),
        within_employer("finding_id", "spot_check_finding"),
        UniqueConstraint("employer_id", "finding_id", "version"),
        CheckConstraint("version > 0", name="counted"),
        CheckConstraint("stance in ('accepts', 'explains', 'disputes')", name="stance_known"),
        CheckConstraint("stance = 'accepts' or said <> ''", name="reasoned"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    finding_id: Mapped[UUID] = mapped_column(Uuid())
    version: Mapped[int]
    stance: Mapped[str]
    said: Mapped[str]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    said_at: Mapped[Instant]
