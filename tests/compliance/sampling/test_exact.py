"""Tails as ratios of whole numbers, against the sums that define them."""

from fractions import Fraction
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from compliance.sampling import exact

RATES = st.fractions(0, 1, max_denominator=50)


@given(st.data(), st.integers(1, 25), RATES)
def test_the_binomial_tail_is_the_sum_of_its_terms(
    data: st.DataObject, draws: int, rate: Fraction
) -> None:
    errors = data.draw(st.integers(0, draws - 1))
    tail = sum(
        comb(draws, count) * rate**count * (1 - rate) ** (draws - count)
        for count in range(errors + 1)
    )
    assert Fraction(*exact.binomial(errors, draws, rate)) == tail


@given(st.data(), st.integers(1, 40))
def test_the_hypergeometric_tail_is_the_sum_of_its_terms(
    data: st.DataObject, population: int
) -> None:
    draws = data.draw(st.integers(1, population))
    wrong = data.draw(st.integers(0, population))
    errors = data.draw(st.integers(0, draws - 1))
    ways = sum(
        comb(wrong, count) * comb(population - wrong, draws - count) for count in range(errors + 1)
    )
    ratio = exact.hypergeometric(errors, draws, wrong, population)
    assert Fraction(*ratio) == Fraction(ways, comb(population, draws))


@given(RATES, RATES)
def test_ratios_are_compared_as_fractions(left: Fraction, right: Fraction) -> None:
    ratio = (3 * left.numerator, 3 * left.denominator)
    assert exact.below(ratio, right) == (left < right)
    assert exact.at_most(ratio, right) == (left <= right)
