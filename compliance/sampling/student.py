"""Quantiles of Student's distribution, certified: rounded up to the decimals of the bounds.

The tail beyond t with d degrees is half of the regularised beta function I(x; d/2, 1/2) at
x = d / (d + t²): x^(d/2) · √(1 - x) · Σ … · 2 / (d · B(d/2, 1/2)). Squared, all but the series and
π are fractions.
"""

from fractions import Fraction
from functools import lru_cache
from math import factorial
from typing import Final

from compliance.sampling.bounds import least
from compliance.sampling.enclosure import Range, pi, series

BITS: Final = (64, 256, 1024)
"""What these cannot tell apart is equal, as can be with even degrees, and counts as more."""


@lru_cache(maxsize=1024)
def quantile(risk: Fraction, degrees: int) -> Fraction:
    """Return the least t of 10 decimals that is exceeded with a probability of `risk` at most.

    It is 0 for a risk of one half or more.
    """
    if 2 * risk >= 1:
        return Fraction(0)
    return least(lambda t: t > 0 and _tail_at_most(t, degrees, risk))


def _tail_at_most(t: Fraction, degrees: int, risk: Fraction) -> bool:
    """Compare squares: Σ² · x^d · (1 - x) with (risk · d · B)²."""
    x = degrees / (degrees + t * t)
    power = x**degrees * (1 - x) / (risk * degrees) ** 2
    for bits in BITS:
        total, beta = _series(x, degrees, bits), _beta(degrees, bits)
        if total.high**2 * power.numerator <= beta.low**2 * power.denominator:
            return True
        if total.low**2 * power.numerator > beta.high**2 * power.denominator:
            break
    return False


def _series(x: Fraction, degrees: int, bits: int) -> Range:
    one = 1 << bits
    return series(
        Range(one, one),
        lambda i: (x.numerator * (degrees + 1 + 2 * i), x.denominator * (degrees + 2 + 2 * i)),
        (x.numerator, x.denominator),
    )


def _beta(degrees: int, bits: int) -> Range:
    """Enclose B(d/2, 1/2): a fraction of an even number of degrees, π times one of an odd."""
    half, odd = divmod(degrees, 2)
    if odd:
        share = Fraction(factorial(2 * half), 4**half * factorial(half) ** 2)
        low, high = pi(bits)
    else:
        share = Fraction(4**half * factorial(half) * factorial(half - 1), factorial(2 * half))
        low = high = 1 << bits
    up, down = share.numerator, share.denominator
    return Range(low * up // down, -(-high * up // down))
