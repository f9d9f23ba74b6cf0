"""A plan is written and read without loss, and refused where it cannot be carried out."""

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from compliance.sampling.plan import Method, Plan, PlanError, Purpose, Selection, Unit
from tests.compliance.sampling.frames import PLANS


@given(PLANS)
def test_a_plan_is_read_as_it_was_written(plan: Plan) -> None:
    assert Plan.read(plan.content()) == plan
    assert Plan.from_record(plan.to_record()).content() == plan.content()


def test_fractions_are_written_exactly_and_sets_in_order() -> None:
    plan = Plan(tolerable=Fraction(1, 30), take_all=frozenset({"watched", "override"}))
    record = json.loads(plan.content())
    assert (record["tolerable"], record["confidence"]) == ("1/30", "19/20")
    assert record["take_all"] == ["override", "watched"]
    assert plan.content().endswith(b'"version":"1"}\n')


def test_the_risk_left_to_the_sample_is_what_the_other_risks_leave() -> None:
    assert Plan().risk == Fraction(1, 20)
    half = Fraction(1, 2)
    relied_on = Plan(inherent=Fraction(63, 100), control=half, analytical=half)
    assert relied_on.risk == Fraction(1, 20) / Fraction(63, 400)


@pytest.mark.parametrize(
    "asked",
    [
        {"confidence": Fraction(1)},
        {"confidence": Fraction(0)},
        {"tolerable": Fraction(0)},
        {"tolerable": Fraction(1)},
        {"expected": Fraction(-1, 100)},
        {"expected": Fraction(5, 100)},
        {"control": Fraction(0)},
        {"inherent": Fraction(11, 10)},
        {"control": Fraction(2, 10), "analytical": Fraction(25, 100)},
        {"high_value": 0},
        {"per_group": -1},
        {"size": 0},
        {"two_stage": True},
        {"two_stage": True, "purpose": Purpose.ATTRIBUTE},
        {"unit": Unit.RECORD},
        {"method": Method.WORKSHEET, "selection": Selection.CELL},
        {"method": Method.RATIO},
        {"method": Method.RATIO, "unit": Unit.RECORD},
    ],
)
def test_what_cannot_be_carried_out_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(PlanError) as refused:
        Plan(**asked)
    assert refused.value.sentence.text().endswith("。")


@pytest.mark.parametrize(
    "asked",
    [
        {"two_stage": True, "purpose": Purpose.ATTRIBUTE, "unit": Unit.RECORD},
        {"method": Method.WORKSHEET, "purpose": Purpose.ATTRIBUTE, "unit": Unit.RECORD},
        {"method": Method.RATIO, "unit": Unit.RECORD, "size": 50},
        {"method": Method.WORKSHEET},
    ],
)
def test_neighbours_of_what_is_refused_are_plans(asked: dict[str, Any]) -> None:
    plan = Plan(**asked)
    assert {name: getattr(plan, name) for name in asked} == asked


@pytest.mark.parametrize(
    "changed",
    [
        {"confidence": 0.95},
        {"confidence": "1/0"},
        {"confidence": "much"},
        {"high_value": 1.5},
        {"high_value": True},
        {"per_group": None},
        {"two_stage": 1},
        {"take_all": "override"},
        {"take_all": [1]},
        {"seed": 7},
        {"purpose": "other"},
        {"version": "0"},
        {"more": 1},
    ],
)
def test_a_file_with_a_value_of_another_kind_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(PlanError):
        Plan.from_record({**Plan().to_record(), **changed})


@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff"])
def test_a_file_that_is_no_plan_is_refused(content: bytes) -> None:
    with pytest.raises(PlanError):
        Plan.read(content)


def test_what_a_file_leaves_out_is_as_usual() -> None:
    assert Plan.read(b'{"seed":"a"}') == replace(Plan(), seed="a")
