"""A mail server that keeps what it is sent, for tests: the package aiosmtpd, in a thread."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = b"zhuanhu", b"a secret/with:signs"


class MailBox:
    """What arrived, and where to send to."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.log_ins: list[bool] = []
        self.url = ""

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"

    def allow(
        self, _server: SMTP, _session: Session, _envelope: Envelope, *given: Any
    ) -> AuthResult:
        right = given[-1] == LoginPassword(USER, PASSWORD)
        self.log_ins.append(right)
        return AuthResult(success=right)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def opened(secret: ssl.SSLContext | None = None, **options: Any) -> Iterator[MailBox]:
    """Run a mail server on a free port of the loopback address."""
    box = MailBox()
    port = _free_port()
    controller = Controller(
        box, hostname="127.0.0.1", port=port, authenticator=box.allow, tls_context=secret, **options
    )
    controller.start()
    box.url = f"smtp://localhost:{port}"
    try:
        yield box
    finally:
        controller.stop()
