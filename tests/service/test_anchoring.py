"""Anchors made daily: in the database, in a file, by mail; and verified."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from service import anchor_files, jobs
from service.actions import anchoring, proving
from service.anchor_files import UnfitKey
from service.db import CENTER
from service.messages import Invalid
from service.settings import Settings
from tests.database_server import ClonedDatabase
from tests.service.mail_box import MailBox
from tests.service.office import AT, Office
from tests.service.test_proving import tamper

DAY = timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"ZHUANHU_DATA": str(tmp_path / "data")})


def test_a_day_is_anchored_once_and_the_next_follows_it(office: Office, settings: Settings) -> None:
    first = anchoring.make(office.database, settings, AT, AT)
    again = anchoring.make(office.database, settings, AT, AT - DAY)
    with office.database.transaction(CENTER) as session:
        now = session.execute(text("select clock_timestamp()")).scalar_one()
    second = anchoring.make(office.database, settings, AT + DAY, now)
    assert (first.number, again.number, second.number) == (1, 1, 2)
    lines = anchor_files.lines(settings.anchors_file)
    assert len(lines) == 2
    found = anchoring.verify(office.database, lines, anchoring.own_key(settings))
    assert (found.holds, found.anchors) == (True, 2)
    with office.database.transaction(CENTER) as session:
        assert proving.standing(session).anchor == second


def test_the_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "anchor.key"
    key = anchor_files.signing_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert anchor_files.signing_key(file).private_bytes_raw() == key.private_bytes_raw()
    anchor_files._make_key(file)  # noqa: SLF001  # another process was first
    assert anchor_files.signing_key(file).private_bytes_raw() == key.private_bytes_raw()
    file.chmod(0o640)
    with pytest.raises(UnfitKey, match="chmod 600"):
        anchor_files.signing_key(file)
    file.chmod(0o600)
    file.write_text("short")
    with pytest.raises(UnfitKey, match="64 hexadecimal"):
        anchor_files.signing_key(file)


def test_a_file_that_lags_behind_or_was_torn_catches_up(office: Office, settings: Settings) -> None:
    anchoring.make(office.database, settings, AT, AT)
    line = settings.anchors_file.read_text()
    settings.anchors_file.write_text(line[:50])
    anchoring.make(office.database, settings, AT, AT - DAY)
    lines = anchor_files.lines(settings.anchors_file)
    assert lines == [line[:50], line.strip()]
    found = anchoring.verify(office.database, lines, anchoring.own_key(settings))
    assert [flaw.text() for flaw in found.flaws] == ["第 1 行不是一条锚定记录。"]
    assert len(anchoring.sworn(settings)) == 1


def test_a_rewritten_book_fails_its_proof_by_the_anchor(
    office: Office, database: ClonedDatabase, settings: Settings
) -> None:
    anchoring.make(office.database, settings, AT, AT)
    tamper(
        database,
        "update ledger.entry set hash = sha256(hash) where seq = 2 and kind = 'receive'",
    )
    sworn = anchoring.sworn(settings)
    _, part = proving.prove(office.database, sworn=sworn).books
    assert "anchor" in {fault.check for fault in part.faults}
    lines = anchor_files.lines(settings.anchors_file)
    found = anchoring.verify(office.database, lines, anchoring.own_key(settings))
    assert not found.holds
    assert [fault.check for fault in found.faults] == ["anchor"]


def test_older_keys_are_trusted_when_they_are_named(office: Office, settings: Settings) -> None:
    anchoring.make(office.database, settings, AT, AT)
    (old,) = anchoring.own_key(settings).values()
    settings.anchor_key.rename(settings.anchor_key.with_name("old.key"))
    (new,) = anchoring.own_key(settings).values()
    lines = anchor_files.lines(settings.anchors_file)
    assert not anchoring.verify(office.database, lines, anchoring.own_key(settings)).holds
    keys = anchoring.given_keys([key.public_bytes_raw().hex() for key in (old, new)])
    assert anchoring.verify(office.database, lines, keys).holds
    for nonsense in ("x", "00", "zz" * 32):
        with pytest.raises(Invalid):
            anchoring.given_keys([nonsense])


def test_the_clock_anchors_and_mails(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mail_box: MailBox
) -> None:
    for name, value in {
        "ZHUANHU_DATA": str(tmp_path),
        "ZHUANHU_SMTP_URL": mail_box.url,
        "ZHUANHU_MAIL_FROM": "zhuanhu@example.org",
        "ZHUANHU_ANCHOR_MAIL_TO": "a@example.org, b@example.org",
    }.items():
        monkeypatch.setenv(name, value)
    list(jobs.anchor_books(office.database, AT, lambda: AT))
    (message,) = mail_box.messages
    assert message["To"] == "a@example.org, b@example.org"
    assert message["Subject"] == "专户账簿锚定 第1号 2026-03-10"
    (attached,) = message.iter_attachments()
    assert attached.get_content().splitlines() == anchor_files.lines(tmp_path / "anchors.jsonl")
    body = message.get_body()
    assert body is not None
    assert "zhuanhu anchor verify" in body.get_content()
