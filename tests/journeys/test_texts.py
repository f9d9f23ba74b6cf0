"""A chapter of the story: a new negative list, from the file of the old one to the next claim."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

NEVER_BOUGHT = "月壤采样服务"
HARSH = "测试费"  # what open claims of the sample programme are about
TODAY = "new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})"


def test_a_new_list_is_loaded_compared_and_approved_by_another(
    people: People, tmp_path: Path
) -> None:
    auditor = people.log_in("auditor")
    auditor.get_by_role("link", name="规则与办法").click()
    expect(auditor.get_by_role("heading", name="规则与办法")).to_be_visible()
    content = the_file_of_the_list_in_force(auditor, tmp_path)
    today = auditor.evaluate(TODAY)

    a_misspelt_name_is_told_with_its_place(auditor, tmp_path, changed(content, "k1", today))
    load(auditor, tmp_path, changed(content, "default-harsh", "2025-09-01", HARSH))
    expect(auditor.get_by_role("table", name="对在办报销申请的影响")).to_contain_text("不能列支")
    expect(auditor.locator(".notice.block")).to_contain_text("更换文本不得追溯加重")
    auditor.get_by_role("button", name="撤回").click()
    expect(auditor.locator(".toasts")).to_contain_text("文本已撤回")

    load(auditor, tmp_path, changed(content, "default-next", today, NEVER_BOUGHT))
    expect(auditor.locator("main")).to_contain_text("没有在办申请的结论会变")
    expect(auditor.get_by_role("button", name="批准")).to_have_count(0)

    manager = people.log_in("manager")
    manager.goto("/rules/texts")
    manager.get_by_role("row").filter(has_text="待批准").get_by_role("link").click()
    expect(manager.get_by_role("table", name="与上一版的差别")).to_contain_text(NEVER_BOUGHT)
    manager.get_by_role("button", name="批准", exact=True).click()
    manager.get_by_role("dialog").get_by_role("button", name="批准").click()
    expect(manager.locator(".toasts")).to_contain_text("文本已批准")

    maker = people.log_in("maker1")
    maker.goto("/rules/texts")
    expect(maker.get_by_role("row").filter(has_text="default-next")).to_contain_text("生效中")
    expect(maker.get_by_role("row").filter(has_text="default-harsh")).to_have_count(0)


def the_file_of_the_list_in_force(auditor: Page, folder: Path) -> str:
    auditor.get_by_role("link", name="清单、标准和日历").click()
    auditor.get_by_role("row").filter(has_text="default-2025").get_by_role("link").click()
    with auditor.expect_download() as download:
        auditor.get_by_role("link", name="下载文件").click()
    target = folder / "list.toml"
    download.value.save_as(target)
    return target.read_text(encoding="utf-8")


def changed(content: str, version: str, day: str, word: str = NEVER_BOUGHT) -> str:
    """Give the next version of the list: its heading, and one more word in its first item."""
    return (
        content.replace('version = "default-2025"', f'version = "{version}"', 1)
        .replace("effective_from = 2025-01-01", f"effective_from = {day}", 1)
        .replace("\nsource =", '\nreplaces = "default-2025"\nsource =', 1)
        .replace('"诉讼费"', f'"诉讼费", "{word}"', 1)
    )


def load(auditor: Page, folder: Path, content: str) -> None:
    file = folder / "next.toml"
    file.write_text(content, encoding="utf-8")
    auditor.goto("/rules/texts/new")
    auditor.get_by_label("种类").select_option("负面清单")
    auditor.get_by_label("文件").set_input_files(file)
    auditor.get_by_label("更换原因").fill("依据任务书补充约定。")
    auditor.get_by_role("button", name="载入").click()


def a_misspelt_name_is_told_with_its_place(auditor: Page, folder: Path, content: str) -> None:
    load(auditor, folder, content.replace("match.keywords", "match.keyword", 1))
    expect(auditor.get_by_role("alert")).to_contain_text("第 1 项（NL-01）：不认识的名称“keyword”")
    expect(auditor.get_by_label("更换原因")).to_have_value("依据任务书补充约定。")
