"""The lists behind 总览: grants by state and need, employers side by side, what is late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.actions import money, programme_grants, programme_waiting
from service.actions.programme_grants import ENDING, LATE, NO_ACCOUNT, OVER
from service.db import CENTER
from service.permissions import Actor
from tests.service import neighbour
from tests.service.browsing import Client, Web
from tests.service.office import NAME, Office, instalments_of
from tests.service.pages.strict_html import faults_of


@pytest.fixture
def manager(web: Web) -> Client:
    neighbour.beside(web.office)  # another employer, without an account
    return web.client("manager")


def on(actor: Actor, day: date) -> Actor:
    return replace(actor, at=actor.at + timedelta(days=(day - actor.today).days))


def marks(office: Office, day: date) -> list[tuple[str, ...]]:
    with office.database.transaction(CENTER) as session:
        lines = programme_grants.grants(session, on(office.manager, day))
    return [line.marks for line in lines]


def test_a_grant_is_marked_when_somebody_should_look(web: Web, manager: Client) -> None:
    office = web.office  # both run from 2025-08-31 to 2027-08-30; only the first has an account
    assert marks(office, date(2026, 2, 28)) == [(), (NO_ACCOUNT,)]
    assert marks(office, date(2026, 3, 10)) == [(LATE,), (LATE, NO_ACCOUNT)]
    assert marks(office, date(2027, 5, 31)) == [(LATE,), (LATE, NO_ACCOUNT)]
    assert marks(office, date(2027, 6, 1)) == [(LATE, ENDING), (LATE, ENDING, NO_ACCOUNT)]
    assert marks(office, date(2027, 8, 31)) == [(LATE, OVER), (LATE, OVER, NO_ACCOUNT)]
    page = manager.get("/programme/grants?mark=no_account").text
    assert "周予安" in page
    assert "林知行" not in page


@pytest.mark.parametrize("sort", ["number", "behind", "ends", "balance", "nonsense"])
def test_grants_are_listed_in_any_order(manager: Client, sort: str) -> None:
    page = manager.get(f"/programme/grants?sort={sort}&unit=wan").text
    assert faults_of(page) == []
    assert "单位：万元" in page
    assert "这里没有项目" in manager.get("/programme/grants?state=archived").text


def test_employers_are_compared(manager: Client) -> None:
    page = manager.get("/programme/employers").text
    assert faults_of(page) == []
    assert "未登记专门账户" in page
    assert page.index(neighbour.NAME) < page.index(NAME)
    by_balance = manager.get("/programme/employers?sort=balance").text
    assert by_balance.index(NAME) < by_balance.index(neighbour.NAME)


def test_what_is_late_is_listed_with_its_days(web: Web, manager: Client) -> None:
    office = web.office
    with office.database.transaction(CENTER) as session:
        late = programme_waiting.late(session, on(office.manager, date(2026, 12, 1)))
    assert [each.due_on for each in late.unpaid] == [date(2025, 10, 1), date(2026, 10, 1)]
    assert not late.cases
    assert not late.unconfirmed
    page = manager.get("/programme/late").text
    assert faults_of(page) == []
    assert "2025-10-01" in page
    assert "所在单位尚未登记专门账户" in page


def test_a_payment_nobody_confirms_is_late_after_its_term(web: Web) -> None:
    office = web.office
    with office.database.transaction(CENTER) as session:
        instalment = instalments_of(session, office.grant_id)[1]
        money.approve_instalment(session, office.auditor, instalment)
        money.send_instalment(session, office.manager, instalment)  # on 2026-03-10
    with office.database.transaction(CENTER) as session:
        assert (
            programme_waiting.late(session, on(office.manager, date(2026, 3, 17))).unconfirmed == ()
        )
        (late,) = programme_waiting.late(session, on(office.manager, date(2026, 3, 19))).unconfirmed
    assert (late.due_on, late.days) == (date(2026, 3, 17), 2)
