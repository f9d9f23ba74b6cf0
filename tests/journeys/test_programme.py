"""A chapter of the story: the manager has ten minutes, reads the programme, and pays a batch."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

PAID, STRUCK = "苏岚", "白远溪"  # whose second instalments are planned
TITLE = "第四季度第二期拨款"


def test_the_manager_reads_the_programme_and_pays_a_batch(people: People) -> None:
    manager = people.log_in("manager")
    manager.goto("/programme")
    expect(manager.get_by_role("img", name=re.compile("^从下达的预算到拨付"))).to_be_visible()
    before = figure(manager, "on_the_way")
    every_step_down_adds_up(manager)

    batch = propose(manager)
    strike_and_approve(people.log_in("auditor"), batch)
    manager.goto(batch)
    with manager.expect_download() as list_:
        manager.get_by_role("link", name="付款清单").click()
    assert list_.value.suggested_filename.startswith("拨付付款清单")
    manager.get_by_label(f"{PAID} 第 2 期的付款回单流水号").fill("BC20261124-01")
    manager.get_by_role("button", name="登记付款").click()
    manager.get_by_role("button", name="确认整批付款").click()
    expect(manager.locator(".toasts")).to_contain_text("整批已记付款")
    manager.goto("/programme")
    assert figure(manager, "on_the_way") == before + Decimal(120000)
    what_the_manager_may_read(manager)


def figure(page: Page, name: str) -> Decimal:
    """Read a figure off the page."""
    return Decimal(page.locator(f"[data-figure={name}]").first.get_attribute("data-yuan") or "")


def every_step_down_adds_up(manager: Page) -> None:
    """Follow a figure to its list and back, write it in another unit, compare the employers."""
    spent = figure(manager, "spent_rnd")
    manager.locator("[data-figure=spent_rnd]").click()
    total = manager.get_by_role("table", name="研发").locator("tfoot td.right")
    expect(total).to_have_text(f"¥{spent:,.2f}")
    manager.get_by_role("link", name="改为万元").click()
    expect(total).to_have_text(f"{spent / 10_000:,.2f}")
    manager.get_by_role("navigation", name="所在位置").get_by_role("link", name="总览").click()
    manager.get_by_role("link", name="单位比较", exact=True).click()
    manager.get_by_role("link", name="结余", exact=True).click()
    shown = manager.locator("td[data-label=结余]").all_inner_texts()
    amounts = [Decimal(each.strip("¥").replace(",", "")) for each in shown]
    assert amounts == sorted(amounts, reverse=True)
    manager.go_back()


def propose(manager: Page) -> str:
    """Choose two instalments and propose them; give where the batch lies."""
    manager.get_by_role("link", name="拨付", exact=True).click()
    manager.get_by_role("link", name="新建批次").click()
    manager.get_by_label("批次名称").fill(TITLE)
    for selectee in (PAID, STRUCK):
        manager.get_by_label(f"选择 {selectee} 第 2 期").check()
    manager.get_by_role("button", name="提出批次").click()
    expect(manager.locator(".toasts")).to_contain_text("批次已提出")
    expect(manager.get_by_role("heading", level=1)).to_contain_text(TITLE)
    return manager.url


def strike_and_approve(auditor: Page, batch: str) -> None:
    """Take one line out with a reason; approve the rest as a whole."""
    auditor.goto(batch)
    row = auditor.get_by_role("row").filter(has_text=STRUCK)
    row.get_by_role("button", name="剔除").click()
    auditor.get_by_role("dialog").get_by_label("理由").fill("单位来函要求推迟")
    auditor.get_by_role("dialog").get_by_role("button", name="剔除").click()
    expect(auditor.get_by_role("table", name="已剔除")).to_contain_text("单位来函要求推迟")
    auditor.get_by_role("button", name="批准批次").click()
    expect(auditor.get_by_role("dialog")).to_contain_text("壹拾贰万圆整")
    auditor.get_by_role("button", name="批准整批").click()
    expect(auditor.locator(".toasts")).to_contain_text("整批已批准")


def what_the_manager_may_read(manager: Page) -> None:
    manager.get_by_role("link", name="定时任务").click()
    expect(manager.get_by_role("table", name="定时任务")).to_contain_text("验证全部账簿")
    manager.get_by_role("link", name="用户与角色").click()
    expect(manager.get_by_role("table", name="角色")).to_contain_text("不能批准自己办理的拨付")
