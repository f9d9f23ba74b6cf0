"""Beside a claim, through HTTP: papers, shares, cuts, fee sheets, advances."""

import io
import re
from uuid import UUID

from werkzeug.test import TestResponse

from tests.service.browsing import Client, Web
from tests.service.pages.stories import claim_at, submitted, uploaded
from tests.service.test_advances import approved_claim
from tests.service.test_fee_sheets import CARD
from tests.service.test_splitting import second_grant

NOTICE = b"%PDF-1.4 the notice of a conference"


def attach(client: Client, address: str, **values: object) -> TestResponse:
    data = {"csrf_token": client.token(), **values}
    answer = client.post(f"{address}/papers", data=data)
    assert answer.status_code == 302
    return client.get(answer.location)


def test_a_paper_is_attached_downloaded_and_taken_off(web: Web) -> None:
    maker = web.client("maker")
    address = uploaded(web, maker)
    page = attach(maker, address, code="contract", file=(io.BytesIO(NOTICE), "合同.pdf")).text
    assert "合同.pdf" in page
    (link,) = re.findall(r'href="(/papers/[^"]+)"', page)
    paper = web.client("auditor").get(link)
    assert (paper.data, paper.mimetype) == (NOTICE, "application/octet-stream")
    answer = maker.send(f"{link}/detach")
    assert "材料已取下" in maker.get(answer.location).text
    assert maker.get(link).status_code == 404


def test_a_paper_needs_a_kind_and_a_file(web: Web) -> None:
    maker = web.client("maker")
    address = uploaded(web, maker)
    assert "请选择材料的种类和文件" in attach(maker, address, code="contract").text
    wrong = attach(maker, address, code="contract", file=(io.BytesIO(b"MZ"), "程序.exe")).text
    assert "不是可以留存的材料格式" in wrong


def test_a_checker_attaches_nothing(web: Web) -> None:
    address = uploaded(web, web.client("maker"))
    checker = web.client("checker")
    data = {"csrf_token": checker.token(), "code": "contract"}
    assert checker.post(f"{address}/papers", data=data).status_code == 403


def test_a_checker_allows_a_claim_in_part(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    checker = web.client("checker")
    assert "部分同意：核减一行" in checker.get(address).text
    much = {"line": "1", "cut_amount": "6000.00", "cut_reason": "与项目无关。"}
    version = str(claim_at(web, address).claim.version)
    refused = checker.send(f"{address}/cuts", version=version, **much)
    again = checker.get(refused.location).text  # nothing typed is lost
    assert 'name="cut_amount" value="6000.00"' in again
    assert ">与项目无关。</textarea>" in again
    assert "6000.00" not in checker.get(address).text  # shown once
    typed = {"line": "1", "cut_amount": "60.00", "cut_reason": "与项目无关。"}
    version = str(claim_at(web, address).claim.version)
    answer = checker.send(f"{address}/cuts", version=version, **typed)
    page = checker.get(answer.location).text
    assert "申请 ¥1,060.00，核减后列支 ¥1,000.00" in page
    stale = checker.send(f"{address}/cuts", version=version, **typed)
    assert "刚被他人处理过" in checker.get(stale.location).text
    assert web.client("maker").send(f"{address}/cuts", version="1", **typed).status_code == 403


def test_an_invoice_is_divided_printed_and_the_sheet_void(web: Web) -> None:
    other = second_grant(web.office)
    maker = web.client("maker")
    address = uploaded(web, maker)
    version = str(claim_at(web, address).claim.version)
    typed = {"version": version, "split_reason": "按机时。"}
    shares = {f"share_{web.office.grant_id}": "636.00", f"share_{other}": "424.00"}
    answer = maker.send(f"{address}/split", **typed, **shares)
    page = maker.get(answer.location).text
    assert "分割2026-001" in page
    (link,) = re.findall(r'href="(/split-sheets/[^"]+\.pdf)"', page)
    assert maker.get(link).data.startswith(b"%PDF-")
    sheet = link.removesuffix(".pdf")
    claim = address.rsplit("/", 1)[-1]
    answer = maker.send(f"{sheet}/void", reason="机时有误。", claim_id=claim)
    assert "分割单已作废" in maker.get(answer.location).text
    again = maker.send(f"{sheet}/void", reason="机时有误。", claim_id="nothing")
    assert again.location.endswith("/claims")


def test_shares_beyond_the_invoice_are_refused_in_words(web: Web) -> None:
    maker = web.client("maker")
    address = uploaded(web, maker)
    version = str(claim_at(web, address).claim.version)
    typed = {"version": version, "split_reason": "按机时。"}
    own = f"share_{web.office.grant_id}"
    over = maker.send(f"{address}/split", **typed, **{own: "1060.01"})
    page = maker.get(over.location).text
    assert "超过票面价税合计" in page
    assert f'name="{own}" value="1060.01"' in page
    nonsense = maker.send(f"{address}/split", **typed, **{own: "一千"})
    assert "请填写金额" in maker.get(nonsense.location).text
    unknown = maker.send(f"{address}/split", **typed, share_nobody="1.00")
    assert unknown.status_code == 404


def a_sheet(**changes: str) -> dict[str, str]:
    return {
        "kind": "lecture", "category": "CONF", "title": "可靠性工程方法讲座",
        "held_on": "2026-03-06", "basis": "net", "name_1": "陶景明", "id_number_1": CARD,
        "work_1": "讲课费", "hours_1": "4", "amount_1": "2400.00",
    } | changes  # fmt: skip


def test_a_fee_sheet_becomes_a_claim_and_is_printed_for_a_reason(web: Web) -> None:
    maker = web.client("maker")
    form = f"/grants/{web.office.grant_id}/fee-sheets/new"
    assert "领款人" in maker.get(form).text
    answer = maker.send(form, **a_sheet())
    assert answer.status_code == 302, answer.text
    page = maker.get(answer.location).text
    assert "劳务2026-001" in page
    assert "11**************2X" in page
    assert CARD not in page
    (link,) = re.findall(r'action="(/fee-sheets/[^"]+/print)"', page)
    assert maker.send(link, reason="发放签领").data.startswith(b"%PDF-")
    claim = answer.location.split("/claims/")[1]
    refused = maker.send(link, claim_id=str(UUID(claim)))
    assert "请填写这一项" in maker.get(refused.location).text


def test_a_fee_sheet_says_what_is_wrong_with_it(web: Web) -> None:
    maker = web.client("maker")
    form = f"/grants/{web.office.grant_id}/fee-sheets/new"
    half = maker.send(form, **a_sheet(name_2="方可"))
    assert half.status_code == 422
    assert "每位领款人须填写姓名" in half.text
    wrong = maker.send(form, **a_sheet(id_number_1="110105194912310021"))
    assert wrong.status_code == 422
    assert "证件号码不对" in wrong.text
    assert 'value="可靠性工程方法讲座"' in wrong.text


def test_an_advance_goes_through_three_hands_and_is_settled(web: Web) -> None:
    maker, checker, cashier = (web.client(name) for name in ("maker", "checker", "cashier"))
    form = f"/grants/{web.office.grant_id}/advances/new"
    typed = {"category": "RND", "amount": "1500.00", "recipient": "赵工", "purpose": "测试预付"}
    assert maker.send(form, **(typed | {"amount": ""})).status_code == 422
    case = maker.send(form, **typed).location
    assert "预借2026-001" in maker.get(case).text
    assert checker.send(f"{case}/approve", steps="0").status_code == 302
    assert cashier.send(f"{case}/pay", steps="1", paid_slip="20260310-7").status_code == 302
    approved_claim(web.office)
    page = cashier.get(case).text
    assert "BX2026-00001 ¥1,060.00" in page
    offset = cashier.send(f"{case}/offset", steps="2", claim_number="BX2026-00001")
    assert offset.status_code == 302
    assert "冲销 BX2026-00001" in cashier.get(case).text
    much = cashier.send(f"{case}/give_back", steps="3", back_amount="999", back_slip="9")
    assert much.status_code == 409
    back = cashier.send(f"{case}/give_back", steps="3", back_amount="440.00", back_slip="9")
    assert back.status_code == 302
    assert "这个事项已经办结" in cashier.get(case).text


def test_an_advance_is_refused_with_its_reason(web: Web) -> None:
    maker, checker = web.client("maker"), web.client("checker")
    form = f"/grants/{web.office.grant_id}/advances/new"
    typed = {"category": "RND", "amount": "1500.00", "recipient": "赵工", "purpose": "测试预付"}
    case = maker.send(form, **typed).location
    assert checker.send(f"{case}/refuse", steps="0").status_code == 422
    refused = checker.send(f"{case}/refuse", steps="0", reason="可以先取得发票。")
    assert refused.status_code == 302
    other = maker.send(form, **typed).location
    assert maker.send(f"{other}/withdraw", steps="0").status_code == 302
    assert "已撤回" in maker.get(other).text
