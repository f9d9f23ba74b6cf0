"""A chapter of the story: who reads what others handle says why, and it stands in the log."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

PAID_TO = "核对下一期拨款的收款账户"


def test_purposes_numbers_and_exports_leave_their_trace(people: People) -> None:
    auditor = people.log_in("auditor")
    a_number_is_shown_whole_for_a_purpose(auditor)

    manager = people.log_in("manager")
    an_export_is_allowed_by_another(manager)
    manager.goto("/readings?kind=number")
    row = manager.get_by_role("row").filter(has_text=PAID_TO)
    expect(row).to_contain_text("方审言")
    expect(row).to_contain_text("显示完整号码")
    manager.goto("/trail?subject=bulk_export")
    expect(manager.get_by_role("table")).to_contain_text("批准批量导出")

    auditor.goto("/exports")
    expect(auditor.get_by_role("link", name="下载")).to_be_visible()
    with auditor.expect_download() as download:
        auditor.get_by_role("link", name="下载").click()
    assert download.value.suggested_filename.endswith(".hledger")

    maker = people.log_in("maker1")
    expect(maker.locator(".foot")).not_to_contain_text("每次查看都有记录")
    maker.get_by_role("button", name="显示完整号码").click()
    expect(maker.locator("main")).to_contain_text("完整号码只在这一页显示")


def a_number_is_shown_whole_for_a_purpose(auditor: Page) -> None:
    expect(auditor.locator(".foot")).to_contain_text("每次查看都有记录")
    auditor.goto("/bank")
    auditor.get_by_role("table").get_by_role("link").first.click()
    expect(auditor.locator("main")).to_contain_text("11** **** **** **")
    auditor.get_by_text("显示完整号码").click()
    auditor.get_by_label("查阅事由").fill(PAID_TO)
    auditor.get_by_role("button", name="显示", exact=True).click()
    expect(auditor.locator("main")).to_contain_text("1109 1")
    expect(auditor.locator("main")).to_contain_text(PAID_TO)
    auditor.get_by_role("link", name="返回").click()
    expect(auditor.locator("main")).to_contain_text("11** **** **** **")


def an_export_is_allowed_by_another(manager: Page) -> None:
    manager.goto("/exports")
    manager.get_by_role("button", name="批准", exact=True).click()
    expect(manager.locator(".toasts")).to_contain_text("批量导出申请已办理")
    expect(manager.get_by_role("table")).to_contain_text("已批准")
