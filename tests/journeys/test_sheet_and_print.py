"""A 报销单 in a real browser: refused whole, handed in, approved on one screen, paid, printed."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People
from tests.service.statements import TITLES

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

MADE_MS = 30_000
SLIP = "ZF202611240088"


def test_a_sheet_goes_from_hand_to_hand_and_is_printed(people: People) -> None:
    maker = people.log_in("maker6")
    address = one_that_is_not_ready_holds_all_back(maker)
    maker.get_by_role("button", name="移出").last.click()
    expect(maker.get_by_role("article")).to_have_count(2)
    what_has_to_be_explained_is(maker, address)
    maker.get_by_role("button", name="整单提交").click()
    expect(maker.get_by_text("已办理 2 张报销申请")).to_be_visible()
    the_second_person_sees_it_all(people.log_in("checker6"), address)
    the_third_person_pays(people.log_in("cashier6"), address)
    it_is_printed(maker, address)
    a_strange_statement_is_asked_about_once(maker)


def one_that_is_not_ready_holds_all_back(maker: Page) -> str:
    maker.goto("/sheets")
    maker.get_by_role("link", name="报2026-001").click()
    address = maker.url
    expect(maker.get_by_role("table", name="对预算的影响")).to_contain_text("¥95,760.00")
    maker.get_by_role("button", name="整单提交").click()
    refused = maker.get_by_role("alert")
    expect(refused).to_contain_text("一张也没有变动")
    expect(refused).to_contain_text("请先填写说明再提交")
    return address


def what_has_to_be_explained_is(maker: Page, address: str) -> None:
    for place in range(2):
        maker.goto(address)
        maker.get_by_role("article").nth(place).get_by_role("heading").first.get_by_role(
            "link"
        ).click()
        maker.get_by_label("对需要说明事项的说明").fill("三台样机各配一套，按研制计划分三批到货。")
        maker.get_by_role("button", name="保存说明和材料，重新核对").click()
        expect(maker.get_by_text("已保存，并已重新核对。")).to_be_visible()
    maker.goto(address)


def the_second_person_sees_it_all(checker: Page, address: str) -> None:
    checker.goto(address)
    expect(checker.get_by_role("article")).to_have_count(2)
    checker.get_by_role("button", name="整单复核通过").click()
    dialog = checker.get_by_role("dialog", name="整单复核通过")
    expect(dialog).to_contain_text("¥36,160.00")
    for reason in dialog.get_by_role("textbox").all():
        reason.fill("已核对采购计划和三份验收单。")
    dialog.get_by_role("button", name="复核通过").click()
    expect(checker.get_by_text("已办理 2 张报销申请")).to_be_visible()


def the_third_person_pays(cashier: Page, address: str) -> None:
    cashier.goto(address)
    cashier.get_by_role("button", name="整单登记付款").click()
    dialog = cashier.get_by_role("dialog", name="登记付款给收款方")
    dialog.get_by_label("银行回单流水号").fill(SLIP)
    dialog.get_by_role("button", name="登记付款").click()
    expect(cashier.get_by_text("已付款").first).to_be_visible()


def it_is_printed(maker: Page, address: str) -> None:
    maker.goto(address)
    maker.get_by_role("button", name="打印封面和粘贴单").click()
    download = maker.get_by_role("link", name="下载")
    expect(download).to_be_visible(timeout=MADE_MS)
    with maker.expect_download() as taken:
        download.click()
    assert taken.value.suggested_filename == "费用报销封面-报2026-001.pdf"
    assert taken.value.path().read_bytes().startswith(b"%PDF")


def a_strange_statement_is_asked_about_once(maker: Page) -> None:
    renamed = ",".join(f"栏目{letter}" for letter in "甲乙丙丁戊己庚辛")
    assert renamed.count(",") == TITLES.count(",")
    line = "2026-10-30,,100.00,100.00,示例银行,,结息,HD1"
    content = f"查询期间：2026-10-01至2026-10-31\n{renamed}\n{line}\n".encode()
    maker.goto("/bank")
    maker.get_by_label("银行对账单文件").set_input_files(
        {"name": "新网银.csv", "mimeType": "text/csv", "buffer": content}
    )
    maker.get_by_role("button", name="导入").click()
    maker.get_by_role("link", name="指出各列的含义").click()
    expect(maker.get_by_text("现在的表头")).to_have_count(1)
    maker.get_by_label("栏目甲").select_option(label="记账日期")
    maker.get_by_role("button", name="按这样的列导入").click()
    expect(maker.get_by_role("alert")).to_contain_text("请指出金额在哪里")
    expect(maker.get_by_label("栏目甲")).to_have_value("day")
