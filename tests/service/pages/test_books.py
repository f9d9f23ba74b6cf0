"""The books on pages: journal, trial balance, one entry, and whose they are."""

from pathlib import Path

from ledger import events
from service.actions import anchoring, proving
from service.pages.ledger_view import KINDS
from service.settings import Settings
from tests.database_server import ClonedDatabase
from tests.service.browsing import Web
from tests.service.office import AT
from tests.service.pages.stories import paid
from tests.service.test_proving import BREAK, tamper


def test_an_employer_goes_to_its_own_book(web: Web) -> None:
    client = web.client("maker")
    answer = client.get("/ledger")
    assert answer.location == f"/ledger/{web.office.employer_id}/journal"
    page = client.get(answer.location).text
    assert "到账" in page
    assert "¥60,000.00" in page


def test_a_trial_balance_balances_on_any_day(web: Web) -> None:
    client = web.client("maker")
    address = f"/ledger/{web.office.employer_id}/balance"
    page = client.get(address).text
    assert page.count("借贷相等") == 2
    assert "专户银行存款" in page
    assert "这一天以前没有发生额。" in client.get(f"{address}?until=2020-01-01").text
    assert "借贷相等" in client.get(f"{address}?until=nonsense").text


def test_the_center_reads_every_book_and_an_employer_only_its_own(web: Web) -> None:
    auditor = web.client("auditor")
    books = auditor.get("/ledger").text
    assert "中心账" in books
    assert auditor.get("/ledger/center/journal").status_code == 200
    assert auditor.get(f"/ledger/{web.office.employer_id}/journal").status_code == 200
    assert web.client("maker").get("/ledger/center/journal").status_code == 404
    assert web.client("maker").get("/ledger/nonsense/journal").status_code == 404
    assert web.client("maker").get("/ledger/entries/999999").status_code == 404


def test_a_halted_book_says_so_to_its_employer_and_to_the_center(
    web: Web, database: ClonedDatabase
) -> None:
    auditor = web.client("auditor")
    assert "尚未验证" in auditor.get("/ledger/proof").text
    assert "还没有锚定" in auditor.get("/ledger/proof").text
    address = f"/ledger/{web.office.employer_id}/journal"
    assert "停止记账" not in web.client("maker").get(address).text
    tamper(database, BREAK)
    proving.prove(web.office.database)
    told = web.client("maker").get(address).text
    assert "已停止记账" in told
    assert "[content #2]" not in told  # what exactly is the Center's business
    assert "[content #2]" in auditor.get(address).text
    page = auditor.get("/ledger/proof").text
    assert "[content #2]" in page
    assert "停止记账" in page
    assert web.client("maker").get("/ledger/proof").status_code == 403


def test_the_newest_anchor_is_shown_to_the_center(web: Web, tmp_path: Path) -> None:
    settings = Settings.from_environment({"ZHUANHU_DATA": str(tmp_path / "anchors")})
    made = anchoring.make(web.office.database, settings, AT, AT)
    proving.prove(web.office.database)
    page = web.client("manager").get("/ledger/proof").text
    assert made.root in page
    assert "通过" in page


def test_a_journal_is_filtered_by_grant_and_paged(web: Web) -> None:
    client = web.client("maker")
    address = f"/ledger/{web.office.employer_id}/journal"
    assert "还没有记账凭证。" in client.get(f"{address}?grant=ZY0000").text
    assert "最新的凭证" in client.get(f"{address}?before=2").text


def test_a_posted_claim_leads_to_its_entry_and_back(web: Web) -> None:
    address = paid(web, web.client("maker"))
    checker = web.client("checker")
    page = checker.get(address).text
    entry = page.partition('href="/ledger/entries/')[2].partition('"')[0]
    assert f'href="{address}"' in checker.get(f"/ledger/entries/{entry}").text


def test_every_event_of_the_ledger_has_a_name_for_people() -> None:
    assert {name for name in events.__all__ if name[0].islower()} - {"together"} == set(KINDS)
