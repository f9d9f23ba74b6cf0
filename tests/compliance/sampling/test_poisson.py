"""The Poisson tail, decided whole and in parts, however near the risk is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.sampling import poisson

# P(X ≤ errors) of a mean, to thirty decimals, by another program (mpmath, 60 digits).
KNOWN = [
    (Fraction(0), Fraction(3), "0.049787068367863942979342415650"),
    (Fraction(2), Fraction(6), "0.061968804416658960576129185770"),
    (Fraction(1, 2), Fraction(2), "0.261464129949110622202822075975"),
    (Fraction(89, 20), Fraction(89, 10), "0.083210567627937089939801120618"),
    (Fraction(301, 3), Fraction(120), "0.037213316146017497874524363359"),
    (Fraction(1, 7), Fraction(1, 1000), "0.999651510086431045529185570270"),
]


@pytest.mark.parametrize(("errors", "mean", "known"), KNOWN)
def test_a_risk_a_hair_beside_the_tail_is_told_apart(
    errors: Fraction, mean: Fraction, known: str
) -> None:
    tail, hair = Fraction(known), Fraction(1, 10**29)
    assert poisson.below(errors, mean, tail + hair)
    assert not poisson.below(errors, mean, tail - hair)


@given(st.integers(0, 12), st.fractions(Fraction(1, 10), 20, max_denominator=30))
def test_parts_of_an_error_lie_between_whole_ones(errors: int, mean: Fraction) -> None:
    risk = Fraction(1, 20)
    answers = [poisson.below(Fraction(errors * 4 + quarter, 4), mean, risk) for quarter in range(5)]
    assert answers == sorted(answers, reverse=True)


@given(st.integers(0, 6), st.fractions(Fraction(1, 10), 9, max_denominator=30))
def test_a_whole_error_is_the_limit_of_its_parts(errors: int, mean: Fraction) -> None:
    risk, hair = Fraction(1, 20), Fraction(1, 10**12)
    whole = poisson.below(errors, mean, risk)
    assert whole in {
        poisson.below(errors + hair, mean, risk),
        poisson.below(errors + hair, mean, risk + Fraction(1, 10**9)),
        poisson.below(errors + hair, mean, risk - Fraction(1, 10**9)),
    }


def test_two_stages_are_told_apart_by_a_hair() -> None:
    tail, hair = Fraction("0.057223324897863018248477917942"), Fraction(1, 10**29)
    assert poisson.two_stages_below(Fraction(3), tail + hair)
    assert not poisson.two_stages_below(Fraction(3), tail - hair)
