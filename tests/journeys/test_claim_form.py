"""A claim's form in a real browser: what matters is asked, limits are said, two people let pass."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

MEETING, LIMIT = "¥6,360.00", "¥5,500.00"
GOODS = "¥5,424.00"


def test_a_meeting_above_its_standard_is_lowered_to_it(people: People) -> None:
    maker = people.log_in("maker5")
    open_draft(maker, MEETING)
    verdict = maker.get_by_role("region", name="两人确认")
    expect(verdict).to_contain_text(LIMIT)
    place = maker.locator("rect[data-for=total_with_tax]")
    verdict.get_by_role("link", name="价税合计").focus()
    expect(place).to_have_class(re.compile("lit"))
    the_standard_is_asked_only_where_it_matters(maker)
    the_limit_follows_what_is_typed(maker)
    maker.get_by_label("人数").fill("10")
    verdict.get_by_role("button", name=f"列支金额改为 {LIMIT}").click()
    expect(maker.get_by_role("region", name="可以列支")).to_be_visible()
    expect(maker.get_by_label("列支金额")).to_have_value("5,500.00")


def the_standard_is_asked_only_where_it_matters(maker: Page) -> None:
    direction, event = maker.get_by_label("支出方向"), maker.get_by_label("适用标准")
    expect(event).to_be_visible()
    direction.select_option("RND")
    expect(event).to_be_hidden()
    direction.select_option("CONF")
    expect(event).to_be_visible()


def the_limit_follows_what_is_typed(maker: Page) -> None:
    said = maker.locator("#event-limit")
    expect(said).to_contain_text(LIMIT)
    maker.get_by_label("人数").fill("20")
    expect(said).to_contain_text("¥11,000.00")
    maker.get_by_label("天、晚或学时数").fill("1.2")
    expect(said).to_be_hidden()
    maker.get_by_label("天、晚或学时数").fill("1")
    expect(said).to_contain_text("¥11,000.00")


def test_what_one_may_not_let_pass_two_may_with_a_reason_each(people: People) -> None:
    maker = people.log_in("maker4")
    open_draft(maker, GOODS)
    expect(maker.get_by_role("region", name="两人确认")).to_contain_text("能否例外")
    maker.get_by_label("对需要说明事项的说明").fill("当日急用，由采购人代收，次日入库清点。")
    maker.get_by_role("button", name="提交复核").click()
    expect(maker.locator(".toast")).to_contain_text("已提交复核")
    claim = maker.url

    checker = people.log_in("checker4")
    checker.goto(claim)
    checker.get_by_role("button", name="复核通过").click()
    dialog = checker.get_by_role("dialog", name="复核通过")
    expect(dialog).to_contain_text("验收人与经办人")
    dialog.get_by_role("button", name="复核通过").click()
    expect(dialog).to_be_visible()  # the reason is missing
    dialog.get_by_label("确认理由").fill("已到库房核对实物和数量。")
    dialog.get_by_role("button", name="复核通过").click()
    expect(checker.locator(".toast")).to_contain_text("复核通过，等待出纳付款。")
    expect(checker.get_by_text("已到库房核对实物和数量。").first).to_be_visible()
    checker.goto("/claims?state=approved")
    row = checker.get_by_role("row").filter(has_text=GOODS)
    expect(row).to_contain_text("两人确认")


def open_draft(maker: Page, amount: str) -> None:
    """Open the draft of that amount."""
    maker.goto("/claims?state=draft")
    maker.get_by_role("row").filter(has_text=amount).get_by_role("link").first.click()
