"""Sheets of claims to look at: the list, one with all on it, the wallet it is filled from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from compliance.claim_states import MENDABLE, OVER
from service.actions import claim_budget, claim_views, expense_report_steps, expense_reports, papers
from service.actions.claim_views import ClaimLine, ClaimPage, TimelineStep
from service.actions.papers import Asked
from service.messages import N_, NotFound
from service.permissions import Actor, Role
from service.tables import (
    AuditRow,
    ClaimRow,
    EmployerRow,
    ExpenseReportMemberRow,
    ExpenseReportRow,
    GrantRow,
    SelecteeRow,
    UserRow,
)

NOTHING = Decimal("0.00")
PAGE_ROWS = 20
STATES = ("draft", "submitted", "returned", "approved", "paid", "frozen", "ended", "dissolved")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet in a list; `amount` in yuan."""

    id: UUID
    number: str
    title: str
    grant: str
    selectee: str
    employer: str
    state: str
    claims: int
    amount: Decimal
    maker: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A claim on a sheet with everything about it, and the papers its direction asks for."""

    page: ClaimPage
    asked: tuple[Asked, ...]

    @property
    def missing(self) -> tuple[Asked, ...]:
        return tuple(each for each in self.asked if not (each.attached or each.ticked))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands on its sheet; `position` counts from one, the neighbours may be none."""

    report_id: UUID
    number: str
    position: int
    count: int
    before: UUID | None
    after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet with everything on it; `may` names the steps that the reader may take with it."""

    row: ExpenseReportRow
    grant: str
    selectee: str
    employer: str
    maker: str
    members: tuple[Member, ...]
    effects: tuple[claim_budget.Effect, ...]
    wallet: tuple[ClaimLine, ...]
    may: frozenset[str]
    history: tuple[TimelineStep, ...]

    @property
    def total(self) -> Decimal:
        """Yuan of all claims on the sheet that are not over."""
        return self.sum_of(each for each in self.members if each.page.claim.state not in OVER)

    @property
    def to_approve(self) -> Decimal:
        """Yuan of what was handed in and waits for the checker."""
        return self.sum_of(self.in_state("submitted"))

    def in_state(self, state: str) -> tuple[Member, ...]:
        return tuple(each for each in self.members if each.page.claim.state == state)

    def sum_of(self, members: Iterable[Member]) -> Decimal:
        return sum((each.page.claim.amount for each in members), NOTHING)


def view(session: Session, actor: Actor, report_id: UUID) -> Sheet:
    """Give a sheet with its claims, what they do to the budget, and what may be done now."""
    row = expense_reports.find(session, actor, report_id)
    claims = [claim for _, claim in expense_reports.members(session, row)]
    members = tuple(_member(session, actor, claim) for claim in claims)
    grant = session.get_one(GrantRow, row.grant_id)
    may = _may(actor, row, claims)
    return Sheet(
        row=row,
        grant=grant.number,
        selectee=session.get_one(SelecteeRow, grant.selectee_id).name,
        employer=session.get_one(EmployerRow, row.employer_id).name,
        maker=session.get_one(UserRow, row.made_by).name,
        members=members,
        effects=claim_budget.effects(session, grant, claims),
        wallet=wallet(session, actor, row.grant_id) if "add" in may else (),
        may=may,
        history=tuple(_history(session, actor, row)),
    )


def _history(session: Session, actor: Actor, row: ExpenseReportRow) -> Iterator[TimelineStep]:
    """Tell what was done with the sheet, the oldest first; the Center's people without names."""
    trail = (
        select(AuditRow)
        .where(
            AuditRow.employer_id == row.employer_id,
            AuditRow.subject == "expense_report",
            AuditRow.subject_id == row.id,
        )
        .order_by(AuditRow.id)
    )
    for each in session.scalars(trail):
        of_center = each.actor_role.startswith("center") and actor.employer_id is not None
        name = "" if of_center else each.actor_name
        yield TimelineStep(each.at, name, each.actor_role, each.action, None, None, each.reason)


def place_of(session: Session, actor: Actor, claim: ClaimRow) -> Place | None:
    """Say where a claim stands on its sheet; None when it stands alone."""
    row = expense_reports.of_claim(session, claim)
    if row is None or actor.employer_id not in {None, row.employer_id}:
        return None
    ids = [each.id for _, each in expense_reports.members(session, row)]
    at = ids.index(claim.id)
    before, after = ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
    return Place(row.id, row.number, at + 1, len(ids), before, after)


def _member(session: Session, actor: Actor, claim: ClaimRow) -> Member:
    page = claim_views.claim_page(session, actor, claim.id)
    return Member(page, papers.asked(session, claim, page.invoice))


def wallet(session: Session, actor: Actor, grant_id: UUID | None = None) -> tuple[ClaimLine, ...]:
    """Give 票夹: the claims that may still be changed and stand on no sheet."""
    on_a_sheet = select(ExpenseReportMemberRow.claim_id).where(
        ExpenseReportMemberRow.employer_id == actor.employer,
        ExpenseReportMemberRow.removed_at.is_(None),
    )
    query = select(ClaimRow.id).where(
        ClaimRow.employer_id == actor.employer,
        ClaimRow.state.in_(sorted(MENDABLE)),
        ClaimRow.id.not_in(on_a_sheet),
    )
    if grant_id is not None:
        query = query.where(ClaimRow.grant_id == grant_id)
    newest = query.order_by(ClaimRow.made_at.desc()).limit(expense_reports.CLAIMS_MOST * 2)
    return claim_views.lines_of(session, actor, [*session.scalars(newest)])


def _may(actor: Actor, row: ExpenseReportRow, claims: list[ClaimRow]) -> frozenset[str]:
    """Name the steps open to the actor: three people have a hand in a sheet."""
    states = {claim.state for claim in claims}
    mine = {
        Role.EMPLOYER_MAKER: _of_maker(row, states),
        Role.EMPLOYER_CHECKER: {"approve", "give_back"} if "submitted" in states else set(),
        Role.EMPLOYER_CASHIER: {"pay"} if states & expense_report_steps.PAYABLE else set(),
    }
    return frozenset(mine.get(actor.role, set()))


def _of_maker(row: ExpenseReportRow, states: set[str]) -> set[str]:
    steps: set[str] = set()
    if row.dissolved_at is None and states & MENDABLE:
        steps.add("submit")
    if row.dissolved_at is None and states <= MENDABLE | OVER:
        steps |= {"add", "split_off", "describe", "dissolve"}
    return steps


def sheets(
    session: Session, actor: Actor, state: str | None, page: int = 1
) -> tuple[tuple[SheetLine, ...], int]:
    """List sheets newest first, with the count of all of them."""
    rows = _narrow(
        select(
            ExpenseReportRow, GrantRow.number, SelecteeRow.name, EmployerRow.name, UserRow.name,
        )
        .join(GrantRow, GrantRow.id == ExpenseReportRow.grant_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(EmployerRow, EmployerRow.id == ExpenseReportRow.employer_id)
        .join(UserRow, UserRow.id == ExpenseReportRow.made_by),
        actor,
        state,
    )  # fmt: skip
    count = session.scalar(
        _narrow(select(func.count()).select_from(ExpenseReportRow), actor, state)
    )
    found = session.execute(
        rows.order_by(ExpenseReportRow.made_at.desc(), ExpenseReportRow.number.desc())
        .limit(PAGE_ROWS)
        .offset((page - 1) * PAGE_ROWS)
    ).all()
    sums = _sums(session, [row.id for row, *_ in found])
    return tuple(
        SheetLine(
            row.id, row.number, row.title, grant, selectee, employer, row.state,
            *sums.get(row.id, (0, NOTHING)), maker, row.made_at,
        )
        for row, grant, selectee, employer, maker in found
    ), count or 0  # fmt: skip


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """Count sheets by how they stand."""
    query = _narrow(
        select(ExpenseReportRow.state, func.count()).group_by(ExpenseReportRow.state), actor, None
    )
    return {state: count for state, count in session.execute(query)}  # noqa: C416  # rows, not pairs


def number_of(session: Session, actor: Actor, report_id: UUID) -> tuple[str, str, tuple[UUID, ...]]:
    """Give the number of a sheet, its purpose and its claims that are not over, to be printed."""
    row = expense_reports.find(session, actor, report_id)
    found = expense_reports.members(session, row)
    claims = tuple(claim.id for _, claim in found if claim.state not in OVER)
    if not claims:
        raise NotFound(N_("报销单 {number} 上没有申请。"), number=row.number)
    purpose = f"{row.title}（{row.people}）" if row.people else row.title
    return row.number, purpose, claims


def _narrow(query: Select, actor: Actor, state: str | None) -> Select:  # type: ignore[type-arg]  # whatever it selects
    if actor.employer_id is not None:
        query = query.where(ExpenseReportRow.employer_id == actor.employer_id)
    return query if state is None else query.where(ExpenseReportRow.state == state)


def _sums(session: Session, wanted: list[UUID]) -> dict[UUID, tuple[int, Decimal]]:
    """Count the claims of each sheet, and add up the yuan of those that are not over."""
    amount = func.sum(ClaimRow.amount).filter(ClaimRow.state.not_in(sorted(OVER)))
    rows = session.execute(
        select(ExpenseReportMemberRow.report_id, func.count(), func.coalesce(amount, NOTHING))
        .join(ClaimRow, ClaimRow.id == ExpenseReportMemberRow.claim_id)
        .where(
            ExpenseReportMemberRow.report_id.in_(wanted),
            ExpenseReportMemberRow.removed_at.is_(None),
        )
        .group_by(ExpenseReportMemberRow.report_id)
    )
    return {report: (count, Decimal(amount)) for report, count, amount in rows}
