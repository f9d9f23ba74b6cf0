"""Masked numbers: no door shows one whole but the answer to a button, which is kept."""

import re

import pytest
from sqlalchemy import select

from service.actions import bank
from service.db import CENTER, Scope
from service.permissions import Role
from service.tables import AuditRow, DisclosureRow, UserRow
from service.web.disclosing import OF_NOBODY
from tests.service import office as start
from tests.service.browsing import Web
from tests.service.neighbour import beside
from tests.service.office import Office
from tests.service.page_walk import shown
from tests.service.statements import ACCOUNT, INTEREST, a_file
from tests.service.test_fee_sheets import CARD, draw_up, sheet_of

PAYER = "622202020011223344"
GROUPED = "1109 0123 4567 8901"
LINE = f"2026-03-10,,60000.00,60000.00,某个人,{PAYER},拨款,20251001-0001"
ORIGINAL = re.compile(r"/original$|/statements/\d+$")  # evidence as it came; opening it is logged
WHY = "核对退款的收款账户"


@pytest.fixture
def numbered(web: Web) -> Web:
    """An office whose claims, statements and register hold the numbers of people and accounts."""
    office = web.office
    draw_up(office)
    assert bank.take_in(office.desk, office.maker, "对账单.csv", a_file(LINE, INTEREST)).added == 2
    bank.take_in(office.desk, office.maker, "别的.csv", a_file(LINE, account="9999999988887777"))
    start.user(office.database, "admin", Role.ADMINISTRATOR)
    return web


def trail(office: Office, scope: Scope) -> list[tuple[str, str | None]]:
    with office.database.transaction(scope) as session:
        found = select(AuditRow).where(AuditRow.action == "reveal_account")
        return [
            (row.actor_name, row.reason) for row in session.scalars(found.order_by(AuditRow.id))
        ]


@pytest.mark.parametrize("login", ["maker", "checker", "manager", "admin"])
def test_no_page_file_or_export_shows_a_whole_number(numbered: Web, login: str) -> None:
    starts = (
        "/",
        "/claims?state=all",
        "/bank",
        "/search?q=BX",
        f"/search?q={ACCOUNT}",
        "/readings",
    )
    visited = set()
    for address, said in shown(numbered.client(login), *starts):
        visited.add(address)
        if ORIGINAL.search(address):
            continue
        plain = said.replace(" ", "") if "q=" not in address else said.replace(ACCOUNT, "")
        for number in (ACCOUNT, PAYER, CARD):
            assert number not in plain, (login, address, number)
    assert len(visited) > (5 if login == "admin" else 25)
    if login == "manager":
        assert unwritten(numbered, visited) == set()


def unwritten(web: Web, visited: set[str]) -> set[str]:
    """Give the pages that were shown though no row says so, but for those with nobody's data."""
    adapter = web.app.url_map.bind("localhost")
    seen = {adapter.match(address.partition("?")[0])[0] for address in visited}
    with web.office.database.transaction(CENTER) as session:
        written = set(session.scalars(select(DisclosureRow.what)))
    assert len(written) > 15
    return {each for each in seen - written if each.partition(".")[0] not in OF_NOBODY}


def test_an_employer_is_shown_its_own_account_by_a_button(web: Web) -> None:
    address = f"/numbers/accounts/{web.office.employer_id}"
    maker = web.client("maker")
    assert "11** **** **** **01" in maker.get("/desk").text
    answer = maker.send(address, next="/desk")
    assert GROUPED in answer.text
    assert 'href="/desk"' in answer.text
    assert maker.get(address).status_code == 405
    assert trail(web.office, web.office.employer_id) == [(web.office.maker.name, None)]


def test_the_center_says_why_and_that_is_kept(web: Web) -> None:
    address = f"/numbers/accounts/{web.office.employer_id}"
    manager = web.client("manager")
    asked = manager.send(address, purpose="看")
    assert asked.status_code == 422
    assert GROUPED not in asked.text
    assert GROUPED in manager.send(address, purpose=WHY).text
    assert trail(web.office, CENTER) == [(web.office.manager.name, WHY)]
    with web.office.database.transaction(CENTER) as session:
        rows = list(session.scalars(select(DisclosureRow).where(DisclosureRow.kind == "number")))
    assert [(row.number, row.purpose, row.employer_id) for row in rows] == [
        ("11************01", WHY, web.office.employer_id)
    ]


def test_the_numbers_of_a_fee_sheet_are_in_the_log_with_their_purpose(web: Web) -> None:
    sheet_id, sheet = sheet_of(web.office, draw_up(web.office))
    web.client("auditor").send(f"/fee-sheets/{sheet_id}/print", reason=WHY)
    with web.office.database.transaction(CENTER) as session:
        (row,) = session.scalars(select(DisclosureRow).where(DisclosureRow.kind == "number"))
        assert (row.subject, row.number, row.purpose) == ("fee_sheet", sheet.number, WHY)


def test_nobody_is_shown_anothers_account(web: Web) -> None:
    other = beside(web.office)
    start.user(web.office.database, "admin", Role.ADMINISTRATOR)
    address = f"/numbers/accounts/{web.office.employer_id}"
    with web.office.database.transaction(CENTER) as session:
        login = session.scalar(select(UserRow.login).where(UserRow.id == other.checker.user_id))
    assert web.client(login).send(address, purpose=WHY).status_code == 404
    assert web.client("admin").send(address, purpose=WHY).status_code == 403
    nobody = address.replace(str(web.office.employer_id), str(web.office.grant_id))
    assert web.client("manager").send(nobody, purpose=WHY).status_code == 404
