"""From observations to the decision: what is certain is known, what was drawn is projected."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from compliance.sampling import bounds, counted, stringer, worksheet
from compliance.sampling.evaluation import Decision, Evaluation, evaluate
from compliance.sampling.observed import Observation
from compliance.sampling.plan import Method, Plan, Purpose, Selection, Unit
from compliance.sampling.strata import Stratum
from tests.compliance.sampling.samples import Found, figures, observed, whole

PLAN = Plan()
ATTRIBUTES = Plan(purpose=Purpose.ATTRIBUTE, unit=Unit.RECORD, selection=Selection.RANDOM)
IN_TWO = replace(ATTRIBUTES, confidence=Fraction(9, 10), two_stage=True)
OPEN = 10**8


def judged(
    plan: Plan, *found: Found, draws: int = 60, more: tuple[Observation, ...] = ()
) -> Evaluation:
    items = [*whole(found, draws), *more]
    drawn = sum(item.hits for item in items if item.stratum is Stratum.DRAWN)
    return evaluate(plan, figures(items, OPEN, (drawn,)), items)


def deviating(number: int, stage: int = 1) -> Observation:
    return Observation(key=f"W{number}", value=100, audited=100, deviates=True, round=stage)


def test_no_error_among_sixty_fen_is_accepted() -> None:
    found = judged(PLAN)
    assert found.decision is Decision.ACCEPT
    assert (found.looked_at, found.errors, found.known) == (60, 0, 0)
    assert found.most_likely == 0
    assert found.upper == Decimal("0.04870292"), "1 - 0.05^(1/60), rounded up"
    assert found.upper_amount == 4_870_292
    assert found.tolerable_amount == 5_000_000


def test_between_what_is_likely_and_what_is_possible_the_sample_is_extended() -> None:
    found = judged(PLAN, (400, 300, 1))
    assert found.decision is Decision.EXTEND
    assert found.most_likely == Fraction(1, 240)
    assert found.most_likely_amount == round(OPEN / 240)
    assert found.known == 100


def test_more_than_is_tolerable_is_likely_and_rejected() -> None:
    found = judged(PLAN, *[(100, 0, 1)] * 4)
    assert found.most_likely > PLAN.tolerable
    assert found.decision is Decision.REJECT


def test_no_evidence_counts_as_a_whole_error() -> None:
    unproven, worthless = judged(PLAN, (100, None, 1)), judged(PLAN, (100, 0, 1))
    assert (unproven.unproven, worthless.unproven) == (1, 0)
    assert unproven.upper == worthless.upper
    assert unproven.known == worthless.known == 100
    assert unproven.decision is worthless.decision is Decision.EXTEND


def test_no_evidence_is_a_deviation_too() -> None:
    unproven = judged(ATTRIBUTES, (100, None, 1))
    assert unproven.errors == unproven.unproven == 1
    assert unproven.upper == judged(ATTRIBUTES, draws=59, more=(deviating(1),)).upper


@pytest.mark.parametrize("method", [Method.STRINGER, Method.WORKSHEET])
def test_what_was_taken_for_sure_is_known_and_not_projected(method: Method) -> None:
    plan = replace(PLAN, method=method, tolerable=Fraction(1, 10))
    large = Observation(key="H", value=10**7, audited=10**7 - 999, stratum=Stratum.HIGH_VALUE)
    alone, beside = judged(plan), judged(plan, more=(large,))
    assert beside.known == 999
    assert beside.most_likely_amount == 999
    assert beside.upper_amount == (alone.upper_amount or 0) + 999


def test_an_item_added_for_its_group_is_known_but_not_projected() -> None:
    added = Observation(key="G", value=500, audited=0, stratum=Stratum.GROUP)
    found = judged(PLAN, more=(added,))
    assert found.known == 500
    assert found.most_likely_amount == 500, "never less than was seen"
    assert found.upper == judged(PLAN).upper


def test_looking_at_everything_infers_nothing() -> None:
    items = whole([(100, 90, 1), (100, 120, 1)], 50)
    found = evaluate(PLAN, figures(items, 5_000, (50,), 50), items)
    assert (found.most_likely_amount, found.upper_amount) == (10, 10)
    assert found.upper == Decimal("0.00200000")
    assert found.decision is Decision.ACCEPT
    tenth = whole([(100, 0, 1)] * 5, 50)
    assert evaluate(PLAN, figures(tenth, 5_000, (50,), 50), tenth).decision is Decision.REJECT


def test_a_bound_is_never_more_than_all() -> None:
    assert judged(PLAN, (100, 0, 3), draws=3).upper == 1


def test_each_method_is_the_one_that_is_asked_for() -> None:
    items = whole([(400, 100, 1)], 60)
    for method, of in ((Method.STRINGER, stringer), (Method.WORKSHEET, worksheet)):
        plan = replace(PLAN, method=method)
        estimate = of.estimate(plan, observed(plan, items, OPEN, (60,)))
        assert judged(plan, (400, 100, 1)).most_likely == estimate.most_likely / OPEN
    estimate = counted.estimate(ATTRIBUTES, observed(ATTRIBUTES, items, OPEN, (60,)))
    assert judged(ATTRIBUTES, (400, 100, 1)).most_likely == estimate.most_likely / 1000


def test_a_classical_bound_of_few_errors_accepts_nothing() -> None:
    """Without an error there is no spread, so the bound would be nothing at all."""
    plan = Plan(method=Method.DIFFERENCE, unit=Unit.RECORD, selection=Selection.RANDOM, size=100)
    none = judged(plan, draws=100)
    assert none.upper == 0
    assert none.decision is Decision.EXTEND
    assert "差错不足 20 项，经典估计的上限 ¥0.00（0%） 不可靠" in none.sentence.text()
    assert judged(plan, *[(1000, 999, 1)] * 19, draws=100).decision is Decision.EXTEND
    enough = judged(plan, *[(1000, 999, 1)] * 20, draws=100)
    assert enough.decision is Decision.ACCEPT
    items = whole([], 100)
    complete = evaluate(plan, figures(items, 10_000, (100,), 100), items)
    assert complete.decision is Decision.ACCEPT


def test_attributes_have_no_amounts() -> None:
    found = judged(ATTRIBUTES, (100, 90, 1))
    assert (found.known, found.most_likely_amount) == (None, None)
    assert (found.upper_amount, found.tolerable_amount) == (None, None)


def test_money_that_deviates_is_known_by_the_fen_of_its_items() -> None:
    by_fen = replace(ATTRIBUTES, unit=Unit.MONETARY)
    marked = Observation(key="M", value=500, audited=500, deviates=True, stratum=Stratum.MARKED)
    credit = replace(marked, key="C", value=-70, audited=-70)
    assert judged(by_fen, more=(marked, credit)).most_likely == Fraction(500, OPEN + 430)


def test_one_error_of_the_first_stage_leads_to_the_second_and_then_to_the_end() -> None:
    first = [deviating(1), *whole([], 48)]
    assert evaluate(IN_TWO, figures(first, OPEN, (49,)), first).decision is Decision.EXTEND
    two = [deviating(1), deviating(2), *whole([], 47)]
    assert evaluate(IN_TWO, figures(two, OPEN, (49,)), two).decision is Decision.REJECT
    both = [*first, *(replace(item, key=f"S{item.key}", round=2) for item in whole([], 49))]
    passed = evaluate(IN_TWO, figures(both, OPEN, (49, 49)), both)
    assert passed.decision is Decision.ACCEPT
    bound = bounds.upper_in_two(IN_TWO.distribution, 49, IN_TWO.risk, 1000)
    assert abs(Fraction(passed.upper) - bound) <= Fraction(1, 10**8)
    late = [*both[:-1], deviating(9, stage=2)]
    assert evaluate(IN_TWO, figures(late, OPEN, (49, 49)), late).decision is Decision.REJECT
