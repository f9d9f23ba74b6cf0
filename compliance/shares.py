"""The shares of one invoice: what other claims already take of it."""

from collections.abc import Iterable
from decimal import Decimal

from compliance.claim_states import LIVE
from compliance.claim_states import MENDABLE as PENDING
from compliance.facts import Claim, ClaimState, OtherClaim, Sameness

__all__ = ["LIVE", "PENDING", "chosen", "taken"]


def chosen(
    others: Iterable[OtherClaim], same: Sameness, states: frozenset[ClaimState]
) -> tuple[OtherClaim, ...]:
    """Return the claims that have this in common and stand so, by their numbers."""
    found = (other for other in others if other.same is same and other.state in states)
    return tuple(sorted(found, key=lambda other: other.number))


def taken(claim: Claim) -> Decimal:
    """Return what other live claims take of the same invoice, in yuan."""
    shares = chosen(claim.others, Sameness.INVOICE, LIVE)
    return sum((other.amount for other in shares), Decimal("0.00"))
