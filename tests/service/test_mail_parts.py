"""What a message says and brings, however it is written."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from service.mail_parts import PARTS_MAX, Envelope, TooManyParts, attachments, envelope

BOX = "Box@example.org"
TAG, OTHER = "abcdefghijklmno2", "bbcdefghijklmno3"


def header(*lines: str) -> Envelope:
    return envelope(("\r\n".join(lines) + "\r\n\r\n").encode(), BOX)


def names(content: bytes) -> list[str]:
    return [part.name for part in attachments(content)]


def mixed(*parts: str) -> bytes:
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/mixed; boundary="b"\r\n\r\n{body}--b--\r\n'.encode()


def test_where_the_message_was_delivered_counts_before_what_its_writer_wrote() -> None:
    found = header(
        f"To: Somebody <BOX+{OTHER.upper()}@Example.org>, x@y",
        f"Delivered-To: box+{TAG}@example.org",
        "From: =?x-no-such-charset?B?qqqq?= <Maker@Example.org>",
        "Message-ID:  <1@b>",
    )
    assert (found.tags, found.sender, found.by_machine) == (
        (TAG, OTHER), "maker@example.org", False,
    )  # fmt: skip
    assert found.key == header("message-id: <1@b>", "Subject: another").key


@pytest.mark.parametrize(
    "lines",
    [
        ("From: a@b, c@d",),
        ("From: a@b", "From: c@d"),
        ("To: box@example.org", f"Subject: box+{TAG}@example.org"),
        (f"To: box+{TAG}@example.org.evil", f"Cc: box+{TAG}x@example.org"),
        (f"To: box+{TAG[:-1]}1@example.org", "From: "),
        ("\x00\xff: ?", ":", "From"),
    ],
)
def test_doubtful_headers_name_nobody_and_no_grant(lines: tuple[str, ...]) -> None:
    found = header(*lines)
    assert (found.tags, found.sender) == ((), "")


def test_a_message_without_a_name_is_known_by_its_headers() -> None:
    assert header("Subject: 1").key != header("Subject: 2").key


def test_an_answer_of_a_program_is_recognised() -> None:
    assert header("Auto-Submitted: auto-replied").by_machine
    assert not header("Auto-Submitted: no").by_machine


def test_files_are_found_under_every_writing_of_their_names() -> None:
    assert names(
        mixed(
            "Content-Type: text/plain; charset=no-such\r\n\r\n\xff",
            'Content-Type: application/pdf; name="=?gb18030?B?t6LGsQ==?=.pdf"\r\n\r\nx',
            "Content-Disposition: attachment; filename*=no-such''%E5%8F%91\r\n\r\nx",
            'Content-Type: image/png; name="=?utf-7-no?Q?=B7=A2?="\r\n\r\nx',
            "Content-Type: application/pdf\r\n\r\nx",
            "Content-Type: application/x-!\r\n\r\nx",
            "Content-Type: application/pgp-signature; name=signature.asc\r\n\r\nx",
            'Content-Type: image/png; name="=?utf-8?B?####x?="\r\n\r\nx',
        )
    ) == ["发票.pdf", "å\x8f\x91", "发", "4.pdf", "5", "=?utf-8?B?####x?="]


def test_a_name_of_broken_bytes_is_still_a_name() -> None:
    content = mixed('Content-Type: application/pdf; name="=?utf-8?B?/4D/?="\r\n\r\nx')
    assert names(content) == [b"\xff\x80\xff".decode("utf-8", "replace")]


def test_pictures_of_the_text_are_no_files_but_photographs_are() -> None:
    message = EmailMessage(policy=SMTP)
    message.set_content("text")
    message.add_alternative('<img src="cid:logo">', subtype="html")
    html = message.get_payload()[1]  # type: ignore[index]  # of a message with several parts
    assert isinstance(html, EmailMessage)
    html.add_related(b"logo", "image", "png", cid="<logo>", filename="logo.png")
    message.add_attachment(b"photo", "image", "jpeg", filename="IMG_1.jpeg", disposition="inline")
    assert names(message.as_bytes()) == ["IMG_1.jpeg"]


def test_a_forwarded_message_is_opened_but_none_in_it() -> None:
    messages: list[EmailMessage] = []
    for name in ("innermost", "inner", "outer"):
        message = EmailMessage(policy=SMTP)
        message.set_content("text")
        message.add_attachment(b"x", "application", "pdf", filename=f"{name}.pdf")
        if messages:
            message.add_attachment(messages[-1])
        messages.append(message)
    assert names(messages[-1].as_bytes()) == ["outer.pdf", "inner.pdf"]


def test_what_is_made_of_parts_alone_is_refused_before_it_is_read() -> None:
    part = "Content-Type: application/pdf\r\n\r\nx"
    assert len(attachments(mixed(*[part] * PARTS_MAX))) == PARTS_MAX
    for content in (mixed(*[part] * (PARTS_MAX + 1)), b"\n--" * 10_000, b"\n" * 1_000_001):
        with pytest.raises(TooManyParts):
            attachments(content)


def test_nothing_but_garbage_brings_nothing() -> None:
    for content in (
        b"",
        b"\x00" * 100,
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b": :\r\n\r\n--",
    ):
        assert attachments(content) == []
