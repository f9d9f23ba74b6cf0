"""取证 through the browser's door: answers, reviews, findings and their ends; who sees what."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from compliance.sampling.selection import Stratum
from service.actions import fieldwork
from service.actions.spot_check_frames import MARKS
from service.pages import fieldwork_words
from service.permissions import Actor, Role
from tests.service import office as start
from tests.service.browsing import Client, Web
from tests.service.checking import act, answered, begun, items, looking, paid
from tests.service.pages.strict_html import faults_of

MEETS = {
    "evidence": "obtained", "support": "meets", "purpose": "meets", "amount": "meets",
    "formalities": "meets", "progress": "not_applicable", "balance": "not_applicable",
}  # fmt: skip
FOUND = {
    "title": "会议结束后聚餐的费用列入会议费", "nature": "out_of_scope",
    "condition": "发票开具于会议次日。", "article": "28", "code": "NL-09", "amount": "100.00",
}  # fmt: skip


def test_every_reason_and_mark_has_its_words() -> None:
    assert set(fieldwork_words.WHY) == {each.value for each in Stratum}
    assert set(fieldwork_words.MARK_WORDS) >= set(MARKS)


@pytest.fixture
def check(web: Web) -> str:
    paid(web.office, ("1000.00", "2000.00", "3000.00"))
    return f"/checks/{begun(web.office)}"


def answer(client: Client, check: str, number: int, **said: str) -> str:
    sent = client.send(f"{check}/items/{number}/answer", **{**MEETS, "version": "0", **said})
    assert sent.status_code in {302, 409, 422}, sent.text
    return sent.text if sent.status_code != 302 else ""


def test_an_item_is_answered_beside_its_voucher_and_reviewed_by_another(
    web: Web, check: str
) -> None:
    auditor, manager = web.client("auditor"), web.client("manager")
    page = auditor.get(f"{check}/items/1").text
    assert faults_of(page) == []
    for said in ("票面信息", "规则核对", "记账凭证", "银行流水", "以前的问题", "填写检查结果"):
        assert said in page
    assert 'data-key="j"' in page
    assert 'data-key="k"' not in page
    wrong = answer(auditor, check, 1, purpose="fails", audited="900", note="聚餐" * 3, go="on")
    assert wrong == ""
    bad = answer(auditor, check, 2, audited="1", note="想起来的话")
    assert "审定金额与账面金额不同" in bad
    assert "想起来的话" in bad  # nothing typed is lost
    assert "六栏" in answer(auditor, check, 2, support="", audited="1")
    shown_by_state(auditor, manager, check)


def shown_by_state(auditor: Client, manager: Client, check: str) -> None:
    page = auditor.get(f"{check}/items/1").text
    assert "登记问题" in page
    assert "复核通过" not in page
    page = manager.get(f"{check}/items/1").text
    assert faults_of(page) == []
    assert "复核通过" in page
    keys = re.findall(r'data-key="([^"]+)"', page)
    assert len(keys) == len(set(keys))  # one key for one thing
    sent = manager.send(f"{check}/items/1/review", version="1", then="send_back", note="")
    assert "退回须写明原因" in sent.text
    sent = manager.send(f"{check}/items/1/review", version="1", then="agree", note="", go="on")
    assert sent.location == f"{check}/items/2"
    listed = auditor.get(f"{check}/items").text
    assert faults_of(listed) == []
    assert "已复核 1 笔" in listed
    for state, shown in (("reviewed", "第 1 笔"), ("open", "第 2 笔"), ("wrong", "第 1 笔")):
        text = auditor.get(f"{check}/items?state={state}").text
        assert shown in text
    assert "没有这种状态的样本" in auditor.get(f"{check}/items?state=sent_back").text
    assert auditor.get(f"{check}/items/99").status_code == 404


def finding_of(auditor: Client, check: str) -> str:
    """Write a finding down at the first item; give its address."""
    answer(auditor, check, 1, purpose="fails", audited="900", note="聚餐")
    form = auditor.get(f"{check}/items/1/findings/new").text
    assert faults_of(form) == []
    assert ">聚餐</textarea>" in form
    lost = auditor.send(f"{check}/items/1/findings/new", **{**FOUND, "title": ""})
    assert (lost.status_code, FOUND["condition"] in lost.text) == (422, True)
    sent = auditor.send(f"{check}/items/1/findings/new", **FOUND)
    assert sent.location == f"{check}/items/1"
    found = re.search(r"/findings/[0-9a-f-]{36}", auditor.get("/findings").text)
    assert found is not None
    return found[0]


def test_a_finding_is_told_answered_and_becomes_a_rectification(web: Web, check: str) -> None:
    auditor, checker = web.client("auditor"), web.client("checker")
    finding = finding_of(auditor, check)
    assert checker.get(finding).status_code == 404
    assert "没有对本单位登记的问题" in checker.get("/findings").text
    to_comments(web, check)
    page = checker.get(finding).text
    assert faults_of(page) == []
    assert web.office.auditor.name not in page
    assert "提交意见" in page
    assert "提交意见" not in web.client("maker").get(finding).text
    part = re.search(r"/cases/[0-9a-f-]{36}", page)
    assert part is not None
    listed = checker.get(part[0]).text  # the employer's part in the check
    assert faults_of(listed) == []
    assert finding in listed
    sent = checker.send(f"{finding}/respond", stance="disputes", said="")
    assert "写明理由" in sent.text
    assert checker.send(f"{finding}/respond", stance="disputes", said="多开一天").status_code == 302
    becomes_a_rectification(auditor, checker, finding)
    printed = auditor.get(f"{check}/evidence/{web.office.employer_id}.pdf")
    assert printed.data.startswith(b"%PDF")


def becomes_a_rectification(auditor: Client, checker: Client, finding: str) -> None:
    page = auditor.get(finding).text
    assert faults_of(page) == []
    assert "多开一天" in page
    over = auditor.send(f"{finding}/rectification", amount="100.01")
    assert "不能超过问题金额" in over.text
    assert "请填写这一项" in auditor.send(f"{finding}/drop", reason="").text
    opened = auditor.send(f"{finding}/rectification", amount="100.00")
    assert opened.status_code == 302, opened.text
    case = auditor.get(opened.location or "").text
    assert f'href="{finding}"' in case  # each leads to the other
    page = auditor.get(finding).text
    assert "已开出整改" in page
    assert "已开出整改" not in checker.get(finding).text  # nobody was notified yet
    for state, count in (("rectifying", 1), ("raised", 0)):
        listed = auditor.get(f"/findings?state={state}&nature=out_of_scope").text
        assert faults_of(listed) == []
        assert (FOUND["title"] in listed) == bool(count)


def to_comments(web: Web, check: str) -> None:
    office, check_id = web.office, UUID(check.rsplit("/", 1)[-1])
    with looking(office, check_id) as (session, _):
        first = items(office, check_id)[0]
        fieldwork.review(session, now(office.manager), first, 1, "", agrees=True)
    answered(office, check_id)
    act(office, check_id, "draft", now(office.auditor))
    act(office, check_id, "consult", now(office.manager))


def now(actor: Actor) -> Actor:
    """Whoever acts beside the browser does so after what was done in it."""
    return replace(actor, at=datetime.now(UTC))


def test_nobody_but_the_center_sees_what_was_drawn(web: Web, check: str) -> None:
    start.user(web.office.database, "admin", Role.ADMINISTRATOR)
    for login in ("maker", "checker", "cashier", "admin"):
        client = web.client(login)
        for address in (f"{check}/items", f"{check}/items/1", f"{check}/items/1/findings/new"):
            assert client.get(address).status_code == 403, (login, address)
        seen = login in {"maker", "checker", "cashier"}
        assert client.get("/findings").status_code == (200 if seen else 403)
