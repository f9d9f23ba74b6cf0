"""A claim from the log-in to its submission without a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import People
from tests.journeys.product import PASSWORD, Product
from tests.journeys.uploading import choose, expect_verdict

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

STEPS_MAX = 80


def test_a_claim_is_submitted_with_the_keyboard_alone(people: People, product: Product) -> None:
    page = people.visitor()
    log_in_by_keys(page, "maker1")
    (older_form,) = product.samples("6-")
    choose(page, older_form)
    expect_verdict(page, older_form, "可以列支")
    number = page.get_by_role("list", name="上传的文件").get_by_role("link").inner_text()
    the_keys_are_explained(page)
    press_until(page, page.get_by_role("link", name=number))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(number))).to_be_visible()
    a_field_lights_its_place_when_it_has_the_focus(page)
    press_until(page, page.get_by_label("与项目的直接关系"), backwards=True)
    page.keyboard.type("任务书第一项研究内容的疲劳寿命测试。")
    press_until(page, page.get_by_role("button", name="提交复核"))
    page.keyboard.press("Enter")
    expect(page.locator(".toasts")).to_contain_text("已提交复核")


def test_the_first_step_on_every_page_leads_past_the_menu(people: People) -> None:
    page = people.log_in("checker2")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_lists_pages_and_the_search_answer_to_keys(people: People) -> None:
    page = people.log_in("maker1")
    page.keyboard.press("g")
    expect(page.locator(".menu kbd").first).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="报销申请", level=1)).to_be_visible()
    rows = page.locator("main tbody tr")
    number = a_row_is_reached_and_ticked(page, rows)
    the_table_of_keys_tells_the_truth(page)
    the_search_is_a_key_away(page, number)
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="工作台")).to_be_hidden()


def the_search_is_a_key_away(page: Page, number: str) -> None:
    page.keyboard.press("f")
    expect(page.get_by_label("编号、发票号码或销售方")).to_be_focused()
    page.get_by_label("编号、发票号码或销售方").blur()
    page.keyboard.press("/")
    expect(page.get_by_label("查询什么")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("查询什么")).not_to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type(number)
    found = page.get_by_role("option", name=number)
    expect(found).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(found).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(number))).to_be_visible()


def a_row_is_reached_and_ticked(page: Page, rows: Locator) -> str:
    page.keyboard.press("j")
    expect(rows.nth(0).get_by_role("link")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    link = rows.nth(1).get_by_role("link")
    expect(link).to_be_focused()
    assert shows_focus(link)
    page.keyboard.press("x")
    expect(rows.nth(1).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("x")
    expect(rows.nth(1).get_by_role("checkbox")).not_to_be_checked()
    return link.inner_text()


def the_table_of_keys_tells_the_truth(page: Page) -> None:
    """What is not on the page is not in it; the focus stays inside."""
    page.keyboard.press("?")
    table = page.get_by_role("dialog", name="快捷键")
    expect(table.get_by_text("勾选这一行，或取消")).to_be_visible()
    expect(table.get_by_text("上传发票")).to_be_visible()
    expect(table.get_by_text("凭证图像上对应的位置会亮起")).to_be_hidden()
    for _ in range(6):
        page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || document.activeElement.closest('#keys')"
        )
        assert page.evaluate(f"Boolean({inside})")
    page.keyboard.press("Escape")
    expect(table).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page.get_by_role("heading", name="消息", level=1)).to_be_visible()
    page.goto("/search")
    page.get_by_label("查询什么").blur()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    expect(page.get_by_text("到下一行、上一行")).to_be_hidden()
    page.keyboard.press("Escape")
    page.goto("/claims")


def log_in_by_keys(page: Page, login: str) -> None:
    page.goto("/login")
    expect(page.get_by_label("登录名")).to_be_focused()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()


def the_keys_are_explained(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_hidden()


def a_field_lights_its_place_when_it_has_the_focus(page: Page) -> None:
    press_until(page, page.locator("[data-field=total_with_tax]"))
    expect(page.locator("rect[data-for=total_with_tax]")).to_have_class(re.compile("lit"))


def press_until(page: Page, wanted: Locator, *, backwards: bool = False) -> None:
    """Press Tab until it is there; whoever looks must see where the focus is on the way."""
    expect(wanted).to_be_attached()
    for _ in range(STEPS_MAX):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            assert shows_focus(wanted), f"the focus on {wanted} cannot be seen"
            return
    raise AssertionError(f"{wanted} cannot be reached with the Tab key")


def shows_focus(element: Locator) -> bool:
    outline: str = element.evaluate(
        "element => getComputedStyle(element).outlineStyle + getComputedStyle(element).boxShadow"
    )
    return outline != "nonenone"
