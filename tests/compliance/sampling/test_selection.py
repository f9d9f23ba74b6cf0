from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compliance.sampling.frame import Frame, Item
from compliance.sampling.plan import Plan, PlanError, Purpose, Selection, Unit
from compliance.sampling.selection import Sample, Stratum, extend, once_only, redraw, select
from compliance.sampling.strata import divide
from tests.compliance.sampling.frames import FRAMES, PLANS

PLAN = Plan(purpose=Purpose.ATTRIBUTE, selection=Selection.RANDOM, unit=Unit.RECORD, seed="seed")
FRAME = Frame(Item(f"E01-{number:03d}", 100 + number, f"ZX-{number % 7}") for number in range(200))


def hits(sample: Sample) -> int:
    return sum(each.hits for each in sample.drawn if each.stratum is Stratum.DRAWN)


@given(PLANS, FRAMES)
def test_what_is_drawn_adds_up_and_is_in_order(plan: Plan, frame: Frame) -> None:
    sample = select(plan, frame)
    assert hits(sample) == sum(sample.rounds)
    assert len({each.key for each in sample.drawn}) == len(sample.drawn)
    assert sorted(sample.drawn, key=lambda each: (each.round, each.position)) == [*sample.drawn]
    for each in sample.drawn:
        item = frame.items[each.position - 1]
        assert (each.key, each.value, each.group) == (item.key, item.value, item.group)
        assert each.marks == item.marks & plan.take_all


@given(PLANS, FRAMES)
def test_all_that_is_certain_is_taken(plan: Plan, frame: Frame) -> None:
    taken = {each.key: each.stratum for each in select(plan, frame).drawn}
    for item in frame.items:
        if plan.high_value is not None and item.value >= plan.high_value:
            assert taken[item.key] is Stratum.HIGH_VALUE
        elif item.marks & plan.take_all:
            assert taken[item.key] is Stratum.MARKED


@given(PLANS, FRAMES)
def test_every_group_is_seen_as_often_as_the_plan_asks(plan: Plan, frame: Frame) -> None:
    there = Counter(item.group for item in frame.items if item.group)
    seen = Counter(each.group for each in select(plan, frame).drawn)
    for group, count in there.items():
        assert seen[group] >= min(plan.per_group, count)


@given(PLANS, FRAMES)
def test_the_open_items_are_all_that_is_neither_certain_nor_beyond(
    plan: Plan, frame: Frame
) -> None:
    sample = select(plan, frame)
    certain = [
        each
        for each in sample.drawn
        if each.stratum not in {Stratum.DRAWN, Stratum.GROUP, Stratum.WHOLE}
    ]
    whole = [each for each in sample.drawn if each.stratum is Stratum.WHOLE]
    assert len(certain) + len(whole) + sample.count + sample.beyond == frame.count
    assert not (whole and sample.rounds)


@given(PLANS, FRAMES, st.lists(st.integers(1, 12), min_size=1, max_size=3))
def test_extending_keeps_what_was_drawn(plan: Plan, frame: Frame, steps: list[int]) -> None:
    can_be_drawn = len(divide(plan, frame).open)
    assume(can_be_drawn)
    sample = redraw(plan, frame, (min(steps[0], can_be_drawn),))
    for more in steps:
        if once_only(plan) and sum(sample.rounds) == sample.count:
            break
        larger = extend(sample, plan, frame, more)
        now = {each.key: each for each in larger.drawn}
        for each in sample.drawn:
            kept = now[each.key]
            assert kept.hits >= each.hits
            assert kept.stratum is each.stratum or each.stratum is Stratum.GROUP
        assert larger.rounds[:-1] == sample.rounds
        assert 1 <= larger.rounds[-1] <= more
        assert hits(larger) == sum(larger.rounds)
        sample = larger


@given(PLANS, FRAMES)
def test_the_sizes_of_its_rounds_reproduce_a_sample(plan: Plan, frame: Frame) -> None:
    sample = select(plan, frame)
    assert redraw(plan, Frame(reversed(frame.items)), sample.rounds) == sample


def test_another_seed_or_another_frame_gives_another_list() -> None:
    plan = replace(PLAN, size=20)
    one = {each.key for each in select(plan, FRAME).drawn}
    other_seed = {each.key for each in select(replace(plan, seed="Seed"), FRAME).drawn}
    more = Frame([*FRAME.items, Item("E99-001", 1)])
    assert one != other_seed
    assert one != {each.key for each in select(plan, more).drawn}


def test_the_size_is_that_of_the_plan_or_the_one_it_comes_to() -> None:
    assert select(replace(PLAN, size=20), FRAME).rounds == (20,)
    assert select(PLAN, FRAME).rounds == (59,)  # 95 %, 5 %, no error: the table of AICPA


def test_what_is_planned_as_everything_is_taken_whole() -> None:
    few = Frame(FRAME.items[:40])
    sample = select(PLAN, few)
    assert (len(sample.drawn), sample.rounds, sample.count) == (40, (), 0)
    assert {each.stratum for each in sample.drawn} == {Stratum.WHOLE}
    assert sample.interval is None
    with pytest.raises(PlanError, match="已全部抽取"):
        extend(sample, PLAN, few, 1)


def test_nothing_is_drawn_from_nothing() -> None:
    empty = select(PLAN, Frame([]))
    assert (empty.drawn, empty.rounds, empty.count, empty.total) == ((), (), 0, 0)


def test_the_interval_is_the_money_behind_each_hit() -> None:
    plan = Plan(seed="seed", size=30)
    sample = select(plan, FRAME)
    assert sample.interval == Fraction(FRAME.total, 30)
    assert extend(sample, plan, FRAME, 10).interval == Fraction(FRAME.total, 40)


def test_an_extension_ends_with_the_last_item() -> None:
    sample = extend(select(PLAN, FRAME), PLAN, FRAME, 1000)
    assert sample.rounds == (59, 141)
    with pytest.raises(PlanError, match="已全部抽取"):
        extend(sample, PLAN, FRAME, 1)


def test_an_item_added_for_its_group_can_still_be_drawn() -> None:
    plan = replace(PLAN, size=2, per_group=1)
    sample = select(plan, FRAME)
    added = {each.key for each in sample.drawn if each.stratum is Stratum.GROUP}
    everything = extend(sample, plan, FRAME, 198)
    assert len(added) >= 5
    assert {each.stratum for each in everything.drawn} == {Stratum.DRAWN}
    assert {each.round for each in everything.drawn if each.key in added} == {2}


@pytest.mark.parametrize("more", [0, -5])
def test_an_extension_adds_something(more: int) -> None:
    with pytest.raises(PlanError, match="不足 1 项"):
        extend(select(PLAN, FRAME), PLAN, FRAME, more)


def test_a_sample_is_extended_with_its_own_plan_and_frame_only() -> None:
    sample = select(PLAN, FRAME)
    for plan, frame in (
        (replace(PLAN, seed="other"), FRAME),
        (replace(PLAN, selection=Selection.CELL), FRAME),
        (PLAN, Frame(FRAME.items[1:])),
    ):
        with pytest.raises(PlanError, match="得不出这个样本"):
            extend(sample, plan, frame, 5)


@pytest.mark.parametrize("rounds", [(0,), (10, -1), (150, 51)])
def test_sizes_that_cannot_be_are_refused(rounds: tuple[int, ...]) -> None:
    with pytest.raises(PlanError, match="各轮样本量"):
        redraw(PLAN, FRAME, rounds)


def test_a_plan_without_seed_draws_nothing() -> None:
    with pytest.raises(PlanError, match="随机种子"):
        select(replace(PLAN, seed=""), FRAME)
