"""What was typed and not sent is offered again in a real browser, and to nobody else."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

TYPED = "北京示例关联科技有限公司"


def test_a_form_left_half_filled_is_offered_again_beside_what_stands_there(people: People) -> None:
    maker = people.log_in("maker4")
    name = the_name(maker)
    name.fill(TYPED)
    maker.goto("/claims")
    name = the_name(maker)
    expect(name).to_have_value("")
    offer = maker.get_by_role("region", name="没有提交的填写")
    expect(offer).to_contain_text(TYPED)
    offer.get_by_role("button", name="放回我填写的").click()
    expect(name).to_have_value(TYPED)
    expect(offer).to_have_count(0)
    what_is_dropped_does_not_come_back(maker)
    what_belongs_to_somebody_who_left_is_gone(maker)


def what_is_dropped_does_not_come_back(maker: Page) -> None:
    the_name(maker)
    maker.get_by_role("button", name="不要了").click()
    the_name(maker)
    expect(maker.get_by_role("region", name="没有提交的填写")).to_have_count(0)


def what_belongs_to_somebody_who_left_is_gone(maker: Page) -> None:
    the_name(maker).fill(TYPED)
    maker.goto("/claims")
    maker.get_by_role("button", name="退出").click()
    maker.wait_for_url("**/login*")
    assert maker.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []


def the_name(page: Page) -> Locator:
    page.goto("/related-parties")
    return page.get_by_label("单位或个人全称")
