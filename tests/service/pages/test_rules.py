"""规则与办法 on the pages: rules, articles, texts; a new version loaded, compared, approved."""

import io
from datetime import date

import pytest
from werkzeug.test import TestResponse

from compliance import rulebook
from compliance.text import TextKind
from service.actions import intake
from service.db import CENTER
from tests.service.browsing import Client, Web
from tests.service.loaded_texts import a_list, a_row, installed, keep
from tests.service.office import an_invoice
from tests.service.pages.strict_html import faults_of

TODAY = date(2026, 3, 10)
PAGE = "/rules/texts/negative_list/default-2026"


@pytest.fixture
def auditor(web: Web) -> Client:
    return web.client("auditor")


@pytest.fixture
def manager(web: Web) -> Client:
    return web.client("manager")


def load(client: Client, content: str, **values: str) -> TestResponse:
    sent = {"kind": "negative_list", "reason": "依据会议纪要。"} | values
    file = (io.BytesIO(content.encode()), "list.toml")
    return client.post(
        "/rules/texts/new", data={"csrf_token": client.token(), "file": file, **sent}
    )


def loaded(client: Client) -> None:
    """Load the list."""
    answer = load(client, a_list(effective_from=TODAY))
    assert answer.location == PAGE, answer.text


def test_everybody_of_center_and_employers_reads_the_rules(web: Web) -> None:
    for login in ("maker", "checker", "auditor", "manager"):
        page = web.client(login).get("/rules").text
        assert page.count('<span class="under mono">') == len(rulebook.RULES)
        assert "费用发生在可列支期间内" in page
        assert '<span lang="zh-CN">立项当日属于项目期</span> → 通过' in page
        assert "→ 不能列支 NL-09" in page


def test_a_reader_of_english_is_told_how_a_rule_decides(web: Web) -> None:
    client = web.client("maker")
    assert "what counts is the day" not in client.get("/rules").text.lower()
    client.send("/language", language="en")
    assert "what counts is the day" in " ".join(client.get("/rules").text.lower().split())


def test_every_article_names_its_rules_or_says_why_not(web: Web) -> None:
    page = web.client("checker").get("/rules/articles").text
    assert page.count('<tr id="article-') == 37
    assert '<a href="/rules#cost_in_window">费用发生在可列支期间内</a>' in page
    assert "鼓励性条款，不产生检查。" in page


def test_the_texts_in_force_are_shown_whole(web: Web) -> None:
    client = web.client("maker")
    listed = client.get("/rules/texts").text
    assert "待批准" not in listed
    assert "载入新版本" not in listed
    for kind, words in (
        ("negative_list/default-2025", "NL-01 罚款违约"),
        ("categories/categories-2025", "有一种即可"),
        ("standards/standards-2025", "三类会议综合定额"),
        ("calendar/calendar-2026", "2026-02-15 至 2026-02-23"),
    ):
        assert f'href="/rules/texts/{kind}"' in listed
        page = client.get(f"/rules/texts/{kind}")
        assert words in page.text, kind
        assert faults_of(page.text) == []
    assert client.get("/rules/texts/calendar/calendar-1999").status_code == 404
    assert client.get("/rules/texts/hymns/calendar-2026").status_code == 404


def test_the_file_of_a_text_is_handed_out_to_be_changed(web: Web, auditor: Client) -> None:
    answer = web.client("maker").get("/rules/texts/calendar/calendar-2026/file")
    assert answer.text == installed(TextKind.CALENDAR)
    assert "filename=calendar-2026.toml" in answer.headers["Content-Disposition"]
    loaded(auditor)
    assert auditor.get(f"{PAGE}/file").text == a_list(effective_from=TODAY)


def test_a_list_that_replaces_none_is_said_to_stand_beside_the_others(
    auditor: Client, manager: Client
) -> None:
    assert "写明接替的版本" in auditor.get("/rules/texts/new").text
    load(auditor, a_list(effective_from=TODAY, replaces=None))
    beside = manager.get(PAGE).text
    assert faults_of(beside) == []
    assert beside.count("只有写明使用它的任务书才按") == 2
    assert "起发生的费用按这一版核对" not in beside


def test_a_list_that_replaces_another_is_not_said_to_stand_beside_it(
    auditor: Client, manager: Client
) -> None:
    loaded(auditor)
    page = manager.get(PAGE).text
    assert "只有写明使用它的任务书才按" not in page


def test_a_new_version_is_compared_before_it_is_approved(
    web: Web, auditor: Client, manager: Client
) -> None:
    office = web.office
    for number, day in (
        ("26112000000123456789", TODAY),
        ("26112000000123456780", date(2026, 3, 1)),
    ):
        content = an_invoice(number, issued_on=day)
        intake.take_in(office.desk, office.maker, office.grant_id, "发票.pdf", content)
    loaded(auditor)
    page = manager.get(PAGE).text
    assert faults_of(page) == []
    assert '<ins lang="zh-CN">芯片封装测试费</ins>' in page
    assert "批准后 1 份申请的结论会变。" in page
    assert "1 份申请的费用发生在生效日以前，仍按原来的版本" in page
    assert page.count("不变，只供比较") == 1
    assert "auditor 的姓名" in page
    assert web.client("maker").get(PAGE).status_code == 404
    assert "更换文本不得追溯加重" in page
    assert "approve-dialog" not in page
    assert manager.send(f"{PAGE}/approve").location == PAGE
    page = manager.get(PAGE).text
    assert "待批准" in page
    assert page.count("更换文本不得追溯加重") == 2


def test_an_approved_text_is_everybodys_to_read(web: Web, auditor: Client, manager: Client) -> None:
    waits = "份清单或标准的新版本等您批准"
    assert waits not in manager.get("/programme").text
    loaded(auditor)
    assert waits in manager.get("/programme").text
    assert waits not in auditor.get("/programme").text
    assert "没有在办申请的结论会变。" in manager.get(PAGE).text
    answer = manager.send(f"{PAGE}/approve")
    assert answer.location == PAGE
    assert "文本已批准。" in manager.get(PAGE).text
    assert "manager 的姓名" in auditor.get(PAGE).text
    seen = web.client("maker").get(PAGE)
    assert seen.status_code == 200
    assert "manager 的姓名" not in seen.text
    assert "对在办报销申请的影响" not in seen.text


def test_whoever_loads_a_text_can_take_it_back_and_not_approve_it(
    web: Web, auditor: Client, manager: Client
) -> None:
    loaded(auditor)
    assert "approve-dialog" not in auditor.get(PAGE).text
    assert auditor.send(f"{PAGE}/approve").status_code == 403
    assert "/withdraw" not in manager.get(PAGE).text
    assert manager.send(f"{PAGE}/withdraw").status_code == 403
    assert auditor.send(f"{PAGE}/withdraw").location == PAGE
    assert "文本已撤回。" in auditor.get(PAGE).text
    assert "未批准" in manager.get(PAGE).text
    assert web.client("maker").get(PAGE).status_code == 404


def test_a_text_is_turned_down_with_a_reason(auditor: Client, manager: Client) -> None:
    loaded(auditor)
    manager.send(f"{PAGE}/reject")
    assert "请写明不批准的原因" in manager.get(PAGE).text
    manager.send(f"{PAGE}/reject", reason="词太宽")
    assert "已记下原因" in manager.get(PAGE).text
    assert "词太宽" in auditor.get(PAGE).text
    manager.send(f"{PAGE}/approve")
    assert "已经办结" in manager.get(PAGE).text
    installed_text = "/rules/texts/negative_list/default-2025"
    assert manager.send(f"{installed_text}/approve").status_code == 404


def test_a_file_that_cannot_serve_leaves_the_form_as_it_was(auditor: Client) -> None:
    answer = load(auditor, a_list().replace("match.keywords", "match.keyword", 1))
    assert answer.status_code == 422
    assert "[[item]] 第 1 项（NL-01）：不认识的名称“keyword”" in answer.text
    assert "依据会议纪要。" in answer.text
    assert '<option value="negative_list" selected>' in answer.text
    assert "请选择要载入的文件" in load(auditor, "").text
    assert "请从列表中选择一项。" in load(auditor, a_list(), kind="hymn").text


def test_a_waiting_text_of_another_release_is_left_out(web: Web, manager: Client) -> None:
    with web.office.database.transaction(CENTER) as session:
        row = a_row(web.office, "version = 1", approved_by=None, approved_at=None)
        keep(session, row)
    assert "default-2026" not in manager.get("/rules/texts").text
    assert manager.get(PAGE).status_code == 404


def test_an_agreement_may_name_an_approved_list(web: Web, auditor: Client, manager: Client) -> None:
    load(auditor, a_list("haidian-2026", replaces=None))
    manager.send("/rules/texts/negative_list/haidian-2026/approve")
    form = manager.get(f"/register/agreements/{web.office.grant_id}").text
    choices = form.partition('name="negative_list"')[2].partition("</select>")[0]
    assert choices.index("default-2025") < choices.index("haidian-2026")
    assert "仅用于写明它的任务书" in auditor.get("/rules/texts").text
