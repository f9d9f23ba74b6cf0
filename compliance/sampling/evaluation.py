"""What a sample says of the whole: known error, most likely error, upper bound, and the decision.

Items of the strata taken whole are known, not estimated. Those drawn by chance are projected to all
that could be drawn. Those added so that a group is seen count as known errors only. An item for
which no evidence can be had counts as a whole error.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from types import MappingProxyType
from typing import Final

from compliance.messages import Message
from compliance.sampling import classical, counted, stringer, worksheet
from compliance.sampling.conclusion import DIGITS, Decision, rounded_up, sentence
from compliance.sampling.observed import (
    Estimate,
    EvaluationError,
    Figures,
    Observation,
    Observed,
    by_money,
    open_size,
    weight,
)
from compliance.sampling.plan import Method, Plan, Purpose

__all__ = [
    "DIGITS",
    "Decision",
    "Evaluation",
    "EvaluationError",
    "Figures",
    "Observation",
    "evaluate",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The answer.

    Rates are shares of all items (attribute) or of all money (monetary); amounts are fen, None for
    attributes. `errors` items of those looked at are wrong or deviate, `unproven` of them because
    no evidence could be had; `known` is the sum of the amounts found too high, not netted with
    those found too low. Upper figures are rounded up.
    """

    decision: Decision
    sentence: Message
    looked_at: int
    errors: int
    unproven: int
    most_likely: Fraction
    upper: Decimal
    known: int | None = None
    most_likely_amount: int | None = None
    upper_amount: int | None = None
    tolerable_amount: int | None = None


_METHODS: Final[Mapping[Method, Callable[[Plan, Observed], Estimate]]] = MappingProxyType(
    {
        Method.STRINGER: stringer.estimate,
        Method.WORKSHEET: worksheet.estimate,
        **dict.fromkeys(
            (Method.DIFFERENCE, Method.RATIO, Method.REGRESSION, Method.DIRECT),
            classical.estimate,
        ),
    }
)


def evaluate(plan: Plan, figures: Figures, observations: Iterable[Observation]) -> Evaluation:
    """Return what the observations say of the frame; raises `EvaluationError`."""
    observed = Observed.checked(plan, figures, observations)
    estimate = _of_whole(plan, observed)
    decision = _decision(plan, observed, estimate)
    wrong = [item for item in observed.items if item.wrong]
    whole = weight(plan, observed)
    amounts: dict[str, int] = {}
    if plan.purpose is Purpose.MONETARY:
        amounts = {
            "known": sum(item.overstated for item in wrong),
            "most_likely_amount": round(estimate.most_likely),
            "upper_amount": ceil(estimate.upper),
            "tolerable_amount": int(plan.tolerable * whole),
        }
    return Evaluation(
        decision=decision,
        sentence=sentence(plan, observed, estimate, decision),
        looked_at=len(observed.items),
        errors=len(wrong),
        unproven=sum(item.audited is None for item in wrong),
        most_likely=estimate.most_likely / whole,
        upper=rounded_up(estimate.upper / whole, DIGITS),
        **amounts,
    )


def _of_whole(plan: Plan, observed: Observed) -> Estimate:
    """Add what is certain to what is projected; never less than what was seen."""
    seen = Fraction(sum(_error(plan, item) for item in observed.items))
    if observed.complete:
        return Estimate(seen, seen)
    method = _METHODS[plan.method] if plan.purpose is Purpose.MONETARY else counted.estimate
    projected = method(plan, observed)
    certain = sum(_error(plan, item) for item in observed.certain)
    most = Fraction(open_size(plan, observed))
    return Estimate(
        max(certain + min(projected.most_likely, most), seen),
        max(certain + min(projected.upper, most), seen),
    )


def _error(plan: Plan, item: Observation) -> int:
    """Return what an item adds to the known error: fen too much, or itself if it deviates."""
    if plan.purpose is Purpose.MONETARY:
        return item.overstated
    return item.wrong * (max(item.value, 0) if by_money(plan) else 1)


def _decision(plan: Plan, observed: Observed, estimate: Estimate) -> Decision:
    tolerable = plan.tolerable * weight(plan, observed)
    if estimate.upper <= tolerable:
        return Decision.EXTEND if classical.too_few(plan, observed) else Decision.ACCEPT
    if plan.two_stage:
        may = len(observed.figures.rounds) == 1 and counted.errors_by_stage(observed) == (1, 0)
    else:
        may = estimate.most_likely <= tolerable and not observed.complete
    return Decision.EXTEND if may else Decision.REJECT
