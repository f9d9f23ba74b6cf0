"""消息, 接收方式 and 群机器人 on pages: who sees what, and that secrets are not shown."""

import re
from uuid import uuid4

import pytest

from service.db import CENTER
from tests.service.browsing import Client, Web
from tests.service.office import an_invoice
from tests.service.pages.strict_html import faults_of
from tests.service.test_claims import submit, upload

TOKEN, SECRET = "0123456789abcdef-token-XYZ9", "SEC-a-secret-of-ours"  # invented
WECOM = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"
DINGTALK = f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"


def count(client: Client) -> str:
    """Give the number beside 消息 in the head of the page, '' where there is none."""
    found = re.search(r'<span class="count">(\d+)', client.get("/messages").text)
    return found[1] if found else ""


@pytest.fixture
def claim(web: Web) -> str:
    """A claim that waits for its checker, who has read what came before."""
    taken = upload(web.office, an_invoice())
    submit(web.office, taken.claim_id)
    return f"/claims/{taken.claim_id}"


def test_a_message_leads_to_what_it_is_about_and_is_read_then(web: Web, claim: str) -> None:
    checker = web.client("checker")
    before = checker.get("/messages")
    assert faults_of(before.text) == []
    assert count(checker) == "1"
    assert "轮到您办理：复核</span>" in before.text
    (address,) = re.findall(r'action="(/messages/[0-9a-f-]+/read)"', before.text)
    assert checker.send(address).location == claim
    assert count(checker) == ""
    assert "已读</span>" in checker.get("/messages").text
    assert web.client("maker").send(address).status_code == 404
    assert checker.send(f"/messages/{uuid4()}/read").status_code == 404


def test_all_are_marked_as_read_and_what_is_over_stands_among_all(web: Web, claim: str) -> None:
    checker = web.client("checker")
    assert checker.send("/messages/read").location == "/messages"
    assert count(checker) == ""
    everything = checker.get("/messages?all=yes").text
    assert "已办结</span>" in everything
    assert "拨款" in everything
    assert claim not in everything
    assert checker.get("/messages?page=99").status_code == 200


def test_an_inbox_may_be_empty_and_everybody_has_one(web: Web) -> None:
    for login in ("maker", "auditor", "manager"):
        client = web.client(login)
        page = client.get("/messages").text
        assert "没有等您办理的事" in page
        assert faults_of(page) == []
        assert count(client) == ""
    assert web.client().get("/messages").status_code == 302


def test_a_person_chooses_how_to_be_told(web: Web) -> None:
    maker = web.client("maker")
    page = maker.get("/account").text
    assert "还没有配置邮件服务器" in page
    assert "还没有发给您的邮件" in page
    wrong = maker.send("/account", address="", digest="daily", language="zh")
    assert wrong.status_code == 422
    assert "请填写邮箱地址" in wrong.text
    wrong = maker.send("/account", address="x", digest="hourly", language="zh")
    assert wrong.status_code == 422
    said = {"address": "maker@example.org", "digest": "daily", "language": "en"}
    assert maker.send("/account", **said).location == "/account"
    page = maker.get("/account").text
    assert 'value="maker@example.org"' in page
    assert '<option value="daily" selected>' in page
    assert faults_of(page) == []
    assert "maker@example.org" not in web.client("checker").get("/account").text


def test_a_house_adds_and_ends_its_group_robots(web: Web) -> None:
    checker, manager = web.client("checker"), web.client("manager")
    assert "还没有群机器人" in checker.get("/robots").text
    wrong = checker.send("/robots", name="群", address="https://127.0.0.1/", language="zh")
    assert wrong.status_code == 422
    assert "这不是企业微信或钉钉群机器人的地址" in wrong.text
    checker.send("/robots", name="财务群", address=WECOM, language="zh")
    said = {"name": "中心群", "address": DINGTALK, "secret": SECRET, "language": "zh"}
    assert manager.send("/robots", **said).location == "/robots"
    (at_employer, at_center) = (checker.get("/robots").text, manager.get("/robots").text)
    assert "财务群" in at_employer
    assert "中心群" not in at_employer
    for page in (at_employer, at_center):
        assert faults_of(page) == []
        assert TOKEN not in page
        assert SECRET not in page
        assert "…" in page
    (address,) = re.findall(r'action="(/robots/[0-9a-f-]+/end)"', at_employer)
    assert manager.send(address).status_code == 404
    assert checker.send(address).location == "/robots"
    assert "已停用</span>" in checker.get("/robots").text
    assert checker.send(address).status_code == 409


def test_only_checkers_and_managers_keep_robots(web: Web) -> None:
    for login in ("maker", "auditor"):
        client = web.client(login)
        assert client.get("/robots").status_code == 403
        assert "/robots" not in client.get("/messages").text


def test_what_was_sent_is_listed(web: Web) -> None:
    checker = web.client("checker")
    checker.send("/robots", name="财务群", address=WECOM, language="zh")
    checker.send("/account", address="checker@example.org", digest="each", language="zh")
    with web.office.database.transaction(CENTER) as session:
        session.connection().exec_driver_sql(
            "insert into delivery (employer_id, user_id, robot_id, subject, body, messages, state,"
            " attempts, next_at, error, made_at, sent_at)"
            " select r.employer_id, case when way = 'mail' then r.made_by end,"
            " case when way = 'group' then r.id end, 's', 'b', 3, state, 2, now(), error, now(),"
            " case when state = 'sent' then now() end"
            " from robot r, (values ('mail', 'sent', ''), ('group', 'failed', 'NotTaken: 500'),"
            " ('group', 'given_up', 'OSError: refused')) as made (way, state, error)"
        )
    mails, texts = checker.get("/account").text, checker.get("/robots").text
    assert "已发送</span>" in mails
    assert "NotTaken" not in mails
    assert "未成功，将重试</span>" in texts
    assert "共尝试 2 次" in texts
    assert "OSError: refused" in texts
    assert faults_of(mails) == faults_of(texts) == []
