"""Certified fixed-point arithmetic: π, ln and e^x, each between two whole numbers.

A number is enclosed by a `Range` of units of 2^-bits. Every step rounds the low end down and the
high end up, so the true value always lies between; with more bits the ends come nearer.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

Step = Callable[[int], tuple[int, int]]
"""The ratio of a series' term number i + 1 to its term number i, as numerator and denominator."""
HALF = (1, 2)


class Range(NamedTuple):
    """The ends of what encloses a number that is not negative."""

    low: int
    high: int


def divided_up(number: int, divisor: int) -> int:
    """Divide by a positive number, rounding up.

    >>> divided_up(7, 2), divided_up(-7, 2)
    (4, -3)
    """
    return -(-number // divisor)


def ratio(numerator: int, denominator: int, bits: int) -> Range:
    """Enclose a fraction."""
    shifted = numerator << bits
    return Range(shifted // denominator, divided_up(shifted, denominator))


def series(first: Range, step: Step, bound: tuple[int, int] = HALF) -> Range:
    """Enclose a series of positive terms; once a ratio is `bound` or less, so are all after it.

    It stops where a term, rounded up, might fall no further, and adds what the rest can be at most.
    """
    low, high = low_term, high_term = first
    up_to, left = bound[0], bound[1] - bound[0]
    count = 0
    while True:
        up, down = step(count)
        if high_term * left <= bound[1] and up * bound[1] <= up_to * down:
            return Range(low, high + divided_up(high_term * up_to, left))
        low_term = low_term * up // down
        high_term = divided_up(high_term * up, down)
        low, high, count = low + low_term, high + high_term, count + 1


@lru_cache(maxsize=64)
def pi(bits: int) -> Range:
    """Enclose π = 6 arcsin(1/2)."""
    return series(
        Range(3 << bits, 3 << bits), lambda i: ((2 * i + 1) ** 2, 8 * (i + 1) * (2 * i + 3))
    )


@lru_cache(maxsize=64)
def logarithm_of_two(bits: int) -> Range:
    """Enclose ln 2."""
    return _twice_artanh(1, 3, bits)


def logarithm(numerator: int, denominator: int, bits: int) -> Range:
    """Enclose the natural logarithm of a fraction of 1 or more."""
    halvings = (numerator // denominator).bit_length() - 1
    denominator <<= halvings
    rest = _twice_artanh(numerator - denominator, numerator + denominator, bits)
    two = logarithm_of_two(bits)
    return Range(rest.low + halvings * two.low, rest.high + halvings * two.high)


def exponential(power: Range, bits: int) -> Range:
    """Enclose e to the powers of a range."""
    two = logarithm_of_two(bits)
    few, many = power.low // two.high, power.high // two.high
    low = _taylor(power.low - few * two.high, bits).low << few
    return Range(low, _taylor(power.high - many * two.low, bits).high << many)


def _taylor(power: int, bits: int) -> Range:
    one = 1 << bits
    return series(Range(one, one), lambda i: (power, (i + 1) << bits))


def _twice_artanh(numerator: int, denominator: int, bits: int) -> Range:
    """Enclose 2 artanh of a fraction of 1/3 or less: ln((1 + f) / (1 - f))."""
    up, down = numerator**2, denominator**2
    return series(
        ratio(2 * numerator, denominator, bits),
        lambda i: (up * (2 * i + 1), down * (2 * i + 3)),
    )
