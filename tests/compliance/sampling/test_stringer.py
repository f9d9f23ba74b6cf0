"""The bound of Stringer against its definition."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.sampling import bounds, stringer
from compliance.sampling.plan import Distribution, Plan
from tests.compliance.sampling.samples import observed, whole

RISK = Fraction(1, 20)
TAINTS = st.lists(st.fractions(0, 1, max_denominator=20), max_size=5)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(Distribution), TAINTS)
def test_it_is_the_sum_of_its_definition(law: Distribution, taints: list[Fraction]) -> None:
    rates = [bounds.upper(law, errors, 60, RISK, 10_000) for errors in range(len(taints) + 1)]
    falling = sorted(taints, reverse=True)
    steps = zip(falling, rates, rates[1:], strict=False)
    defined = rates[0] + sum((after - before) * taint for taint, before, after in steps)
    assert stringer.upper(law, taints, 60, RISK, 10_000) == defined


@pytest.mark.parametrize("law", list(Distribution))
def test_whole_errors_are_the_bound_of_attributes(law: Distribution) -> None:
    ours = stringer.upper(law, [Fraction(1)] * 3, 60, RISK, 10_000)
    assert ours == bounds.upper(law, 3, 60, RISK, 10_000)


def test_an_item_hit_twice_stands_twice() -> None:
    plan = Plan()
    found = stringer.estimate(plan, observed(plan, whole([(400, 300, 2)], 60), 10**6, (60,)))
    assert found.most_likely == Fraction(10**6, 120)
    quarter = Fraction(1, 4)
    rate = stringer.upper(plan.distribution, [quarter, quarter], 60, RISK, 10**6)
    assert found.upper == rate * 10**6
