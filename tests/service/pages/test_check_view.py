"""What a voucher was held against: every channel with its fields, its outcome and its sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import Babel

from importers.checks import Channel, Check, Outcome
from importers.invoice import Invoice, Kind
from importers.messages import Message
from service.actions.verification_views import Given
from service.pages import check_view

BARE = Invoice(kind=Kind.E_ORDINARY, invoice_number="26112000000123456789")
HIDDEN = Message("第 1 页有看不见的文字。")
CHECKS = (
    Check(Channel.QR, Outcome.AGREES, ("invoice_number",)),
    Check(Channel.QR, Outcome.AGREES, ("issue_date", "invoice_number")),
    Check(Channel.DATA, Outcome.DIFFERS, ("total_with_tax",), Message("两处不同。")),
    Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, (), Message("签名在这里无法验证。")),
    Check(Channel.SHOWN_TEXT, Outcome.DIFFERS, ("total_with_tax",), HIDDEN),
    Check(Channel.CONTENTS, Outcome.AGREES),
    Check(Channel.PERSON, Outcome.AGREES, ("issue_date",)),
)


@pytest.fixture(autouse=True)
def _speaking() -> object:
    app = Flask(__name__)
    Babel(app, default_locale="zh_Hans_CN")
    with app.test_request_context():
        yield


def shown(invoice: Invoice, answer: Given | None = None) -> list[tuple[str, str, str, str]]:
    found = check_view.compared(invoice, answer)
    return [(one.word, one.outcome, one.fields, one.sentence) for one in found]


def test_what_differs_stands_first_and_what_people_said_is_no_comparison() -> None:
    assert shown(replace(BARE, checks=CHECKS)) == [
        ("看不见的文字", "review", "价税合计", "第 1 页有看不见的文字。"),
        ("文件内的数据", "review", "价税合计", "两处不同。"),
        ("批注、脚本和附件", "pass", "", ""),
        ("二维码", "pass", "发票号码、开票日期", ""),
        ("数字签名", "", "", "签名在这里无法验证。"),
        ("税务查验平台", "", "", "还没有查验。"),
    ]


def test_the_answer_of_the_platform_is_one_of_the_comparisons() -> None:
    at = datetime(2026, 3, 10, tzinfo=UTC)
    answer = Given("matches", date(2026, 3, 9), "CY1", "某人", at)
    assert shown(BARE, answer) == [("税务查验平台", "pass", "", "查验一致（2026-03-09）。")]
    refused = replace(answer, result="not_found")
    assert shown(BARE, refused) == [("税务查验平台", "review", "", "查无此票（2026-03-09）。")]


def test_nobody_is_asked_about_what_the_platform_does_not_know() -> None:
    assert shown(replace(BARE, kind=Kind.FEE_SHEET)) == []
