"""发票查验 on pages: a list to take along, a table that comes back, one answer for one claim."""

import io
from uuid import uuid4

from werkzeug.test import TestResponse

from tests.service.browsing import Client, Web
from tests.service.office import an_invoice
from tests.service.pages.stories import step, submitted, uploaded
from tests.service.pages.strict_html import faults_of

NUMBER = "26112000000123456789"
HEADINGS = "发票号码,查验结果,查验日期"


def upload(client: Client, content: str, name: str = "结果.csv") -> TestResponse:
    data = {"csrf_token": client.token(), "file": (io.BytesIO(content.encode()), name)}
    return client.post("/verification", data=data)


def test_a_table_comes_back_and_what_is_answered_leaves_the_list(web: Web) -> None:
    maker = web.client("maker")
    assert "报销中的发票都有查验结果" in maker.get("/verification").text
    uploaded(web, maker, an_invoice(NUMBER))
    page = maker.get("/verification").text
    assert NUMBER in page
    assert faults_of(page) == []
    file = maker.get("/verification/list.xlsx")
    assert file.data.startswith(b"PK")
    assert "attachment" in file.headers["Content-Disposition"]
    assert upload(maker, f"{HEADINGS}\n{NUMBER},一致,2026-03-09").location == "/verification"
    page = maker.get("/verification").text
    assert "新增 1 条，已有 0 条" in page
    assert NUMBER not in page


def test_wrong_rows_are_named_where_the_file_is_chosen_again(web: Web) -> None:
    maker = web.client("maker")
    uploaded(web, maker, an_invoice(NUMBER))
    refused = upload(maker, f"{HEADINGS}\n{NUMBER},也许,2026-03-09\n123,一致,昨天")
    assert refused.status_code == 422
    assert "第 2 行：查验结果“也许”不认识" in refused.text
    assert "第 3 行：" in refused.text
    assert faults_of(refused.text) == []
    many = HEADINGS + "\n1,也许,2026-03-09" * 53
    assert "另有 3 行有误" in upload(maker, many).text
    assert "表格缺少列" in upload(maker, "a,b\n1,2").text
    assert upload(maker, "", "").location == "/verification"
    assert "请先选择查验结果文件" in maker.get("/verification").text


def test_an_answer_is_recorded_from_the_claim_and_told_in_its_history(web: Web) -> None:
    maker = web.client("maker")
    claim = uploaded(web, maker, an_invoice(NUMBER))
    address = f"{claim}/verification"
    assert f'href="{address}"' in maker.get(claim).text
    page = maker.get(address).text
    assert "还没有查验结果" in page
    assert 'value="202' in page
    refused = maker.send(address, result="", checked_on="2026-03-09")
    assert refused.status_code == 422
    assert "请从列表中选择一项" in refused.text
    late = maker.send(address, result="matches", checked_on="2999-01-01")
    assert late.status_code == 422
    assert "还没有到" in late.text
    sent = maker.send(address, result="matches", checked_on="2026-03-09", reference="CY-77")
    assert sent.location == claim
    page = maker.get(claim).text
    assert "记录发票查验结果" in page
    assert "<blockquote>查验一致</blockquote>" in page
    page = maker.get(address).text
    assert "CY-77" in page
    assert "maker 的姓名" in page
    assert maker.get(f"/claims/{uuid4()}/verification").status_code == 404


def test_a_posted_claims_invoice_may_still_be_verified_by_the_center(web: Web) -> None:
    claim = submitted(web, web.client("maker"))
    step(web, web.client("checker"), claim, "approve")
    auditor, manager = web.client("auditor"), web.client("manager")
    address = f"{claim}/verification"
    sent = auditor.send(address, result="matches", checked_on="2026-03-09")
    assert sent.location == claim
    page = manager.get(address).text
    assert "查验一致" in page
    assert "记录查验结果" not in page
    assert manager.send(address, result="void", checked_on="2026-03-09").status_code == 403
    assert "北京星河精工科技有限公司" not in auditor.get("/verification").text
    uploaded(web, web.client("maker"), an_invoice(NUMBER[:-1] + "0"))
    assert "北京星河精工科技有限公司" in auditor.get("/verification").text
