"""The first steps: on a fresh desk until they are walked or put away; in a rehearsal each alone."""

import re

import pytest

from service.actions import first_steps
from service.actions.first_steps import Step
from tests.service.browsing import Web
from tests.service.pages.stories import paid, submitted, uploaded
from tests.service.pages.strict_html import faults_of

TITLE = "第一次使用：六步走完一笔报销"
NOW = re.compile(r'<li class="now" aria-current="step">([^<]+)')


def step_now(web: Web, login: str) -> str:
    found = NOW.search(web.client(login).get("/desk").text.split('id="waiting"')[0])
    assert found is not None
    return found[1]


def test_the_desk_leads_from_the_invoice_to_the_ledger(web: Web) -> None:
    assert step_now(web, "maker") == "上传发票"
    maker = web.client("maker")
    assert faults_of(maker.get("/desk").text) == []
    assert 'href="/intake/new"' in maker.get("/first-steps").text
    uploaded(web, maker)
    assert step_now(web, "maker") == "看结论，写说明"


def test_each_next_step_is_another_persons(web: Web) -> None:
    address = submitted(web, web.client("maker"))
    assert step_now(web, "checker") == "另一人复核"
    for login, leads in (("maker", False), ("checker", True)):
        part = web.client(login).get("/first-steps").text
        assert (f'class="button " href="{address}"' in part) is leads


def test_the_last_step_leads_to_the_entry_and_is_then_done(web: Web) -> None:
    paid(web, web.client("maker"))
    cashier = web.client("cashier")
    assert step_now(web, "cashier") == "看账簿"
    entry = cashier.send("/first-steps/ledger").location
    assert re.fullmatch(r"/ledger/entries/\d+", entry or "")
    assert "六步都走完了" in cashier.get("/desk").text
    assert step_now(web, "maker") == "看账簿"  # each person looks for themselves


def test_without_an_entry_the_last_step_leads_to_the_books(web: Web) -> None:
    assert web.client("maker").send("/first-steps/ledger").location == "/ledger"


def test_who_puts_them_away_may_take_them_up_again(web: Web) -> None:
    maker = web.client("maker")
    assert maker.send("/first-steps/away", next="/claims").location == "/claims"
    assert TITLE not in maker.get("/desk").text
    assert TITLE in web.client("checker").get("/desk").text
    assert "放回工作台" in maker.get("/first-steps").text
    assert maker.send("/first-steps/again").location == "/desk"
    assert TITLE in maker.get("/desk").text
    assert "放回工作台" not in maker.get("/first-steps").text


def test_who_has_paid_a_few_is_led_no_more(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    paid(web, web.client("maker"))
    office = web.office
    with office.database.transaction(office.employer_id) as session:
        way = first_steps.shown(session, office.maker, office.maker.user_id)
        assert way is not None
        assert way.done == {*Step} - {Step.LEDGER}
        monkeypatch.setattr(first_steps, "FRESH", 0)
        assert first_steps.shown(session, office.maker, office.maker.user_id) is None
