"""批量导出: many rows leave the Center only when one person asked and another allowed."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from service.actions import bulk_exports
from service.actions.bulk_exports import NewExport
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Role
from service.tables import AuditRow, BulkExportRow, DisclosureRow
from service.web.parts import House
from tests.service import office as start
from tests.service.browsing import Client, Web
from tests.service.office import Office
from tests.service.pages.strict_html import faults_of

WHY = "向市财政局报送专户账簿"


@pytest.fixture
def strict(web: Web) -> Web:
    """A product in which more than five rows are many."""
    house = web.app.extensions["zhuanhu"]
    assert isinstance(house, House)
    settings = replace(house.real.settings, bulk_export_rows=5)
    web.app.extensions["zhuanhu"] = replace(house, real=replace(house.real, settings=settings))
    return web


def address(web: Web) -> str:
    return f"/ledger/{web.office.employer_id}/export/journal.hledger"


def asked(web: Web, client: Client) -> UUID:
    client.send("/exports", asked=address(web), rows="30", purpose=WHY)
    with web.office.database.transaction(CENTER) as session:
        return session.scalars(select(BulkExportRow.id)).one()


A_REQUEST = NewExport(what="exports.journal", asked="/x", rows=900, purpose=WHY)


def test_many_rows_lead_to_a_request_that_another_allows_for_a_day(strict: Web) -> None:
    auditor, manager = strict.client("auditor"), strict.client("manager")
    held = auditor.get(address(strict))
    assert held.status_code == 302
    assert held.location.startswith("/exports/new?asked=")
    form = auditor.get(held.location)
    assert "超过 5 行" in form.text
    assert faults_of(form.text) == []
    export = asked(strict, auditor)
    assert auditor.get(address(strict)).status_code == 302
    auditor.send(f"/exports/{export}/approve")
    assert "请由另一人批准" in auditor.get("/exports").text
    assert WHY in manager.get("/exports").text
    assert '批量导出 <span class="number">1</span>' in manager.get("/readings").text
    manager.send(f"/exports/{export}/approve")
    assert faults_of(auditor.get("/exports").text) == []
    assert auditor.get(address(strict)).status_code == 200
    assert manager.get(address(strict)).status_code == 302  # allowed for who asked
    other = address(strict).replace("hledger", "beancount")
    assert auditor.get(other).status_code == 302  # and for what was asked
    with strict.office.database.transaction(CENTER) as session:
        deeds = set(session.scalars(select(AuditRow.action)))
        row = session.scalars(select(DisclosureRow).where(DisclosureRow.kind == "export")).one()
        assert row.purpose == WHY
    assert deeds >= {"request_export", "approve_export", "take_export"}


def test_few_rows_and_an_employers_own_book_leave_at_once(web: Web, strict: Web) -> None:
    assert web.client("maker").get(address(web)).status_code == 200
    with web.office.database.transaction(CENTER) as session:
        assert session.scalars(select(BulkExportRow)).all() == []
    assert strict.client("manager").get("/readings/list.csv?from=2020-01-01&until=2020-01-02").data


def test_an_approval_lasts_a_day(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        export = bulk_exports.ask(session, office.auditor, A_REQUEST)
        bulk_exports.decide(session, office.manager, export, "approved", "")
        assert bulk_exports.take(session, office.auditor, "/x") == WHY
        late = replace(office.auditor, at=office.auditor.at + timedelta(days=1))
        assert bulk_exports.take(session, late, "/x") is None
        (seen,) = bulk_exports.requests(session, late)
        assert seen.open_until is None


def test_a_request_is_declined_with_a_reason_and_stays_so(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        export = bulk_exports.ask(session, office.auditor, A_REQUEST)
        with pytest.raises(Invalid, match="理由"):
            bulk_exports.decide(session, office.manager, export, "declined", " ")
        with pytest.raises(Forbidden, match="另一人"):
            bulk_exports.decide(session, office.auditor, export, "approved", "")
        with pytest.raises(NotFound):
            bulk_exports.decide(session, office.manager, office.grant_id, "approved", "")
        bulk_exports.decide(session, office.manager, export, "declined", "请改用报表")
        with pytest.raises(Refused, match="已经办理"):
            bulk_exports.decide(session, office.manager, export, "approved", "")
        assert bulk_exports.take(session, office.auditor, "/x") is None
        with pytest.raises(Invalid, match="条件太长"):
            bulk_exports.ask(session, office.auditor, replace(A_REQUEST, asked="/" * 1001))


@pytest.mark.parametrize(
    "statement",
    [
        (
            "update bulk_export set (decision, decided_by, decided_at)"
            " = ('approved', requested_by, now())"
        ),
        "update bulk_export set row_count = 1",
        "delete from bulk_export",
    ],
)
def test_the_database_knows_the_two_people(office: Office, statement: str) -> None:
    with office.database.transaction(CENTER) as session:
        bulk_exports.ask(session, office.auditor, A_REQUEST)
    with pytest.raises(DBAPIError), office.database.transaction(CENTER) as session:
        session.execute(text(statement))


def test_only_a_known_export_is_asked_for_and_by_the_center(strict: Web) -> None:
    auditor = strict.client("auditor")
    start.user(strict.office.database, "admin", Role.ADMINISTRATOR)
    for wrong in ("/desk", "//evil.example/x", "nonsense"):
        said = auditor.send("/exports", asked=wrong, rows="9", purpose=WHY)
        assert "没有这种导出格式" in said.text
    assert auditor.send("/exports", asked=address(strict), rows="9").status_code == 422
    for login in ("maker", "admin"):
        client = strict.client(login)
        assert client.get("/exports").status_code == 403
        assert client.send("/exports", asked="/x", rows="9", purpose=WHY).status_code == 403
