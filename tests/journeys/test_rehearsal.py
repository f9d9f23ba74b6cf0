"""A first use: on stage with one click, six steps from a sample to the ledger, and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from service import running
from service.settings import Settings
from tests.journeys.people import People
from tests.journeys.product import Product

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

READ_MS = 30_000
GROUND = "getComputedStyle(document.body).backgroundColor"
WATERMARK = "getComputedStyle(document.documentElement, '::before').content"


def test_somebody_rehearses_a_whole_claim_alone_and_nothing_real_moves(
    people: People, product: Product
) -> None:
    page = people.log_in("maker1")
    claims = page.request.get("/claims?state=all").text()
    real_ground = page.evaluate(GROUND)
    page.get_by_role("button", name="进入演练").click()
    the_stage_is_unmistakable(page, real_ground)
    samples_get_their_verdicts(page)
    a_claim_is_explained_and_handed_in(page)
    the_second_person_approves_and_the_third_pays(page)
    the_ledger_shows_the_entry(page)
    page.get_by_role("button", name="退出演练").click()
    expect(page.get_by_role("region", name="演练模式")).to_have_count(0)
    assert page.evaluate(GROUND) == real_ground
    assert "（演练）" not in page.locator(".unit").inner_text()
    again = page.request.get("/claims?state=all").text()
    assert numbers(again) == numbers(claims)
    a_rehearsal_that_was_cleared_leads_back(page, product)


def numbers(text: str) -> list[str]:
    return re.findall(r"BX\d{4}-\d{5}", text)


def guide(page: Page) -> tuple[str, str]:
    """Give the step that comes now, and the words of its button."""
    part = page.locator(".first-steps")
    now = part.locator("[aria-current=step]").inner_text()
    return now, part.locator(".acts .button").last.inner_text()


def follow(page: Page) -> None:
    """Press the button of the step that comes now."""
    page.goto("/desk")
    page.locator(".first-steps .acts .button").last.click()
    page.wait_for_url(lambda address: not address.endswith("/desk"))


def the_stage_is_unmistakable(page: Page, real_ground: str) -> None:
    banner = page.get_by_role("region", name="演练模式")
    expect(banner).to_contain_text("都是虚构的，不影响任何真实账目")
    expect(page.locator(".unit")).to_contain_text("（演练）")
    assert page.title().startswith("【演练】")
    assert page.evaluate(GROUND) != real_ground
    page.emulate_media(media="print")
    assert page.evaluate(WATERMARK) == '"演练"'
    expect(banner).to_be_hidden()
    page.emulate_media(media="screen")
    assert guide(page) == ("上传发票", "放入样例发票")


def samples_get_their_verdicts(page: Page) -> None:
    page.locator(".first-steps").get_by_role("button", name="放入样例发票").click()
    expect(page.get_by_text("2 个可以列支")).to_be_visible(timeout=READ_MS)
    expect(page.get_by_text("已有报销申请，没有重复建立")).to_be_visible(timeout=READ_MS)
    page.goto("/desk")
    assert guide(page) == ("看结论，写说明", "打开报销申请")


def a_claim_is_explained_and_handed_in(page: Page) -> None:
    follow(page)
    expect(page.get_by_role("region", name="需要说明")).to_be_visible()
    page.get_by_label("对需要说明事项的说明").fill("立项前的预研测试，样机沿用至今。")
    page.get_by_label("与项目的直接关系").fill("任务书第二项研究内容的减速器寿命测试。")
    page.get_by_role("button", name="提交复核").click()
    expect(page.locator(".toasts")).to_contain_text("已提交复核")
    page.goto("/desk")
    assert guide(page) == ("另一人复核", "换成单位复核")


def the_second_person_approves_and_the_third_pays(page: Page) -> None:
    follow(page)  # as the checker, at the claim
    expect(page.locator(".person")).to_contain_text("单位复核")
    page.get_by_role("button", name="复核通过").click()
    page.get_by_role("dialog", name="复核通过").get_by_role("button", name="复核通过").click()
    expect(page.locator(".toasts")).to_contain_text("复核通过")
    page.get_by_role("region", name="演练模式").get_by_role("button", name="单位出纳").click()
    expect(page.locator(".person")).to_contain_text("单位出纳")
    page.get_by_role("button", name="登记付款").click()
    dialog = page.get_by_role("dialog", name="登记付款")
    dialog.get_by_label("银行回单流水号").fill("YL20260101-0001")
    dialog.get_by_role("button", name="登记付款").click()
    expect(page.locator(".toasts")).to_contain_text("已付款")


def the_ledger_shows_the_entry(page: Page) -> None:
    follow(page)
    expect(page.get_by_role("heading", name=re.compile("记账凭证 20.*记-"))).to_be_visible()
    page.goto("/desk")
    expect(page.locator(".first-steps")).to_contain_text("六步都走完了")


def a_rehearsal_that_was_cleared_leads_back(page: Page, product: Product) -> None:
    page.get_by_role("button", name="进入演练").click()
    expect(page.locator(".unit")).to_contain_text("（演练）")
    running.clear_rehearsals(Settings.from_environment(product.environment))  # as on Sundays
    page.goto("/ledger")
    expect(page.get_by_role("heading", name="演练已经结束")).to_be_visible()
    page.get_by_role("button", name="回到真实账目").click()
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    assert "（演练）" not in page.locator(".unit").inner_text()
