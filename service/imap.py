"""A mail box by IMAP: what is new in a folder, looked at piece by piece and moved when done."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

SECONDS = 10
PORTS = {"imap": 143, "imaps": 993}
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class BoxRefused(Exception):  # noqa: N818  # for the operator, without the password
    """The mail server does not do what reading a box needs."""


@dataclass(frozen=True, slots=True)
class Box:
    """An open folder of a mail box. Messages are known by their UID."""

    server: imaplib.IMAP4

    def messages(self) -> list[str]:
        """Give the UIDs of all messages, oldest first."""
        (found, *_) = self._do("SEARCH", "ALL")
        numbers = found.split() if isinstance(found, bytes) else []
        return sorted((number.decode("ascii") for number in numbers), key=int)

    def header(self, uid: str, bytes_max: int) -> tuple[int, bytes]:
        """Give the size of a whole message, and its headers: `bytes_max` of them at most."""
        answer = self._do("FETCH", uid, f"(RFC822.SIZE BODY.PEEK[HEADER]<0.{bytes_max}>)")
        said, content = _literal(answer)
        # the size may come before or after the literal
        sizes = _SIZE.search(said + b" ".join(each for each in answer if isinstance(each, bytes)))
        if sizes is None:
            raise BoxRefused("the mail server does not tell the size of a message")
        return int(sizes.group(1)), content[:bytes_max]

    def content(self, uid: str, bytes_max: int) -> bytes:
        """Give a message, `bytes_max` of it at most; it stays unread."""
        return _literal(self._do("FETCH", uid, f"(BODY.PEEK[]<0.{bytes_max}>)"))[1][:bytes_max]

    def move(self, uid: str, folder: str) -> None:
        """Move a message to a folder beside; one that is gone is no fault."""
        if "MOVE" in self.server.capabilities:
            self._do("MOVE", uid, _quoted(folder))
            return
        self._do("COPY", uid, _quoted(folder))
        self._do("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        self._do("EXPUNGE", uid)

    def _do(self, command: str, *given: str) -> Sequence[object]:
        state, answer = self.server.uid(command, *given)
        if state != "OK":
            raise BoxRefused(f"the mail server refuses {command}")
        return list(answer)


def _literal(answer: Sequence[object]) -> tuple[bytes, bytes]:
    for each in answer:
        if isinstance(each, tuple):
            return each[0], each[1]
    return b"", b""


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


@contextmanager
def opened(url: str, folders: Sequence[str]) -> Iterator[Box]:
    """Open the folder of `imaps://user:password@host/folder`; the others are made where missing.

    Raise `OSError`, `IMAP4.error` or `BoxRefused`.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    if parts.scheme == "imaps":
        secret = ssl.create_default_context()
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, port, ssl_context=secret, timeout=SECONDS)
    else:
        server = imaplib.IMAP4(host, port, timeout=SECONDS)
    try:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        _introduce(server)
        _prepare(server, unquote(parts.path[1:]) or "INBOX", folders)
        yield Box(server)
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _introduce(server: imaplib.IMAP4) -> None:
    _, (known, *_) = server.capability()
    given = tuple(str(known, "ascii", "replace").upper().split())
    server.capabilities = given
    if "MOVE" not in given and "UIDPLUS" not in given:
        raise BoxRefused("the mail server knows neither MOVE nor UIDPLUS: nothing can be moved")
    if "ID" in given:  # some let nobody in who does not say what program it is
        server.xatom("ID", '("name" "zhuanhu")')


def _prepare(server: imaplib.IMAP4, folder: str, others: Sequence[str]) -> None:
    for each in others:
        state, _ = server.status(_quoted(each), "(MESSAGES)")
        if state != "OK" and server.create(_quoted(each))[0] != "OK":
            raise BoxRefused(f"the mail server makes no folder {each}: make it by hand")
    if server.select(_quoted(folder))[0] != "OK":
        raise BoxRefused(f"the mail box has no folder {folder}")
