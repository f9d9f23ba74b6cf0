"""划转 (Art. 30): what was applied for, each closing statement, its payment, and what arrives.

All but the arrival belongs to the old employer; the arrival is the new employer's own side.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
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
from service.tables.programme import CATEGORIES

SOURCES = "'FISCAL','MATCH','RAISED','INTEREST'"


def _within(table: str, column: str) -> ForeignKeyConstraint:
    """Tie a row to one that is known by its case, of the same employer."""
    return ForeignKeyConstraint(
        ["employer_id", column], [f"{table}.employer_id", f"{table}.proceeding_id"]
    )


class TransferRow(Base):
    """What a case of transfer is about: who goes where, from which day on."""

    __tablename__ = "transfer"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        within_employer("proceeding_id", "proceeding"),
        CheckConstraint("new_name <> '' and workplace <> '' and paper <> ''", name="told"),
        CheckConstraint("new_uscc ~ '^[0-9A-HJ-NP-RTUWXY]{18}$'", name="uscc_form"),
        CheckConstraint("new_employer_id <> employer_id", name="two_employers"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    applied_on: Mapped[date]
    paper: Mapped[str]  # where the signed application is kept
    leaves_on: Mapped[date]  # the last day at the old employer
    new_name: Mapped[str]
    new_uscc: Mapped[str]
    seat_evidence: Mapped[str]
    workplace: Mapped[str]
    in_beijing: Mapped[bool]
    same_field: Mapped[bool]
    field: Mapped[str]
    carried_over: Mapped[str]  # what becomes of open matters, '' where nothing is open
    pay_to: Mapped[str]  # the new employer's dedicated account, '' until the Center has approved
    new_employer_id: Mapped[UUID | None] = mapped_column(Uuid())  # once the Center has approved
    new_grant_id: Mapped[UUID | None] = mapped_column(Uuid())  # there, once it has moved


class TransferStatementRow(Base):
    """A closing statement (结算单), the newest of a case counts. Append only."""

    __tablename__ = "transfer_statement"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        _within("transfer", "proceeding_id"),
        UniqueConstraint("employer_id", "proceeding_id", "number"),
        CheckConstraint("number > 0", name="counted"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[int]
    cut_on: Mapped[date]
    assets: Mapped[str]  # bought from the grant; they stay with the old employer
    matters: Mapped[str]  # not settled, and carried over
    claims: Mapped[str]  # numbers of those that are being finished
    disallowed: Mapped[Money]  # not put back yet: stays with who spent it
    drawn_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    drawn_at: Mapped[Instant]


class TransferRestRow(Base):
    """One source in a closing statement: what is there, what stays, what moves."""

    __tablename__ = "transfer_rest"
    __table_args__ = (
        PrimaryKeyConstraint("employer_id", "statement_id", "source"),
        of_employer(),
        within_employer("statement_id", "transfer_statement"),
        CheckConstraint(f"source in ({SOURCES})", name="source_known"),
        CheckConstraint("balance >= 0 and reserved >= 0 and advanced >= 0", name="not_negative"),
        CheckConstraint(
            "moved = case when source = 'MATCH' then 0 else greatest(balance - reserved, 0) end",
            name="adds_up",
        ),
    )
    statement_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    source: Mapped[str]
    balance: Mapped[Money]
    reserved: Mapped[Money]
    advanced: Mapped[Money]
    moved: Mapped[Money]


class TransferBudgetRow(Base):
    """Budget that follows the money, by source and direction."""

    __tablename__ = "transfer_budget"
    __table_args__ = (
        PrimaryKeyConstraint("employer_id", "statement_id", "source", "category"),
        of_employer(),
        within_employer("statement_id", "transfer_statement"),
        CheckConstraint(f"source in ({SOURCES})", name="source_known"),
        CheckConstraint(f"category in ({CATEGORIES})", name="category_known"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )
    statement_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    source: Mapped[str]
    category: Mapped[str]
    amount: Mapped[Money]


class TransferPaymentRow(Base):
    """The old employer's payment of a statement, with its bank slip. Append only."""

    __tablename__ = "transfer_payment"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "statement_id"),
        within_employer("statement_id", "transfer_statement"),
        UniqueConstraint("employer_id", "bank_slip"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("bank_slip <> ''", name="slip_given"),
    )
    statement_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    amount: Mapped[Money]
    bank_slip: Mapped[str]
    paid_on: Mapped[date]
    paid_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    entry_id: Mapped[int] = mapped_column(BigInteger)


class ArrivalRow(Base):
    """What comes to the new employer: its own side of a transfer, which is all that it sees."""

    __tablename__ = "arrival"
    __table_args__ = (
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        of_employer(),
        within_employer("proceeding_id", "proceeding"),
        UniqueConstraint("employer_id", "statement_id"),
        UniqueConstraint("employer_id", "bank_reference"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    statement_id: Mapped[UUID] = mapped_column(Uuid())  # of the old employer
    old_name: Mapped[str]
    bank_reference: Mapped[str | None]
    entry_id: Mapped[int | None] = mapped_column(BigInteger)


class ArrivalAmountRow(Base):
    """What arrives of one source. Append only."""

    __tablename__ = "arrival_amount"
    __table_args__ = (
        PrimaryKeyConstraint("employer_id", "proceeding_id", "source"),
        of_employer(),
        _within("arrival", "proceeding_id"),
        CheckConstraint(f"source in ({SOURCES})", name="source_known"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    source: Mapped[str]
    amount: Mapped[Money]
