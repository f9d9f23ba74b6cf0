"""查阅记录 (Art. 34): what the Center is shown is written down, once, for good, for the Center."""

import csv
import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from service.actions import disclosures
from service.actions.disclosures import Shown
from service.db import CENTER, Scope
from service.tables import DisclosureRow
from tests.service.browsing import Web
from tests.service.office import Office


def rows(office: Office, scope: Scope = CENTER) -> list[DisclosureRow]:
    with office.database.transaction(scope) as session:
        return list(session.scalars(select(DisclosureRow).order_by(DisclosureRow.id)))


def listed(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_a_page_of_a_grant_is_written_down_with_reader_employer_and_grant(web: Web) -> None:
    address = f"/programme/grants/{web.office.grant_id}"
    assert web.client("auditor").get(address).status_code == 200
    found = [row for row in rows(web.office) if row.what == "grant.for_center"]
    (row,) = found
    assert (row.reader_name, row.reader_role) == ("auditor 的姓名", "center_auditor")
    assert (row.kind, row.subject, row.subject_id) == ("page", "grant", web.office.grant_id)
    assert (row.employer_id, row.grant_id) == (web.office.employer_id, web.office.grant_id)
    assert row.number


def test_lists_programs_and_files_are_written_down_as_what_they_are(web: Web) -> None:
    manager = web.client("manager")
    manager.get(f"/claims?state=all&grant={web.office.grant_id}")
    manager.get("/api/v1/claims/")
    manager.get(f"/ledger/{web.office.employer_id}/export/journal.hledger")
    manager.get("/programme")
    kinds = {row.what: (row.kind, row.employer_id) for row in rows(web.office)}
    assert kinds["claim_list.show"] == ("page", web.office.employer_id)
    assert kinds["claims_api.Claims"] == ("data", None)
    assert kinds["exports.journal"] == ("export", web.office.employer_id)
    assert kinds["programme.show"] == ("page", None)
    (asked,) = [row.asked for row in rows(web.office) if row.what == "claim_list.show"]
    assert f"grant={web.office.grant_id}" in asked
    manager.get("/search?q=6222020200112233")
    assert rows(web.office)[-1].asked == "q=62%2A%2A%2A%2A%2A%2A%2A%2A%2A%2A%2A%2A33"


def test_what_is_not_shown_and_what_is_nobodys_is_not_written_down(web: Web) -> None:
    auditor = web.client("auditor")
    before = len(rows(web.office))
    assert auditor.get("/claims/00000000-0000-0000-0000-000000000000").status_code == 404
    assert auditor.get("/rules").status_code == 200
    assert auditor.get("/users").status_code == 403
    assert web.client("maker").get("/desk").status_code == 200
    assert len(rows(web.office)) == before


def test_without_its_row_there_is_no_answer(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError

    auditor = web.client("auditor")
    web.app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(disclosures, "record", fails)
    answer = auditor.get(f"/programme/grants/{web.office.grant_id}")
    assert answer.status_code == 500
    assert "林知行" not in answer.text


def test_the_manager_sees_everybodys_readings_and_an_auditor_the_own(web: Web) -> None:
    manager, auditor = web.client("manager"), web.client("auditor")
    auditor.get(f"/programme/grants/{web.office.grant_id}")
    manager.get("/bank")
    of_manager = {row["查阅人"] for row in listed(manager.get("/readings/list.csv"))}
    assert of_manager == {"manager 的姓名", "auditor 的姓名"}
    of_auditor = listed(auditor.get("/readings/list.csv"))
    assert {row["查阅人"] for row in of_auditor} == {"auditor 的姓名"}
    assert of_auditor[0]["内容"] == "总览"
    page = manager.get("/readings?kind=page&text=&employer=" + str(web.office.employer_id))
    assert "auditor 的姓名" in page.text
    assert manager.get("/readings?from=2020-01-01&until=2020-01-31").text.count("没有符合条件") == 1
    assert manager.get("/readings/list.xlsx").data[:2] == b"PK"
    assert manager.get("/readings/list.pdf").status_code == 404


def test_the_center_is_told_on_every_page_that_it_is_written_down(web: Web) -> None:
    said = "每次查看都有记录"
    for login, there in (("auditor", True), ("manager", True), ("maker", False)):
        assert (said in web.client(login).get("/claims").text) is there, login


@pytest.mark.parametrize("login", ["maker", "checker", "cashier"])
def test_employers_do_not_see_who_looked_at_their_data(web: Web, login: str) -> None:
    web.client("auditor").get(f"/programme/grants/{web.office.grant_id}")
    assert web.client(login).get("/readings").status_code == 403
    assert rows(web.office, web.office.employer_id) == []


@pytest.mark.parametrize(
    "statement", ["update disclosure set purpose = ''", "delete from disclosure"]
)
def test_a_reading_is_neither_changed_nor_removed(web: Web, statement: str) -> None:
    web.client("auditor").get("/programme")
    with (
        pytest.raises(DBAPIError),
        web.office.database.transaction(CENTER) as session,
    ):
        session.execute(text(statement))


def test_an_employer_writes_no_reading(office: Office) -> None:
    shown = Shown(what="claims.show", kind="page")
    with pytest.raises(DBAPIError), office.database.transaction(office.employer_id) as session:
        disclosures.record(session, office.auditor, shown)


def test_a_reading_costs_a_millisecond(office: Office) -> None:
    shown = Shown(what="grant.for_center", kind="page", subject="grant", subject_id=office.grant_id)
    took = []
    for _ in range(60):
        begun = datetime.now(UTC)
        with office.database.transaction(CENTER) as session:
            disclosures.record(session, office.auditor, shown)
        took.append((datetime.now(UTC) - begun).total_seconds())
    assert sorted(took)[len(took) // 2] < 0.01  # 1 ms on an idle machine
