"""A chapter of the story: statement beside book, interest booked, until both come to the same."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People
from tests.journeys.product import Product

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]


def test_a_statement_is_matched_confirmed_and_reconciled(people: People, product: Product) -> None:
    maker = people.log_in("maker1")
    before = vouchers(maker)
    a_statement_that_does_not_add_up_is_refused(maker)
    the_statement_brings_the_payment_that_was_on_its_way(maker, product)

    checker = people.log_in("checker1")
    checker.get_by_role("link", name="组银行勾对等您确认").click()
    checker.get_by_role("button", name="确认所选的勾对").click()
    expect(checker.locator(".toasts")).to_contain_text("组勾对。")
    expect(checker.get_by_role("heading", name="待确认的勾对")).to_have_count(0)

    assert vouchers(maker) == before  # nothing was posted
    the_interest_is_booked_by_two_people(maker, checker)
    assert vouchers(maker) != before

    the_maker_draws_up_the_table(maker)
    the_checker_approves_it(checker)

    auditor = people.log_in("auditor")
    auditor.get_by_role("link", name="对账", exact=True).click()
    row = auditor.get_by_role("row").filter(has_text="北京云岫")
    expect(row).to_contain_text("按期核对")
    row.get_by_role("link").click()
    expect(auditor.get_by_role("button", name="导入")).to_have_count(0)


def vouchers(page: Page) -> str:
    """Give the number of the newest voucher."""
    page.goto("/ledger")
    return page.locator("tbody.entry a").first.inner_text()


def a_statement_that_does_not_add_up_is_refused(maker: Page) -> None:
    maker.get_by_role("link", name="对账", exact=True).click()
    wrong = "账号：123456789\n日期,借方,贷方,余额\n2026-01-05,,5,5\n2026-01-06,,5,11\n"
    maker.get_by_label("银行对账单文件").set_input_files(
        {"name": "错.csv", "mimeType": "text/csv", "buffer": wrong.encode()}
    )
    maker.get_by_role("button", name="导入").click()
    alert = maker.get_by_role("alert")
    expect(alert).to_contain_text("第 4 行的余额对不上")
    expect(alert).to_contain_text("不是登记的专门账户")


def the_statement_brings_the_payment_that_was_on_its_way(maker: Page, product: Product) -> None:
    expect(maker.get_by_text("单位已付、银行尚未付").first).to_be_visible()
    (sample,) = (product.folder / "sample-invoices").glob("16-*.xlsx")
    maker.get_by_label("银行对账单文件").set_input_files(sample)
    maker.get_by_role("button", name="导入").click()
    expect(maker.locator(".toasts")).to_contain_text("找到 1 组待确认的勾对")
    expect(maker.get_by_text(re.compile("银行摘要写明 BX")).first).to_be_visible()
    expect(maker.get_by_text("看似利息").first).to_be_visible()


def the_interest_is_booked_by_two_people(maker: Page, checker: Page) -> None:
    maker.goto("/bank")
    line = maker.locator(".free-lines > li").filter(has_text="看似利息")
    line.get_by_role("link", name="提出记账").click()
    expect(maker.get_by_label("这笔是")).to_have_value("interest")
    maker.get_by_label("说明").fill("银行结息回单")
    late = maker.get_by_label("补记原因")  # asked for where the month was closed softly
    if late.count():
        late.fill("回单晚到")
    maker.get_by_role("button", name="提出记账").click()
    expect(maker.locator(".toasts")).to_contain_text("等另一人复核")
    waiting = maker.locator(".pair").filter(has_text="利息入账")
    expect(waiting.get_by_role("button", name="复核入账")).to_have_count(0)

    checker.goto("/desk")
    checker.get_by_role("link", name="笔银行明细等您复核入账").click()
    proposal = checker.locator(".pair").filter(has_text="银行结息回单")
    proposal.get_by_role("button", name="复核入账").click()
    expect(checker.locator(".toasts")).to_contain_text("已入账，并与银行明细勾对")
    checker.get_by_text(re.compile("已确认的勾对")).click()
    expect(checker.get_by_text(re.compile("按这笔银行明细入账")).first).to_be_visible()


def the_maker_draws_up_the_table(maker: Page) -> None:
    maker.goto("/bank")
    maker.get_by_role("button", name="查看余额调节表").click()
    expect(maker.get_by_text("两边调节后余额相等")).to_be_visible()
    adjusted = maker.locator("tfoot td").all_inner_texts()
    assert len(adjusted) == 2
    assert len(set(adjusted)) == 1
    maker.get_by_role("button", name="提交复核").click()
    expect(maker.locator(".toasts")).to_contain_text("等另一人复核")


def the_checker_approves_it(checker: Page) -> None:
    checker.goto("/desk")
    checker.get_by_role("link", name="份余额调节表等您复核").click()
    checker.get_by_role("row").filter(has_text="待复核").get_by_role("link").click()
    with checker.expect_download() as download:
        checker.get_by_role("link", name="下载 xlsx").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    checker.get_by_role("button", name="复核通过").click()
    expect(checker.get_by_role("heading", name="银行存款余额调节表")).to_contain_text("已复核")
    checker.goto("/bank")
    expect(checker.get_by_text(re.compile("银行余额已核对到"))).to_be_visible()
