"""A chapter of the story: a sample is answered by one person and reviewed by another."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

TITLE = "合同与验收单的内容不一致"


def test_a_sample_is_answered_by_keys_and_a_finding_becomes_a_rectification(
    people: People,
) -> None:
    auditor, manager = people.log_in("auditor"), people.log_in("manager")
    item = open_item(auditor)
    walk_by_keys(auditor)
    answer_what_is_right(auditor, item)
    answer_without_evidence(auditor)
    wrong = auditor.url

    manager.goto(item)
    expect(manager.get_by_role("heading", level=1)).to_contain_text("待复核")
    manager.keyboard.press("a")
    expect(manager.locator(".toasts")).to_contain_text("已复核")

    auditor.goto(wrong)
    tell_the_finding(auditor)
    auditor.get_by_role("link", name=TITLE).click()
    auditor.get_by_label("要求补充的材料").fill("补签的合同和验收单")
    auditor.get_by_role("button", name="开出整改").click()
    expect(auditor.locator("main")).to_contain_text("补签的合同和验收单")
    auditor.get_by_role("link", name=TITLE).click()
    expect(auditor.get_by_role("heading", level=1)).to_contain_text("整改中")


def open_item(auditor: Page) -> str:
    """Go from the list of checks to the first item that nobody has looked at; give its address."""
    auditor.goto("/checks")
    auditor.locator("main tbody th a").first.click()
    auditor.get_by_role("link", name="样本", exact=True).click()
    auditor.get_by_role("link", name=re.compile("待检查")).click()
    auditor.locator("main tbody th a").first.click()
    expect(auditor.get_by_role("heading", level=1)).to_contain_text("待检查")
    return auditor.url


def walk_by_keys(auditor: Page) -> None:
    here = auditor.url
    auditor.keyboard.press("j")
    auditor.wait_for_url(re.compile(rf"/items/{number(here) + 1}$"))
    auditor.keyboard.press("k")
    auditor.wait_for_url(here)


def number(address: str) -> int:
    return int(address.rsplit("/", 1)[-1])


def answer_what_is_right(auditor: Page, item: str) -> None:
    auditor.keyboard.press("f")
    expect(auditor.get_by_label("审定金额")).not_to_have_value("")
    auditor.get_by_role("button", name="保存，到下一笔").click()
    expect(auditor.locator(".toasts")).to_contain_text("待另一人复核")
    assert auditor.url != item


def answer_without_evidence(auditor: Page) -> None:
    """Say that nothing proves the item: the columns follow, and the amount is not asked."""
    auditor.get_by_label("无法取证", exact=True).check()
    expect(auditor.get_by_label("审定金额")).to_be_disabled()
    support = auditor.get_by_role("group", name="支持文件")
    expect(support.get_by_label("不符合")).to_be_checked()
    auditor.keyboard.press("f")
    auditor.get_by_role("textbox", name="说明").fill("合同与验收单的内容对不上。")
    auditor.get_by_role("button", name="保存", exact=True).click()
    expect(auditor.locator("main")).to_contain_text("无法取证，全额计为差错")


def tell_the_finding(auditor: Page) -> None:
    auditor.get_by_role("link", name="登记问题").click()
    expect(auditor.get_by_label("问题描述")).to_have_value("合同与验收单的内容对不上。")
    auditor.get_by_label("问题标题").fill(TITLE)
    auditor.get_by_role("button", name="登记", exact=True).click()
    expect(auditor.locator("main")).to_contain_text(TITLE)
