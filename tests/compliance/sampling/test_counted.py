"""Attributes: deviations are counted, by items or by the fen that were hit."""

from dataclasses import replace
from fractions import Fraction

from compliance.sampling import bounds, counted
from compliance.sampling.observed import Observation
from compliance.sampling.plan import Distribution, Plan, Purpose, Selection, Unit
from tests.compliance.sampling.samples import observed

BINOMIAL = Distribution.BINOMIAL
ITEMS = Plan(purpose=Purpose.ATTRIBUTE, unit=Unit.RECORD, selection=Selection.RANDOM)
IN_TWO = replace(ITEMS, confidence=Fraction(9, 10), two_stage=True)


def sample(*rounds: int, wrong: tuple[int, ...] = ()) -> list[Observation]:
    """Give one item for each draw; those with these numbers deviate."""
    numbered = enumerate(stage for stage, draws in enumerate(rounds, 1) for _ in range(draws))
    return [
        Observation(key=f"D{number}", value=10, audited=10, deviates=number in wrong, round=stage)
        for number, stage in numbered
    ]


def test_deviations_are_projected_to_all_items() -> None:
    found = counted.estimate(ITEMS, observed(ITEMS, sample(93, wrong=(7,)), 10**6, (93,)))
    assert found.most_likely == Fraction(1000, 93)
    assert found.upper == 1000 * bounds.upper(BINOMIAL, 1, 93, Fraction(1, 20), 1000)
    assert found.upper <= 50 + Fraction(1, 10), "93 with one error keep 5 %"


def test_by_money_each_hit_of_a_deviating_item_counts() -> None:
    plan = replace(ITEMS, unit=Unit.MONETARY)
    twice = [Observation(key="T", value=10, audited=10, deviates=True, hits=2)]
    found = counted.estimate(plan, observed(plan, [*twice, *sample(58)], 10**6, (60,)))
    assert found.most_likely == Fraction(2 * 10**6, 60)
    assert found.upper == 10**6 * bounds.upper(BINOMIAL, 2, 60, Fraction(1, 20), 10**6)


def test_one_error_and_then_none_is_judged_as_two_stages() -> None:
    items = sample(49, 49, wrong=(3,))
    found = counted.estimate(IN_TWO, observed(IN_TWO, items, 10**6, (49, 49)))
    assert found.upper == 1000 * bounds.upper_in_two(BINOMIAL, 49, Fraction(1, 10), 1000)
    assert found.upper <= 50


def test_other_ways_through_two_stages_are_judged_by_all_draws() -> None:
    one_stage = bounds.upper(BINOMIAL, 1, 98, Fraction(1, 10), 1000)
    late = observed(IN_TWO, sample(49, 49, wrong=(60,)), 10**6, (49, 49))
    assert counted.errors_by_stage(late) == (0, 1)
    assert counted.estimate(IN_TWO, late).upper == 1000 * one_stage
    shorter = observed(IN_TWO, sample(49, 20, wrong=(3,)), 10**6, (49, 20))
    assert counted.estimate(IN_TWO, shorter).upper == 1000 * bounds.upper(
        BINOMIAL, 1, 69, Fraction(1, 10), 1000
    )
