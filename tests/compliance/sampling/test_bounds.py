"""Upper bounds: the rate at which so few errors become as rare as the risk."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.sampling import bounds, exact, poisson
from compliance.sampling.laws import Population
from compliance.sampling.plan import Distribution

UNIT = Fraction(1, 10**bounds.DIGITS)
RISKS = st.fractions(Fraction(1, 100), Fraction(1, 2), max_denominator=100)
BINOMIAL, POISSON, HYPERGEOMETRIC = (
    Distribution.BINOMIAL,
    Distribution.POISSON,
    Distribution.HYPERGEOMETRIC,
)


@settings(deadline=None)
@given(st.integers(0, 9), st.integers(10, 200), RISKS)
def test_a_binomial_bound_is_improbable_and_one_unit_less_is_not(
    errors: int, draws: int, risk: Fraction
) -> None:
    rate = bounds.upper(BINOMIAL, errors, draws, risk, 0)
    assert exact.at_most(exact.binomial(errors, draws, rate), risk)
    assert not exact.at_most(exact.binomial(errors, draws, rate - UNIT), risk)


@settings(deadline=None)
@given(st.integers(0, 20), RISKS)
def test_a_poisson_factor_is_improbable_and_one_unit_less_is_not(
    errors: int, risk: Fraction
) -> None:
    mean = bounds.factor(errors, risk)
    assert poisson.below(errors, mean, risk)
    assert not poisson.below(errors, mean - UNIT, risk)


@given(st.data(), st.integers(2, 60), RISKS)
def test_a_bound_without_replacement_is_the_most_that_is_not_improbable(
    data: st.DataObject, population: int, risk: Fraction
) -> None:
    draws = data.draw(st.integers(1, population))
    errors = data.draw(st.integers(0, draws - 1))
    probable = [
        wrong
        for wrong in range(population + 1)
        if Fraction(*exact.hypergeometric(errors, draws, wrong, population)) > risk
    ]
    bound = bounds.upper(HYPERGEOMETRIC, errors, draws, risk, population)
    assert bound == Fraction(max(probable), population)


@pytest.mark.parametrize("law", list(Distribution))
def test_a_bound_is_never_more_than_all(law: Distribution) -> None:
    risk = Fraction(1, 20)
    assert bounds.upper(law, 3, 3, risk, 100) == 1
    assert bounds.upper(law, 0, 0, risk, 100) == 1
    assert bounds.upper(POISSON, 1, 2, risk, 100) == 1


def test_all_looked_at_without_replacement_is_known() -> None:
    assert bounds.upper(HYPERGEOMETRIC, 2, 10, Fraction(1, 20), 10) == Fraction(2, 10)


@pytest.mark.parametrize("law", list(Distribution))
def test_a_bound_after_two_stages_lies_between_one_stage_and_both_together(
    law: Distribution,
) -> None:
    risk = Fraction(1, 10)
    bound = bounds.upper_in_two(law, 49, risk, 10_000)
    assert bounds.upper(law, 0, 49, risk, 10_000) < bound <= Fraction(51, 1000)
    unit = Fraction(1, 10_000) if law is HYPERGEOMETRIC else UNIT
    population = Population(law, bound - unit, 10_000)
    assert not population.passes_in_two(49, risk)
    assert Population(law, bound + unit, 10_000).passes_in_two(49, risk)


def test_a_factor_of_part_of_an_error_lies_between_whole_ones() -> None:
    risk = Fraction(1, 20)
    part = bounds.factor(Fraction(1, 2), risk)
    assert bounds.factor(0, risk) < part < bounds.factor(1, risk)
