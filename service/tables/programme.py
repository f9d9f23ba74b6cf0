"""The programme: annual calls, selectees, grants, task agreements and instalments."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
    Uuid,
    false,
    text,
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

CATEGORIES = "'RND','TRAIN','EXCH','MENTOR','CONF','CE','IP_PUB','PUBL','OTHER'"


class AnnualCallRow(Base):
    """申报通知 of one year (Art. 9, 15): its bounds are data, not constants."""

    __tablename__ = "annual_call"
    __table_args__ = (
        CheckConstraint("year between 2020 and 2100", name="year_range"),
        CheckConstraint("quota > 0", name="quota_positive"),
        CheckConstraint("grant_amount > 0", name="amount_positive"),
    )
    id: Mapped[Identity]
    year: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str]
    born_on_or_after: Mapped[date]
    quota: Mapped[int]
    grant_amount: Mapped[Money]


class PublicNoticeRow(Base):
    """公示 of the final list (Art. 18)."""

    __tablename__ = "public_notice"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="in_order"),
        CheckConstraint("open_objections >= 0", name="objections_counted"),
    )
    id: Mapped[Identity]
    call_id: Mapped[UUID] = mapped_column(ForeignKey("annual_call.id"), unique=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    ends_provisional: Mapped[bool] = mapped_column(server_default=false())  # rest days not known
    url: Mapped[str]
    open_objections: Mapped[int]


class SelecteeRow(Base):
    """入选者 with the present employer."""

    __tablename__ = "selectee"
    __table_args__ = (of_employer(), tenant_key())
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    name: Mapped[str]
    born_on: Mapped[date]
    field: Mapped[str]
    recommender_id: Mapped[UUID] = mapped_column(ForeignKey("recommender.id"))


class GrantRow(Base):
    """A selectee's grant: the sub-ledger inside the employer's book."""

    __tablename__ = "talent_grant"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("selectee_id", "selectee"),
        UniqueConstraint("employer_id", "selectee_id", "call_id"),
        UniqueConstraint("employer_id", "number"),
        # a grant that went to another employer keeps its number there
        Index("uq_talent_grant_number", "number", unique=True, postgresql_where="left_on is null"),
        CheckConstraint(
            "joined_on is null or left_on is null or joined_on <= left_on", name="stay_in_order"
        ),
        CheckConstraint(
            "state in ('nominated', 'agreed', 'active', 'suspended', 'revoked', 'withdrawn',"
            " 'completed', 'transferring', 'transferred', 'settled', 'archived')",
            name="state_known",
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    selectee_id: Mapped[UUID] = mapped_column(Uuid())
    call_id: Mapped[UUID] = mapped_column(ForeignKey("annual_call.id"))
    number: Mapped[str]
    state: Mapped[str]
    suspended_on: Mapped[date | None]  # 中止: no money from this day on (Art. 32)
    left_on: Mapped[date | None]  # the selectee's last day at this employer (Art. 30)
    joined_on: Mapped[date | None]  # the first one, of who came from another employer (Art. 30)


class AgreementRow(Base):
    """任务书 (Art. 27): one row per version; the newest counts for new claims."""

    __tablename__ = "agreement"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        UniqueConstraint("employer_id", "grant_id", "version"),
        UniqueConstraint("employer_id", "number", "version"),
        CheckConstraint("approved_on < ends_on", name="period_in_order"),
        CheckConstraint("version > 0", name="version_counted"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[str]
    version: Mapped[int]
    approved_on: Mapped[date]  # 立项日
    signed_on: Mapped[date]
    ends_on: Mapped[date]
    negative_list: Mapped[str]
    recorded_at: Mapped[Instant]


class AgreementBudgetRow(Base):
    """Budget of one category in an agreement (Art. 25, 27)."""

    __tablename__ = "agreement_budget"
    __table_args__ = (
        PrimaryKeyConstraint("agreement_id", "category"),
        within_employer("agreement_id", "agreement"),
        CheckConstraint(f"category in ({CATEGORIES})", name="category_known"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )
    employer_id: Mapped[Employer]
    agreement_id: Mapped[UUID] = mapped_column(Uuid())
    category: Mapped[str]
    amount: Mapped[Money]


class InstalmentRow(Base):
    """One instalment of the Center's money (Art. 24): planned, approved, sent, received."""

    __tablename__ = "instalment"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("agreement_id", "agreement"),
        within_employer("grant_id", "talent_grant"),
        UniqueConstraint("employer_id", "agreement_id", "position"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint(
            "state in ('planned', 'approved', 'sent', 'received', 'stopped')", name="state_known"
        ),
        CheckConstraint("approved_by <> sent_by", name="two_people"),
        CheckConstraint(
            "(state in ('planned', 'stopped')) = (approved_by is null)",
            name="approved_by_somebody",
        ),
        Index(
            "uq_instalment_bank_reference",
            "employer_id",
            "bank_reference",
            unique=True,
            postgresql_where=text("bank_reference is not null"),
        ),
        CheckConstraint(
            "(state in ('sent', 'received')) = (sent_by is not null and sent_on is not null)",
            name="sent_by_somebody",
        ),
        CheckConstraint(
            "(state = 'received') = (received_by is not null and received_on is not null)",
            name="received_by_somebody",
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    agreement_id: Mapped[UUID] = mapped_column(Uuid())
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    position: Mapped[int]
    amount: Mapped[Money]
    due_on: Mapped[date]
    state: Mapped[str]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    sent_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    sent_on: Mapped[date | None]
    received_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    received_on: Mapped[date | None]
    bank_reference: Mapped[str | None]
    center_entry_id: Mapped[int | None] = mapped_column(BigInteger)
    employer_entry_id: Mapped[int | None] = mapped_column(BigInteger)
