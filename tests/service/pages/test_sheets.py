"""报销单 on pages: from the wallet to the bank's slip, with everything on one screen."""

import re
from datetime import date
from uuid import UUID

from service.actions import claims, expense_report_views
from service.actions.claims import Change
from service.tables import ClaimRow
from tests.service.browsing import Client, Web
from tests.service.office import an_invoice
from tests.service.pages.strict_html import faults_of
from tests.service.test_claims import change, upload
from tests.service.test_expense_reports import NUMBERS, drafts


def composed(web: Web, *wanted: UUID) -> tuple[Client, str]:
    maker = web.client("maker")
    made = maker.send(
        "/sheets", title="检测样机", people="林知行", claim=[str(each) for each in wanted]
    )
    return maker, made.location


def seen(page: str) -> list[str]:
    form = page.partition('<input type="hidden" name="seen"')
    return list(dict.fromkeys(re.findall(r'name="seen" value="([^"]+)"', "".join(form))))


def test_the_wallet_becomes_a_sheet_that_three_people_handle(web: Web) -> None:
    wanted = drafts(web.office)
    maker = web.client("maker")
    chosen = maker.send("/sheets/choose", claim=[f"{each}:1" for each in wanted])
    page = maker.get(chosen.location).text
    assert page.count(" checked") == 2
    maker, home = composed(web, *wanted)
    page = maker.get(home).text
    for words in ("报2026-001", "整单提交", "提交后剩余", "¥77,138.00", "检测样机"):
        assert words in page
    assert faults_of(page) == []
    maker.send(f"{home}/submit", seen=seen(page))
    checker = web.client("checker")
    page = checker.get(home).text
    assert "整单复核通过" in page
    checker.send(f"{home}/approve", seen=seen(page))
    cashier = web.client("cashier")
    page = cashier.get(home).text
    assert "请填写银行回单的流水号" in cashier.send(f"{home}/pay", seen=seen(page)).text
    cashier.send(f"{home}/pay", seen=seen(page), slip="20260310-0100")
    assert "已办理 2 张报销申请" in cashier.get(home).text
    listed = maker.get("/sheets?state=paid").text
    assert "报2026-001" in listed
    assert "报2026-001" not in maker.get("/sheets?state=draft").text
    assert "/prints/" in maker.send(f"{home}/print").location
    assert "报2026-001" in web.client("auditor").get(home).text


def test_what_stands_in_the_way_is_told_and_nothing_changes(web: Web) -> None:
    meal = upload(web.office, an_invoice(NUMBERS[1], name="*餐饮服务*餐费"), "餐费.pdf").claim_id
    maker, home = composed(web, *drafts(web.office, 1), meal)
    refused = maker.send(f"{home}/submit", seen=seen(maker.get(home).text))
    assert refused.status_code == 422
    assert "一张也没有变动" in refused.text
    assert "餐饮" in refused.text
    maker.send(f"{home}/split/{meal}")
    assert "整单提交" in maker.get(home).text
    maker.send(f"{home}/add", claim=str(meal))
    assert "餐费" in maker.get(home).text


def test_a_sheet_is_described_returned_and_given_up(web: Web) -> None:
    wanted = drafts(web.office)
    maker, home = composed(web, *wanted)
    page = maker.get(home).text
    (version,) = set(re.findall(r'name="version" value="(\d+)"', page))
    assert maker.send(home, title="", version=version).status_code == 422
    assert maker.send(home, title="新事由", version=version).location == home
    assert maker.send(home, title="旧页", version=version).status_code == 409
    page = maker.get(home).text
    assert "新事由" in page
    maker.send(f"{home}/submit", seen=seen(page))
    checker = web.client("checker")
    page = checker.get(home).text
    assert "请写明退回原因" in checker.send(f"{home}/return", seen=seen(page), reason="").text
    checker.send(f"{home}/return", seen=seen(page), reason="请补充合同")
    assert "有申请被退回" in maker.get(home).text
    maker.send(f"{home}/dissolve")
    assert "已解散" in maker.get(home).text


def test_an_empty_wallet_and_an_empty_list_say_what_to_do(web: Web) -> None:
    maker = web.client("maker")
    assert "票夹是空的" in maker.get("/sheets/new").text
    assert "还没有报销单" in maker.get("/sheets").text
    assert "这里没有报销单" in web.client("checker").get("/sheets").text
    assert maker.send("/sheets", title="x", claim="nothing").status_code == 422
    assert maker.send("/sheets", title="x").status_code == 422
    assert maker.get(f"/sheets/{web.office.grant_id}").status_code == 404


def test_what_is_owed_to_the_employer_is_paid_by_a_slip_of_its_own(web: Web) -> None:
    early = an_invoice("25112000000123456780", issued_on=date(2025, 6, 10))
    advanced = upload(web.office, early, "早.pdf").claim_id
    said = Change(statement="样机封装测试，对应任务书研发计划第 2 项", explanation="见直接关系说明")
    change(web.office, advanced, said)
    maker, home = composed(web, *drafts(web.office, 2), advanced)
    maker.send(f"{home}/submit", seen=seen(maker.get(home).text))
    checker = web.client("checker")
    own = {f"confirmation-{advanced}": "合同约定在先，属于本项目"}
    checker.send(f"{home}/approve", seen=seen(checker.get(home).text), **own)
    cashier = web.client("cashier")
    page = cashier.get(home).text
    assert faults_of(page) == []
    for words in (
        "登记归还垫付款",
        "登记付款给收款方",
        "¥2,862.00",
        "¥1,060.00",
        "归还已垫付的费用",
    ):
        assert words in page
    refused = cashier.send(f"{home}/pay", seen=seen(page), slip="20260310-0100")
    assert refused.status_code == 422
    assert "两笔付款" in refused.text
    cashier.send(f"{home}/pay", seen=seen(page), slip="20260310-0100", state="posted")
    page = cashier.get(home).text
    assert "登记归还垫付款" not in page.partition('aria-labelledby="history"')[0]
    for words in ("登记整单付款", "整单复核通过", "做成报销单", "回单 20260310-0100"):
        assert words in page


def test_a_claim_leads_back_to_its_sheet_and_to_its_neighbours(web: Web) -> None:
    first, second = drafts(web.office)
    maker, home = composed(web, first, second)
    page = maker.get(f"/claims/{first}").text
    assert faults_of(page) == []
    for words in (f'href="{home}#claim-{first}"', f'href="/claims/{second}"', "第 1 张，共 2 张"):
        assert words in page
    assert "单上的上一张" not in page
    assert "单上的下一张" not in maker.get(f"/claims/{second}").text


def test_what_is_over_is_not_counted_on_the_sheet_nor_printed(web: Web) -> None:
    first, second = drafts(web.office)
    maker, home = composed(web, first, second)
    with web.office.database.transaction(web.office.employer_id) as session:
        amount = session.get_one(ClaimRow, first).amount
        version = session.get_one(ClaimRow, second).version
        claims.withdraw(session, web.office.maker, second, version, "重复")
        total = expense_report_views.view(session, web.office.maker, UUID(home[-36:])).total
        listed, _ = expense_report_views.sheets(session, web.office.maker, None)
        _, _, printed = expense_report_views.number_of(session, web.office.maker, UUID(home[-36:]))
    assert (total, listed[0].amount, printed) == (amount, amount, (first,))
    assert f"{amount:,.2f}" in maker.get("/sheets").text


def test_figures_that_nobody_types_are_no_fault_of_the_server(web: Web) -> None:
    (claim,) = drafts(web.office, 1)
    maker, home = composed(web, claim)
    assert maker.send(f"{home}/submit", seen=f"{claim}:{'9' * 5000}").status_code == 422
    for address in ("/sheets", "/claims", "/intake"):
        assert maker.get(f"{address}?page={'9' * 25}").status_code == 200
    assert maker.send("/prints/month", month="9999-12").status_code == 422
