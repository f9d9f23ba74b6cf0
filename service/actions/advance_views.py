"""What the page of an advance shows: what it is for, what is owed, what became of the rest."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.facts import ClaimState
from compliance.procedures.advance import AdvanceState
from service.actions import advances
from service.permissions import Actor
from service.tables import AdvanceRow, AdvanceUseRow, ClaimRow, ProceedingRow


@dataclass(frozen=True, slots=True)
class Use:
    """A part that was offset by a claim, or came back by a slip of the bank."""

    claim_id: UUID | None
    claim: str
    amount: Decimal
    bank_slip: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AdvanceView:
    """An advance in yuan; `left` is what is still owed of it once it was paid out."""

    recipient: str
    purpose: str
    category: str
    amount: Decimal
    left: Decimal
    uses: tuple[Use, ...]
    offered: tuple[tuple[str, str], ...]  # claims to offset it with: number, and words with it


def detail(session: Session, _actor: Actor, case: ProceedingRow) -> AdvanceView:
    """Give what an advance is about."""
    about = session.get_one(AdvanceRow, (case.employer_id, case.id))
    query = (
        select(AdvanceUseRow, ClaimRow.number)
        .outerjoin(ClaimRow, ClaimRow.id == AdvanceUseRow.claim_id)
        .where(
            AdvanceUseRow.employer_id == case.employer_id,
            AdvanceUseRow.proceeding_id == case.id,
        )
        .order_by(AdvanceUseRow.made_at, AdvanceUseRow.id)
    )
    return AdvanceView(
        about.recipient,
        about.purpose,
        about.category,
        about.amount,
        advances.remaining(session, case),
        tuple(
            Use(row.claim_id, number or "", row.amount, row.bank_slip, row.made_at)
            for row, number in session.execute(query)
        ),
        tuple((number, f"{number} ¥{amount:,.2f}") for number, amount in _offered(session, case)),
    )


def shut(session: Session, case: ProceedingRow) -> frozenset[str]:
    """Say which steps lead nowhere now: nothing to offset while no claim waits to be paid."""
    if case.state != AdvanceState.OUTSTANDING or _offered(session, case):
        return frozenset()
    return frozenset({"offset"})


def _offered(session: Session, case: ProceedingRow) -> list[tuple[str, Decimal]]:
    """List the approved claims that may be held against an advance: number and amount."""
    about = session.get_one(AdvanceRow, (case.employer_id, case.id))
    query = (
        select(ClaimRow.number, ClaimRow.amount)
        .where(
            ClaimRow.employer_id == case.employer_id,
            ClaimRow.grant_id == case.grant_id,
            ClaimRow.category == about.category,
            ClaimRow.state == ClaimState.APPROVED.value,
            ClaimRow.amount <= advances.remaining(session, case),
        )
        .order_by(ClaimRow.number)
        .limit(100)
    )
    return [(row.number, row.amount) for row in session.execute(query)]
