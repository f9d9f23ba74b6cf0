"""Employers (the tenants), recommenders and dedicated accounts."""

from datetime import date

from sqlalchemy import CheckConstraint, PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Employer, Identity, Instant, of_employer, tenant_key


class EmployerRow(Base):
    """所在单位 (Art. 8(1), 24, 26): the legal person that keeps the money."""

    __tablename__ = "employer"
    __table_args__ = (
        CheckConstraint("uscc ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'", name="uscc_form"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint(
            "regime in ('enterprise', 'small_enterprise', 'institution', 'association')",
            name="regime",
        ),
    )
    id: Mapped[Identity]
    name: Mapped[str]
    uscc: Mapped[str] = mapped_column(unique=True)
    registered_address: Mapped[str]
    address_evidence: Mapped[str]  # for codes registered centrally; '' where the code says Beijing
    contact: Mapped[str]
    created_at: Mapped[Instant]
    regime: Mapped[str] = mapped_column(server_default="enterprise")  # of its own books


class FormerNameRow(Base):
    """A name an employer had until a day: invoices of that time carry it."""

    __tablename__ = "former_name"
    __table_args__ = (of_employer(), tenant_key())
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    name: Mapped[str]
    until_on: Mapped[date]


class RecommenderRow(Base):
    """推荐单位 (Art. 10)."""

    __tablename__ = "recommender"
    id: Mapped[Identity]
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]


class DedicatedAccountRow(Base):
    """专门账户 (Art. 26): the bank account that holds the grants of one employer."""

    __tablename__ = "dedicated_account"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        UniqueConstraint("employer_id"),
        CheckConstraint("account_number ~ '^[0-9]{8,32}$'", name="number_form"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    bank: Mapped[str]
    account_name: Mapped[str]
    account_number: Mapped[str]
    registered_on: Mapped[date]


class NumberSeriesRow(Base):
    """The last number given in a series of one employer: numbers show no other's volume."""

    __tablename__ = "number_series"
    __table_args__ = (
        PrimaryKeyConstraint("employer_id", "series"),
        of_employer(),
        CheckConstraint("last > 0", name="counted"),
    )
    employer_id: Mapped[Employer]
    series: Mapped[str]
    last: Mapped[int]
