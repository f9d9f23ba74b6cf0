"""总览: every number on it is the ledger's, and leads to the list behind it."""

import re
from decimal import Decimal

import pytest

from ledger.overview import FIGURES
from service.db import CENTER
from tests.ledger.recounting import recounted
from tests.service.browsing import Client, Web
from tests.service.office import an_invoice
from tests.service.pages.stories import paid, uploaded
from tests.service.pages.strict_html import faults_of

SHOWN = re.compile(r'data-figure="(\w+)" data-yuan="([^"]+)"><span[^>]*>([^<]+)</span>')
LISTED = re.compile(r'data-label="金额" class="right ">\s*<span class="amount[^"]*">([^<]+)<')


@pytest.fixture
def lived_in(web: Web) -> Web:
    """An office with a paid claim and a draft."""
    maker = web.client("maker")
    paid(web, maker)
    uploaded(web, maker, an_invoice("26112000000987654321", amount="200.00"))
    return web


@pytest.fixture
def manager(lived_in: Web) -> Client:
    return lived_in.client("manager")


def of_the_ledger(web: Web) -> dict[str, Decimal]:
    with web.office.database.transaction(CENTER) as session:
        return recounted(session.connection())


def yuan(written: str) -> Decimal:
    return Decimal(written.replace(",", "").replace("¥", ""))


def test_every_number_is_the_ledgers(lived_in: Web, manager: Client) -> None:
    expected = of_the_ledger(lived_in)
    assert expected["spent"] == expected["spent_rnd"] > 0
    page = manager.get("/programme").text
    assert faults_of(page) == []
    shown = SHOWN.findall(page)
    assert {name for name, _, _ in shown} == FIGURES.keys() - {"spent", "budget"}
    for name, exact, written in shown:
        assert Decimal(exact) == yuan(written) == expected[name], name


def test_in_ten_thousands_it_says_the_same_rounded(lived_in: Web, manager: Client) -> None:
    expected = of_the_ledger(lived_in)
    page = manager.get("/programme?unit=wan").text
    assert "单位：万元" in page
    for name, exact, written in SHOWN.findall(page):
        assert Decimal(exact) == expected[name]
        assert abs(yuan(written) * 10_000 - expected[name]) <= 50


def test_behind_every_number_is_the_list_that_adds_up_to_it(lived_in: Web, manager: Client) -> None:
    for name, amount in of_the_ledger(lived_in).items():
        page = manager.get(f"/programme/money?figure={name}").text
        assert faults_of(page) == []
        listed = [yuan(each) for each in LISTED.findall(page)]
        assert sum(listed, Decimal(0)) == amount, name
        assert ("这个数字是零" in page) == (not listed), name


def test_a_number_nobody_knows_is_not_found(manager: Client) -> None:
    assert manager.get("/programme/money?figure=fortune").status_code == 404


def test_an_employer_sees_nothing_of_it(lived_in: Web) -> None:
    maker = lived_in.client("maker")
    for address in ("", "/grants", "/employers", "/late", "/money?figure=spent"):
        assert maker.get(f"/programme{address}").status_code == 403
