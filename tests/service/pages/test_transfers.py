"""划转 on its pages: applied for, consented, approved, cut off, signed, moved, paid, arrived."""

import re
from datetime import UTC, datetime

import pytest

from service.actions import people
from service.actions.system import system_actor
from service.db import CENTER
from service.permissions import Role
from service.tables import GrantRow
from service.web import sessions
from tests.service import neighbour
from tests.service import removal as moving
from tests.service.browsing import Web
from tests.service.office import PASSWORD, USCC, Office
from tests.service.removal import APPLIED_AT, LATER_AT, Removal

STEPS = re.compile(r'name="steps" value="(\d+)"')
CASE = re.compile(r"/cases/[0-9a-f-]{36}")


@pytest.fixture
def removal(office: Office) -> Removal:
    return moving.prepared(office)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> "Day":
    """Give a clock that the test turns."""
    found = Day()
    monkeypatch.setattr(sessions, "now", lambda: found.at)
    return found


class Day:
    def __init__(self) -> None:
        self.at: datetime = APPLIED_AT


def apply(web: Web, removal: Removal, login: str = "maker", **changes: str) -> tuple[int, str]:
    """Send the application; give the status and the address of the case, or the page."""
    values = {
        name: "" if value is None else str(value)
        for name, value in moving.application(removal).items()
    }
    values["grant"] = values.pop("grant_id")
    values |= {"in_beijing": "yes", "same_field": "yes"} | changes
    answer = web.client(login).send("/transfers/new", **values)
    return answer.status_code, answer.headers.get("Location") or answer.text


def act(web: Web, login: str, case: str, action: str, **values: str) -> str:
    """Take a step as somebody who sees its button; give the page that follows."""
    client = web.client(login)
    page = client.get(case).text
    found = STEPS.search(page)
    assert found is not None, page
    assert f'action="{case}/{action}"' in page, page
    answer = client.send(f"{case}/{action}", steps=found[1], **values)
    assert answer.status_code == 302, answer.text
    return client.get(case).text


def test_a_transfer_on_its_pages_from_the_application_to_the_arrival(
    web: Web, removal: Removal, day: Day
) -> None:
    status, case = apply(web, removal)
    assert status == 302
    applied = web.client("maker").get(case).text
    assert "请原单位复核人在本页签署同意。" in applied
    assert "由中心核对" in applied  # what only the Center sees
    act(web, "checker", case, "consent")
    assert "新单位已登记专门账户。" in web.client("manager").get(case).text
    act(web, "manager", case, "approve", carried_over="")
    moving.reconcile(removal.old)
    day.at = LATER_AT
    drawn = act(web, "auditor", case, "cut_off", assets="示波器 1 台")
    assert all(words in drawn for words in ("结算单第 1 版", "60,000.00"))
    act(web, "checker", case, "sign")
    act(web, "manager", case, "move", annex_number="BCXY-2026-001", annex_signed_on="2026-04-01")
    assert "从本单位专门账户（" in web.client("cashier").get(case).text
    paid = act(web, "cashier", case, "pay", paid_slip="HZ-1")
    assert all(words in paid for words in ("回单 HZ-1", "11************02"))  # where to pay
    _shown_whole(web, case.replace("/cases/", "/numbers/transfers/"))
    arrived = web.client("checker-beside").get("/cases").text
    arrival = CASE.search(arrived)
    assert arrival is not None
    assert "应收到本单位专门账户" in web.client("checker-beside").get(arrival[0]).text
    page = act(web, "checker-beside", arrival[0], "confirm", arrived_slip="DZ-1")
    assert "DZ-1" in page
    assert "已办结" in web.client("maker").get(case).text


def _shown_whole(web: Web, number: str) -> None:
    """Look at the account whole: who pays at once, the Center with a purpose."""
    assert "1109 0123 4567 8902" in web.client("cashier").send(number).text
    assert web.client("manager").send(number).status_code == 422
    assert "1109 0123 4567 8902" in web.client("manager").send(number, purpose="核对收款账户").text
    assert web.client("checker-beside").send(number).status_code == 404


def test_each_side_sees_its_own_case_only(web: Web, removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    theirs = f"/cases/{removal.arrival_case().id}"
    mine = f"/cases/{removal.case_id}"
    assert web.client("checker-beside").get(mine).status_code == 404
    assert web.client("checker").get(theirs).status_code == 404
    assert web.client("auditor").get(theirs).status_code == 200
    page = web.client("maker-beside").get(theirs).text
    assert "待原单位付款" in page
    assert "示波器" not in page  # of the other's closing statement


def test_17_a_branch_and_a_central_body_without_proof_are_answered_on_the_form(
    web: Web, removal: Removal
) -> None:
    branch = {"new_name": f"{neighbour.NAME}北京分公司"}
    status, page = apply(web, removal, **branch)
    assert status == 409
    assert "是分支机构，不是独立法人" in page
    central = {"new_name": "清华大学", "new_uscc": "12100000400000624D"}
    status, page = apply(web, removal, **central)
    assert status == 409
    assert "请填写住所证明" in page
    assert 'value="清华大学"' in page  # nothing typed is lost
    status, _ = apply(web, removal, **central, seat_evidence="法人证书 110000000001")
    assert status == 302


def test_the_form_offers_the_own_grants_and_refuses_what_is_missing(
    web: Web, removal: Removal
) -> None:
    page = web.client("maker").get(f"/transfers/new?grant={removal.old.grant_id}").text
    assert str(removal.old.grant_id) in page
    assert str(removal.new.grant_id) not in page
    assert web.client("checker").get("/transfers/new").status_code == 403
    status, page = apply(web, removal, leaves_on="")
    assert status == 422
    assert "请填写这一项。" in page


def test_a_slip_is_asked_for_where_money_came(web: Web, removal: Removal, day: Day) -> None:
    removal.until_signed()
    removal.move()
    removal.pay()
    day.at = datetime(2026, 4, 3, 2, 0, tzinfo=UTC)
    arrival = removal.arrival_case()
    answer = web.client("checker-beside").send(
        f"/cases/{arrival.id}/confirm", steps=str(arrival.steps), arrived_slip=""
    )
    assert answer.status_code == 422
    assert "请填写银行回单的流水号" in answer.text


def test_the_selectee_applies_looks_on_and_takes_it_back(web: Web, removal: Removal) -> None:
    office = removal.old
    with office.database.transaction(CENTER) as session:
        selectee = session.get_one(GrantRow, office.grant_id).selectee_id
        new = people.NewUser(
            login="selectee", name="林知行", role=Role.SELECTEE, password=PASSWORD,
            employer_uscc=USCC, selectee_id=selectee,
        )  # fmt: skip
        people.add_user(session, system_actor(APPLIED_AT), new)
    assert "/transfers/new?grant=" in web.client("selectee").get("/mine").text
    status, case = apply(web, removal, "selectee")
    assert status == 302
    page = act(web, "selectee", case, "withdraw", reason="另有安排")
    assert "已撤回" in page
    assert "另有安排" in page
