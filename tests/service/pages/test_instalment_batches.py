"""拨付批次 on pages: from the choice to the last slip, with what was typed kept."""

import re
from dataclasses import replace

import pytest

from service.actions import register
from service.db import CENTER
from tests.service import neighbour
from tests.service.browsing import Client, Web
from tests.service.office import an_account
from tests.service.pages.strict_html import faults_of

CHOICE = re.compile(r'name="instalments" value="([^"]+)"')


@pytest.fixture
def manager(web: Web) -> Client:
    """Another employer stands beside the first; each has an instalment that is planned."""
    beside = neighbour.beside(web.office)
    account = replace(an_account(beside.employer_id), account_name=neighbour.NAME)
    with web.office.database.transaction(CENTER) as session:
        register.add_account(session, web.office.manager, account)
    return web.client("manager")


def good(page: str) -> str:
    assert faults_of(page) == []
    return page


def proposed(manager: Client, title: str = "第一批") -> tuple[str, list[str]]:
    choices = CHOICE.findall(manager.get("/instalments/batches/new").text)
    answer = manager.send("/instalments/batches/new", title=title, instalments=choices)
    return answer.location, choices


def test_nothing_chosen_is_lost_when_the_name_is_missing(manager: Client) -> None:
    assert "还没有拨付批次" in good(manager.get("/instalments/batches").text)
    choices = CHOICE.findall(good(manager.get("/instalments/batches/new").text))
    assert len(choices) == 2
    wrong = manager.send("/instalments/batches/new", title="", instalments=choices[:1])
    assert wrong.status_code == 422
    assert wrong.text.count(" checked>") == 1
    none = manager.send("/instalments/batches/new", title="第一批")
    assert "请勾选要拨付的款项" in none.text


def test_a_batch_is_approved_as_a_whole_by_somebody_else(web: Web, manager: Client) -> None:
    batch, _ = proposed(manager)
    assert "等您办理" not in manager.get("/instalments/batches").text
    auditor = web.client("auditor")
    assert "等您办理" in good(auditor.get("/instalments/batches").text)
    assert "个拨付批次等您办理" in auditor.get("/programme").text
    assert "个拨付批次等您办理" not in manager.get("/programme").text
    assert "在批次 拨付2026-001 中" in auditor.get("/instalments").text
    page = good(auditor.get(batch).text)
    for words in ("壹拾肆万圆整", "尾号 8901"):
        assert words in page
    assert "1109012345678901" not in page
    assert manager.send(f"{batch}/approve").status_code == 403
    assert auditor.send(f"{batch}/approve").status_code == 302


def test_each_line_is_paid_with_its_slip_and_no_slip_typed_is_lost(
    web: Web, manager: Client
) -> None:
    batch, (one, other) = proposed(manager)
    auditor = web.client("auditor")
    auditor.send(f"{batch}/approve")
    missing = manager.send(f"{batch}/send", **{f"slip-{one}": "BC-7"})
    assert missing.status_code == 422
    assert "请逐笔填写银行付款回单的流水号" in missing.text
    assert 'value="BC-7"' in good(missing.text)
    sent = manager.send(f"{batch}/send", **{f"slip-{one}": "BC-7", f"slip-{other}": "BC-8"})
    assert sent.status_code == 302
    shown = good(manager.get(batch).text)
    for words in ("BC-8", "已付款", "0 / 2 笔"):
        assert words in shown
    taken = manager.get(f"{batch}/payments")
    assert taken.data.startswith(b"PK")
    assert auditor.get(f"{batch}/payments").status_code == 403


def test_lines_are_struck_and_batches_given_back_with_a_reason(web: Web, manager: Client) -> None:
    batch, choices = proposed(manager)
    auditor = web.client("auditor")
    strike = f"{batch}/lines/{choices[0]}/strike"
    assert auditor.send(strike, reason="").status_code == 422
    assert auditor.send(strike, reason="本季额度不足").status_code == 302
    page = good(auditor.get(batch).text)
    assert "本季额度不足" in page
    assert auditor.send(f"{batch}/reject", reason="").status_code == 422
    assert auditor.send(f"{batch}/reject", reason="重报").status_code == 302
    assert auditor.send(f"{batch}/approve").status_code == 409
    assert manager.send(f"{batch}/withdraw", reason="x").status_code == 409
    again, _ = proposed(manager, "第二批")
    assert manager.send(f"{again}/withdraw", reason="").status_code == 422
    assert manager.send(f"{again}/withdraw", reason="改期").status_code == 302
    assert "改期" in good(manager.get(again).text)
    for address in ("/instalments/batches", again, "/instalments/batches/new"):
        assert web.client("maker").get(address).status_code == 403
