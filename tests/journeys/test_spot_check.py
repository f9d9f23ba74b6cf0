"""A chapter of the story: a check is planned by one, noticed by another, frozen, drawn, begun."""

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

TITLE = "年度专项检查"
EMPLOYER = "北京栎川集成电路设计有限公司"
HASH = re.compile("^[0-9a-f]{64}$")


def test_a_check_is_planned_by_one_noticed_by_another_and_drawn_for_everybody_to_draw_again(
    people: People,
) -> None:
    auditor, manager = people.log_in("auditor"), people.log_in("manager")
    check = plan(auditor)
    expect(auditor.locator("main")).to_contain_text("已由系统生成并封存")
    expect(auditor.get_by_role("button", name="发出检查通知")).to_have_count(0)

    take(manager, check, "发出检查通知")
    promised = said(auditor, check, "种子的 SHA-256（检查通知书所载）")
    take(auditor, check, "固定总体")
    seed = said(auditor, check, "种子")
    assert hashlib.sha256(seed.encode()).hexdigest() == promised
    with auditor.expect_download() as frame:
        auditor.get_by_role("link", name="下载总体").click()
    content = Path(frame.value.path()).read_bytes()
    assert hashlib.sha256(content).hexdigest() == said(auditor, check, "总体清单的 SHA-256")

    take(auditor, check, "抽取样本")
    auditor.get_by_role("button", name="重算核对").click()
    expect(auditor.locator(".toasts")).to_contain_text("逐笔一致")
    take(auditor, check, "发出调阅清单，开始检查")
    expect(auditor.get_by_role("link", name="样本", exact=True)).to_be_visible()
    the_employer_sees_what_is_wanted(people.log_in("maker3"))


def plan(auditor: Page) -> str:
    """Fill in a plan, look at what it would come to, settle it; give the address of the check."""
    auditor.goto("/checks")
    auditor.get_by_role("link", name="制定抽查计划").click()
    auditor.get_by_label("名称").fill(TITLE)
    auditor.get_by_label("入账起始日").fill("2026-01-01")
    auditor.get_by_label("入账截止日").fill(auditor.get_by_label("数据截止日").input_value())
    auditor.get_by_text("只查这些单位").click()
    auditor.get_by_label(EMPLOYER).check()
    auditor.get_by_role("button", name="算一算样本量").click()
    expect(auditor.locator("#what-if")).to_contain_text("涉及 1 个单位")
    expect(auditor.locator("#what-if")).to_contain_text("超几何分布")
    auditor.get_by_role("button", name="制定计划", exact=True).click()
    expect(auditor.get_by_role("heading", level=1)).to_contain_text("抽查2026-")
    return auditor.url


def take(person: Page, check: str, step: str) -> None:
    """Take a step of the check; what it is called is the name of its button."""
    person.goto(check)
    part = person.locator("details.case-step, .case-step details").filter(has_text=step).first
    if not part.evaluate("part => part.open"):
        part.locator("summary").click()
    part.get_by_role("button", name=step).click()
    expect(person.locator(".toasts")).to_contain_text("已办理")


def said(person: Page, check: str, term: str) -> str:
    """Read a hash off the page of the check."""
    person.goto(check)
    found = person.locator("dt", has_text=re.compile(f"^{re.escape(term)}$")).locator("xpath=..")
    text = found.locator("code").inner_text().strip()
    assert HASH.match(text), text
    return text


def the_employer_sees_what_is_wanted(maker: Page) -> None:
    maker.goto("/cases")
    maker.get_by_role("row", name=TITLE).get_by_role("link").first.click()
    expect(maker.locator("main")).to_contain_text("调阅的支出")
    expect(maker.locator("main")).to_contain_text("提供检查所需资料")
    expect(maker.locator("main")).not_to_contain_text("随机抽中")  # why it was drawn is not told
