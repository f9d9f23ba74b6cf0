"""操作记录: everything that was done, in words, for the Center; without numbers of people."""

import html
import re

import pytest
from sqlalchemy import select

from service.audit import Step, record
from service.db import CENTER
from service.pages import trail_words
from service.tables import AuditRow
from tests.service.browsing import Web
from tests.service.pages.stories import paid, uploaded
from tests.service.pages.strict_html import faults_of

SINCE = "from=2026-01-01"  # the office was opened in March


def test_the_trail_says_who_did_what_by_which_article(web: Web) -> None:
    paid(web, web.client("maker"))
    page = web.client("auditor").get(f"/trail?{SINCE}").text
    assert faults_of(page) == []
    for words in ("cashier 的姓名", "已付款，并记入专户账", "待付款 → 已付款", "签订任务书"):
        assert words in page, words


def test_filters_leave_what_was_asked_for(web: Web) -> None:
    uploaded(web, web.client("maker"))
    manager = web.client("manager")
    of_makers = manager.get(f"/trail?{SINCE}&role=employer_maker&subject=claim").text
    assert "收到凭证，建立报销申请" in of_makers
    assert "签订任务书" not in of_makers
    assert "没有符合条件" in manager.get("/trail?text=没有这样的理由").text
    one = re.search(r'href="(/trail\?of=[^"&]+)', of_makers)
    assert one is not None
    alone = manager.get(html.unescape(f"{one[1]}&{SINCE}")).text
    assert "只显示这一件的记录" in alone
    assert "签订任务书" not in alone


def test_numbers_of_people_in_a_reason_are_hidden(web: Web) -> None:
    office = web.office
    step = Step(
        action="change_claim", subject="claim", subject_id=None, employer_id=office.employer_id,
        reason="退到 6222020200112233，电话 13800138000",
    )  # fmt: skip
    with office.database.transaction(CENTER) as session:
        record(session, office.auditor, step)
    page = web.client("manager").get(f"/trail?{SINCE}").text
    assert "6222020200112233" not in page
    assert "退到 62************33，电话 13*******00" in page


@pytest.mark.parametrize("login", ["maker", "checker", "cashier"])
def test_the_trail_is_the_centers(web: Web, login: str) -> None:
    assert web.client(login).get("/trail").status_code == 403


def test_every_step_of_the_office_has_its_words(web: Web) -> None:
    paid(web, web.client("maker"))
    with web.office.database.transaction(CENTER) as session:
        rows = session.scalars(select(AuditRow)).all()
    with web.app.test_request_context():
        unsaid = {row.action for row in rows if trail_words.deed(row.action, "") == "办理"}
        unnamed = {row.subject for row in rows if trail_words.thing(row.subject, "") == "其他"}
    assert (unsaid, unnamed) == (set(), set())
