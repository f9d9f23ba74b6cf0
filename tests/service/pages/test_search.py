"""The search: everything the reader may see, nothing else, and on at once to the only hit."""

from dataclasses import replace

import pytest

from service.demo.drawing import draw
from service.demo.invoices import Party
from service.permissions import Role
from tests.service.browsing import Client, Web
from tests.service.neighbour import beside
from tests.service.neighbour import claim_of as claim_of_neighbour
from tests.service.office import SELLER, a_spec, an_invoice, user
from tests.service.pages.stories import paid, uploaded
from tests.service.test_advances import asked
from tests.service.test_expense_reports import WORDS, composed


def found(client: Client, text: str) -> str:
    answer = client.get("/search", query_string={"q": text})
    assert answer.status_code == 200, (text, answer.location)
    return answer.text


def went(client: Client, text: str) -> str:
    answer = client.get("/search", query_string={"q": text})
    assert answer.status_code == 302, text
    return answer.location


@pytest.fixture
def lived_in(web: Web) -> Web:
    """An office with a paid claim, and a draft on a meal of the same seller."""
    maker = web.client("maker")
    paid(web, maker)
    uploaded(web, maker, an_invoice("26112000000987654321", name="*餐饮服务*餐费", amount="200.00"))
    return web


@pytest.mark.parametrize(
    "text",
    [
        "BX{year}-00001",
        "bx{year}-1",
        "{year}-00001",
        "26112000000123456789",
        "23456789",
        "¥1,060.00",
    ],
)
def test_a_number_or_an_amount_leads_to_its_claim_at_once(lived_in: Web, text: str) -> None:
    maker = lived_in.client("maker")
    page = maker.get("/claims?state=paid").text
    number = "BX" + page.partition(">BX")[2][:10]
    address = page.partition(f">{number}")[0].rpartition('href="/claims/')[2].partition('"')[0]
    assert went(maker, text.format(year=number[2:6])) == f"/claims/{address}"


def test_a_seller_is_found_by_any_part_of_its_name(lived_in: Web) -> None:
    page = found(lived_in.client("maker"), "明远检测")
    assert 'id="found-claim"' in page
    assert 'id="found-seller"' in page
    assert "北京<mark>明远检测</mark>技术有限公司" in page
    assert "2 张凭证" in page
    assert "/claims?state=all&amp;text=" in page


def test_brackets_of_either_width_are_the_same(web: Web) -> None:
    seller = Party("北京明远（集团）有限公司", SELLER.tax_id)
    content = draw(replace(a_spec("26112000000123456789"), seller=seller))
    uploaded(web, web.client("maker"), content)
    for typed in ("明远(集团)", "明远（集团）"):
        assert 'id="found-seller"' in found(web.client("maker"), typed)


def test_a_voucher_is_found_by_its_number_and_at_once_with_its_month(lived_in: Web) -> None:
    maker = lived_in.client("maker")
    assert 'id="found-voucher"' in found(maker, "记-1")
    journal = maker.get("/ledger", follow_redirects=True).text
    number = journal.partition(" 记-1</a>")[0].rpartition(">")[2]
    assert went(maker, f"{number} 记字第1号").startswith("/ledger/entries/")


def test_grants_cases_sheets_and_pages_are_found(lived_in: Web) -> None:
    asked(lived_in.office)
    maker = lived_in.client("maker")
    assert went(maker, "林知行") == f"/grants/{lived_in.office.grant_id}"
    assert went(maker, "预借2026-001").startswith("/cases/")
    assert went(lived_in.client("auditor"), "林知行").startswith("/programme/grants/")
    page = found(maker, "对账")
    assert 'id="found-pages"' in page
    assert 'href="/bank"' in page


def test_a_sheet_of_claims_is_found_by_number_and_title(web: Web) -> None:
    report, _ = composed(web.office)
    assert went(web.client("maker"), WORDS.title[1:]) == f"/sheets/{report}"


def test_articles_rules_and_prohibitions_are_found(lived_in: Web) -> None:
    maker = lived_in.client("maker")
    assert went(maker, "第二十八条") == "/rules/articles#article-28"
    page = found(maker, "餐饮")
    assert 'id="found-item"' in page
    assert 'href="/rules/texts/negative_list/default-2025"' in page


def test_nothing_typed_or_nothing_found_says_what_may_be_asked(lived_in: Web) -> None:
    maker = lived_in.client("maker")
    assert "可以这样查" in maker.get("/search").text
    page = found(maker, "没有这样的<东西>")
    assert "没有找到“没有这样的&lt;东西&gt;”" in page
    assert "可以这样查" in page


def test_each_reader_finds_only_what_is_theirs(lived_in: Web) -> None:
    office = lived_in.office
    other = beside(office)
    claim = claim_of_neighbour(other, an_invoice("26112000000555555555"))
    assert "没有找到" in found(lived_in.client("maker"), "26112000000555555555")
    assert "没有找到" in found(lived_in.client("maker-beside"), "林知行")
    assert went(lived_in.client("auditor"), "26112000000555555555") == f"/claims/{claim}"
    user(office.database, "admin", Role.ADMINISTRATOR)
    admin = lived_in.client("admin")
    assert "没有找到" in found(admin, "明远")
    assert went(admin, "用户") == "/users"


def test_the_list_beneath_the_box_has_the_first_of_each_kind(lived_in: Web) -> None:
    maker = lived_in.client("maker")
    hits = maker.get("/search", query_string={"q": "明远", "brief": "yes"}).json
    assert hits is not None
    assert [hit["kind"] for hit in hits] == ["报销申请", "报销申请", "销售方"]
    assert hits[0]["name"].startswith("BX")
    assert hits[0]["about"] == "北京明远检测技术有限公司"
    assert maker.get(hits[0]["address"]).status_code == 200
    (page,) = maker.get("/search?q=修改密码&brief=yes").json or []
    assert page == {"kind": "页面", "name": "修改密码", "about": "", "address": "/password"}


def test_whoever_is_not_logged_in_is_sent_to_the_door(web: Web) -> None:
    assert web.client().get("/search?q=BX").location.startswith("/login")


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "x" * 5000, "记-99999999999", "9" * 30])
def test_whatever_is_typed_is_only_text(lived_in: Web, text: str) -> None:
    assert "没有找到" in found(lived_in.client("maker"), text)
