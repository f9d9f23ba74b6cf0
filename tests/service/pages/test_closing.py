"""结账 on pages: what each role sees and may press."""

import re
from html import unescape

from sqlalchemy import text

from service.db import CENTER
from tests.service.browsing import Client, Web
from tests.service.pages.stories import submitted

FIRST = "202603"


def address(web: Web) -> str:
    return f"/ledger/{web.office.employer_id}/closing"


def press(client: Client, web: Web, step: str) -> str:
    answer = client.send(f"{address(web)}/{FIRST}/{step}")
    assert answer.status_code == 302, answer.text
    return client.get(answer.location).text


def test_a_month_goes_from_the_checker_to_the_center(web: Web) -> None:
    checker, auditor = web.client("checker"), web.client("auditor")
    page = checker.get(address(web)).text
    assert "2026-03 结账检查" in page
    assert "还没有预结账" in page
    page = press(checker, web, "soft")
    assert "已预结账：之后补记" in page
    assert "检查没有问题，等中心结账。" in page
    assert "确认结账" not in page
    page = press(checker, web, "reopen")
    assert "已取消预结账。" in page
    press(checker, web, "soft")
    assert "确认结账" in auditor.get(address(web)).text
    page = press(auditor, web, "close")
    assert "结账时注明：还没有导入过银行对账单" in page
    assert "已结账，这个月的账不再变动。" in page
    assert web.office.auditor.name in page
    assert "还没有导入过银行对账单" in page
    assert "2026-04 结账检查" in page
    page = checker.get(address(web)).text
    assert web.office.auditor.name not in page  # to an employer the Center is the Center
    assert "中心</span>" in page


def test_only_the_center_closes_for_good(web: Web) -> None:
    for login in ("maker", "checker"):
        assert web.client(login).send(f"{address(web)}/{FIRST}/close").status_code == 403
    assert web.client("maker").send(f"{address(web)}/{FIRST}/soft").status_code == 403
    page = web.client("maker").get(address(web)).text
    assert "取消预结账" not in page
    assert "/soft" not in page


def test_what_forbids_the_close_leads_to_where_it_is_settled(web: Web) -> None:
    submitted(web, web.client("maker"))
    checker = web.client("checker")
    page = checker.get(address(web)).text
    (way,) = re.findall(r'href="([^"]+)">去对账<', page)
    bank = checker.get(unescape(way))
    assert bank.status_code == 200
    assert 'value="2026-03-31"' in bank.text or "还没有对账单" in bank.text
    answer = web.client("auditor").send(f"{address(web)}/{FIRST}/close")
    assert answer.status_code == 409
    assert "2026-03 还不能结账" in answer.text


def test_the_center_sees_every_book_an_employer_its_own(web: Web) -> None:
    manager = web.client("manager")
    assert "2026-03" in manager.get("/ledger/center/closing").text
    assert web.client("checker").get("/ledger/center/closing").status_code == 404
    assert manager.get("/ledger/nonsense/closing").status_code == 404


def test_a_trial_balance_as_it_was_known(web: Web) -> None:
    page = web.client("maker").get(f"/ledger/{web.office.employer_id}/balance?known_on=2026-01-01")
    assert "到 2026-01-01 日终，还没有记入截止日以前的凭证" in page.text
    assert "按 2026-01-01 日终已入账的凭证" in page.text


def test_whoever_looks_at_the_list_neither_waits_for_a_posting_nor_keeps_one_waiting(
    web: Web,
) -> None:
    checker = web.client("checker")
    with web.office.database.transaction(CENTER) as session:
        session.execute(text("select ledger.lock_books(array(select id from ledger.book))"))
        session.execute(text("set local idle_in_transaction_session_timeout = 0"))
        assert "2026-03 结账检查" in checker.get(address(web)).text
