"""What claims leave of the budget of their directions, said before they are handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.claim_states import MENDABLE, OVER, holds_money
from ledger import standing
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import ClaimRow, GrantRow

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Effect:
    """Yuan of one direction: what is asked for, what is available before, and after it."""

    category: Category
    asked: Decimal
    before: Decimal

    @property
    def after(self) -> Decimal:
        return self.before - self.asked


def effect(
    session: Session, actor: Actor, claim_id: UUID, category: Category, amount: Decimal
) -> Effect:
    """Say what is left of a direction's budget when a claim is handed in for so many yuan."""
    claim = session.get(ClaimRow, claim_id)
    if claim is None or actor.employer_id not in {None, claim.employer_id}:
        raise NotFound(N_("没有这份报销申请。"))
    before = _without(session, session.get_one(GrantRow, claim.grant_id), (claim,))
    return Effect(category, amount, before.get(category, NOTHING))


def effects(session: Session, grant: GrantRow, claims: Iterable[ClaimRow]) -> tuple[Effect, ...]:
    """Say what claims leave of the budget of each direction; held money counts as not yet spent."""
    standing_ones = [each for each in claims if each.category and each.state not in OVER]
    before = _without(session, grant, standing_ones)
    asked: dict[Category, Decimal] = {}
    for claim in standing_ones:
        category = Category(str(claim.category))
        asked[category] = asked.get(category, NOTHING) + claim.amount
    return tuple(
        Effect(category, asked[category], before.get(category, NOTHING))
        for category in Category
        if category in asked
    )


def _without(
    session: Session, grant: GrantRow, claims: Iterable[ClaimRow]
) -> dict[Category, Decimal]:
    """Give what is available by direction, with what these claims hold or spent added back."""
    hand = standing.at_hand(session.connection(), grant.employer_id, grant.number)
    before: dict[Category, Decimal] = {}
    for account, amount in hand.balances:
        if account.code == "9001" and account.category:
            category = Category(account.category)
            before[category] = before.get(category, NOTHING) + amount
    for claim in claims:
        if claim.category and _weighs(claim):
            category = Category(claim.category)
            before[category] = before.get(category, NOTHING) + claim.amount
    return before


def _weighs(claim: ClaimRow) -> bool:
    if claim.state in MENDABLE:
        return False
    return holds_money(claim.state, claim.frozen_from) or claim.entry_id is not None
