"""预算调剂 (Art. 27): an employer asks to move budget; its checker or the Center decides.

Only fiscal budget is moved, of a grant that is in its execution; what is taken must be available.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import reallocation
from compliance.categories import Category
from compliance.procedures.reallocation import REALLOCATION
from compliance.reallocation import Moved
from ledger import book, events
from ledger.accounts import AccountRef
from ledger.events import Occasion, Purpose
from service.actions import grant_states, proceedings
from service.actions.posting import post
from service.actions.proceedings import NewCase
from service.messages import N_, Invalid, Refused
from service.permissions import Actor
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    GrantRow,
    ProceedingRow,
    ReallocationEntryRow,
    ReallocationRow,
)

ARTICLE: Final = "第二十七条"
SERIES: Final = "调剂"
FISCAL: Final = "FISCAL"
NOTHING: Final = Decimal("0.00")
REASON_MAX: Final = 2000
Said = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReallocation:
    """Budget to move: from which direction to which, how many yuan, and why."""

    grant_id: UUID
    taken: Category
    given: Category
    amount: Decimal
    reason: str


def apply(session: Session, actor: Actor, new: NewReallocation) -> UUID:
    """Ask for a reallocation; give the case."""
    grant = grant_states.locked(session, actor, new.grant_id)
    _check(session, grant, new)
    row = proceedings.open_case(
        session,
        actor,
        NewCase(
            machine=REALLOCATION,
            series=SERIES,
            title=f"{grant.number} 预算调剂 ¥{new.amount:,.2f}",
            employer_id=grant.employer_id,
            grant_id=grant.id,
        ),
    )
    session.add(
        ReallocationRow(
            proceeding_id=row.id,
            employer_id=row.employer_id,
            grant_id=grant.id,
            taken=new.taken.value,
            given=new.given.value,
            amount=new.amount,
            reason=new.reason.strip()[:REASON_MAX],
        )
    )
    session.flush()
    return row.id


def _check(session: Session, grant: GrantRow, new: NewReallocation) -> None:
    if new.taken is new.given:
        raise Invalid(N_("调出和调入须是两个不同的支出方向。"))
    if new.amount <= 0:
        raise Invalid(N_("调剂金额须大于零。"))
    if not new.reason.strip():
        raise Invalid(N_("请写明调剂的原因。"))
    _check_active(grant)
    _check_available(session, grant, new.taken.value, new.amount)


def _check_active(grant: GrantRow) -> None:
    if grant.state not in {"agreed", "active"}:
        raise Refused(N_("项目 {number} 不在执行中，不能调剂预算。"), ARTICLE, number=grant.number)


def _check_available(session: Session, grant: GrantRow, taken: str, amount: Decimal) -> None:
    of = book.book_of(session.connection(), grant.employer_id)
    account = AccountRef("9001", grant.number, FISCAL, taken)
    available = book.balance(session.connection(), of, account)
    if amount > available:
        raise Refused(
            N_("调出方向的可用预算只有 {available} 元，不足 {amount} 元。"),
            ARTICLE,
            available=f"{available:,.2f}",
            amount=f"{amount:,.2f}",
        )


def about(session: Session, row: ProceedingRow) -> ReallocationRow:
    """Give what a reallocation is about."""
    return session.get_one(ReallocationRow, (row.employer_id, row.id))


def measured(session: Session, asked: ReallocationRow) -> tuple[Moved, Moved]:
    """Measure a move, with all the employer has decided itself, against the agreed budget."""
    return reallocation.measured(
        agreed(session, asked.grant_id),
        _before(session, asked),
        Category(asked.taken),
        Category(asked.given),
        asked.amount,
    )


def agreed(session: Session, grant_id: UUID) -> dict[Category, Decimal]:
    """Give the budget of a grant as its agreement was signed, by direction."""
    first = (
        select(AgreementRow.id)
        .where(AgreementRow.grant_id == grant_id)
        .order_by(AgreementRow.version)
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(AgreementBudgetRow.category, AgreementBudgetRow.amount).where(
            AgreementBudgetRow.agreement_id == first
        )
    )
    return {Category(category): amount for category, amount in rows}


def _before(session: Session, asked: ReallocationRow) -> dict[Category, Decimal]:
    """Add up what the employer moved itself into or out of each direction."""
    rows = session.execute(
        select(ReallocationRow.taken, ReallocationRow.given, ReallocationRow.amount)
        .join(
            ReallocationEntryRow,
            (ReallocationEntryRow.employer_id == ReallocationRow.employer_id)
            & (ReallocationEntryRow.proceeding_id == ReallocationRow.proceeding_id),
        )
        .where(
            ReallocationRow.grant_id == asked.grant_id,
            ReallocationRow.proceeding_id != asked.proceeding_id,
            ReallocationEntryRow.by_employer,
        )
    )
    totals: dict[Category, Decimal] = {}
    for taken, given, amount in rows:
        for each in (Category(taken), Category(given)):
            totals[each] = totals.get(each, NOTHING) + amount
    return totals


def approve_small(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Let the employer's checker decide what is within the employer's limit."""
    row, asked = _taken(session, actor, case_id, steps)
    if not _is_small(session, asked):
        raise Refused(N_("调剂超过单位可以自行决定的限额，须报中心审定。"), ARTICLE)
    proceedings.step(session, actor, row, REALLOCATION, "approve_small", said["reason"])
    _move(session, actor, row, asked)


def endorse(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Pass on to the Center what is above the employer's limit."""
    row, asked = _taken(session, actor, case_id, steps)
    if _is_small(session, asked):
        raise Refused(N_("调剂在单位可以自行决定的限额以内，请直接决定，不必报中心。"), ARTICLE)
    proceedings.step(session, actor, row, REALLOCATION, "endorse", said["reason"])


def _is_small(session: Session, asked: ReallocationRow) -> bool:
    return all(each.is_small for each in measured(session, asked))


def approve(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Let the Center decide."""
    row, asked = _taken(session, actor, case_id, steps)
    proceedings.step(session, actor, row, REALLOCATION, "approve", said["reason"])
    _move(session, actor, row, asked)


def shut(session: Session, row: ProceedingRow) -> frozenset[str]:
    """Give the step this case cannot take: who decides depends on how much is moved."""
    if row.state != "applied":
        return frozenset()
    return frozenset({"endorse" if _is_small(session, about(session, row)) else "approve_small"})


def plain(action: str) -> proceedings.Act:
    """Give the step that ends the case without moving anything."""

    def act(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
        row = proceedings.take(session, actor, REALLOCATION, case_id, steps)
        proceedings.step(session, actor, row, REALLOCATION, action, said["reason"])

    return act


def _taken(
    session: Session, actor: Actor, case_id: UUID, steps: int
) -> tuple[ProceedingRow, ReallocationRow]:
    """Give the case with its grant locked: limits are measured one case after the other."""
    row = proceedings.take(session, actor, REALLOCATION, case_id, steps)
    asked = about(session, row)
    _check_active(grant_states.locked(session, actor, asked.grant_id))
    return row, asked


def _move(session: Session, actor: Actor, row: ProceedingRow, asked: ReallocationRow) -> None:
    grant = session.get_one(GrantRow, asked.grant_id)
    _check_available(session, grant, asked.taken, asked.amount)
    occasion = Occasion(
        key=f"proceeding:{row.id}:reallocate",
        effective_on=actor.today,
        actor=str(row.opened_by),
        approver=str(actor.user_id),
        memo=f"{row.number} {grant.number}",
        meta={"proceeding": str(row.id)},
    )
    of = book.book_of(session.connection(), grant.employer_id)
    taken, given = (
        Purpose(grant.number, FISCAL, category) for category in (asked.taken, asked.given)
    )
    entry = post(session, ARTICLE, events.reallocate(of, occasion, taken, given, asked.amount))
    session.add(
        ReallocationEntryRow(
            proceeding_id=row.id,
            employer_id=row.employer_id,
            by_employer=actor.employer_id is not None,
            posted_on=actor.today,
            entry_id=int(entry),
        )
    )
    session.flush()
