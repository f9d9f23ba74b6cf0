"""A month's end: the checker closes it softly, the Center for good, after the list is green."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import People
from tests.journeys.product import Product

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

CHECKER = "checker6"  # of an employer that no other journey touches


def test_a_month_is_closed_by_two_sides_and_stays_closed(people: People, product: Product) -> None:
    checker = people.log_in(CHECKER)
    month = the_checker_sees_what_stands_before_the_close(checker)
    the_checker_opens_it_again_and_closes_it_softly(checker, month)
    auditor = people.log_in("auditor")
    the_center_closes_it(auditor, checker.url, month)
    nobody_opens_it_again(checker, month)
    the_trial_balance_knows_what_was_known(checker)
    proof = product.shell("proof")
    assert proof.returncode == 0, proof.stdout + proof.stderr


def the_checker_sees_what_stands_before_the_close(checker: Page) -> str:
    checker.get_by_role("link", name="账簿").first.click()
    checker.get_by_role("link", name="结账").click()
    heading = checker.get_by_role("heading", name=re.compile("结账检查"))
    month = heading.inner_text().split()[0]
    expect(line(checker, month)).to_contain_text("已预结账")
    for check in ("预结账", "报销申请", "银行对账", "账簿验证"):
        expect(checker.get_by_role("rowheader", name=check, exact=True)).to_be_visible()
    expect(checker.get_by_role("button", name="结账", exact=True)).to_have_count(0)
    return month


def the_checker_opens_it_again_and_closes_it_softly(checker: Page, month: str) -> None:
    line(checker, month).get_by_role("button", name="取消预结账").click()
    expect(toast(checker)).to_contain_text("已取消预结账。")
    expect(line(checker, month)).to_contain_text("未结账")
    line(checker, month).get_by_role("button", name="预结账").click()
    expect(toast(checker)).to_contain_text("已预结账")
    expect(line(checker, month)).to_contain_text("已预结账")


def the_center_closes_it(auditor: Page, address: str, month: str) -> None:
    auditor.goto(address)
    auditor.get_by_role("button", name="结账", exact=True).click()
    dialog = auditor.get_by_role("dialog", name="确认结账")
    expect(dialog).to_contain_text(month)
    dialog.get_by_role("button", name="确认结账").click()
    expect(toast(auditor)).to_contain_text("已结账，这个月的账不再变动。")
    expect(line(auditor, month)).to_contain_text("方审言")


def nobody_opens_it_again(checker: Page, month: str) -> None:
    checker.reload()
    expect(line(checker, month)).to_contain_text("已结账")
    expect(line(checker, month).get_by_role("button")).to_have_count(0)


def the_trial_balance_knows_what_was_known(checker: Page) -> None:
    checker.get_by_role("link", name="试算平衡").click()
    expect(checker.get_by_text("借贷相等")).to_have_count(2)
    checker.get_by_label("截至哪天入账").fill("2020-01-01")
    checker.get_by_role("button", name="查询").click()
    expect(checker.get_by_text("到 2020-01-01 日终，还没有记入截止日以前的凭证")).to_have_count(2)


def line(page: Page, month: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=month))


def toast(page: Page) -> Locator:
    return page.get_by_role("status")
