"""第三十条: the conditions of a transfer, each alone and in order, and the rest that moves."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import transfer
from compliance.messages import message
from compliance.transfer import APPLY, APPROVE, CUT_OFF, Need, NewEmployer, Rest, Situation

GOOD = Situation(
    leaves_on=date(2026, 6, 30),
    starts_on=date(2025, 8, 31),
    ends_on=date(2027, 8, 30),
    suspended_on=None,
    new=NewEmployer(
        name="清华大学",
        uscc="12100000400000624D",
        seat_evidence="事业单位法人证书",
        workplace="北京市海淀区",
        in_beijing=True,
    ),
    same_field=True,
    field="集成电路",
    applied_on=date(2026, 6, 1),
    paper="原件由原单位人事部门保存",
    consented_on=date(2026, 6, 3),
    approved_on=date(2026, 6, 9),
    registered=True,
)


def unmet(situation: Situation, needs: tuple[Need, ...] = CUT_OFF) -> list[Need]:
    return [line.need for line in transfer.unmet(situation, needs)]


def said(situation: Situation, need: Need) -> str:
    (line,) = (line for line in transfer.lines(situation) if line.need is need)
    return line.said.text()


def test_the_lines_stand_in_their_order_and_all_are_met() -> None:
    assert [line.need for line in transfer.lines(GOOD)] == list(Need)
    assert all(line.met for line in transfer.lines(GOOD))
    assert all(
        line.title.text() and line.article in {8, 26, 30, 32} for line in transfer.lines(GOOD)
    )


def test_each_step_needs_what_the_one_before_needed_and_more() -> None:
    assert APPROVE[: len(APPLY)] == APPLY
    assert CUT_OFF[: len(APPROVE)] == APPROVE
    assert set(CUT_OFF) == set(Need)


@pytest.mark.parametrize(
    ("changes", "need", "words"),
    [
        ({"leaves_on": date(2025, 8, 30)}, Need.PERIOD, "只适用于执行期内的工作变动"),
        ({"leaves_on": date(2027, 8, 31)}, Need.PERIOD, "只适用于执行期内的工作变动"),
        ({"suspended_on": date(2026, 5, 1)}, Need.STANDING, "项目自 2026-05-01 起中止"),
        ({"same_field": False}, Need.FIELD, "第三十二条（二）2"),
        ({"consented_on": None}, Need.CONSENT, "请原单位复核人在本页签署同意。"),
        ({"approved_on": None}, Need.APPROVAL, "请中心管理人员在本页批准。"),
        ({"registered": False}, Need.RECEIVER, "没有登记专门账户"),
        ({"matters": ("整改2026-001",)}, Need.MATTERS, "还有未办结的 整改2026-001"),
        ({"disagreement": message("差一分。")}, Need.RECONCILED, "差一分。"),
    ],
)
def test_a_condition_that_is_not_met_says_what_to_do(
    changes: dict[str, Any], need: Need, words: str
) -> None:
    situation = replace(GOOD, **changes)
    assert unmet(situation) == [need]
    assert words in said(situation, need)


def test_the_first_and_the_last_day_of_the_period_are_in_it() -> None:
    for day in (GOOD.starts_on, GOOD.ends_on):
        assert unmet(replace(GOOD, leaves_on=day)) == []


def test_17_the_rest_does_not_go_to_a_branch() -> None:
    branch = replace(
        GOOD.new, name="天聚地合（苏州）科技股份有限公司北京分公司", uscc="91110108MA005BCA25"
    )
    situation = replace(GOOD, new=branch)
    assert unmet(situation, APPLY) == [Need.EMPLOYER]
    assert "是分支机构，不是独立法人" in said(situation, Need.EMPLOYER)


def test_17_a_body_registered_centrally_is_asked_for_its_seat() -> None:
    situation = replace(GOOD, new=replace(GOOD.new, seat_evidence=""))
    assert unmet(situation, APPLY) == [Need.EMPLOYER]
    assert "请填写住所证明" in said(situation, Need.EMPLOYER)


def test_work_outside_beijing_is_an_exit_and_no_transfer() -> None:
    situation = replace(GOOD, new=replace(GOOD.new, in_beijing=False, workplace="天津市"))
    assert unmet(situation, APPLY) == [Need.PLACE]
    assert "工作地 天津市 不在北京" in said(situation, Need.PLACE)


def test_open_matters_may_be_carried_over_in_words() -> None:
    situation = replace(GOOD, matters=("整改2026-001", "追回2026-002"), carried_over="由原单位办结")
    assert unmet(situation) == []
    assert said(situation, Need.MATTERS) == (
        "未办结的 整改2026-001、追回2026-002 已写明承接：由原单位办结"
    )
    assert unmet(replace(situation, carried_over="  ")) == [Need.MATTERS]


def test_what_only_the_center_sees_is_left_to_it() -> None:
    situation = replace(GOOD, of_center=False, registered=False)
    (line,) = (line for line in transfer.lines(situation) if line.need is Need.RECEIVER)
    assert line.met is None
    assert unmet(situation) == []


YUAN = st.decimals(min_value=0, max_value=10**9, places=2)


@given(st.sampled_from(["FISCAL", "RAISED", "INTEREST", "MATCH"]), YUAN, YUAN, YUAN)
def test_what_moves_and_what_stays_make_the_balance(
    source: str, balance: Decimal, reserved: Decimal, advanced: Decimal
) -> None:
    rest = Rest(source, balance, reserved, advanced)
    assert 0 <= rest.moved <= balance
    assert balance - rest.moved >= min(balance, reserved)
    if source == "MATCH":
        assert rest.moved == 0
    elif balance >= reserved:
        assert rest.moved + reserved == balance
