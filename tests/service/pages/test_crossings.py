"""跨单位核对 on pages: both claims side by side for the Center, nothing for an employer."""

import re
from uuid import uuid4

import pytest

from service.actions import crossing
from service.actions.system import system_actor
from service.db import CENTER
from tests.service.browsing import Client, Web
from tests.service.neighbour import beside, claim_of
from tests.service.office import AT, Office, an_invoice
from tests.service.pages.strict_html import faults_of

TOKEN = re.compile(r'name="csrf_token" value="[^"]+"|data-token="[^"]+"|content="[^"]{40,}"')
ASKED = re.compile("/crossings/[0-9a-f-]{36}")


@pytest.fixture
def neighbour(web: Web) -> Office:
    return beside(web.office)


def found(web: Web, neighbour: Office) -> str:
    """Let both employers claim one invoice; give the address of the match."""
    claim_of(web.office, an_invoice())
    claim_of(neighbour, an_invoice())
    look(web)
    return addresses(web.client("auditor"))[0]


def look(web: Web) -> None:
    with web.office.database.transaction(CENTER) as session:
        crossing.look(session, system_actor(AT))


def addresses(client: Client) -> list[str]:
    return sorted(
        set(re.findall(r'href="(/crossings/[0-9a-f-]{36})"', client.get("/crossings").text))
    )


def test_the_center_sees_both_claims_side_by_side_and_settles(web: Web, neighbour: Office) -> None:
    auditor = web.client("auditor")
    assert "没有待核对的凭证" in auditor.get("/crossings").text
    assert "组跨单位的相同凭证待核对" not in auditor.get("/programme").text
    address = found(web, neighbour)
    assert "组跨单位的相同凭证待核对" in auditor.get("/programme").text
    page = auditor.get(address).text
    for said in ("北京星河精工科技有限公司", "北京岚序能源系统研究院有限公司", "林知行", "周予安"):
        assert said in page
    assert "不同" not in page.partition("<table")[2].partition("</table>")[0]
    assert len(re.findall(r"/claims/[0-9a-f-]{36}/pages/1.png", page)) == 2
    assert faults_of(page) == []
    refused = auditor.send(address, conclusion=" ")
    assert refused.status_code == 422
    assert "请填写这一项" in refused.text
    assert auditor.send(address, conclusion="同一张，由先提出的单位列支。").location == "/crossings"
    assert addresses(auditor) == []
    settled = auditor.get("/crossings?state=settled").text
    assert "同一张，由先提出的单位列支。" in settled
    page = auditor.get(address).text
    assert "结论：同一张，由先提出的单位列支。" in page
    assert "记录结论" not in page
    again = auditor.send(address, conclusion="再写一次")
    assert again.status_code == 409
    assert "已有结论" in again.text


def test_the_manager_reads_and_settles_nothing(web: Web, neighbour: Office) -> None:
    address = found(web, neighbour)
    manager = web.client("manager")
    page = manager.get(address).text
    assert "待中心审核人员核对并写明结论" in page
    assert "记录结论" not in page
    assert manager.send(address, conclusion="x").status_code == 403
    assert manager.get(f"/crossings/{uuid4()}").status_code == 404


def test_an_employer_is_answered_alike_by_a_match_that_is_there_and_one_that_is_not(
    web: Web, neighbour: Office
) -> None:
    address = found(web, neighbour)
    maker = web.client("maker")
    assert maker.get("/crossings").status_code == 403
    there, not_there = maker.get(address), maker.get(f"/crossings/{uuid4()}")
    assert (there.status_code, plain(there.text)) == (403, plain(not_there.text))
    assert "跨单位" not in maker.get("/desk").text


def test_an_employers_pages_stay_byte_for_byte_when_a_match_is_found_and_settled(
    web: Web, neighbour: Office
) -> None:
    claim_id = claim_of(web.office, an_invoice())
    pages = ("/desk", "/claims", f"/claims/{claim_id}", "/reports", "/ledger")
    maker = web.client("maker")
    before = [plain(maker.get(page, follow_redirects=True).text) for page in pages]
    claim_of(neighbour, an_invoice())
    look(web)
    assert [plain(maker.get(page, follow_redirects=True).text) for page in pages] == before
    auditor = web.client("auditor")
    (address,) = addresses(auditor)
    auditor.send(address, conclusion="由另一单位列支。")
    assert [plain(maker.get(page, follow_redirects=True).text) for page in pages] == before


def plain(page: str) -> str:
    """Take out of a page the tokens, another each time, and the address that was asked for."""
    return ASKED.sub("", TOKEN.sub("", page))
