"""Who may be registered: articles 8 and 10, on their bounds."""

import doctest
from datetime import date

import pytest

from compliance import eligibility
from compliance.eligibility import (
    Obstacle,
    WayOut,
    employer,
    is_branch,
    of_age,
    one_channel,
    one_channel_of_a_person,
)

BOUND = date(1979, 8, 1)
TSINGHUA = "12100000400000624D"
BEIJING = "91110108MA01YL0K4M"
TIANJIN = "91120116MA05XB4J2D"


def said(obstacle: Obstacle | None) -> tuple[str, str, int] | None:
    if obstacle is None:
        return None
    return obstacle.way_out.value, obstacle.sentence.text(), obstacle.article


def test_born_on_the_bound_passes_and_a_day_before_needs_a_reason() -> None:
    assert of_age(BOUND, BOUND) is None
    assert of_age(date(1990, 1, 1), BOUND) is None
    assert said(of_age(date(1979, 7, 31), BOUND)) == (
        "explain",
        "出生日期早于 1979-08-01，第八条对年龄的要求是“一般”：请填写说明后再登记。",
        8,
    )


def test_a_legal_person_of_beijing_is_an_employer() -> None:
    assert employer("北京栎岚科技（集团）有限公司", BEIJING) is None


def test_a_wrong_code_is_to_be_corrected() -> None:
    assert said(employer("北京京岚世纪贸易有限公司", "91110302791614657K")) == (
        "correct",
        "统一社会信用代码 91110302791614657K 校验不通过，请对照营业执照或法人证书逐位核对。",
        8,
    )


def test_a_branch_is_refused_by_its_name_though_its_code_is_sound() -> None:
    assert said(employer("天聚地合（苏州）科技股份有限公司北京分公司", "91110108MA005BCA25")) == (
        "none",
        (
            "天聚地合（苏州）科技股份有限公司北京分公司 是分支机构，不是独立法人；"
            "请登记其法人单位（第八条第一款第一项）。"
        ),
        8,
    )


@pytest.mark.parametrize(
    ("name", "branch"),
    [
        ("栎岚科技有限公司北京分公司", True),
        ("栎岚科技有限公司北京分公司（海淀）", True),
        ("栎岚科技有限公司 北京 办事处", True),
        ("栎岚研究院北京分院", True),
        ("栎岚律师事务所北京分所", True),
        ("北京微分所见科技有限公司", False),
        ("北京分部件检测有限公司", False),
        ("北京栎岚科技（集团）有限公司", False),
    ],
)
def test_a_branch_is_told_by_the_end_of_its_name(name: str, *, branch: bool) -> None:
    assert is_branch(name) is branch


def test_a_centrally_registered_body_shows_that_it_sits_in_beijing() -> None:
    asked = (
        "prove",
        "清华大学 由中央登记，代码不能说明住所在北京：请填写住所证明（如法人证书编号）。",
        8,
    )
    assert said(employer("清华大学", TSINGHUA)) == asked
    assert said(employer("清华大学", TSINGHUA, "  ")) == asked
    assert employer("清华大学", TSINGHUA, "法人证书 112100000001") is None


def test_a_body_registered_elsewhere_is_refused() -> None:
    assert said(employer("天津栎岚科技有限公司", TIANJIN, "营业执照")) == (
        "none",
        "天津栎岚科技有限公司 的登记地不在北京（代码第三、四位为 12），不符合第八条第一款第一项。",
        8,
    )


def test_one_employer_stays_with_one_channel_in_a_year() -> None:
    assert one_channel("栎岚科技", "市科协", []) is None
    assert one_channel("栎岚科技", "市科协", ["市科协", "市科协"]) is None
    assert said(one_channel("栎岚科技", "市科协", ["市科协", "岚桐学会", "云岚学会"])) == (
        "none",
        "栎岚科技 本年已由 云岚学会 推荐，同一单位不得多渠道申报（第十条）。",
        10,
    )


def test_one_person_stays_with_one_channel_in_a_year() -> None:
    assert one_channel_of_a_person("林栎", "市科协", ["市科协"]) is None
    assert said(one_channel_of_a_person("林栎", "市科协", ["云岚学会", "市科协"])) == (
        "none",
        "林栎 本年已由 云岚学会 推荐，同一申报人不得多渠道申报（第十条）。",
        10,
    )


def test_every_way_out_is_used_and_the_examples_hold() -> None:
    assert {each.value for each in WayOut} == {"correct", "explain", "prove", "none"}
    assert doctest.testmod(eligibility, raise_on_error=True).attempted
