"""A chapter of the story: a fault is found at a grant, answered, and closed by two people."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

PROBLEM = "缺少测试验收单"


def test_a_fault_is_found_answered_and_closed(people: People) -> None:
    auditor = people.log_in("auditor")
    raise_it(auditor)
    address = re.sub(r"^https?://[^/]+", "", auditor.url)

    manager = people.log_in("manager")
    manager.goto(address)
    press(manager, "发出整改通知")
    expect(manager.get_by_role("heading", level=1)).to_contain_text("整改中")
    expect(manager.locator("main")).to_contain_text("整改通知书")

    checker = people.log_in("checker4")
    checker.goto(address)
    expect(checker.locator("main")).not_to_contain_text("秦管彤")
    checker.locator("summary").filter(has_text="认可问题").click()  # folded: nobody waits for it
    press(checker, "认可问题")
    checker.get_by_label("选择文件").set_input_files(
        {"name": "验收单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 accepted"}
    )
    press(checker, "提交材料")
    expect(checker.locator("main")).to_contain_text("验收单.pdf")
    checker.get_by_label("整改情况").fill("已补充验收单。")
    press(checker, "报告整改完成")
    expect(checker.get_by_role("heading", level=1)).to_contain_text("待核查")

    auditor.goto(address)
    press(auditor, "核查通过")
    manager.goto(address)
    press(manager, "销号")
    expect(manager.get_by_role("heading", level=1)).to_contain_text("已销号")
    expect(manager.locator(".timeline")).to_contain_text("已补充验收单。")


def raise_it(auditor: Page) -> None:
    """Raise the fault at a grant of the fourth employer, by hand."""
    auditor.goto("/programme/grants")
    auditor.get_by_role("link", name="白远溪").first.click()
    auditor.get_by_role("link", name="提出整改").click()
    auditor.get_by_label("问题", exact=True).fill(PROBLEM)
    auditor.get_by_label("事实", exact=True).fill("两笔测试费没有附验收单。")
    auditor.get_by_label("依据", exact=True).fill("任务书第四条")
    auditor.get_by_label("要求补充的材料").fill("两笔测试费的验收单")
    press(auditor, "提出")
    expect(auditor.locator("main")).to_contain_text(PROBLEM)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("networkidle")
