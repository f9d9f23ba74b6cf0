"""A claim after its submission, on pages: refused, sent back, frozen, released, taken back."""

from datetime import date

from service.actions import freezing
from service.db import CENTER
from service.demo.drawing import draw
from service.demo.invoices import red_letter
from service.tables import GrantRow
from tests.service.browsing import Web
from tests.service.office import AT, a_spec
from tests.service.pages.stories import claim_at, paid, step, submitted, uploaded

BLUE, RED = "26112000000123456789", "26112000000123459999"


def test_a_checker_refuses_a_claim_for_good_and_says_why(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    checker = web.client("checker")
    assert 'id="reject-dialog"' in checker.get(address).text
    told = step(web, checker, address, "reject", reason="与培养方案无关").text
    assert "已决定不予报销" in told
    page = web.client("maker").get(address).text
    assert "与培养方案无关" in page
    assert claim_at(web, address).claim.state == "rejected"
    refused = checker.send(f"{address}/pay", version="9", slip="1")
    assert refused.status_code == 403


def test_a_cashier_sends_back_what_cannot_be_paid(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    cashier = web.client("cashier")
    assert cashier.send(f"{address}/approve", version="3").status_code == 403
    step(web, web.client("checker"), address, "approve")
    told = step(web, cashier, address, "hand-back", reason="收款账号有误").text
    assert "已退回经办人" in told
    assert claim_at(web, address).claim.state == "returned"


def test_a_frozen_claim_says_so_and_the_center_releases_it(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    with web.office.database.transaction(CENTER) as session:
        grant = session.get_one(GrantRow, web.office.grant_id)
        grant.suspended_on = AT.date()
        freezing.freeze(session, web.office.manager, grant)
    checker = web.client("checker")
    page = checker.get(address).text
    assert "起冻结" in page
    assert 'id="approve-dialog"' not in page
    assert checker.send(f"{address}/release", version="4", reason="x").status_code == 403
    auditor = web.client("auditor")
    assert 'id="release-dialog"' in auditor.get(address).text
    told = step(web, auditor, address, "release", reason="合同早于中止日").text
    assert "已放行" in told
    page = checker.get(address).text
    assert "合同早于中止日" in page
    assert web.office.auditor.name not in page  # Art. 34
    assert claim_at(web, address).claim.state == "submitted"


def test_a_red_letter_after_payment_is_on_the_desk_with_its_button(web: Web) -> None:
    maker, checker = web.client("maker"), web.client("checker")
    address = paid(web, maker)
    uploaded(web, maker, draw(red_letter(a_spec(BLUE), RED, date(2026, 3, 9))))
    desk = maker.get("/desk").text
    assert "入账后发现的问题" in desk
    assert f'action="{address}/reversal"' in desk
    told = step(web, maker, address, "reversal", reason="已收到红字发票").text
    assert "已提出冲销" in told
    assert "已提出冲销，等待复核人同意。" in maker.get("/desk").text
    assert "张已入账申请的冲销等您同意" in checker.get("/desk").text
    page = checker.get(address).text
    assert "入账以后才发现：请提出冲销" in page
    agree = page.partition(f'action="{address}/reversal/')[2].partition('"')[0]
    assert agree.endswith("/agree")
    own = maker.send(f"{address}/reversal/{agree}")
    assert own.status_code == 403
    answer = checker.send(f"{address}/reversal/{agree}")
    assert "已冲销，资金和预算已恢复" in checker.get(answer.location).text
    again = checker.send(f"{address}/reversal/{agree}")
    assert "已经处理过" in checker.get(again.location).text
    assert claim_at(web, address).claim.state == "reversed"


def test_a_proposal_is_declined_with_a_reason(web: Web) -> None:
    maker, checker = web.client("maker"), web.client("checker")
    address = paid(web, maker)
    step(web, maker, address, "reversal", reason="金额有误")
    page = checker.get(address).text
    agree = page.partition(f'action="{address}/reversal/')[2].partition('"')[0]
    decline = agree.replace("/agree", "/decline")
    checker.send(f"{address}/reversal/{decline}", reason="")
    assert claim_at(web, address).timeline[-1].action == "propose_reversal"
    answer = checker.send(f"{address}/reversal/{decline}", reason="金额无误")
    assert "已退回冲销申请" in checker.get(answer.location).text
    assert "金额无误" in maker.get(address).text
