"""记账 on pages: a free line leads to its form, the proposal waits at 对账, another posts it."""

import re
from uuid import uuid4

from service.actions import closing
from service.db import CENTER
from tests.service.browsing import Client, Web
from tests.service.pages.test_bank import home, imported
from tests.service.statements import ARRIVED
from tests.service.test_bookings import STRAY, a_posted_claim
from tests.service.test_closing import MARCH, later


def to_book(client: Client, web: Web) -> list[str]:
    return re.findall(r'href="(/bank/lines/\d+/booking)"', client.get(home(web)).text)


def ways(client: Client, web: Web) -> dict[str, str]:
    page = client.get(home(web)).text
    return {way: address for address, way in re.findall(r'"(/bank/bookings/[^/]+/(\w+))"', page)}


def test_a_line_is_proposed_and_another_person_posts_it(web: Web) -> None:
    maker, checker = imported(web), web.client("checker")
    interest, fee = to_book(maker, web)
    form = maker.get(interest).text
    assert "¥12.34" in form
    assert '<option value="interest" selected>利息入账</option>' in form
    assert "银行手续费" not in form
    assert "补记原因" not in form
    assert '<option value="bank_fee" selected>' in maker.get(fee).text
    answer = maker.send(interest, kind="interest", reason="三月结息回单")
    assert answer.location == home(web)
    page = maker.get(home(web)).text
    assert "已提出记账，等另一人复核。" in page
    assert "等复核人入账。" in page
    assert "三月结息回单" in page
    assert to_book(maker, web) == [fee]
    assert "post" not in ways(maker, web)
    assert "笔银行明细等您复核入账" in checker.get("/desk").text
    assert checker.send(ways(checker, web)["post"]).location == home(web)
    page = checker.get(home(web)).text
    assert "已入账，并与银行明细勾对。" in page
    assert "按这笔银行明细入账" in page
    assert "利息收入" in page


def test_a_proposal_that_cannot_be_is_told_in_the_form(web: Web) -> None:
    maker = imported(web)
    interest, fee = to_book(maker, web)
    wrong = maker.send(fee, kind="bank_fee", reason="三月手续费")
    assert wrong.status_code == 422
    assert "请选择这笔属于哪个项目" in wrong.text
    assert "三月手续费" in wrong.text
    empty = maker.send(interest, kind="nothing", reason="")
    assert empty.status_code == 422
    assert "请从列表中选择一项。" in empty.text
    assert maker.get("/bank/lines/0/booking").status_code == 404


def test_a_proposal_is_taken_back_or_sent_back_with_a_reason(web: Web) -> None:
    maker, checker = imported(web), web.client("checker")
    interest, _ = to_book(maker, web)
    maker.send(interest, kind="interest", reason="回单")
    maker.send(ways(maker, web)["withdraw"], reason="")
    assert "请写明撤回或退回的原因。" in maker.get(home(web)).text
    maker.send(ways(maker, web)["withdraw"], reason="再核对")
    assert "可以重新记账或勾对" in maker.get(home(web)).text
    maker.send(interest, kind="interest", reason="回单")
    checker.send(ways(checker, web)["withdraw"], reason="请附回单")
    assert ways(checker, web) == {}


def test_only_the_employers_two_people_book(web: Web) -> None:
    maker, checker, auditor = imported(web), web.client("checker"), web.client("auditor")
    interest, _ = to_book(maker, web)
    maker.send(interest, kind="interest", reason="回单")
    post, withdraw = ways(checker, web)["post"], ways(checker, web)["withdraw"]
    assert maker.send(post).status_code == 403
    assert checker.send(interest, kind="interest", reason="回单").status_code == 403
    assert checker.get(interest).status_code == 403
    assert auditor.send(post).status_code == 403
    assert auditor.send(withdraw, reason="x").status_code == 403
    assert (to_book(auditor, web), ways(auditor, web)) == ([], {})
    assert "待复核的记账" in auditor.get(home(web)).text
    assert checker.send(f"/bank/bookings/{uuid4()}/post").status_code == 404


def test_a_month_closed_meanwhile_is_told_where_the_proposal_can_be_sent_back(web: Web) -> None:
    maker, checker = imported(web), web.client("checker")
    interest, fee = to_book(maker, web)
    maker.send(interest, kind="interest", reason="回单")
    with web.office.database.transaction(CENTER) as session:
        closing.soft_close(session, later(web.office.auditor), web.office.employer_id, MARCH)
    checker.send(ways(checker, web)["post"])
    assert "须写明补记原因" in checker.get(home(web)).text
    assert "补记原因" in maker.get(fee).text
    late = maker.send(
        fee, kind="bank_fee", reason="回单", grant_id=str(web.office.grant_id), late_reason="晚到"
    )
    assert late.location == home(web)
    assert "补记原因：晚到" in maker.get(home(web)).text


def test_the_form_of_a_refund_names_the_claims_of_who_paid(web: Web) -> None:
    claim = a_posted_claim(web.office)
    maker = imported(web, ARRIVED, STRAY.replace("某贸易公司", "北京明远检测技术有限公司"))
    (address,) = to_book(maker, web)
    form = maker.get(address).text
    assert '<option value="refund" selected>' in form
    assert f'value="{claim.number}"' in form
    assert f"{claim.number}（¥1,060.00）" in form
    maker.send(address, kind="refund", reason="部分退货", claim=claim.number)
    page = maker.get(home(web)).text
    assert f'href="/claims/{claim.id}"' in page
    assert "已退款" not in maker.get(f"/claims/{claim.id}").text
    checker = web.client("checker")
    checker.send(ways(checker, web)["post"])
    assert "销售方 2026-03-10 已退款 ¥500.00" in maker.get(f"/claims/{claim.id}").text
