"""Observations are complete and possible before anything is inferred from them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from compliance.sampling.frame import Frame, Item
from compliance.sampling.observed import EvaluationError, Figures, Observation, Observed
from compliance.sampling.plan import Plan, Purpose, Unit
from compliance.sampling.selection import select
from compliance.sampling.strata import Stratum
from tests.compliance.sampling.samples import figures, observed, whole

PLAN = Plan()


def test_an_item_without_evidence_is_a_whole_error() -> None:
    item = Observation(key="D", value=500, audited=None)
    assert (item.wrong, item.overstated, item.taint) == (True, 500, Fraction(1))


def test_an_item_that_is_too_low_is_wrong_but_not_overstated() -> None:
    item = Observation(key="D", value=500, audited=600)
    assert (item.wrong, item.overstated, item.taint) == (True, 0, Fraction(0))


def test_an_item_that_deviates_is_wrong_with_its_amount_right() -> None:
    item = Observation(key="D", value=500, audited=500, deviates=True)
    assert (item.wrong, item.overstated) == (True, 0)


def test_an_item_worth_nothing_has_no_taint() -> None:
    assert Observation(key="D", value=-5, audited=-5).taint == 0
    assert Observation(key="D", value=0, audited=None).taint == 0


def test_figures_are_those_of_the_drawing() -> None:
    frame = Frame(Item(f"E01-{number}", 100 + number) for number in range(200))
    plan = Plan(seed="seed", high_value=290, tolerable=Fraction(1, 10))
    sample = select(plan, frame)
    found = Figures.of(frame, sample)
    assert (found.count, found.total) == (frame.count, frame.total)
    assert found.open_count == 190
    assert found.draws == sum(sample.rounds) == sum(found.rounds)
    assert found.sampled == len(sample.drawn)


def test_a_result_that_is_missing_or_double_is_refused() -> None:
    items = whole([(100, 50, 1)], draws=60)
    figured = figures(items, 10_000, (60,))
    with pytest.raises(EvaluationError, match="59"):
        Observed.checked(PLAN, figured, items[1:])
    with pytest.raises(EvaluationError, match="不止一个"):
        Observed.checked(PLAN, figured, [items[0], *items[:-1]])
    with pytest.raises(EvaluationError, match="60"):
        Observed.checked(PLAN, figured, [replace(items[0], hits=2), *items[1:]])


def test_a_sample_that_was_not_drawn_is_refused() -> None:
    with pytest.raises(EvaluationError):
        observed(PLAN, [], 10_000, ())


@pytest.mark.parametrize(("value", "audited"), [(100, -1), (-100, -101)])
def test_an_audited_amount_that_cannot_be_is_refused(value: int, audited: int) -> None:
    item = Observation(key="D", value=value, audited=audited)
    with pytest.raises(EvaluationError, match="零"):
        observed(PLAN, [item], 10_000, (1,))


def test_nothing_is_inferred_of_a_frame_worth_nothing() -> None:
    credit = Observation(key="C", value=-500, audited=-500, stratum=Stratum.MARKED)
    with pytest.raises(EvaluationError, match="总体"):
        observed(PLAN, [credit], 0, (), open_count=0)
    by_items = Plan(purpose=Purpose.ATTRIBUTE, unit=Unit.RECORD)
    assert observed(by_items, [credit], 0, (), open_count=0).complete


def test_the_parts_of_a_sample_are_told_apart() -> None:
    strata = (Stratum.HIGH_VALUE, Stratum.MARKED, Stratum.GROUP, Stratum.DRAWN)
    items = [
        Observation(key=stratum, value=100, audited=100, stratum=stratum) for stratum in strata
    ]
    found = observed(PLAN, items, 10_000, (1,))
    assert [item.key for item in found.drawn] == ["drawn"]
    assert [item.key for item in found.certain] == ["high_value", "marked"]
    assert not found.complete
    assert observed(PLAN, items, 200, (1,), open_count=2).complete
