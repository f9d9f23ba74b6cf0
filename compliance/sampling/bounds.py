"""Upper bounds: the rate of errors that a sample still leaves possible at a given risk.

A bound is the rate at which so few errors would be seen just as rarely as the risk says. It is
rounded up to `DIGITS` decimals, so it never says too little; without replacement it is a number of
units over all units, exactly.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache, partial
from typing import Final

from compliance.sampling import exact, poisson
from compliance.sampling.laws import Population
from compliance.sampling.plan import Distribution

DIGITS: Final = 10
"""Decimals of a rate or a factor."""

Holds = Callable[[Fraction], bool]


@lru_cache(maxsize=4096)
def upper(
    law: Distribution, errors: int, draws: int, risk: Fraction, population: int, /
) -> Fraction:
    """Return the bound of the rate after `errors` in `draws` out of `population` units.

    It is 1 at most, and 1 where every draw erred or none was made.
    """
    if errors >= draws:
        return Fraction(1)
    if law is Distribution.HYPERGEOMETRIC:
        return _without_replacement(errors, draws, risk, population)
    if law is Distribution.POISSON:
        return min(factor(errors, risk) / draws, Fraction(1))
    return _with_replacement(errors, draws, risk)


@lru_cache(maxsize=4096)
def _with_replacement(errors: int, draws: int, risk: Fraction) -> Fraction:
    """Return the rate that is just improbable, whatever the population."""
    return least(lambda rate: exact.at_most(exact.binomial(errors, draws, rate), risk))


@lru_cache(maxsize=4096)
def factor(errors: Fraction | int, risk: Fraction) -> Fraction:
    """Return the mean at which a Poisson law shows so few errors with the probability `risk`.

    These are the factors R of the tables (AICPA Audit Sampling 2017): 3.00, 4.75, 6.30 at 5 %.
    """
    return least(lambda mean: mean > 0 and poisson.below(errors, mean, risk))


@lru_cache(maxsize=256)
def upper_in_two(law: Distribution, draws: int, risk: Fraction, population: int) -> Fraction:
    """Return the bound after two stages of `draws` that passed with one error in the first."""

    def improbable(rate: Fraction) -> bool:
        return rate > 0 and Population(law, rate, population).passes_in_two(draws, risk)

    if law is not Distribution.HYPERGEOMETRIC:
        return min(least(improbable), Fraction(1))
    most = _last_failing(lambda wrong: improbable(Fraction(wrong, population)), 0, population + 1)
    return Fraction(most, population)


def least(holds: Holds) -> Fraction:
    """Return the least number of `DIGITS` decimals for which a thing holds, as for all above it.

    It does not hold for 0. The decimals are found one by one, so that most questions are asked of
    short numbers.
    """
    above = 1
    while not holds(Fraction(above)):
        above *= 2
    low = _last_failing(lambda whole: holds(Fraction(whole)), 0, above)
    for digit in range(1, DIGITS + 1):
        scale = 10**digit
        low = _last_failing(partial(_holds_at, holds, scale), 10 * low, 10 * low + 10)
    return Fraction(low + 1, 10**DIGITS)


def _holds_at(holds: Holds, scale: int, number: int) -> bool:
    return holds(Fraction(number, scale))


def _last_failing(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return the greatest number that fails, between one that does and one that holds."""
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return low


def _without_replacement(errors: int, draws: int, risk: Fraction, population: int) -> Fraction:
    """Return the most erring units that are not improbable, over all units."""

    def improbable(wrong: int) -> bool:
        return exact.at_most(exact.hypergeometric(errors, draws, wrong, population), risk)

    return Fraction(_last_failing(improbable, 0, population + 1), population)
