"""An invoice and its verdict: looked at closely, answered right at a finding, appealed against."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People
from tests.journeys.test_every_page import AXE, PHONE, violations

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

CARD = "预付卡销售"
GROUNDS = "这是云资源的预付费，使用账单可以提供。"
ANSWER = "票面为购物卡，没有使用账单，仍属负面清单所列支出。"


def test_a_finding_is_answered_where_it_stands_and_appealed_against(people: People) -> None:
    maker = people.log_in("maker1", bypass_policy=True)
    if AXE.exists():
        maker.context.add_init_script(path=AXE)
    maker.goto("/claims?outcome=block&text=北京万家百货商贸有限公司")
    maker.locator("main tbody a").first.click()
    expect(maker.locator(".finding.block")).to_contain_text(CARD)
    a_field_and_its_place_find_each_other(maker)
    the_original_is_enlarged_and_turned_by_keys(maker)
    everybody_can_use_it(maker)
    a_paper_is_attached_at_its_finding(maker)
    claim, case = maker.url, appeal(maker)
    two_people_uphold_the_verdict(people, case)
    maker.goto(claim)
    expect(maker.locator("main")).to_contain_text(f"中心维持原结论（申诉{case_number(maker)}）")
    expect(maker.locator("main")).to_contain_text(ANSWER)
    expect(maker.get_by_text("不同意这一结论？向中心申诉")).to_have_count(0)
    expect(maker.get_by_role("button", name="提交复核")).to_be_visible()


def a_field_and_its_place_find_each_other(maker: Page) -> None:
    place = maker.locator("rect[data-for=total_with_tax]")
    maker.locator("#read-total_with_tax").hover()
    expect(place).to_have_class(re.compile(r"\blit\b"))
    maker.locator("rect[data-for=seller_name]").click()
    expect(maker.locator("#read-seller_name")).to_be_focused()
    expect(maker.locator("rect[data-for=seller_name]")).to_have_class(re.compile(r"\blit\b"))


def the_original_is_enlarged_and_turned_by_keys(maker: Page) -> None:
    view = maker.locator("[data-viewer]")
    across = "view => view.querySelector('[data-sheet]').getBoundingClientRect().width"
    tall = "view => view.querySelector('[data-sheet]').getBoundingClientRect().height"
    width, height = view.evaluate(across), view.evaluate(tall)
    maker.keyboard.press("+")
    assert view.evaluate(across) > width
    maker.keyboard.press("0")
    maker.keyboard.press("r")
    assert view.evaluate(tall) > height
    maker.get_by_role("button", name="复原").click()
    expect(view).not_to_have_class(re.compile("enlarged"))
    assert view.evaluate(tall) == pytest.approx(height, abs=2)


def everybody_can_use_it(maker: Page) -> None:
    if not AXE.exists():
        return
    maker.get_by_text("不同意这一结论？向中心申诉").click()
    assert violations(maker) == []
    size = maker.viewport_size
    assert size is not None
    maker.set_viewport_size(PHONE)
    assert violations(maker) == []
    maker.set_viewport_size(size)
    maker.get_by_text("不同意这一结论？向中心申诉").click()


def a_paper_is_attached_at_its_finding(maker: Page) -> None:
    missing = maker.locator(".finding").filter(has_text="还缺佐证材料")
    missing.get_by_label("附上验收单").set_input_files(
        {"name": "验收单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 accepted"}
    )
    maker.get_by_label("对需要说明事项的说明").fill("印刷品已验收。")
    maker.get_by_role("button", name="保存说明和材料，重新核对").click()
    expect(maker.get_by_text("已保存，并已重新核对。")).to_be_visible()
    expect(maker.get_by_role("link", name="验收单.pdf")).to_be_visible()
    expect(missing).to_have_count(0)


def appeal(maker: Page) -> str:
    """Appeal; give the address of the case."""
    claim = maker.url
    maker.get_by_text("不同意这一结论？向中心申诉").click()
    maker.get_by_label("申诉理由").fill(GROUNDS)
    maker.get_by_role("button", name="提交申诉").click()
    expect(maker.get_by_role("heading", level=1)).to_contain_text("待中心答复")
    case = re.sub(r"^https?://[^/]+", "", maker.url)
    maker.goto(claim)
    expect(maker.locator("main")).to_contain_text("答复前这份申请不能修改、提交或撤回")
    expect(maker.get_by_role("button", name="提交复核")).to_have_count(0)
    return case


def two_people_uphold_the_verdict(people: People, case: str) -> None:
    auditor, manager = people.log_in("auditor"), people.log_in("manager")
    auditor.goto(case)
    expect(auditor.locator("main")).to_contain_text(GROUNDS)
    auditor.locator("summary").filter(has_text="拟维持原结论").click()
    auditor.get_by_label("理由").last.fill(ANSWER)
    auditor.get_by_role("button", name="拟维持原结论").click()
    expect(auditor.get_by_role("heading", level=1)).to_contain_text("拟维持，待另一人审定")
    manager.goto(case)
    manager.get_by_role("button", name="维持原结论", exact=True).click()
    expect(manager.get_by_role("heading", level=1)).to_contain_text("维持原结论")


def case_number(maker: Page) -> str:
    said = maker.locator("main").inner_text()
    found = re.search(r"（申诉(\d{4}-\d{3})）", said)
    assert found is not None
    return found[1]
