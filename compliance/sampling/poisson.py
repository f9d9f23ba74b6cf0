"""The tail of the Poisson law, decided with certainty: also for parts of an error.

P(X ≤ k) with mean x is Q(k + 1, x), the upper regularised gamma function, which has a meaning for
any k ≥ 0. It is never a fraction where x is one and k whole, so more bits always decide.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import factorial

from compliance.sampling.enclosure import (
    Range,
    divided_up,
    exponential,
    logarithm,
    ratio,
    series,
)

FIRST_BITS = 40


def below(errors: Fraction | int, mean: Fraction, risk: Fraction) -> bool:
    """Tell whether P(X ≤ errors) with a positive mean is less than the risk."""
    if errors == int(errors):
        return _settled(_whole(int(errors), mean, risk))
    return _settled(_part(Fraction(errors), mean, risk))


def two_stages_below(mean: Fraction, risk: Fraction) -> bool:
    """Tell whether no error, or one and then none in a second stage, is less than the risk.

    e^-x + x · e^-2x < risk, multiplied by e^2x.
    """

    def decide(bits: int) -> bool | None:
        middle = ratio(mean.numerator, mean.denominator, bits)
        low, high = exponential(middle, bits)
        if risk.numerator * low * low > risk.denominator * (high + middle.high << bits):
            return True
        exceeded = risk.numerator * high * high < risk.denominator * (low + middle.low << bits)
        return False if exceeded else None

    return _settled(decide)


Decide = Callable[[int], bool | None]
"""Decides with so many bits, or not yet."""


def _settled(decide: Decide) -> bool:
    bits, answer = FIRST_BITS, decide(FIRST_BITS)
    while answer is None:
        bits *= 2
        answer = decide(bits)
    return answer


def _whole(errors: int, mean: Fraction, risk: Fraction) -> Decide:
    """Compare Σ x^i / i! with risk · e^x."""
    up, down = mean.numerator, mean.denominator
    total = term = 1
    for count in range(1, errors + 1):
        total, term = total * down * count, term * up
        total += term
    left = total * risk.denominator
    right = risk.numerator * down**errors * factorial(errors)

    def decide(bits: int) -> bool | None:
        low, high = exponential(ratio(up, down, bits), bits)
        shifted = left << bits
        return True if shifted < right * low else False if shifted >= right * high else None

    return decide


def _part(errors: Fraction, mean: Fraction, risk: Fraction) -> Decide:
    """Compare the lower part of the gamma function with 1 - risk."""
    shape, needed = errors + 1, 1 - risk

    def decide(bits: int) -> bool | None:
        low, high = _share(shape, mean, bits)
        asked = (needed.numerator << bits) // needed.denominator
        return True if low > asked + 1 else False if high < asked else None

    return decide


def _share(shape: Fraction, mean: Fraction, bits: int) -> Range:
    """Enclose the lower regularised gamma function.

    Of the integral of t^(shape - 1) · e^-t it is the share up to `mean` in that up to `far` and
    what lies beyond, which is far^shape · e^-far / (far - shape + 1) at most. The integral up to x
    is x^shape · e^-x · Σ x^i / (shape ⋯ (shape + i)).
    """
    far = 2 * max(int(shape), int(mean)) + bits
    here, there = _gamma_series(shape, mean, bits), _gamma_series(shape, Fraction(far), bits)
    beyond = ratio(shape.denominator, (far + 1) * shape.denominator - shape.numerator, bits).high
    up = exponential(_difference(far, mean, bits), bits)
    fall = logarithm(far * mean.denominator, mean.numerator, bits)
    down = exponential(Range(*(_times(end, shape, which) for which, end in enumerate(fall))), bits)
    return Range(
        (here.low * up.low << bits) // (down.high * (there.high + beyond)),
        divided_up(here.high * up.high << bits, down.low * there.low),
    )


@lru_cache(maxsize=1024)
def _gamma_series(shape: Fraction, mean: Fraction, bits: int) -> Range:
    shape_up, down = shape.numerator * mean.denominator, shape.denominator * mean.denominator
    up = mean.numerator * shape.denominator
    return series(
        ratio(shape.denominator, shape.numerator, bits),
        lambda i: (up, shape_up + (i + 1) * down),
    )


def _difference(far: int, mean: Fraction, bits: int) -> Range:
    return ratio(far * mean.denominator - mean.numerator, mean.denominator, bits)


def _times(number: int, factor: Fraction, up: int) -> int:
    product = number * factor.numerator
    return divided_up(product, factor.denominator) if up else product // factor.denominator
