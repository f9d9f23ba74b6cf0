"""追回, 结算, 应缴财政 and 预算调剂 on pages: the happy way, and what is refused."""

import re
from uuid import UUID

from compliance.clawback import Mode
from service.actions import clawbacks, proceedings
from service.actions.system import system_actor
from service.db import CENTER
from service.tables import GrantRow, ProceedingRow
from tests.service.browsing import Client, Web
from tests.service.returning import decided, end, golden_grant, pay_all, see_all, step, top_up, yuan


def steps(web: Web, case_id: str) -> str:
    with web.office.database.transaction(CENTER) as session:
        return str(session.get_one(ProceedingRow, UUID(case_id)).steps)


def act(web: Web, client: Client, case_id: str, action: str, **said: str) -> str:
    """Press a button of a case; give the page that follows."""
    answer = client.send(
        f"/cases/{case_id}/{action}", steps=steps(web, case_id), **{"reason": "", **said}
    )
    return answer.text if answer.status_code != 302 else client.get(f"/cases/{case_id}").text


def opened(address: str | None) -> str:
    assert address is not None, "the case was opened"
    return address.rsplit("/", 1)[-1]


def a_revoked_grant(web: Web) -> UUID:
    grant_id = golden_grant(web.office)
    end(web.office, grant_id)
    return grant_id


def test_a_clawback_goes_from_its_proposal_to_its_end_on_pages(web: Web) -> None:
    grant_id = a_revoked_grant(web)
    auditor, manager = web.client("auditor"), web.client("manager")
    page = auditor.get(f"/clawbacks/new?grant={grant_id}").text
    for amount in ("105,000.00", "120,000.00", "200,000.00"):
        assert amount in page
    said = {"grant": str(grant_id), "mode": "unspent_and_ineligible"}
    wrong = auditor.send("/clawbacks/new", **said, facts="", ground="")
    assert wrong.status_code == 422
    answer = auditor.send("/clawbacks/new", **said, facts="会议费列支不实", ground="第六条")
    case_id = opened(answer.location)
    checker = web.client("checker")
    assert "拟采用" in checker.get(f"/cases/{case_id}").text
    assert "待决定" in act(web, checker, case_id, "accept")
    refused = act(web, auditor, case_id, "decide", mode="unspent", reason="核实")
    assert "须由另一人办理" in refused
    page = act(web, manager, case_id, "decide", mode="unspent_and_ineligible", reason="核实")
    assert "数字已随决定固定。" in page
    assert "已通知，待退回" in act(web, manager, case_id, "notify")


def test_a_clawback_is_paid_part_by_part_and_seen_to_arrive_on_pages(web: Web) -> None:
    grant_id = a_revoked_grant(web)
    case_id = str(decided(web.office, grant_id))
    cashier, auditor = web.client("cashier"), web.client("auditor")
    page = act(web, cashier, case_id, "pay_part", part_amount="105000", part_reference="HD-1")
    assert "已退回一部分" in page
    refused = act(web, cashier, case_id, "pay_rest", rest_reference="HD-2")
    assert "自有资金还应补足 15,000.00 元" in refused
    with web.office.database.transaction(CENTER) as session:
        number = session.get_one(GrantRow, grant_id).number
    top_up(web.office, number, yuan(15_000))
    assert "待中心确认" in act(web, cashier, case_id, "pay_rest", rest_reference="HD-2")
    for slip in ("ZX-1", "ZX-2"):
        page = auditor.get(f"/cases/{case_id}").text
        payment = re.findall(r'<option value="([0-9a-f-]{36})">', page)[0]
        act(web, auditor, case_id, "arrive", arrived_repayment=payment, arrived_reference=slip)
    assert "已追回" in act(web, auditor, case_id, "close")


def test_a_clawback_is_not_the_employers_to_begin_nor_another_employers_to_see(web: Web) -> None:
    grant_id = a_revoked_grant(web)
    assert web.client("maker").get(f"/clawbacks/new?grant={grant_id}").status_code == 403
    assert web.client("auditor").get("/clawbacks/new").status_code == 409
    page = web.client("auditor").get(f"/programme/grants/{grant_id}").text
    assert "提出追回" in page


def test_overdue_money_is_urged_and_referred_on_pages(web: Web) -> None:
    grant_id = a_revoked_grant(web)
    case_id = decided(web.office, grant_id, Mode.UNSPENT)
    with web.office.database.transaction(CENTER) as session:
        row = session.get_one(ProceedingRow, case_id)
        (deadline,) = proceedings.open_deadlines(session, row)
        clawbacks.on_mark(session, system_actor(web.office.auditor.at), row, deadline, 1)
    manager = web.client("manager")
    assert "移送给" not in manager.get(f"/cases/{case_id}").text
    act(web, manager, str(case_id), "urge")
    assert "移送给" in manager.get(f"/cases/{case_id}").text
    page = act(web, manager, str(case_id), "refer", reason="经催告未退", referred_to="北京市财政局")
    assert "已移送" in page


def test_a_completed_grant_is_settled_on_pages(web: Web) -> None:
    grant_id = web.office.grant_id
    auditor, manager, checker = (web.client(each) for each in ("auditor", "manager", "checker"))
    refused = auditor.send("/settlements/new", grant=str(grant_id))
    assert "还没有结题" in auditor.get(refused.location or "").text
    assert auditor.send("/settlements/new", grant="x").status_code == 404
    end(web.office, grant_id, "complete")
    case_id = opened(auditor.send("/settlements/new", grant=str(grant_id)).location)
    act(web, checker, case_id, "agree")
    assert "待上交结余" in act(web, manager, case_id, "decide")
    act(web, web.client("cashier"), case_id, "pay_rest", rest_reference="JY-1")
    act(web, auditor, case_id, "arrive", arrived_reference="ZJ-1")
    assert "已结清" in act(web, auditor, case_id, "settle")


def test_what_arrived_is_declared_and_paid_to_the_treasury_on_pages(web: Web) -> None:
    auditor, manager = web.client("auditor"), web.client("manager")
    assert "还没有应缴财政的款项" in auditor.get("/treasury").text
    grant_id = a_revoked_grant(web)
    case_id = decided(web.office, grant_id)
    pay_all(web.office, case_id)
    see_all(web.office, case_id)
    assert "120,000.00" in auditor.get("/treasury").text
    auditor.send("/treasury/declare")
    auditor.send("/treasury/declare")
    page = auditor.get("/treasury").text
    assert "没有已到账而未确认应缴" in page
    assert "由另一人上缴" in page
    (address,) = re.findall(r'action="(/treasury/[^"]+/remit)"', manager.get("/treasury").text)
    manager.send(address, reference="")
    assert "请填写这一项" in manager.get("/treasury").text
    manager.send(address, reference="GK-1")
    assert "已上缴" in manager.get("/treasury").text
    assert web.client("maker").get("/treasury").status_code == 403


def test_budget_is_moved_by_the_checker_or_by_the_center_on_pages(web: Web) -> None:
    maker, checker = web.client("maker"), web.client("checker")
    grant = str(web.office.grant_id)
    assert maker.get("/reallocations/new").status_code == 409
    assert "申请预算调剂" in maker.get(f"/reallocations/new?grant={grant}").text
    asked = {"grant": grant, "taken": "RND", "given": "CONF", "reason": "会议增加"}
    too_much = maker.send("/reallocations/new", **asked, amount="90000")
    assert "可用预算只有" in too_much.text
    small = opened(maker.send("/reallocations/new", **asked, amount="2000").location)
    page = checker.get(f"/cases/{small}").text
    assert "由单位复核人决定" in page
    assert "同意并报中心审定" not in page
    assert "已调剂" in act(web, checker, small, "approve_small")
    assert "含调剂 +" in maker.get(f"/grants/{grant}").text
    large = opened(maker.send("/reallocations/new", **asked, amount="1").location)
    assert "待中心审定" in act(web, checker, large, "endorse")
    assert "已调剂" in act(web, web.client("auditor"), large, "approve")


def test_a_page_that_is_stale_takes_no_step(web: Web) -> None:
    grant_id = a_revoked_grant(web)
    case_id = decided(web.office, grant_id, Mode.UNSPENT)
    cashier = web.client("cashier")
    stale = cashier.send(f"/cases/{case_id}/pay_rest", steps="0", reason="", rest_reference="HD-1")
    assert "刚被他人处理过" in stale.text
    step(web.office, web.office.cashier, clawbacks.pay_rest, case_id, rest_reference="HD-1")
