"""线索 on pages: the Center's list, one signal with its evidence, judged by the auditor alone."""

import re
from html import unescape
from uuid import uuid4

import pytest

from compliance.signalbook import KINDS
from service.actions import signals
from service.actions.system import system_actor
from service.db import CENTER
from service.tables import GrantRow
from tests.service.browsing import Client, Web
from tests.service.neighbour import beside, claim_of
from tests.service.office import AT, Office, an_invoice
from tests.service.pages.strict_html import faults_of

REASON = "已核对两份原件，属双方约定的分摊。"


@pytest.fixture
def neighbour(web: Web) -> Office:
    return beside(web.office)


def found(web: Web, neighbour: Office) -> str:
    """Let both employers claim one invoice; give the address of the signal."""
    claim_of(web.office, an_invoice())
    claim_of(neighbour, an_invoice())
    with web.office.database.transaction(CENTER) as session:
        signals.look(session, system_actor(AT))
    (address,) = addresses(web.client("auditor"))
    return address


def addresses(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/signals{query}").text
    assert faults_of(page) == []
    return sorted(set(re.findall(r'href="(/signals/[0-9a-f-]{36})"', page)))


def test_the_auditor_judges_a_signal_with_a_reason(web: Web, neighbour: Office) -> None:
    auditor = web.client("auditor")
    assert "还没有查找过" in auditor.get("/signals").text
    address = found(web, neighbour)
    page = auditor.get(address).text
    assert faults_of(page) == []
    for said in ("跨单位同一发票", "线索，不是结论", "北京岚序能源系统研究院有限公司", "¥"):
        assert said in page
    refused = auditor.send(address, action="dismiss", reason=" ")
    assert refused.status_code == 422
    assert "请填写这一项" in refused.text
    assert auditor.send(address, action="watch", reason="季度抽查").location == address
    assert addresses(auditor, "?watched=1") == [address]
    stale = auditor.send(address, action="watch", reason="再一次")
    assert stale.status_code == 409
    assert "请刷新页面" in stale.text
    assert auditor.send(address, action="dismiss", reason=REASON).status_code == 302
    assert addresses(auditor) == []
    assert addresses(auditor, "?state=dismissed") == [address]
    assert REASON in auditor.get(address).text


def test_a_look_by_hand_says_what_is_new(web: Web, neighbour: Office) -> None:
    claim_of(web.office, an_invoice())
    claim_of(neighbour, an_invoice())
    auditor = web.client("auditor")
    assert auditor.send("/signals").location == "/signals"
    page = auditor.get("/signals").text
    assert "有 1 条新线索" in page
    assert "看过 2 份报销申请，共 1 条线索" in page
    auditor.send("/signals")
    assert "没有新线索" in auditor.get("/signals").text


def test_a_spot_check_begins_with_a_signal(web: Web, neighbour: Office) -> None:
    address = found(web, neighbour)
    auditor = web.client("auditor")
    (begin,) = re.findall(r'href="(/checks/new[^"]+)"', auditor.get(address).text)
    page = auditor.get(unescape(begin)).text
    assert faults_of(page) == []
    assert 'value="线索核查：跨单位同一发票"' in page
    first, last, cut_off = re.findall(r'value="(\d{4}-\d\d-\d\d)"', page)
    assert (first, last) == ("2026-02-20", cut_off)
    for office in (web.office, neighbour):
        with office.database.transaction(CENTER) as session:
            number = session.get_one(GrantRow, office.grant_id).number
        assert number in page
    assert auditor.get(f"/checks/new?signal={uuid4()}").status_code == 404
    assert auditor.get("/checks/new?signal=nothing").status_code == 200


def test_the_list_is_narrowed_by_its_address(web: Web, neighbour: Office) -> None:
    address = found(web, neighbour)
    auditor, office = web.client("auditor"), web.office
    assert addresses(auditor, "?kind=same_invoice&state=nothing") == [address]
    assert addresses(auditor, f"?employer={office.employer_id}&grant={office.grant_id}") == [
        address
    ]
    assert addresses(auditor, "?kind=benford") == []
    assert addresses(auditor, f"?employer={uuid4()}") == []
    assert addresses(auditor, "?kind=nothing&employer=nothing&page=9") == [address]
    assert addresses(auditor, "?state=followed") == []


def test_every_kind_is_explained_with_its_bounds(web: Web) -> None:
    page = web.client("manager").get("/signals/kinds").text
    assert faults_of(page) == []
    for kind in KINDS:
        assert kind.title.text() in page
    assert "配置值，未经核定" in page
    assert "没有阈值：出现就列出" in page


def test_the_manager_reads_and_employers_never_learn(web: Web, neighbour: Office) -> None:
    address = found(web, neighbour)
    manager = web.client("manager")
    page = manager.get(address).text
    assert "由中心审核人员核对和处理" in page
    assert manager.send(address, action="dismiss", reason="x").status_code == 403
    assert manager.send("/signals").status_code == 403
    assert manager.get(f"/signals/{uuid4()}").status_code == 404
    for name in ("maker", "checker", "cashier"):
        for of in (address, "/signals", "/signals/kinds"):
            assert web.client(name).get(of).status_code == 403
