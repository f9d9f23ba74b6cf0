"""Tails of the binomial and the hypergeometric law as ratios of whole numbers, unreduced.

Both sums are built by Horner's scheme around their largest common factor, so that the numbers stay
as short as the errors are few. A ratio is compared by cross-multiplication: nothing is rounded.
"""

from fractions import Fraction
from math import perm

Ratio = tuple[int, int]
"""Numerator and denominator, not reduced: reducing costs more than comparing."""


def binomial(errors: int, draws: int, rate: Fraction) -> Ratio:
    """Return P(X ≤ errors) of `draws` draws that each err with `rate`; `errors` < `draws`."""
    wrong, right = rate.numerator, rate.denominator - rate.numerator
    total = term = 1
    for count in range(1, errors + 1):
        term = term * (draws - count + 1) * wrong // count
        total = total * right + term
    return total * right ** (draws - errors), rate.denominator**draws


def hypergeometric(errors: int, draws: int, wrong: int, population: int) -> Ratio:
    """Return P(X ≤ errors) of `draws` out of `population`, of which `wrong` err; likewise."""
    right = population - wrong
    total = term = 1
    for count in range(1, errors + 1):
        term = term * (draws - count + 1) * (wrong - count + 1) // count
        total = total * (right - draws + count) + term
    return total * perm(right, draws - errors), perm(population, draws)


def below(ratio: Ratio, limit: Fraction) -> bool:
    """Tell whether the ratio is less than the limit."""
    return ratio[0] * limit.denominator < limit.numerator * ratio[1]


def at_most(ratio: Ratio, limit: Fraction) -> bool:
    """Tell whether the ratio is the limit or less."""
    return ratio[0] * limit.denominator <= limit.numerator * ratio[1]
