"""The claim's page: what it shows, what may be done, and what is told when something may not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from compliance.decision import Outcome
from compliance.finding import Finding, Override, Severity
from compliance.messages import Message
from service.pages import verdict_view
from tests.service import office as start
from tests.service.browsing import Web
from tests.service.office import an_invoice
from tests.service.pages.stories import claim_at, filled, step, submitted, uploaded


def test_the_page_shows_document_fields_and_verdict(web: Web) -> None:
    client = web.client("maker")
    page = client.get(uploaded(web, client)).text
    assert "26112000000123456789" in page
    assert 'data-field="invoice_number"' in page
    assert 'data-for="invoice_number"' in page
    assert "可以列支" in page
    assert "购买方是本单位" in page or "项核对通过" in page
    assert "第二十八条" in page


def test_a_blocked_claim_says_why_and_what_to_do(web: Web) -> None:
    client = web.client("maker")
    page = client.get(uploaded(web, client, an_invoice(name="*餐饮服务*餐费"))).text
    assert "不能列支" in page
    assert "NL-09" in page
    assert "怎么办：" in page
    assert "第二十八条要求什么" in page


def test_a_finding_says_whether_anybody_may_let_it_pass(web: Web) -> None:
    client = web.client("maker")
    never = client.get(uploaded(web, client, an_invoice(name="*预付卡销售*购物卡"))).text
    assert "不能例外。" in never
    assert "改正后重新核对，才能提交；改正不了的，请撤回。" in never
    dinner = an_invoice("26112000000123456790", name="*餐饮服务*餐费")
    address = uploaded(web, client, dinner)
    client.send(address, **filled(web, address, category="CONF", then="check"))
    confirmed = client.get(address).text
    assert "由复核人另行写明理由确认" in confirmed
    assert "改正后重新核对，才能提交；改正不了的，请撤回。" not in confirmed


def test_a_claim_that_passes_with_a_note_is_not_said_to_pass_everything(web: Web) -> None:
    page = claim_at(web, uploaded(web, web.client("maker")))
    note = Finding(
        rule="claimed_in_time", article=28, severity=Severity.NOTE, message=Message("跨年列支。"),
        remedy=Message("请核对。"), fields=(), override=Override.REASON,
    )  # fmt: skip
    sound = replace(page.decision, outcome=Outcome.PASS, findings=())
    noted = replace(page.decision, outcome=Outcome.PASS, findings=(note,))
    with web.app.test_request_context():
        said = [
            verdict_view.verdict(replace(page, decision=each)).summary for each in (sound, noted)
        ]
    assert said == ["全部核对通过。", "没有需要改正或说明的，另有提示供参考。"]


def test_a_verdict_names_the_texts_and_the_rulebook_it_rests_on(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    page = client.get(address).text
    assert "核对所依据的文本" in page
    assert "default-2025 " in page
    number, _, digest = claim_at(web, address).decision.rulebook_version.partition("-")
    assert f"第 {number} 版" in page
    assert digest in page


def test_too_much_is_lowered_to_what_would_do_at_one_press(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    values = filled(web, address, statement="不丢", amount="1,060.00", lower_to="800.00")
    answer = client.send(address, **values)
    assert answer.status_code == 302
    claim = claim_at(web, address).claim
    assert (claim.amount, claim.statement) == (Decimal("800.00"), "不丢")
    assert claim.state == "draft"  # the press says nothing of submitting


@pytest.mark.parametrize(
    ("most", "offered"), [("800.00", Decimal("800.00")), ("0.00", None), ("1060.00", None)]
)
def test_a_smaller_amount_is_offered_where_it_is_one(
    web: Web, most: str, offered: Decimal | None
) -> None:
    page = claim_at(web, uploaded(web, web.client("maker")))
    finding = Finding(
        rule="within_standard", article=28, severity=Severity.REVIEW, message=Message("超过标准。"),
        remedy=Message("请降低。"), fields=("items",), found=Message("1,060.00"),
        limit=Message("800.00"), most=Decimal(most), lines=(0, 5), override=Override.SECOND_PERSON,
    )  # fmt: skip
    decided = replace(page.decision, outcome=Outcome.REVIEW, findings=(finding,))
    page = replace(page, decision=decided)
    with web.app.test_request_context():
        shown = verdict_view.verdict(page)
        page.claim.state = "posted"
        settled = verdict_view.verdict(page).summary
        (found,) = shown.findings
    assert found.most == offered
    assert (found.found, found.limit) == ("1,060.00", "800.00")
    assert [place.anchor for place in found.places] == ["line-1"]
    assert "另行写明理由确认" in found.passes
    assert shown.outcome == "confirm"
    assert "须由复核人另行写明理由确认" in shown.summary
    assert "复核人已另行写明理由确认" in settled
    assert verdict_view.concerned(page) == {"line-1", "line-6"}


def test_the_image_and_the_original_are_handed_out(web: Web) -> None:
    client = web.client("maker")
    content = an_invoice()
    address = uploaded(web, client, content)
    image = client.get(f"{address}/pages/1.png")
    assert image.data.startswith(b"\x89PNG")
    assert image.mimetype == "image/png"
    original = client.get(f"{address}/original")
    assert original.data == content
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in original.headers["Content-Security-Policy"]
    assert client.get(f"{address}/pages/9.png").status_code == 404


def test_saving_checks_again_and_keeps_what_was_typed(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    answer = client.send(address, **filled(web, address, then="check", amount="1,000.50"))
    assert answer.status_code == 302
    claim = claim_at(web, address).claim
    assert claim.amount == Decimal("1000.50")
    assert claim.statement == "样机可靠性测试，对应任务书第二项任务。"
    assert claim.state == "draft"
    assert "已保存，并已重新核对。" in client.get(address).text


def test_an_amount_that_is_none_comes_back_with_a_sentence_and_the_text(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    answer = client.send(address, **filled(web, address, amount="十元", statement="不会丢"))
    assert answer.status_code == 422
    assert "请填写金额，最多两位小数" in answer.text
    assert "不会丢" in answer.text


def test_more_than_the_invoice_holds_is_refused_in_the_form(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    answer = client.send(address, **filled(web, address, amount="5000.00"))
    assert answer.status_code == 422
    assert "不超过票面价税合计" in answer.text


def test_submit_and_approve_end_in_the_ledger(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    checker = web.client("checker")
    assert "壹仟零陆拾圆整" in checker.get(address).text
    page = step(web, checker, address, "approve").text
    assert "复核通过，等待出纳付款。" in page
    cashier = web.client("cashier")
    assert "张报销申请等您付款" in cashier.get("/desk").text
    assert 'id="pay-slip"' in cashier.get(address).text
    told = step(web, cashier, address, "pay", slip=" ").text
    assert claim_at(web, address).claim.state == "approved"
    assert "已付款，并记入专户账。" not in told
    told = step(web, cashier, address, "pay", slip="HD7").text
    assert "已付款，并记入专户账。" in told
    assert "银行回单流水号 HD7" in told
    entry = claim_at(web, address).claim.entry_id
    voucher = checker.get(f"/ledger/entries/{entry}").text
    assert "专项支出" in voucher
    assert "¥1,060.00" in voucher
    assert "制单" in voucher


def test_a_returned_claim_tells_the_maker_why(web: Web) -> None:
    maker = web.client("maker")
    address = submitted(web, maker)
    page = step(web, web.client("checker"), address, "return", reason="请补充会议通知").text
    assert "已退回经办人" in page
    again = maker.get(address).text
    assert "请补充会议通知" in again
    assert "待经办人修改后重新提交" in again


def test_a_return_without_reason_is_told(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    page = step(web, web.client("checker"), address, "return", reason=" ").text
    assert "请填写这一项。" in page
    assert claim_at(web, address).claim.state == "submitted"


def test_a_withdrawn_claim_is_over(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client)
    page = step(web, client, address, "withdraw", reason="重复上传").text
    assert "已撤回" in page
    assert claim_at(web, address).claim.state == "withdrawn"


def test_a_stale_page_is_refused_with_a_sentence(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    checker = web.client("checker")
    answer = checker.send(f"{address}/approve", version="1")
    assert "刚被他人处理过" in checker.get(answer.location).text


def test_a_blocked_claim_is_saved_but_not_submitted(web: Web) -> None:
    client = web.client("maker")
    address = uploaded(web, client, an_invoice(name="*预付卡销售*购物卡"))
    answer = client.send(address, **filled(web, address))
    page = client.get(answer.location).text
    assert "不能提交" in page
    assert claim_at(web, address).claim.state == "draft"
    assert claim_at(web, address).claim.category == "RND"


def test_the_center_reads_a_claim_and_can_do_nothing_to_it(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    page = web.client("auditor").get(address).text
    assert start.NAME in page
    assert "approve-dialog" not in page
    assert web.client("auditor").send(f"{address}/approve", version="2").status_code == 403


@pytest.mark.parametrize("name", ["withdraw", "approve", "return"])
def test_a_step_without_version_changes_nothing(web: Web, name: str) -> None:
    address = submitted(web, web.client("maker"))
    client = web.client("maker" if name == "withdraw" else "checker")
    client.send(f"{address}/{name}", reason="x")
    assert claim_at(web, address).claim.state == "submitted"


def test_the_next_claim_is_one_key_away(web: Web) -> None:
    client = web.client("maker")
    first = uploaded(web, client)
    second = uploaded(web, client, an_invoice("26112000000123456790"))
    assert f'href="{second}" data-key="n"' in client.get(first).text
