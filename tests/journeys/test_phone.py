"""用手机拍照上传: from the code on the desk to the rows that a phone fills."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from service.demo import cast
from service.demo.drawing import draw
from tests.journeys.people import People
from tests.journeys.screenshots import OVERFLOW
from tests.journeys.test_every_page import AXE, PHONE, violations
from tests.journeys.uploading import READ_MS
from tests.service.office import a_spec

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

PERSON = cast.MAKERS[4]
LOST = "ERR_INTERNET_DISCONNECTED"


def photographed(folder: Path, number: str) -> Path:
    """A photograph of a meal's invoice."""
    spec = a_spec(number, name="*餐饮服务*餐费")
    file = folder / f"{number}.jpg"
    page = pypdfium2.PdfDocument(draw(spec))[0]
    page.render(scale=2).to_pil().convert("RGB").save(file)
    return file


def look_closely(page: Page) -> None:
    """Have the checker of accessibility at hand, where it is installed."""
    if AXE.exists():
        page.context.add_init_script(path=AXE)


def sound(page: Page) -> list[str]:
    """Give what keeps somebody from using the page."""
    wide = ["wider than the screen"] if page.evaluate(OVERFLOW) else []
    return wide + (violations(page) if AXE.exists() else [])


def test_a_phone_without_log_in_sends_photographs_to_the_desk(
    people: People, tmp_path: Path
) -> None:
    photos = [photographed(tmp_path, f"2611200000012399{n:04d}") for n in range(2)]
    desk, phone = opened(people), people.visitor(bypass_policy=True)
    look_closely(phone)
    phone.set_viewport_size(PHONE)
    scan_the_code(desk, phone)
    phone.get_by_label("拍照", exact=True).set_input_files(photos[0])
    phone.get_by_role("button", name="旋转第 1 张").click()
    phone.get_by_label("从相册选择", exact=True).set_input_files(photos[1])
    assert sound(phone) == []
    expect(desk.get_by_text("手机已打开")).to_be_visible()
    desk.keyboard.press("Escape")
    send_through_a_lost_line(phone)
    people.watch.faults[:] = [fault for fault in people.watch.faults if LOST not in fault]
    rows = desk.get_by_role("list", name="上传的文件").get_by_role("listitem")
    for photo in photos:
        row = rows.filter(has=desk.get_by_text(photo.name, exact=True))
        expect(row).to_have_count(1)
        expect(row.get_by_role("link").first).to_contain_text("BX", timeout=2 * READ_MS)
    phone.get_by_role("button", name="拍完了").click()
    expect(phone.get_by_text("这一批已有 2 个文件")).to_be_visible()
    assert sound(phone) == []


def opened(people: People) -> Page:
    """Give the desk of somebody who has just logged in."""
    desk = people.log_in(PERSON.login, bypass_policy=True)
    look_closely(desk)
    desk.reload()
    return desk


def scan_the_code(desk: Page, phone: Page) -> None:
    """Show the code on the desk and open its link on the phone."""
    desk.get_by_role("button", name="用手机拍照上传").click()
    code = desk.get_by_role("img", name="二维码")
    expect(code).to_be_visible()
    assert sound(desk) == []
    phone.goto(code.get_attribute("data-address") or "")
    assert sound(phone) == []
    phone.get_by_role("button", name="开始拍照").click()


def send_through_a_lost_line(phone: Page) -> None:
    """Send while there is no line; it goes on by itself when there is one again."""
    phone.context.set_offline(True)
    phone.get_by_role("button", name="发送 2 张").click()
    expect(phone.get_by_role("alert")).to_contain_text("连接中断")
    phone.context.set_offline(False)
    expect(phone.get_by_text("2 张照片已送到")).to_be_visible(timeout=READ_MS)
