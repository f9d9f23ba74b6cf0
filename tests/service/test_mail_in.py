"""Mail that brings invoices: taken once, from the right person only, answered by one mail."""

import imaplib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from service import imap, mail_parts
from service.actions import (
    contacts,
    intake_batches,
    mail_addresses,
    mail_taking,
    people,
)
from service.actions.contacts import Contact, Digest
from service.actions.mail_reading import MessagesLeft
from service.actions.system import system_actor
from service.db import CENTER
from service.imap import BoxRefused
from service.mail_parts import PARTS_MAX
from service.messages import Refused
from service.tables import AuditRow
from tests.service import imap_box
from tests.service.batches import claim_numbers, worked_off
from tests.service.imap_box import ImapBox
from tests.service.mail_box import MailBox
from tests.service.mail_desk import BOX, LATER, ME, Desk, answers, invoices_of, letter, with_files
from tests.service.office import AT, an_invoice
from tests.service.outside import SITE, Outside

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def server() -> Iterator[ImapBox]:
    with imap_box.opened() as found:
        yield found


@pytest.fixture
def desk(outside: Outside, server: ImapBox) -> Desk:
    return Desk(outside, server)


def test_a_mail_becomes_one_batch_and_one_answer_with_counts_and_a_link(
    desk: Desk, mail_box: MailBox
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("第二张.pdf", an_invoice("25112000000000000002"))
    inner = with_files(
        letter(BOX, key="<inner@b>"), {"转发.pdf": an_invoice("2511200000000000003")}
    )
    message = with_files(letter(desk.address), {"发票.pdf": an_invoice()})
    message.add_attachment(
        packed.getvalue(), maintype="application", subtype="zip", filename="包.zip"
    )
    message.add_attachment(inner)
    desk.box.put(message.as_bytes())
    desk.read()
    assert (desk.box.lying(), desk.rows(), mail_box.messages) == ((0, 1, 0), [("taken", "")], [])
    desk.check()
    desk.read(LATER)
    desk.read(2 * LATER)
    (batch,) = desk.batches()
    assert (batch.source, batch.finished, batch.own) == ("mail", True, True)
    names = [file.name for file in batch.files]
    assert names == ["发票.pdf", "包.zip", "第二张.pdf", "转发.pdf"]
    (said,) = answers(mail_box)
    assert said.replace("\r\n", "\n") == (
        "专户：收到 3 个文件\n"
        "您的邮件已收到，共 3 个文件：已检查 3 个，没有收作凭证 0 个。\n\n"
        f"每个文件的结论请登录后查看：{SITE}/intake/{batch.id}\n"
    )
    assert mail_box.messages[0]["To"] == ME
    assert mail_box.messages[0]["Auto-Submitted"] == "auto-generated"


def test_the_same_message_again_is_moved_and_no_more(desk: Desk) -> None:
    desk.box.put(invoices_of(desk), invoices_of(desk))
    desk.read()
    desk.box.put(invoices_of(desk))
    desk.read()
    worked_off(desk.office)
    assert (desk.box.lying(), len(desk.batches())) == ((0, 3, 0), 1)
    assert len(claim_numbers(desk.office)) == 1


def test_strangers_unknown_tags_and_forged_senders_bring_nothing_and_hear_nothing(
    desk: Desk, mail_box: MailBox
) -> None:
    elsewhere = desk.address.replace("+", "+" + "a" * 16 + "x")
    desk.box.put(
        with_files(letter(elsewhere, key="<2@b>"), {"a.pdf": an_invoice()}).as_bytes(),
        with_files(letter(BOX, key="<3@b>"), {"a.pdf": an_invoice()}).as_bytes(),
        invoices_of(desk, sender="other@example.org"),
        invoices_of(desk, sender=f"{ME}>, <other@example.org"),
        b"no header at all",
    )
    desk.read()
    assert (desk.box.lying(), mail_box.messages, desk.batches()) == ((0, 0, 5), [], [])
    assert desk.rows() == [("refused", "sender")]
    desk.box.put(invoices_of(desk))  # the person's own, by the name that the forger had used
    desk.read()
    assert desk.box.lying() == (0, 1, 5)


def test_a_renewed_address_and_a_person_who_left_bring_nothing(desk: Desk) -> None:
    office, old = desk.office, desk.address
    with office.database.transaction(office.employer_id) as session:
        mail_addresses.renew(session, office.maker, office.grant_id)
    (view,) = desk.addresses()
    assert view.address not in {"", old}
    desk.box.put(invoices_of(desk))
    desk.read()
    assert desk.rows() == [("refused", "ended")]
    with office.database.transaction(office.employer_id) as session:
        mail_addresses.end(session, office.maker, office.grant_id)
        mail_addresses.end(session, office.maker, office.grant_id)
    assert desk.addresses()[0].address == ""
    with office.database.transaction(CENTER) as session:
        about = AuditRow.subject == "mail_address"
        acts = session.scalars(select(AuditRow.action).where(about).order_by(AuditRow.id)).all()
    assert list(acts) == ["make_mail_address", "end_mail_address"] * 2


def test_only_who_may_upload_and_gave_a_sender_has_an_address(desk: Desk) -> None:
    office = desk.office
    with (
        office.database.transaction(office.employer_id) as session,
        pytest.raises(Refused, match="接收方式"),
    ):
        mail_addresses.renew(session, office.checker, office.grant_id)
    with office.database.transaction(CENTER) as session:
        people.set_active(session, system_actor(AT), office.maker.user_id, active=False)
    desk.box.put(invoices_of(desk))
    desk.read()
    assert desk.rows() == [("refused", "ended")]


def huge(desk: Desk) -> bytes:
    return with_files(letter(desk.address), {"a.pdf": b"x" * 3 * MIB}).as_bytes()


def many(desk: Desk) -> bytes:
    files = {f"{n}.pdf": b"%PDF" for n in range(PARTS_MAX + 1)}
    return with_files(letter(desk.address), files).as_bytes()


def shredded(desk: Desk) -> bytes:
    head = f"From: {ME}\r\nTo: {desk.address}\r\nMIME-Version: 1.0\r\n".encode()
    body = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 5000
    return head + body + b"--b--\r\n"


def bare(desk: Desk) -> bytes:
    return letter(desk.address).as_bytes()


@pytest.mark.parametrize(
    ("make", "reason", "words"),
    [
        (huge, "size", "邮件太大"),
        (many, "parts", "附件太多"),
        (shredded, "parts", "附件太多"),
        (bare, "empty", "没有附件"),
    ],
)
def test_what_cannot_be_taken_is_answered_with_what_to_do(
    desk: Desk, mail_box: MailBox, make: Callable[[Desk], bytes], reason: str, words: str
) -> None:
    desk.settings = replace(desk.settings, upload_bytes_max=2 * MIB)
    desk.box.put(make(desk))
    desk.read()
    desk.read()
    assert (desk.box.lying(), desk.rows()) == ((0, 0, 1), [("nothing", reason)])
    (said,) = answers(mail_box)
    assert words in said
    assert f"{SITE}/mail-in" in said
    assert desk.batches() == []


def test_a_program_that_answers_is_not_answered(desk: Desk, mail_box: MailBox) -> None:
    message = letter(desk.address)
    message["Auto-Submitted"] = "auto-replied"
    desk.box.put(message.as_bytes())
    desk.read()
    assert (desk.rows(), mail_box.messages) == ([("nothing", "empty")], [])


def test_nothing_is_kept_of_a_classified_name(desk: Desk, mail_box: MailBox) -> None:
    message = with_files(letter(desk.address), {"机密★报告.pdf": an_invoice()})
    desk.box.put(message.as_bytes())
    desk.read()
    desk.check()
    desk.read(LATER)
    (batch,) = desk.batches()
    assert [(file.name, file.state) for file in batch.files] == [("（文件名未保存）", "refused")]
    assert "没有收作凭证 1 个" in answers(mail_box)[0]
    assert not [path for path in desk.settings.originals_folder.rglob("*") if path.is_file()]


class Killed(BaseException):
    """What a process that is killed looks like from inside."""


def killing(wanted: Callable[..., Any], after: int) -> Callable[..., Any]:
    """The same function, until it was called so often; the process ends then."""
    calls = 0

    def work(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Killed
        return wanted(*given, **named)

    return work


@pytest.mark.parametrize(
    ("owner", "name", "after"),
    [
        (mail_taking, "take", 0),
        (intake_batches, "add", 1),
        (intake_batches, "close", 0),
        (imap.Box, "move", 0),
    ],
)
def test_killed_between_any_two_steps_a_message_is_still_taken_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, after: int
) -> None:
    files = {f"{n}.pdf": an_invoice(f"2511200000000000000{n}") for n in range(1, 4)}
    desk.box.put(with_files(letter(desk.address), files).as_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, killing(getattr(owner, name), after))
        with pytest.raises(Killed):
            desk.read()
    assert desk.box.lying() == (1, 0, 0)
    desk.read()
    worked_off(desk.office)
    (batch,) = desk.batches()
    assert (batch.total, batch.finished, desk.rows()) == (3, True, [("taken", "")])
    assert (desk.box.lying(), len(claim_numbers(desk.office))) == ((0, 1, 0), 3)


def test_a_message_that_fails_again_and_again_is_given_up_and_holds_nobody_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> None:
        raise ValueError("a fault of ours")

    desk.box.put(invoices_of(desk), bare(desk).replace(b"<1@", b"<2@"))
    with monkeypatch.context() as patch:
        patch.setattr(mail_taking, "take", fails)
        for _ in range(mail_taking.ATTEMPTS_MAX):
            with pytest.raises(MessagesLeft, match="a fault of ours"):
                desk.read()
        assert desk.box.lying() == (1, 0, 1)
        desk.read()
    assert desk.box.lying() == (0, 0, 2)
    assert sorted(desk.rows()) == [("nothing", "empty"), ("nothing", "unreadable")]


def test_an_answer_waits_for_the_verdicts_but_not_for_long(desk: Desk, mail_box: MailBox) -> None:
    desk.box.put(invoices_of(desk))
    desk.read()
    desk.read(mail_taking.ANSWERED_AFTER - LATER)
    assert mail_box.messages == []
    desk.read(mail_taking.ANSWERED_AFTER)
    assert "还有 1 个正在检查" in answers(mail_box)[0]


def test_who_is_answered_is_not_told_once_more(
    desk: Desk, outside: Outside, mail_box: MailBox
) -> None:
    with desk.office.database.transaction(desk.office.employer_id) as session:
        contacts.choose(session, desk.office.maker, Contact(ME, "en", Digest.EACH))
    desk.box.put(invoices_of(desk))
    desk.read()
    desk.check()
    desk.read(LATER)
    outside.now = 2 * LATER
    outside.soon()
    assert len(mail_box.messages) == 1


def without(monkeypatch: pytest.MonkeyPatch, *words: bytes) -> None:
    """Let the server seem older than it is."""
    known = imaplib.IMAP4.capability

    def fewer(server: imaplib.IMAP4) -> tuple[str, list[bytes]]:
        state, (line, *_) = known(server)
        return state, [b" ".join(each for each in line.split() if each not in words)]

    monkeypatch.setattr(imaplib.IMAP4, "capability", fewer)


def test_a_box_that_cannot_be_read_is_told_without_its_password(
    desk: Desk, server: ImapBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = desk.settings
    desk.settings = replace(right, imap_url=server.url.replace("demopass", "a-secret"))
    with pytest.raises(imaplib.IMAP4.error) as refused:
        desk.read()
    assert "a-secret" not in str(refused.value)
    desk.settings = replace(right, imap_url=server.url + "-missing")
    with pytest.raises(BoxRefused, match="has no folder In-missing"):
        desk.read()
    desk.settings = replace(right, imap_url=None)
    desk.read()
    without(monkeypatch, b"MOVE", b"UIDPLUS")
    desk.settings = right
    with pytest.raises(BoxRefused, match="neither MOVE nor UIDPLUS"):
        desk.read()


def test_a_message_on_which_the_parser_falls_is_answered(
    desk: Desk, mail_box: MailBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls(_content: bytes) -> None:
        raise RecursionError

    monkeypatch.setattr(mail_parts, "attachments", falls)
    desk.box.put(invoices_of(desk))
    desk.read()
    assert (desk.box.lying(), desk.rows()) == ((0, 0, 1), [("nothing", "unreadable")])
    assert "读不出来" in answers(mail_box)[0]


def test_a_server_without_move_copies_and_removes_the_one_message(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, b"MOVE")
    desk.box.put(invoices_of(desk), bare(desk).replace(b"<1@", b"<2@"))
    desk.read()
    assert desk.box.lying() == (0, 1, 1)


def test_a_person_sees_what_became_of_the_own_messages_alone(desk: Desk) -> None:
    desk.box.put(invoices_of(desk), bare(desk).replace(b"<1@", b"<2@"))
    desk.read()
    office = desk.office
    with office.database.transaction(office.employer_id) as session:
        found = mail_addresses.newest(session, office.maker)
        assert sorted((each.state, each.reason) for each in found) == [
            ("nothing", "empty"), ("taken", ""),
        ]  # fmt: skip
        assert mail_addresses.newest(session, office.checker) == []
