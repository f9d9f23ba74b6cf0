"""Mail to a real server of SMTP on the loopback address."""

import ssl
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from service.mail import Attachment, MailServer, NotSecret
from tests.service import mail_box
from tests.service.certificates import certify
from tests.service.mail_box import PASSWORD, USER, MailBox

FROM, TO = "zhuanhu@example.org", ["audit@example.org"]
WITH_PASSWORD = f"{USER.decode()}:{quote(PASSWORD.decode(), safe='')}@"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for localhost that this test's clients trust."""
    certified = certify(tmp_path)
    ours = SimpleNamespace(create_default_context=lambda: certified.trusting)
    monkeypatch.setattr("service.mail.ssl", ours)
    return certified.serving


def test_a_message_arrives_with_its_attachment(mail_box: MailBox) -> None:
    MailServer(mail_box.url, FROM).send(TO, "账簿锚定", "正文", [Attachment("a.jsonl", "{}\n")])
    (message,) = mail_box.messages
    assert (message["From"], message["To"], message["Subject"]) == (FROM, TO[0], "账簿锚定")
    body = message.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["正文"]
    assert [part.get_filename() for part in message.iter_attachments()] == ["a.jsonl"]


def test_a_password_never_travels_in_the_clear(mail_box: MailBox) -> None:
    url = mail_box.url.replace("//", f"//{WITH_PASSWORD}")
    with pytest.raises(NotSecret):
        MailServer(url, FROM).send(TO, "x", "x")
    assert mail_box.log_ins == []


def test_tls_is_used_where_it_is_offered_and_then_a_password(certificate: ssl.SSLContext) -> None:
    with mail_box.opened(certificate) as box:
        MailServer(box.url.replace("//", f"//{WITH_PASSWORD}"), FROM).send(TO, "x", "x")
        assert (box.log_ins, len(box.messages)) == ([True], 1)


def test_tls_from_the_first_byte(certificate: ssl.SSLContext) -> None:
    with mail_box.opened(ssl_context=certificate) as box:
        MailServer(box.url.replace("smtp:", "smtps:"), FROM).send(TO, "x", "x")
        assert len(box.messages) == 1


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OSError, match="refused"):
        MailServer("smtp://127.0.0.1:1", FROM).send(TO, "x", "x")
