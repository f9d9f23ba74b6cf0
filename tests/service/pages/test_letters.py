"""文书 on pages: in the case, opened as PDF, served by the Center, acknowledged by the employer."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from service.actions import letter_views, letters
from service.actions.letter_views import Filter
from service.db import CENTER
from service.messages import NotFound
from service.pages.case_kinds import PAGES, CasePage
from service.permissions import Role
from service.tables import AuditRow, ProceedingRow
from tests.database_server import ClonedDatabase
from tests.reports import letter_examples
from tests.service import enquiry
from tests.service.browsing import Web
from tests.service.pages.strict_html import faults_of


@pytest.fixture
def case_id(web: Web, database: ClonedDatabase, monkeypatch: pytest.MonkeyPatch) -> UUID:
    monkeypatch.setitem(PAGES, "enquiry", CasePage("cases/words.html", {}))
    enquiry.install(monkeypatch, database)
    return enquiry.opened(web.office)


def issued(web: Web, case_id: UUID, number: int = 1) -> str:
    """Issue an example; give the address of its page."""
    with web.office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        content = letter_examples.EXAMPLES[number]
        return f"/letters/{letters.issue(session, web.office.auditor, case, content)}"


def test_the_center_serves_a_letter_and_the_employer_sees_when(web: Web, case_id: UUID) -> None:
    address = issued(web, case_id)
    auditor, maker = web.client("auditor"), web.client("maker")
    page = auditor.get(f"/cases/{case_id}").text
    assert "创新中心提醒〔2026〕1号" in page
    assert "登记送达" in page
    assert "由单位经办、系统办理" in page
    assert faults_of(page) == []
    wrong = auditor.send(f"{address}/service", method="mailed", served_on="2026-03-10")
    assert wrong.status_code == 422
    assert "请填写签收人" in wrong.text
    assert 'value="2026-03-10"' in wrong.text
    assert faults_of(wrong.text) == []
    assert auditor.send(f"{address}/service", method="carrier pigeon").status_code == 422
    said = {"method": "mailed", "received_by": "收发室", "evidence": "EMS 123"}
    answer = auditor.send(f"{address}/service", served_on="2026-03-10", **said)
    assert answer.location == address
    seen = maker.get(address).text
    assert "邮寄送达" in seen
    assert "收发室" in seen
    assert "auditor 的姓名" not in seen
    assert 'class="form-foot"' not in seen
    assert faults_of(seen) == []
    assert "2026-03-10" in maker.get(f"/cases/{case_id}").text


def test_the_employer_acknowledges_what_it_opened(web: Web, case_id: UUID) -> None:
    address = issued(web, case_id)
    maker, auditor = web.client("maker"), web.client("auditor")
    assert "阅读并签收" in maker.get(f"/cases/{case_id}").text
    unread = maker.get(address).text
    assert unread.index("letter-text") < unread.index("/acknowledgement")
    assert "创新中心提醒〔2026〕1号" in unread
    assert faults_of(unread) == []
    assert "有 1 份文书等本单位签收" in maker.get("/cases").text
    assert "/acknowledgement" not in auditor.get(address).text
    assert maker.send(f"{address}/acknowledgement").location == address
    assert "系统内签收" in maker.get(address).text
    maker.send(f"{address}/acknowledgement")
    assert "已经送达，不必再次登记" in maker.get(address).text
    assert maker.send(f"{address}/service", method="direct").status_code == 403


def test_a_letter_opens_with_the_same_bytes_for_both_and_leaves_a_trace(
    web: Web, case_id: UUID
) -> None:
    address = issued(web, case_id)
    files = [web.client(login).get(f"{address}/pdf") for login in ("auditor", "maker", "maker")]
    assert {file.mimetype for file in files} == {"application/pdf"}
    assert len({file.data for file in files}) == 1
    assert files[0].data.startswith(b"%PDF-")
    assert files[0].headers["Content-Disposition"].startswith("attachment")
    with web.office.database.transaction(CENTER) as session:
        query = select(AuditRow.action).where(AuditRow.action == "print_letter")
        assert len(session.scalars(query).all()) == 3


def test_the_register_of_letters_is_narrowed_and_shows_each_its_own(
    web: Web, case_id: UUID
) -> None:
    empty = web.client("maker").get("/letters").text
    assert "没有文书" in empty
    assert faults_of(empty) == []
    of_referral = letter_examples.EXAMPLES.index(letter_examples.REFERRAL)
    reminder, _ = issued(web, case_id), issued(web, case_id, 0)
    referral = issued(web, case_id, of_referral)
    maker, auditor = web.client("maker"), web.client("auditor")
    maker.send(f"{reminder}/acknowledgement")
    pages = {
        (login, query): client.get(f"/letters{query}").text
        for login, client in (("maker", maker), ("auditor", auditor))
        for query in ("", "?waiting=yes", "?kind=reminder", "?kind=x&page=0")
    }
    seen = {key: re.findall(r"〔\d+〕\d+号", page) for key, page in pages.items()}
    counts = {key: len(found) for key, found in seen.items()}
    queries = ("", "?waiting=yes", "?kind=reminder")
    assert [counts["maker", query] for query in queries] == [2, 1, 1]
    assert [counts["auditor", query] for query in queries] == [3, 2, 1]
    assert len(seen["auditor", "?kind=x&page=0"]) == 3
    assert referral not in pages["maker", ""]
    assert "移送书" not in pages["maker", ""]
    assert "移送书" in pages["auditor", ""]
    assert f"/cases/{case_id}" in pages["maker", ""]
    assert all(faults_of(page) == [] for page in pages.values())
    assert 'href="/letters"' in maker.get("/cases").text
    assert maker.get(f"{reminder}?x").status_code == 200


def test_a_selectee_is_shown_no_letter(web: Web, case_id: UUID) -> None:
    address = issued(web, case_id)
    with web.office.database.transaction(web.office.employer_id) as session:
        selectee = replace(web.office.maker, role=Role.SELECTEE)
        assert letter_views.register(session, selectee, Filter()) == ([], 0)
        assert letter_views.of_case(session, selectee, case_id) == ()
        with pytest.raises(NotFound):
            letter_views.letter(session, selectee, UUID(address.rsplit("/", 1)[-1]))


def test_a_referral_is_no_page_for_the_employer(web: Web, case_id: UUID) -> None:
    address = issued(web, case_id, letter_examples.EXAMPLES.index(letter_examples.REFERRAL))
    maker = web.client("maker")
    assert "移送" not in maker.get(f"/cases/{case_id}").text
    for path in (address, f"{address}/pdf"):
        assert maker.get(path).status_code == 404
        assert web.client("auditor").get(path).status_code == 200
    assert maker.send(f"{address}/acknowledgement").status_code == 404
