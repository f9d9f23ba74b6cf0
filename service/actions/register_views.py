"""The register to look at: calls and notices, recommenders, employers and their accounts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import (
    AnnualCallRow,
    DedicatedAccountRow,
    EmployerRow,
    PublicNoticeRow,
    RecommenderRow,
    SelecteeRow,
)

CENTER = "北京市科协创新服务中心"


@dataclass(frozen=True, slots=True)
class Notice:
    """The public notice of a call's list; its last day counts."""

    id: UUID
    starts_on: date
    ends_on: date
    provisional: bool  # until the year's days of rest are known
    url: str
    open_objections: int


@dataclass(frozen=True, slots=True)
class Call:
    """An annual call, and its public notice when there is one."""

    id: UUID
    year: int
    title: str
    born_on_or_after: date
    quota: int
    grant_amount: Decimal
    notice: Notice | None


@dataclass(frozen=True, slots=True)
class Recommender:
    """A body that recommends."""

    id: UUID
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Account:
    """A dedicated account."""

    bank: str
    number: str
    registered_on: date


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer, and its dedicated account when there is one."""

    id: UUID
    name: str
    uscc: str
    registered_address: str
    contact: str
    regime: str
    account: Account | None


def regime(session: Session, employer_id: UUID) -> str:
    """Give the accounting system of an employer's own books."""
    row = session.get(EmployerRow, employer_id)
    if row is None:
        raise NotFound(N_("没有这个单位。"))
    return row.regime


def unit_name(session: Session, actor: Actor) -> str | None:
    """Give the name of whom somebody works for; None for an administrator."""
    if actor.role.of_center:
        return CENTER
    if actor.employer_id is None:
        return None
    return session.scalar(select(EmployerRow.name).where(EmployerRow.id == actor.employer_id))


def calls(session: Session) -> list[Call]:
    """List the annual calls, the newest first."""
    rows = session.execute(
        select(AnnualCallRow, PublicNoticeRow)
        .outerjoin(PublicNoticeRow, PublicNoticeRow.call_id == AnnualCallRow.id)
        .order_by(AnnualCallRow.year.desc())
    )
    return [
        Call(
            id=call.id,
            year=call.year,
            title=call.title,
            born_on_or_after=call.born_on_or_after,
            quota=call.quota,
            grant_amount=call.grant_amount,
            notice=_notice(notice),
        )
        for call, notice in rows
    ]


def _notice(row: PublicNoticeRow | None) -> Notice | None:
    if row is None:
        return None
    return Notice(
        row.id, row.starts_on, row.ends_on, row.ends_provisional, row.url, row.open_objections
    )


def recommenders(session: Session) -> list[Recommender]:
    """List the recommending bodies by name."""
    rows = session.scalars(select(RecommenderRow).order_by(RecommenderRow.name))
    return [Recommender(row.id, row.name, row.kind) for row in rows]


def employers(session: Session) -> list[Employer]:
    """List the employers by name."""
    rows = session.execute(
        select(EmployerRow, DedicatedAccountRow)
        .outerjoin(DedicatedAccountRow, DedicatedAccountRow.employer_id == EmployerRow.id)
        .order_by(EmployerRow.name)
    )
    return [
        Employer(
            id=employer.id,
            name=employer.name,
            uscc=employer.uscc,
            registered_address=employer.registered_address,
            contact=employer.contact,
            regime=employer.regime,
            account=_account(account),
        )
        for employer, account in rows
    ]


def _account(row: DedicatedAccountRow | None) -> Account | None:
    return None if row is None else Account(row.bank, row.account_number, row.registered_on)


@dataclass(frozen=True, slots=True)
class Selectee:
    """A selectee to choose from a list."""

    id: UUID
    name: str
    employer_name: str


def selectees(session: Session) -> list[Selectee]:
    """List the selectees by employer and name."""
    rows = session.execute(
        select(SelecteeRow.id, SelecteeRow.name, EmployerRow.name)
        .join(EmployerRow, EmployerRow.id == SelecteeRow.employer_id)
        .order_by(EmployerRow.name, SelecteeRow.name)
    )
    return [Selectee(*row) for row in rows]
