"""What a claim leaves of the budget of its direction, said before it is handed in."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.categories import Category
from ledger import standing
from service.facts import money
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import ClaimRow, GrantRow

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Effect:
    """Yuan of one direction: what is available without this claim, and what it would leave."""

    category: Category
    available: Decimal
    left: Decimal


def effect(
    session: Session, actor: Actor, claim_id: UUID, category: Category, amount: Decimal
) -> Effect:
    """Say what is left of a direction's budget when a claim is handed in for so many yuan."""
    claim = session.get(ClaimRow, claim_id)
    if claim is None or actor.employer_id not in {None, claim.employer_id}:
        raise NotFound(N_("没有这份报销申请。"))
    grant = session.get_one(GrantRow, claim.grant_id)
    hand = standing.at_hand(session.connection(), claim.employer_id, grant.number)
    available = money.position(claim, hand).available.get(category, _NOTHING)
    return Effect(category, available, available - amount)
