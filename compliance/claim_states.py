"""Groups of the states of a claim: what is in the books, what is open, what takes no share."""

from typing import Final

from compliance.facts import ClaimState

_S = ClaimState

# in the books: its spending is posted, whatever became of it since
BOOKED: Final = frozenset({_S.POSTED, _S.PAID, _S.RECONCILED, _S.ARCHIVED})
# its maker may still change it
MENDABLE: Final = frozenset({_S.DRAFT, _S.RETURNED})
# others rely on it: handed in and neither given back nor over
LIVE: Final = frozenset({_S.SUBMITTED, _S.APPROVED, _S.FROZEN}) | BOOKED
# its amount is reserved
RESERVED: Final = frozenset({_S.SUBMITTED, _S.APPROVED})
# neither in the books nor over
OPEN: Final = MENDABLE | RESERVED | {_S.FROZEN}
# over for good: the invoice may be claimed again
OVER: Final = frozenset({_S.REJECTED, _S.WITHDRAWN, _S.REVERSED})


def holds_money(state: str, frozen_from: str | None) -> bool:
    """Tell whether the budget of a claim is reserved or spent; frozen ones keep what they had."""
    counted = frozen_from if state == _S.FROZEN else state
    return counted in RESERVED | BOOKED
