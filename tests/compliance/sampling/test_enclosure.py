"""Enclosures hold the true value: known digits, and identities between the functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.sampling.enclosure import (
    Range,
    divided_up,
    exponential,
    logarithm,
    logarithm_of_two,
    pi,
    ratio,
    series,
)

DIGITS = 45
PI = "3.14159265358979323846264338327950288419716939937510"
LOG_2 = "0.69314718055994530941723212145817656807550013436025"
LOG_10 = "2.30258509299404568401799145468436420760110148862877"
E = "2.71828182845904523536028747135266249775724709369995"


def holds(range_: Range, digits: str, bits: int) -> bool:
    """Tell whether the number that begins with these digits can lie in a range."""
    scale: int = 10 ** len(digits.partition(".")[2])
    begun = int(digits.replace(".", ""))
    return range_.low * scale <= (begun + 1) << bits and begun << bits <= range_.high * scale


@pytest.mark.parametrize("bits", [8, 40, 144])
def test_constants_have_their_known_digits(bits: int) -> None:
    one = 1 << bits
    for range_, digits in (
        (pi(bits), PI),
        (logarithm_of_two(bits), LOG_2),
        (logarithm(10, 1, bits), LOG_10),
        (exponential(Range(one, one), bits), E),
    ):
        assert holds(range_, digits, bits), digits
        assert range_.high - range_.low < 200


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_the_logarithm_undoes_the_power(numerator: int, denominator: int) -> None:
    bits = 80
    power = ratio(numerator, denominator, bits)
    low, high = exponential(power, bits)
    assert logarithm(low, 1 << bits, bits).low <= power.high
    assert logarithm(high, 1 << bits, bits).high >= power.low
    assert (high - low) << (bits - 20) <= low


def test_a_slow_series_comes_to_its_end() -> None:
    """Terms rounded up would stay where they are; the geometric series is known."""
    found = series(Range(1 << 30, 1 << 30), lambda _: (99, 100), (99, 100))
    assert found.low <= 100 << 30 <= found.high


def test_division_rounds_up_on_both_sides_of_zero() -> None:
    assert [divided_up(number, 3) for number in (-4, -3, 0, 1, 3)] == [-1, -1, 0, 1, 1]
