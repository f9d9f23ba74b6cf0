"""How many draws a plan needs: the smallest number that keeps the risk, in exact arithmetic."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

from compliance.messages import N_, message
from compliance.sampling.laws import Population
from compliance.sampling.plan import Distribution, Plan, PlanError, Unit

LARGEST: Final = 5_000
"""Samples of more draws than this are not planned: nobody looks at so many vouchers by hand."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan comes to over the items that can be drawn.

    With up to `allowed` whole errors among `size` draws the population still passes; None where
    not even none will do, because the size was set too small. In two-stage sampling `size` is that
    of the first stage, and of the second, which is only drawn after one error, and must show none.
    `expected` errors were planned with, a fraction only with the Poisson law. `whole` says that no
    sample smaller than everything will do, so that all items are looked at. `interval` is the money
    behind each draw in fen, for monetary units only.
    """

    size: int
    allowed: int | None
    expected: Fraction
    whole: bool = False
    interval: Fraction | None = None


def planned(plan: Plan, count: int, total: int) -> Planned:
    """Return the size for `count` items of `total` fen that can be drawn; raises `PlanError`."""
    by_money = plan.unit is Unit.MONETARY
    population = Population(plan.distribution, plan.tolerable, total if by_money else count)
    size = plan.size or _smallest(min(count, LARGEST), _misses(plan, population))
    if size is None and count > LARGEST:
        raise PlanError(
            message(
                N_("样本量超过 {limit}：请提高可容忍错误率，或降低预期错误率、置信度。"),
                limit=str(LARGEST),
            )
        )
    if size is None or size * (1 + plan.two_stage) >= count:
        return Planned(count, floor(plan.tolerable * count), plan.expected * count, whole=True)
    interval = Fraction(total, size) if by_money else None
    allowed = _allowed(population, size, plan)
    return Planned(size, allowed, _expected(plan, size), interval=interval)


def side_by_side(plan: Plan, count: int, total: int) -> Mapping[Distribution, Planned | PlanError]:
    """Return the sizes by each law for the what-if, or why there is none."""
    return {law: _planned_by(replace(plan, distribution=law), count, total) for law in Distribution}


def _planned_by(plan: Plan, count: int, total: int) -> Planned | PlanError:
    try:
        return planned(plan, count, total)
    except PlanError as none:
        return none


def _expected(plan: Plan, draws: int) -> Fraction:
    errors = plan.expected * draws
    return errors if plan.distribution is Distribution.POISSON else Fraction(ceil(errors))


Misses = Callable[[int, int], bool]
"""Tells for sure that no size from the first to the last will do; of one size also that it does."""


def _misses(plan: Plan, population: Population) -> Misses:
    """Whoever passes with few errors in many draws would pass with any size between.

    So a stretch of sizes misses if the fewest errors (of its first size) with the most draws (its
    last) do not pass.
    """
    if plan.two_stage:
        return lambda _, last: not population.passes_in_two(last, plan.risk)
    return lambda first, last: not population.passes(_expected(plan, first), last, plan.risk)


def _smallest(most: int, misses: Misses) -> int | None:
    """Return the smallest size that does not miss, or None up to `most`.

    The number of draws is not monotone in what is asked, because errors are whole: therefore every
    size below the answer is ruled out, in stretches as long as they can be.
    """
    first, width = 1, 1
    while first <= most:
        last = min(first + width - 1, most)
        if misses(first, last):
            first, width = last + 1, 2 * width
        elif first == last:
            return first
        else:
            width = (last - first + 1) // 2
    return None


def _allowed(population: Population, size: int, plan: Plan) -> int | None:
    """Return the most whole errors that pass."""
    if not population.passes(0, size, plan.risk):
        return None
    passing, failing = 0, 1 if plan.two_stage else size
    while failing - passing > 1:
        middle = (passing + failing) // 2
        if population.passes(middle, size, plan.risk):
            passing = middle
        else:
            failing = middle
    return passing
