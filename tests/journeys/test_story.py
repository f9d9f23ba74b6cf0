"""The story of the product: from a dropped invoice to books that prove themselves."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import People
from tests.journeys.product import Product
from tests.journeys.uploading import choose, drop, expect_verdict, row

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

FEE, FEE_IN_WORDS = "¥8,904.00", "捌仟玖佰零肆圆整"
INSTALMENT, INSTALMENT_IN_WORDS = "¥120,000.00", "壹拾贰万圆整"
SELECTEE = "韩宁远"  # her second instalment waits for the Center
PROVED = "PROVED"


def test_an_invoice_becomes_an_entry_and_an_instalment_moves_both_books(
    people: People, product: Product, tmp_path: Path
) -> None:
    maker = people.log_in("maker1")
    the_desk_shows_the_money_of_each_grant(maker)
    number = files_get_their_verdicts(maker, product, tmp_path)
    a_meal_is_refused_by_its_article_with_a_way_out(maker, product)
    claim = the_document_stands_beside_its_data(maker, number)
    the_claim_is_submitted_and_its_maker_cannot_approve_it(maker, claim)

    checker = people.log_in("checker1")
    somebody_else_approves(checker, claim)
    a_third_person_pays(people.log_in("cashier1"), claim)
    checker.reload()
    the_ledger_shows_the_entry(checker)

    the_center_approves_and_pays(people.log_in("auditor"), people.log_in("manager"))
    other_checker = people.log_in("checker3")
    the_employer_confirms_the_receipt(other_checker)
    both_books_show_the_receipt(other_checker, people.log_in("manager"))

    a_selectee_sees_the_own_grant_only(people.log_in("selectee1"))
    the_administrator_sees_users_and_no_money(people.log_in("admin"))

    proof = product.shell("proof")
    assert (proof.returncode, proof.stdout.split()[-1]) == (0, PROVED), proof.stdout + proof.stderr


def the_desk_shows_the_money_of_each_grant(maker: Page) -> None:
    expect(maker.get_by_role("heading", name="工作台")).to_be_visible()
    for selectee in ("沈砚舟", "顾栎安"):
        summary = maker.get_by_role("article").filter(has_text=selectee)
        for word in ("已到账", "已支出", "已承诺", "可用"):
            expect(summary).to_contain_text(word)
        expect(summary).to_contain_text(re.compile(r"¥180,\d{3}\.\d\d"))  # some with interest


def files_get_their_verdicts(maker: Page, product: Product, folder: Path) -> str:
    """Several files through the picker at once, the same invoice again by a drop.

    Gives the number of the claim that may be submitted.
    """
    honest, meal, again = product.samples("1-", "2-", "5-")
    damaged = folder / "损坏的发票.pdf"
    damaged.write_bytes(honest.read_bytes()[:900])
    choose(maker, honest, meal, damaged)
    expect_verdict(maker, honest, "可以列支", FEE)
    expect_verdict(maker, meal, "不能列支", "第二十八条", "NL-09", "怎么办")
    expect_verdict(maker, damaged, "没有收作凭证")
    drop(maker, again)
    expect_verdict(maker, again, "这张发票已有报销申请")
    number = row(maker, honest).get_by_role("link").inner_text()
    expect(row(maker, again).get_by_role("link")).to_have_text(number)
    return number


def a_meal_is_refused_by_its_article_with_a_way_out(maker: Page, product: Product) -> None:
    (meal,) = product.samples("2-")
    row(maker, meal).get_by_role("link").click()
    verdict = maker.get_by_role("region", name="不能列支")
    for words in ("第二十八条", "NL-09", "怎么办：", "会议"):
        expect(verdict).to_contain_text(words)
    maker.get_by_role("button", name="提交复核").click()
    expect(toast(maker)).to_contain_text("不能")
    maker.get_by_role("link", name="工作台").first.click()


def the_document_stands_beside_its_data(maker: Page, number: str) -> str:
    maker.get_by_role("link", name="全部报销申请").click()
    maker.get_by_role("link", name=number).click()
    expect(maker.get_by_role("region", name="可以列支")).to_be_visible()
    image = maker.get_by_role("img", name=re.compile("原始凭证图像"))
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") > 0
    for name in ("total_with_tax", "seller_name", "invoice_number"):
        field, place = (
            maker.locator(f"[data-field={name}]"),
            maker.locator(f"rect[data-for={name}]"),
        )
        expect(place).not_to_have_class(re.compile("lit"))
        field.hover()
        expect(place).to_have_class(re.compile("lit"))
        assert lies_on(place, image)
    field = maker.locator("[data-field=total_in_words]")
    field.focus()
    expect(maker.locator("rect[data-for=total_in_words]")).to_have_class(re.compile("lit"))
    maker.locator("rect[data-for=issue_date]").click()
    expect(maker.locator("[data-field=issue_date]")).to_be_focused()
    return maker.url


def lies_on(place: Locator, image: Locator) -> bool:
    inner, outer = place.bounding_box(), image.bounding_box()
    assert inner is not None
    assert outer is not None
    return (
        inner["width"] > 0
        and inner["height"] > 0
        and outer["x"] <= inner["x"]
        and outer["y"] <= inner["y"]
        and inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        and inner["y"] + inner["height"] <= outer["y"] + outer["height"]
    )


def the_claim_is_submitted_and_its_maker_cannot_approve_it(maker: Page, claim: str) -> None:
    maker.get_by_label("与项目的直接关系").fill("任务书第二项研究内容的减速器寿命测试。")
    maker.get_by_role("button", name="提交复核").click()
    expect(toast(maker)).to_contain_text("已提交复核，相应预算已预留。")
    expect(maker.get_by_role("button", name="复核通过")).to_have_count(0)
    token = maker.locator("meta[name=csrf-token]").get_attribute("content")
    tried = maker.request.post(f"{claim}/approve", form={"csrf_token": token or "", "version": "2"})
    assert tried.status == 403


def somebody_else_approves(checker: Page, claim: str) -> None:
    expect(checker.get_by_role("link", name="张报销申请等您复核")).to_be_visible()
    checker.goto(claim)
    checker.get_by_role("button", name="复核通过").click()
    dialog = checker.get_by_role("dialog", name="复核通过")
    expect(dialog).to_contain_text(FEE)
    expect(dialog).to_contain_text(FEE_IN_WORDS)
    dialog.get_by_role("button", name="复核通过").click()
    expect(toast(checker)).to_contain_text("复核通过，等待出纳付款。")


def a_third_person_pays(cashier: Page, claim: str) -> None:
    expect(cashier.get_by_role("link", name="张报销申请等您付款")).to_be_visible()
    cashier.goto(claim)
    expect(cashier.get_by_role("button", name="复核通过")).to_have_count(0)
    cashier.get_by_role("button", name="登记付款").click()
    dialog = cashier.get_by_role("dialog", name="登记付款")
    expect(dialog).to_contain_text(FEE_IN_WORDS)
    dialog.get_by_label("银行回单流水号").fill("HD20260101-0001")
    dialog.get_by_role("button", name="登记付款").click()
    expect(toast(cashier)).to_contain_text("已付款，并记入专户账。")


def the_ledger_shows_the_entry(checker: Page) -> None:
    checker.get_by_role("link", name="查看记账凭证").click()
    heading = checker.get_by_role("heading", name=re.compile("记账凭证 20.*记-"))
    number = heading.inner_text().removeprefix("记账凭证").strip()
    the_entry_has_both_sides(checker.get_by_role("rowgroup").filter(has_text=number), FEE)
    checker.get_by_role("link", name="账簿").first.click()
    the_entry_has_both_sides(checker.get_by_role("rowgroup").filter(has_text=number), FEE)
    checker.get_by_role("link", name="试算平衡").click()
    expect(checker.get_by_text("借贷相等")).to_have_count(2)  # 财务账, 预算账


def the_entry_has_both_sides(entry: Locator, amount: str) -> None:
    """Debits (借) and credits (贷) stand in their own columns, each with the whole amount."""
    lines: list[list[str]] = entry.evaluate_all(
        "groups => groups.flatMap(group => [...group.rows].map(row =>"
        " [...row.cells].slice(-2).map(cell => cell.innerText.trim())))"
    )
    assert [amount, ""] in lines
    assert ["", amount] in lines
    assert all((debit == "") != (credit == "") for debit, credit in lines)


def the_center_approves_and_pays(auditor: Page, manager: Page) -> None:
    auditor.get_by_role("link", name="笔拨款条件齐备，等您批准").click()
    of_selectee(auditor).get_by_role("button", name="批准拨付").click()
    expect(toast(auditor)).to_contain_text("已批准拨付，等付款人办理。")

    expect(manager.get_by_role("heading", name="总览")).to_be_visible()
    expect(manager.get_by_role("table", name="资金流向")).to_contain_text("已拨付的去向")
    manager.get_by_role("link", name="笔拨款已批准，等您付款").click()
    of_selectee(manager).get_by_role("button", name="付款").click()
    dialog = manager.get_by_role("dialog", name="确认付款")
    expect(dialog).to_contain_text(INSTALMENT)
    expect(dialog).to_contain_text(INSTALMENT_IN_WORDS)
    dialog.get_by_role("button", name="确认付款").click()
    expect(toast(manager)).to_contain_text("已记付款，等单位确认到账。")


def of_selectee(page: Page) -> Locator:
    return page.get_by_role("row").filter(has_text=SELECTEE)


def the_employer_confirms_the_receipt(checker: Page) -> None:
    checker.get_by_role("link", name="笔拨款等您确认到账").click()
    receipt = checker.get_by_role("article").filter(has_text=SELECTEE)
    receipt.get_by_label("银行回单流水号").fill("HD-0815-7731")
    receipt.get_by_role("button", name="确认到账").click()
    expect(toast(checker)).to_contain_text("已确认到账，专户账和中心账已同时入账。")


def both_books_show_the_receipt(checker: Page, manager: Page) -> None:
    checker.get_by_role("link", name="账簿", exact=True).click()
    the_newest_entry_moves_the_instalment(checker)
    manager.get_by_role("link", name="账簿", exact=True).click()
    manager.get_by_role("link", name="中心账").click()
    the_newest_entry_moves_the_instalment(manager)


def the_newest_entry_moves_the_instalment(page: Page) -> None:
    newest = page.locator("tbody.entry").first
    expect(newest).to_contain_text("到账")
    the_entry_has_both_sides(newest, INSTALMENT)


def a_selectee_sees_the_own_grant_only(selectee: Page) -> None:
    expect(selectee.get_by_role("heading", name="项目经费")).to_be_visible()
    expect(selectee.get_by_role("heading", name=re.compile("^ZY.*-01$"))).to_be_visible()
    expect(selectee.get_by_text(re.compile("^ZY.*-02"))).to_have_count(0)
    assert menu(selectee) == ["事项", "项目经费"]
    for address in ("/desk", "/claims", "/ledger", "/programme", "/users"):
        assert selectee.request.get(address).status == 403


def the_administrator_sees_users_and_no_money(administrator: Page) -> None:
    expect(administrator.get_by_role("row").filter(has_text="maker1")).to_be_visible()
    assert menu(administrator) == ["用户", "定时任务"]
    assert "¥" not in administrator.locator("body").inner_text()
    for address in ("/desk", "/claims", "/ledger", "/programme", "/mine"):
        assert administrator.request.get(address).status == 403


def menu(page: Page) -> list[str]:
    lines = page.get_by_role("navigation", name="主菜单").get_by_role("link").all_inner_texts()
    return [line.strip() for line in lines]


def toast(page: Page) -> Locator:
    return page.locator(".toasts")
