"""A chapter of the story: one ticket at two employers, answers of the tax platform, sellers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

OWNER, OTHER = "北京澄砺新材料科技有限公司", "北京栎川集成电路设计有限公司"
SELLER = "北京示范路商贸中心"


def test_the_center_settles_what_two_employers_claim(people: People) -> None:
    auditor = people.log_in("auditor")
    auditor.get_by_role("link", name="组跨单位的相同凭证待核对").click()
    auditor.get_by_role("row").filter(has_text=OWNER).get_by_role("link", name="核对").click()
    table = auditor.get_by_role("table", name="两份报销申请")
    expect(table).to_contain_text(OWNER)
    expect(table).to_contain_text(OTHER)
    expect(auditor.locator(".document-frame img")).to_have_count(2)
    auditor.get_by_label("核对结论").fill(
        "同一张客票，由先提出的单位列支；已电话通知另一单位撤回。"
    )
    auditor.get_by_role("button", name="记录结论").click()
    expect(auditor.locator(".toasts")).to_contain_text("结论已记录")
    auditor.get_by_role("link", name="已有结论").click()
    expect(auditor.get_by_role("row").filter(has_text=OWNER)).to_contain_text("同一张客票")

    maker = people.log_in("maker3")
    expect(maker.get_by_role("link", name="跨单位核对")).to_have_count(0)
    maker.goto("/claims?state=all&text=26119110002600000417")
    maker.get_by_role("link", name=re.compile("^BX")).first.click()
    expect(maker.get_by_role("heading", level=1)).to_contain_text("BX")
    expect(maker.locator("main")).not_to_contain_text("另一单位")


def test_answers_of_the_platform_come_in_one_by_one_and_as_a_table(people: People) -> None:
    maker = people.log_in("maker1")
    maker.get_by_role("link", name="发票查验", exact=True).click()
    numbers = [row.inner_text().split()[0] for row in maker.locator("tbody th").all()[:2]]
    today = maker.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})")
    wrong = f"发票号码,查验结果,查验日期\n{numbers[0]},也许,{today}\n"
    bring(maker, wrong)
    expect(maker.get_by_role("alert")).to_contain_text("第 2 行：查验结果“也许”不认识")
    bring(maker, wrong.replace("也许", "查验一致"))
    expect(maker.locator(".toasts")).to_contain_text("新增 1 条，已有 0 条")

    row = maker.get_by_role("row").filter(has_text=numbers[1])
    row.get_by_role("link", name="记录结果").click()
    maker.get_by_label("查验结果", exact=True).select_option("查验一致")
    maker.get_by_role("button", name="记录", exact=True).click()
    expect(maker.locator(".toasts")).to_contain_text("查验结果已记录")
    expect(maker.locator(".timeline")).to_contain_text("记录发票查验结果")


def bring(maker: Page, table: str) -> None:
    maker.get_by_label("查验结果文件").set_input_files(
        {"name": "查验.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    maker.get_by_role("button", name="导入").click()


def test_a_seller_is_listed_and_a_related_party_declared(people: People) -> None:
    auditor = people.log_in("auditor")
    auditor.get_by_role("link", name="关注名单").click()
    auditor.get_by_label("单位全称").fill(SELLER)
    auditor.get_by_label("处理").select_option("提请核对")
    auditor.get_by_label("原因").fill("投诉正在核实，购买前请说明选择理由。")
    auditor.get_by_role("button", name="列入").click()
    expect(auditor.locator(".toasts")).to_contain_text("已列入关注名单")

    checker = people.log_in("checker2")
    checker.get_by_role("link", name="关注名单").click()
    expect(checker.get_by_role("row").filter(has_text=SELLER)).to_contain_text("提请核对")
    checker.get_by_role("link", name="关联方").click()
    checker.get_by_label("单位或个人全称").fill(SELLER)
    checker.get_by_label("关联关系").select_option("股东或出资人")
    checker.get_by_role("button", name="登记", exact=True).click()
    expect(checker.get_by_role("row").filter(has_text=SELLER)).to_contain_text("存续")

    auditor.get_by_role("link", name="关联方").click()
    row = auditor.get_by_role("row").filter(has_text=SELLER)
    expect(row).to_contain_text(OWNER)
    row.locator("summary").click()
    row.get_by_label("结束的原因").fill("误登记")
    row.get_by_role("button", name="结束").click()
    expect(auditor.get_by_role("row").filter(has_text=SELLER)).to_contain_text("已结束")
