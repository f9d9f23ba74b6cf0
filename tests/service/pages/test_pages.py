"""Every page of every role: well formed, with its headers, in both languages, for whom it is."""

from collections.abc import Iterator

import pytest

from service.actions import desk
from service.db import CENTER
from service.permissions import Role, allows
from service.web import access
from tests.service import office as start
from tests.service.browsing import Web
from tests.service.pages.stories import claim_at, paid, uploaded
from tests.service.pages.strict_html import faults_of

LOGINS = {
    "maker": Role.EMPLOYER_MAKER,
    "checker": Role.EMPLOYER_CHECKER,
    "cashier": Role.EMPLOYER_CASHIER,
    "auditor": Role.CENTER_AUDITOR,
    "manager": Role.CENTER_MANAGER,
    "admin": Role.ADMINISTRATOR,
}

NO_PAGES = {"file", "original", "image", "limit", "budget"}  # files, and parts of pages


@pytest.fixture
def lived_in(web: Web) -> Web:
    """An office with a draft and a paid claim, and an administrator."""
    start.user(web.office.database, "admin", Role.ADMINISTRATOR)
    maker = web.client("maker")
    paid(web, maker)
    uploaded(web, maker, start.an_invoice("26112000000123456791", name="*餐饮服务*餐费"))
    return web


def addresses(web: Web) -> Iterator[tuple[str, str]]:
    """Give every page with an example of each thing that an address names: endpoint, address."""
    values = _values(web)
    adapter = web.app.url_map.bind("localhost")
    for rule in web.app.url_map.iter_rules():
        kind = rule.endpoint.rpartition(".")[2]
        if "GET" not in (rule.methods or ()) or kind in NO_PAGES:
            continue
        if rule.rule.startswith("/api") or rule.arguments - values.keys():
            continue
        wanted = {name: values[name] for name in rule.arguments}
        yield rule.endpoint, adapter.build(rule.endpoint, wanted)


def _values(web: Web) -> dict[str, str]:
    with web.office.database.transaction(CENTER) as session:
        grants = desk.grants(session, web.office.manager)
    listed = web.client("maker").get("/claims?state=paid").text
    claim = listed.partition(">BX")[0].rpartition('href="/claims/')[2].partition('"')[0]
    entry = claim_at(web, f"/claims/{claim}").claim.entry_id
    return {
        "grant_id": str(grants[0].id),
        "claim_id": claim,
        "book": str(web.office.employer_id),
        "entry_id": str(entry),
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_well_formed_in_both_languages(lived_in: Web, language: str) -> None:
    pages = list(addresses(lived_in))
    assert len(pages) > 25
    for login in (None, *LOGINS):
        client = lived_in.client(login)
        client.send("/language", language=language)
        for endpoint, address in pages:
            answer = client.get(address)
            if answer.status_code == 302 or answer.mimetype != "text/html":
                continue
            # 409: the reading of a claim that is submitted; 404: a list of nothing
            assert answer.status_code in {200, 403, 404, 409}, (login, address, answer.status_code)
            assert faults_of(answer.text) == [], (login, endpoint, address)
            assert f'<html lang="{"en" if language == "en" else "zh-CN"}"' in answer.text
            assert answer.headers["Content-Security-Policy"] == access.CONTENT_SECURITY_POLICY


def test_nobody_reaches_a_page_without_its_permission(lived_in: Web) -> None:
    for login, role in LOGINS.items():
        client = lived_in.client(login)
        for endpoint, address in addresses(lived_in):
            needed = access.permission_of(lived_in.app.view_functions[endpoint], "GET")
            assert needed is not None, endpoint
            refused = client.get(address).status_code == 403
            assert refused is not allows(role, needed), (login, address)


def test_every_role_has_a_first_page(lived_in: Web) -> None:
    for login in LOGINS:
        client = lived_in.client(login)
        answer = client.get("/", follow_redirects=True)
        assert answer.status_code == 200
        assert 'aria-current="true"' in answer.text


def test_the_menu_offers_only_what_the_role_may_open(lived_in: Web) -> None:
    assert "/users" not in lived_in.client("maker").get("/desk").text
    page = lived_in.client("admin").get("/users").text
    assert 'href="/users"' in page
    assert 'href="/ledger"' not in page


def test_the_language_is_kept_through_log_out_and_log_in(lived_in: Web) -> None:
    client = lived_in.client("maker")
    client.send("/language", language="en")
    client.send("/logout")
    assert '<html lang="en">' in client.get("/login").text
    client.send("/language", language="xx", next="//elsewhere.example")
    assert '<html lang="en">' in client.get("/login").text
    client.send("/language", language="zh")
    assert '<html lang="zh-CN">' in client.get("/login").text


def test_bundles_are_kept_by_browsers_for_good(web: Web) -> None:
    page = web.client().get("/login").text
    style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    with web.client().get(style) as answer:
        assert answer.status_code == 200
        assert ".button" in answer.get_data(as_text=True)
        assert "immutable" in answer.headers["Cache-Control"]
        assert "no-store" not in answer.headers["Cache-Control"]
