"""What an employer, a selectee and the Center see first: grants and their money."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from compliance.categories import Category
from ledger import book, standing
from ledger.accounts import AccountRef
from ledger.standing import Overdrawn
from service.actions import adjustments, disbursement_gates
from service.messages import N_, NotFound, Sentence
from service.permissions import Actor, Role
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    AnnualCallRow,
    ClaimRow,
    DedicatedAccountRow,
    EmployerRow,
    GrantRow,
    InstalmentRow,
    SelecteeRow,
)

NOTHING = Decimal("0.00")
K = TypeVar("K")
_BUDGET = ("9001", "9002", "9003")


@dataclass(frozen=True, slots=True)
class CategoryMoney:
    """One spending direction of a grant, in yuan."""

    category: Category
    budget: Decimal
    spent: Decimal
    reserved: Decimal
    adjusted: Decimal = NOTHING  # of the budget: moved here since the agreement, or away

    @property
    def available(self) -> Decimal:
        return self.budget - self.spent - self.reserved


@dataclass(frozen=True, slots=True)
class GrantMoney:
    """The money of a grant in yuan: 已到账, 已支出, 已承诺, 可用."""

    received: Decimal
    spent: Decimal
    reserved: Decimal
    categories: tuple[CategoryMoney, ...]
    overdrawn: tuple[Overdrawn, ...] = ()  # directions beyond their budget, within the tolerance

    @property
    def balance(self) -> Decimal:
        return self.received - self.spent

    @property
    def available(self) -> Decimal:
        return self.balance - self.reserved

    @property
    def budget(self) -> Decimal:
        return sum((part.budget for part in self.categories), NOTHING)


@dataclass(frozen=True, slots=True)
class GrantView:
    """A grant with its selectee, its agreement (None before signature) and its money."""

    id: UUID
    employer_id: UUID
    employer_name: str
    number: str
    state: str
    selectee: str
    field: str
    year: int
    agreement: AgreementRow | None
    money: GrantMoney


@dataclass(frozen=True, slots=True)
class InstalmentView:
    """An instalment in a list, with what still stands before its approval."""

    id: UUID
    grant_id: UUID
    grant_number: str
    selectee: str
    employer_name: str
    position: int
    amount: Decimal
    due_on: date
    state: str
    sent_on: date | None
    received_on: date | None
    bank_reference: str | None
    unmet: tuple[Sentence, ...]
    batch: str = ""  # the number of the batch it goes with


@dataclass(frozen=True, slots=True)
class EmployerDesk:
    """工作台 of an employer."""

    employer: EmployerRow
    account: DedicatedAccountRow | None
    grants: tuple[GrantView, ...]
    to_confirm: tuple[InstalmentView, ...]
    account_balance: Decimal


@dataclass(frozen=True, slots=True)
class EmployerMoney:
    """An employer's line on the Center's overview."""

    employer: EmployerRow
    account: DedicatedAccountRow | None
    grants: int
    received: Decimal
    spent: Decimal
    reserved: Decimal


@dataclass(frozen=True, slots=True)
class CenterOverview:
    """The whole programme on one page, every figure from the ledger."""

    appropriated: Decimal
    uncommitted: Decimal
    committed: Decimal
    disbursed: Decimal
    in_transit: Decimal
    employers: tuple[EmployerMoney, ...]
    instalments: tuple[InstalmentView, ...]
    claim_counts: Mapping[str, int]


def employer_desk(session: Session, actor: Actor) -> EmployerDesk:
    """Give the desk of the actor's employer."""
    employer = session.get_one(EmployerRow, actor.employer)
    balances = _balances(session, actor.employer)
    sent = InstalmentRow.state == "sent"
    return EmployerDesk(
        employer=employer,
        account=_account(session, actor.employer),
        grants=tuple(grants(session, actor)),
        to_confirm=tuple(instalments(session, actor, sent)),
        account_balance=_sum(balances, "1002.S"),
    )


def grants(session: Session, actor: Actor) -> list[GrantView]:
    """List the grants somebody may see: the employer's, the selectee's own, or all (Center)."""
    query = (
        select(GrantRow, SelecteeRow, EmployerRow.name, AnnualCallRow.year)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(EmployerRow, EmployerRow.id == GrantRow.employer_id)
        .join(AnnualCallRow, AnnualCallRow.id == GrantRow.call_id)
        .order_by(GrantRow.number)
    )
    if actor.employer_id is not None:
        query = query.where(GrantRow.employer_id == actor.employer_id)
    if actor.role is Role.SELECTEE:
        query = query.where(GrantRow.selectee_id == actor.selectee_id)
    rows = session.execute(query).all()
    agreements = _agreements(session, [grant.id for grant, *_ in rows])
    budgets = _budgets(session, [a.id for a in agreements.values()])
    employers = {grant.employer_id for grant, *_ in rows}
    of_employer = {each: _balances(session, each) for each in employers}
    tolerances = {each: _tolerances(session, each) for each in employers}
    adjusted = adjustments.of_grants(session, [grant.id for grant, *_ in rows])
    views = []
    for grant, selectee, employer_name, year in rows:
        agreement = agreements.get(grant.id)
        budget = budgets.get(agreement.id, {}) if agreement else {}
        tolerance = tolerances[grant.employer_id].get(grant.number, NOTHING)
        moved = adjusted.get(grant.id, {})
        money = _money(of_employer[grant.employer_id], grant.number, (budget, moved), tolerance)
        views.append(
            GrantView(
                grant.id,
                grant.employer_id,
                employer_name,
                grant.number,
                grant.state,
                selectee.name,
                selectee.field,
                year,
                agreement,
                money,
            )
        )
    return views


def grant(session: Session, actor: Actor, grant_id: UUID) -> GrantView:
    """Give one grant, or refuse as if it did not exist."""
    found = [view for view in grants(session, actor) if view.id == grant_id]
    if not found:
        raise NotFound(N_("没有这个项目。"))
    return found[0]


def instalments(session: Session, actor: Actor, *wanted: object) -> list[InstalmentView]:
    """List instalments by due date; `wanted` are further conditions on `InstalmentRow`."""
    query = (
        select(InstalmentRow, GrantRow.number, SelecteeRow.name, EmployerRow.name)
        .join(GrantRow, GrantRow.id == InstalmentRow.grant_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(EmployerRow, EmployerRow.id == InstalmentRow.employer_id)
        .where(*wanted)  # type: ignore[arg-type]  # column conditions
        .order_by(InstalmentRow.due_on, GrantRow.number, InstalmentRow.position)
    )
    if actor.employer_id is not None:
        query = query.where(InstalmentRow.employer_id == actor.employer_id)
    rows = session.execute(query).all()
    planned = [row.id for row, *_ in rows if row.state == "planned"]
    unmet = disbursement_gates.unmet_of(session, planned, actor.today)
    batched = disbursement_gates.batches(session, [row.id for row, *_ in rows])
    return [
        InstalmentView(
            row.id, row.grant_id, number, selectee, employer, row.position, row.amount,
            row.due_on, row.state, row.sent_on, row.received_on, row.bank_reference,
            tuple(unmet.get(row.id, ())), batched.get(row.id, ""),
        )
        for row, number, selectee, employer in rows
    ]  # fmt: skip


def instalments_of(session: Session, actor: Actor, grant_id: UUID) -> list[InstalmentView]:
    """List the instalments of one grant."""
    return instalments(session, actor, InstalmentRow.grant_id == grant_id)


def center_overview(session: Session, actor: Actor) -> CenterOverview:
    """Give the programme as the Center sees it."""
    center = _balances(session, None)
    return CenterOverview(
        appropriated=_sum(center, "4001"),
        uncommitted=_sum(center, "9101"),
        committed=_sum(center, "9102"),
        disbursed=_sum(center, "9103"),
        in_transit=_sum(center, "1218.T"),
        employers=tuple(_employers(session)),
        instalments=tuple(instalments(session, actor)),
        claim_counts=claim_counts(session, None),
    )


def claim_counts(session: Session, employer_id: UUID | None) -> dict[str, int]:
    """Count claims by state, of one employer or of all."""
    query = select(ClaimRow.state, func.count()).group_by(ClaimRow.state)
    if employer_id is not None:
        query = query.where(ClaimRow.employer_id == employer_id)
    return _counts(session, query)


def _counts(session: Session, query: Select[K, int]) -> dict[K, int]:
    return {key: count for key, count in session.execute(query)}  # noqa: C416  # rows, not pairs


def _employers(session: Session) -> Iterable[EmployerMoney]:
    counts = _counts(
        session, select(GrantRow.employer_id, func.count()).group_by(GrantRow.employer_id)
    )
    for employer in session.scalars(select(EmployerRow).order_by(EmployerRow.name)):
        balances = _balances(session, employer.id)
        spent = _sum(balances, "6117.G")
        yield EmployerMoney(
            employer=employer,
            account=_account(session, employer.id),
            grants=counts.get(employer.id, 0),
            received=_sum(balances, "2401.F") + _sum(balances, "2401.P") + spent,
            spent=spent,
            reserved=_sum(balances, "9002"),
        )


def _account(session: Session, employer_id: UUID) -> DedicatedAccountRow | None:
    return session.scalar(
        select(DedicatedAccountRow).where(DedicatedAccountRow.employer_id == employer_id)
    )


def _balances(session: Session, employer_id: UUID | None) -> Mapping[AccountRef, Decimal]:
    connection = session.connection()
    return book.balances(connection, book.book_of(connection, employer_id))


def _tolerances(session: Session, employer_id: UUID) -> Mapping[str, Decimal]:
    connection = session.connection()
    return standing.tolerances(connection, book.book_of(connection, employer_id))


def _sum(balances: Mapping[AccountRef, Decimal], code: str, grant: str | None = None) -> Decimal:
    return sum(
        (
            amount
            for account, amount in balances.items()
            if account.code == code and (grant is None or account.grant == grant)
        ),
        NOTHING,
    )


def _money(
    balances: Mapping[AccountRef, Decimal],
    number: str,
    budgets: tuple[Mapping[str, Decimal], Mapping[str, Decimal]],
    tolerance: Decimal,
) -> GrantMoney:
    """Give a grant's money; `budgets`: as agreed, and what was moved since, by direction."""
    agreed, moved = budgets

    def of(code: str, category: str) -> Decimal:
        return sum(
            (
                amount
                for account, amount in balances.items()
                if (account.code, account.grant, account.category) == (code, number, category)
            ),
            NOTHING,
        )

    booked = {each: sum((of(code, each) for code in _BUDGET), NOTHING) for each in Category}
    if any(booked.values()):  # what a clawback took is no budget any more
        shown: Mapping[Category, Decimal] = booked
    else:  # nothing is in the books yet, or not any more
        shown = {each: agreed.get(each, NOTHING) + moved.get(each, NOTHING) for each in Category}
    spent = _sum(balances, "6117.G", number)
    return GrantMoney(
        received=_sum(balances, "2401.F", number) + _sum(balances, "2401.P", number) + spent,
        spent=spent,
        reserved=_sum(balances, "9002", number),
        categories=tuple(
            CategoryMoney(
                category,
                shown[category],
                of("9003", category),
                of("9002", category),
                moved.get(category, NOTHING),
            )
            for category in Category
            if shown[category] or category in agreed or category in moved
        ),
        overdrawn=standing.of_balances(balances, number, tolerance).overdrawn,
    )


def _agreements(session: Session, grant_ids: list[UUID]) -> dict[UUID, AgreementRow]:
    rows = session.scalars(
        select(AgreementRow)
        .where(AgreementRow.grant_id.in_(grant_ids))
        .order_by(AgreementRow.version)
    )
    return {row.grant_id: row for row in rows}  # the newest version stays


def _budgets(session: Session, agreement_ids: list[UUID]) -> dict[UUID, dict[str, Decimal]]:
    budgets: dict[UUID, dict[str, Decimal]] = {}
    rows = session.scalars(
        select(AgreementBudgetRow).where(AgreementBudgetRow.agreement_id.in_(agreement_ids))
    )
    for row in rows:
        budgets.setdefault(row.agreement_id, {})[row.category] = row.amount
    return budgets
