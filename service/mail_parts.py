"""What a message by mail says of itself and what it brings: a pure reading, hostile text expected.

Headers are looked at before anything else is fetched. Nothing a message says is ever called: links
are text, and what lies on other machines stays there.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses

HEADER_BYTES_MAX = 64 * 1024
PARTS_MAX = 100  # attachments of one message
LINES_MAX = 1_000_000
BOUNDARIES_MAX = 2000  # lines that could part a message, its text included
ADDRESSES_MAX = 100
NAME_MAX = 200
TEXT_MAX = 4000
_REACHED = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")
_SEALS = {
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "text/calendar",
}  # fmt: skip
_ENDINGS = {"application/pdf": "pdf", "application/zip": "zip", "text/xml": "xml"}
_MESSAGE_ID = re.compile(rb"^message-id:[ \t\r\n]*(\S{1,500})", re.IGNORECASE | re.MULTILINE)


class TooManyParts(Exception):  # noqa: N818  # what to say to the sender
    """More attachments than one message may bring, or a message made of nothing but parts."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers of a message say.

    `tags` of the box in the order of trust, `sender` in small letters ('' unless there is exactly
    one), `key` the same for the same message, `by_machine` where a program answered.
    """

    tags: tuple[str, ...]
    sender: str
    key: str
    by_machine: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A file that a message brings."""

    name: str
    content: bytes


def envelope(header: bytes, box: str) -> Envelope:
    """Read the headers of a message to an address of `box` (box@example.org)."""
    message = message_from_bytes(header[:HEADER_BYTES_MAX])
    senders = {address.lower() for address in _addresses(message, "from") if address}
    named = _MESSAGE_ID.search(header)
    known_by = named.group(1) if named else header
    return Envelope(
        tags=tuple(dict.fromkeys(_tags(message, box.lower()))),
        sender=senders.pop() if len(senders) == 1 else "",
        key=hashlib.sha256(known_by).hexdigest(),
        by_machine=_text(message.get("auto-submitted", "no")).strip().lower() not in {"", "no"},
    )


def _tags(message: Message, box: str) -> Iterator[str]:
    local, _, host = box.rpartition("@")
    form = re.compile(rf"{re.escape(local)}\+([a-z2-7]{{16}})@{re.escape(host)}")
    for header in _REACHED:
        for address in _addresses(message, header):
            if found := form.fullmatch(address.lower()):
                yield found.group(1)


def _addresses(message: Message, header: str) -> list[str]:
    given = [str(value)[:HEADER_BYTES_MAX] for value in message.get_all(header, [])]
    return [address for _, address in getaddresses(given[:ADDRESSES_MAX])][:ADDRESSES_MAX]


def attachments(content: bytes) -> list[Part]:
    """Give the files of a message and of the messages directly in it; raise `TooManyParts`.

    What belongs to the text (its pictures, its signature) is no file.
    """
    if content.count(b"\n") > LINES_MAX or content.count(b"\n--") > BOUNDARIES_MAX:
        raise TooManyParts
    parts = []
    for number, message in enumerate(_files(message_from_bytes(content)), start=1):
        if number > PARTS_MAX:
            raise TooManyParts
        parts.append(Part(_name(message, number), _bytes(message)))
    return parts


def _files(message: Message, *, depth: int = 0, of_text: bool = False) -> Iterator[Message]:
    if message.get_content_type() == "message/rfc822" and message.is_multipart():
        for each in _inner(message) if depth == 0 else ():
            yield from _files(each, depth=depth + 1)
    elif message.is_multipart():
        related = message.get_content_subtype() == "related"
        for each in _inner(message):
            yield from _files(each, depth=depth, of_text=related)
    elif _is_file(message, of_text=of_text):
        yield message


def _inner(message: Message) -> list[Message]:
    inner = message.get_payload()
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []


def _is_file(message: Message, *, of_text: bool) -> bool:
    kind = message.get_content_type()
    if kind in _SEALS:
        return False
    if of_text and message.get("content-id") and message.get_content_maintype() == "image":
        return False
    if _text(message.get("content-disposition", "")).lower().startswith("attachment"):
        return True
    return bool(_given_name(message)) or message.get_content_maintype() in {"application", "image"}


def _given_name(message: Message) -> str:
    return _plain(message, "filename", "content-disposition") or _plain(
        message, "name", "content-type"
    )


def _plain(message: Message, parameter: str, header: str) -> str:
    value = message.get_param(parameter, None, header)
    return _text(collapse_rfc2231_value(value)) if value else ""


def _name(message: Message, number: int) -> str:
    kind = message.get_content_type()
    ending = _ENDINGS.get(kind, message.get_content_subtype())
    made_up = f"{number}.{ending}" if ending.isalnum() else str(number)
    return _given_name(message)[:NAME_MAX] or made_up


def _text(value: object) -> str:
    """Give a header as text, whatever it claims to be written in."""
    try:
        pieces = decode_header(str(value)[:TEXT_MAX])
    except (ValueError, LookupError, MessageError):
        return str(value)[:TEXT_MAX]
    return "".join(
        piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces
    )


def _decoded(piece: bytes, charset: str | None) -> str:
    for each in (charset or "utf-8", "utf-8", "gb18030"):
        try:
            return piece.decode(each)
        except (LookupError, ValueError):
            continue
    return piece.decode("utf-8", "replace")


def _bytes(message: Message) -> bytes:
    content = message.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
