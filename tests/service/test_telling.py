"""What leaves the house by mail: to a real server, in few words, retried when it fails."""

import mailbox
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service import jobs
from service.actions import (
    contacts,
    inbox,
    people,
    sending,
)
from service.actions.contacts import Contact, Digest
from service.actions.inbox import News, To
from service.actions.sending import NOT_WANTED, REST
from service.actions.system import system_actor
from service.actions.tongues import speaker
from service.db import CENTER
from service.messages import Invalid
from service.permissions import Role
from tests.service.mail_box import MailBox
from tests.service.office import AT, Office, an_invoice
from tests.service.outside import ADDRESS, SITE, Outside, choose, deliveries, tell
from tests.service.test_claims import submit, upload

SATURDAY = timedelta(days=4)  # after AT
EACH, DAILY = Contact(ADDRESS, "zh", Digest.EACH), Contact(ADDRESS, "zh", Digest.DAILY)


def body(box: MailBox) -> str:
    (message,) = box.messages
    found = message.get_body()
    assert found is not None
    words: str = found.get_content()
    return words.replace("\r\n", "\n")


def test_one_mail_tells_of_everything_new(outside: Outside, mail_box: MailBox) -> None:
    choose(outside.office, outside.office.checker, EACH)
    tell(outside.office, "整改2026-001", "整改2026-002")
    outside.soon()
    outside.soon()
    (message,) = mail_box.messages
    assert (message["To"], message["Subject"]) == (ADDRESS, "专户：2 项待办")
    assert body(mail_box) == (
        "拨款 整改2026-001：2026-03-12 到期，请及时办理\n"
        f"{SITE}/cases/1\n\n"
        "拨款 整改2026-002：2026-03-12 到期，请及时办理\n"
        f"{SITE}/cases/2\n\n"
        f"详细内容请登录专户查看：{SITE}/messages\n"
    )
    (line,) = deliveries(outside.office, outside.office.checker)
    assert (line.state, line.messages, line.attempts, line.error) == ("sent", 2, 1, "")


def test_a_mail_about_a_claim_holds_no_name_and_no_amount(
    outside: Outside, mail_box: MailBox
) -> None:
    choose(outside.office, outside.office.checker, EACH)
    taken = upload(outside.office, an_invoice())
    submit(outside.office, taken.claim_id)
    outside.soon()
    words = body(mail_box)
    assert f"{SITE}/claims/{taken.claim_id}" in words
    for confidential in ("1,060", "1060", "林知行", "明远", "星河", "芯片", "姓名"):
        assert confidential not in words


def test_mail_is_written_in_the_language_chosen(outside: Outside, mail_box: MailBox) -> None:
    choose(outside.office, outside.office.checker, replace(EACH, language="en"))
    tell(outside.office, "整改2026-001")
    outside.soon()
    assert speaker("en")("拨款") in body(mail_box)
    assert speaker("en")("拨款") != speaker("zh")("拨款")


def test_a_digest_comes_in_the_morning_of_a_working_day_only(
    outside: Outside, mail_box: MailBox
) -> None:
    choose(outside.office, outside.office.checker, DAILY)
    tell(outside.office, "整改2026-001")
    outside.soon()
    outside.now = SATURDAY
    outside.daily()
    assert mail_box.messages == []
    outside.now += timedelta(days=2)
    outside.daily()
    outside.daily()
    assert len(mail_box.messages) == 1


def test_nobody_is_told_what_is_over_what_was_read_or_what_nobody_wants(
    outside: Outside, mail_box: MailBox
) -> None:
    office = outside.office
    choose(office, office.checker, EACH)
    choose(office, office.maker, replace(EACH, digest=Digest.NONE))
    tell(office, "整改2026-001")
    tell(office, "整改2026-002", role=Role.EMPLOYER_MAKER)
    with office.database.transaction(CENTER) as session:
        inbox.settle(session, system_actor(AT), "/cases/1")
        inbox.tell(
            session, office.checker, To(office.employer_id, frozenset({Role.EMPLOYER_CHECKER})),
            News(topic="claim", number="", link="/cases/3"),
        )  # fmt: skip
    outside.soon()
    assert mail_box.messages == []


def test_without_a_mail_server_nothing_is_queued_for_people(outside: Outside) -> None:
    choose(outside.office, outside.office.checker, EACH)
    choose(outside.office, outside.office.auditor, DAILY)
    outside.settings = replace(outside.settings, smtp_url=None, mail_from=None)
    tell(outside.office, "整改2026-001")
    outside.soon()
    outside.daily()
    assert deliveries(outside.office, outside.office.checker) == []


def test_mail_that_fails_is_tried_again_later_and_then_given_up(
    outside: Outside, mail_box: MailBox
) -> None:
    office = outside.office
    outside.settings = replace(outside.settings, smtp_url="smtp://127.0.0.1:1")
    choose(office, office.checker, EACH)
    tell(office, "整改2026-001")
    outside.soon()
    outside.soon()
    (line,) = deliveries(office, office.checker)
    assert (line.state, line.attempts, line.next_at) == ("failed", 1, AT + REST[0])
    assert "refused" in line.error
    for rest in REST:
        outside.now += rest
        outside.soon()
    (line,) = deliveries(office, office.checker)
    assert (line.state, line.attempts) == ("given_up", 6)
    outside.settings = replace(outside.settings, smtp_url=mail_box.url)
    outside.now += timedelta(days=30)
    outside.soon()
    assert mail_box.messages == []


def test_mail_that_failed_arrives_once_the_server_is_back(
    outside: Outside, mail_box: MailBox
) -> None:
    office = outside.office
    choose(office, office.checker, EACH)
    tell(office, "整改2026-001")
    outside.settings = replace(outside.settings, smtp_url="smtp://127.0.0.1:1")
    outside.soon()
    outside.settings = replace(outside.settings, smtp_url=mail_box.url)
    outside.now += REST[0]
    outside.daily()
    (line,) = deliveries(office, office.checker)
    assert (line.state, line.attempts, len(mail_box.messages)) == ("sent", 2, 1)


@pytest.mark.parametrize("change", ["none", "disabled", "no server"])
def test_what_nobody_wants_any_more_is_given_up(
    outside: Outside, mail_box: MailBox, change: str
) -> None:
    office, fit = outside.office, outside.settings
    choose(office, office.checker, EACH)
    tell(office, "整改2026-001")
    outside.settings = replace(fit, smtp_url="smtp://127.0.0.1:1")
    outside.soon()
    outside.settings = fit
    if change == "none":
        choose(office, office.checker, Contact())
    elif change == "disabled":
        with office.database.transaction(CENTER) as session:
            people.set_active(session, system_actor(AT), office.checker.user_id, active=False)
    else:
        outside.settings = replace(fit, smtp_url=None, mail_from=None)
    outside.now += REST[0]
    outside.soon()
    (line,) = deliveries(office, office.checker)
    assert (line.state, line.error, mail_box.messages) == ("given_up", NOT_WANTED, [])


def test_a_delivery_whose_worker_died_is_due_again(
    outside: Outside, mail_box: MailBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = outside.office
    choose(office, office.checker, EACH)
    tell(office, "整改2026-001")
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_tried", lambda _taken: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            outside.soon()
    outside.soon()
    assert mail_box.messages == []
    outside.now += REST[0]
    outside.soon()
    assert len(mail_box.messages) == 1


def test_the_end_of_an_older_attempt_changes_nothing(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = outside.office
    choose(office, office.checker, EACH)
    tell(office, "整改2026-001")

    def overtaken(_taken: object) -> str:
        with office.database.transaction(CENTER) as session:
            session.execute(text("update delivery set attempts = attempts + 1"))
        return "too late"

    monkeypatch.setattr(sending, "_tried", overtaken)
    outside.soon()
    (line,) = deliveries(office, office.checker)
    assert (line.state, line.attempts) == ("queued", 2)


def test_what_was_sent_stays_sent_in_the_database(outside: Outside) -> None:
    choose(outside.office, outside.office.checker, EACH)
    tell(outside.office, "整改2026-001")
    outside.soon()
    for change in ("state = 'queued'", "state = 'failed', error = 'x'"):
        with (
            pytest.raises(DBAPIError, match="stays as it is"),
            outside.office.database.transaction(CENTER) as session,
        ):
            session.execute(text(f"update delivery set {change}, sent_at = null"))  # noqa: S608  # words above


def test_an_address_is_checked_and_no_mail_needs_none(office: Office) -> None:
    for wanted in (
        replace(EACH, address=""),
        replace(EACH, address="no address"),
        replace(EACH, address="a@b\nBcc: c@d"),
        replace(EACH, address=f"{'a' * 200}@example.org"),
    ):
        with pytest.raises(Invalid):
            choose(office, office.maker, wanted)
    choose(office, office.maker, EACH)
    choose(office, office.maker, Contact(digest=Digest.NONE))
    with office.database.transaction(office.employer_id) as session:
        assert contacts.of(session, office.maker) == Contact()


def test_the_clock_does_both(
    outside: Outside, mail_box: MailBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {
        "DATA": str(outside.settings.data_folder),
        "SMTP_URL": mail_box.url,
        "MAIL_FROM": "zhuanhu@example.org",
    }
    for name, value in environment.items():
        monkeypatch.setenv(f"ZHUANHU_{name}", value)
    office = outside.office
    choose(office, office.checker, EACH)
    choose(office, office.maker, replace(EACH, address="maker@example.org", digest=Digest.DAILY))
    tell(office, "整改2026-001")
    tell(office, "整改2026-002", role=Role.EMPLOYER_MAKER)
    for job in jobs.JOBS:
        if job.name in {"tell_soon", "tell_daily"}:
            list(job.action(office.database, AT, lambda: AT))
    assert sorted(message["To"] for message in mail_box.messages) == [ADDRESS, "maker@example.org"]


@contextmanager
def mail_process(folder: Path) -> Iterator[str]:
    """A mail server in a process of its own, which keeps what arrives in a folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-W", "ignore", "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}",
        "-c", "aiosmtpd.handlers.Mailbox", str(folder),
    ]  # fmt: skip
    with subprocess.Popen(command) as server:
        try:
            for _ in range(200):
                with socket.socket() as trial:
                    if trial.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"smtp://127.0.0.1:{port}"
        finally:
            server.terminate()


def test_mail_reaches_a_server_in_another_process(outside: Outside, tmp_path: Path) -> None:
    choose(outside.office, outside.office.checker, EACH)
    tell(outside.office, "整改2026-001")
    folder = tmp_path / "arrived"
    with mail_process(folder) as url:
        outside.settings = replace(outside.settings, smtp_url=url)
        outside.soon()
    (message,) = mailbox.Maildir(folder, create=False)
    assert message["To"] == ADDRESS
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert "整改2026-001" in payload.decode()


def test_workers_at_once_send_each_piece_of_news_once(outside: Outside, mail_box: MailBox) -> None:
    choose(outside.office, outside.office.checker, EACH)
    choose(outside.office, outside.office.maker, replace(EACH, address="maker@example.org"))
    for number in range(1, 5):
        tell(outside.office, f"整改2026-00{number}")
        tell(outside.office, f"整改2026-00{number + 4}", role=Role.EMPLOYER_MAKER)
        with ThreadPoolExecutor(4) as workers:
            for done in [workers.submit(outside.soon) for _ in range(4)]:
                done.result()
    told = [(message["To"], message["Subject"]) for message in mail_box.messages]
    assert Counter(to for to, _subject in told) == {ADDRESS: 4, "maker@example.org": 4}
    assert {subject for _to, subject in told} == {"专户：1 项待办"}
