"""The smallest size, found by ruling out every smaller one."""

import time
from dataclasses import replace
from fractions import Fraction
from itertools import count
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.sampling import sizes
from compliance.sampling.laws import Population
from compliance.sampling.plan import Distribution, Method, Plan, PlanError, Purpose, Unit
from compliance.sampling.sizes import planned, side_by_side
from tests.compliance.sampling.published import attributes, monetary

LAWS = st.sampled_from(Distribution)
NINETY = Fraction(9, 10)


@settings(deadline=None, max_examples=40)
@given(LAWS, st.fractions(Fraction(1, 20), Fraction(1, 2), max_denominator=40), st.data())
def test_no_smaller_size_would_do(
    law: Distribution, tolerable: Fraction, data: st.DataObject
) -> None:
    expected = tolerable * data.draw(st.fractions(0, Fraction(7, 10), max_denominator=10))
    plan = attributes(law, NINETY, tolerable=tolerable, expected=expected)
    population = Population(law, tolerable, 400)

    def errors(draws: int) -> Fraction:
        exactly = expected * draws
        return exactly if law is Distribution.POISSON else Fraction(ceil(exactly))

    least = next(
        draws
        for draws in count(1)
        if draws == 400 or population.passes(errors(draws), draws, plan.risk)
    )
    found = planned(plan, 400, 40_000)
    assert found.size == least
    assert found.whole == (least == 400)


@settings(deadline=None, max_examples=30)
@given(LAWS, st.fractions(Fraction(1, 20), Fraction(1, 2), max_denominator=20))
def test_no_smaller_size_of_two_stages_would_do(law: Distribution, tolerable: Fraction) -> None:
    plan = attributes(law, NINETY, tolerable=tolerable, two_stage=True)
    population = Population(law, tolerable, 300)
    found = planned(plan, 300, 300)
    assert population.passes_in_two(found.size, plan.risk)
    assert found.size == 1 or not population.passes_in_two(found.size - 1, plan.risk)
    assert found.allowed == 0, "one error leads to the second stage"


@pytest.mark.parametrize("law", list(Distribution))
def test_the_errors_allowed_are_the_most_that_pass(law: Distribution) -> None:
    plan = attributes(law, NINETY, tolerable=Fraction(1, 10), size=100)
    allowed = planned(plan, 800, 0).allowed
    population = Population(law, plan.tolerable, 800)
    assert allowed is not None
    assert population.passes(allowed, 100, plan.risk)
    assert not population.passes(allowed + 1, 100, plan.risk)


def test_a_size_that_is_set_may_be_too_small_even_without_errors() -> None:
    plan = monetary(Distribution.BINOMIAL, NINETY, tolerable=Fraction(1, 100), size=10)
    assert planned(plan, 800, 80_000) == sizes.Planned(
        10, None, Fraction(0), interval=Fraction(8000)
    )


@pytest.mark.parametrize("law", list(Distribution))
def test_a_single_draw_in_two_stages(law: Distribution) -> None:
    plan = attributes(law, Fraction(4, 10), tolerable=Fraction(99, 100), two_stage=True)
    assert planned(plan, 100, 100).size == 1


def test_a_sample_of_nearly_all_is_all() -> None:
    plan = attributes(Distribution.BINOMIAL, NINETY, tolerable=Fraction(1, 10))
    assert planned(plan, 23, 0).size == 22
    assert planned(plan, 22, 0) == sizes.Planned(22, 2, Fraction(0), whole=True)
    assert planned(plan, 0, 0) == sizes.Planned(0, 0, Fraction(0), whole=True)
    assert planned(replace(plan, two_stage=True), 30, 0).whole


def test_more_than_people_look_at_is_not_planned() -> None:
    plan = attributes(Distribution.BINOMIAL, NINETY, tolerable=Fraction(1, 10_000))
    assert planned(plan, sizes.LARGEST, 0).whole
    with pytest.raises(PlanError, match="5000"):
        planned(plan, sizes.LARGEST + 1, 0)


def test_the_three_laws_stand_side_by_side() -> None:
    plan = attributes(Distribution.POISSON, NINETY, expected=Fraction(1, 100))
    found = side_by_side(plan, 500, 50_000)
    assert list(found) == list(Distribution)
    for law, each in found.items():
        assert each == planned(replace(plan, distribution=law), 500, 50_000)
    tiny = side_by_side(replace(plan, expected=Fraction(0), tolerable=Fraction(1, 10**5)), 10**6, 1)
    assert all(isinstance(each, PlanError) for each in tiny.values())


def test_a_size_for_classical_estimates_is_the_one_that_is_set() -> None:
    plan = Plan(method=Method.RATIO, unit=Unit.RECORD, size=50)
    assert plan.purpose is Purpose.MONETARY
    assert planned(plan, 1000, 10**6).size == 50


def test_a_chart_of_three_laws_comes_at_once_and_a_million_items_cost_no_more() -> None:
    plan = attributes(Distribution.BINOMIAL, Fraction(95, 100), expected=Fraction(1, 100))
    chart = [Fraction(rate, 100) for rate in (2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20)]
    times = []
    for _ in range(3):
        began = time.perf_counter()
        for tolerable in chart:
            side_by_side(replace(plan, tolerable=tolerable), 10**6, 10**10)
        times.append(time.perf_counter() - began)
    assert min(times) < 0.4, "measured 0.07 s; four times that on a busy machine"
