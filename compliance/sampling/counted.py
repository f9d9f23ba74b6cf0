"""Attributes: how many items, or how much money, deviate."""

from fractions import Fraction

from compliance.sampling import bounds
from compliance.sampling.observed import Estimate, Observed, open_size
from compliance.sampling.plan import Plan


def estimate(plan: Plan, observed: Observed) -> Estimate:
    """Project the deviations drawn to the open part: the share, and its upper bound."""
    size, draws = open_size(plan, observed), observed.figures.draws
    errors = sum(item.hits for item in observed.drawn if item.wrong)
    return Estimate(Fraction(errors * size, draws), size * _upper(plan, observed, size))


def _upper(plan: Plan, observed: Observed, size: int) -> Fraction:
    rounds = observed.figures.rounds
    first, later = errors_by_stage(observed)
    if plan.two_stage and (first, later) == (1, 0) and rounds[0] == sum(rounds[1:]):
        return bounds.upper_in_two(plan.distribution, rounds[0], plan.risk, size)
    draws = sum(rounds)
    errors = sum(item.hits for item in observed.drawn if item.wrong)
    return bounds.upper(plan.distribution, errors, draws, plan.risk, size)


def errors_by_stage(observed: Observed) -> tuple[int, int]:
    """Return the deviations of the first round, and of those after it."""
    wrong = [item.round for item in observed.drawn if item.wrong]
    return wrong.count(1), len(wrong) - wrong.count(1)
