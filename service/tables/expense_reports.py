"""报销单: claims of one grant handed in together."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
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


class ExpenseReportRow(Base):
    """报销单: what several claims of a grant are handed in for, under one number."""

    __tablename__ = "expense_report"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        UniqueConstraint("employer_id", "number"),
        Index("ix_expense_report_made_at", "employer_id", "made_at"),
        Index("ix_expense_report_state", "employer_id", "state", "made_at"),
        Index("ix_expense_report_grant_id", "employer_id", "grant_id"),
        CheckConstraint("btrim(title) <> ''", name="titled"),
        CheckConstraint(
            "state in ('draft', 'submitted', 'returned', 'approved', 'paid', 'frozen', 'ended',"
            " 'dissolved')",
            name="state_known",
        ),
        CheckConstraint(
            "(state = 'dissolved') = (dissolved_at is not null)", name="dissolved_whole"
        ),
        CheckConstraint(
            "(dissolved_by is null) = (dissolved_at is null)", name="dissolved_by_somebody"
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[str]
    title: Mapped[str]  # 事由
    people: Mapped[str] = mapped_column(server_default="")  # 人员: who travels, attends, teaches
    note: Mapped[str] = mapped_column(server_default="")
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    dissolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    dissolved_at: Mapped[Instant | None]
    # kept by the database: how the claims on the sheet stand together
    state: Mapped[str] = mapped_column(server_default="draft")
    version: Mapped[int] = mapped_column()  # counts changes of the words

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads it here


class ExpenseReportMemberRow(Base):
    """A claim on a sheet, until it is split off again."""

    __tablename__ = "expense_report_member"
    __table_args__ = (
        of_employer(),
        within_employer("report_id", "expense_report"),
        within_employer("claim_id", "claim"),
        UniqueConstraint("employer_id", "report_id", "position"),
        Index(
            "uq_expense_report_member_in_one",
            "employer_id",
            "claim_id",
            unique=True,
            postgresql_where=text("removed_at is null"),
        ),
        CheckConstraint("position > 0", name="position_counted"),
        CheckConstraint("(removed_by is null) = (removed_at is null)", name="removed_by_somebody"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    report_id: Mapped[UUID] = mapped_column(Uuid())
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    position: Mapped[int]
    added_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    added_at: Mapped[Instant]
    removed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[Instant | None]
