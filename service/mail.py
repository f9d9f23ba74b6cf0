"""Mail by SMTP: one message, sent now or refused with an error of the mail server."""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

SECONDS = 30
PORTS = {"smtp": 25, "smtps": 465}


class NotSecret(Exception):  # noqa: N818  # what the operator must change
    """The mail server offers no encryption, and a password would travel in the clear."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file in a message."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class MailServer:
    """The mail server of the settings: smtp:// (TLS where it is offered) or smtps://."""

    url: str
    sender: str

    def send(
        self, to: Sequence[str], subject: str, body: str, attachments: Sequence[Attachment] = ()
    ) -> None:
        """Send one message to all; raise `OSError`, `SMTPException` or `NotSecret`."""
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = ", ".join(to)
        message["Subject"] = subject
        message["Auto-Submitted"] = "auto-generated"  # so that no program answers (RFC 3834)
        message.set_content(body)
        for each in attachments:
            message.add_attachment(each.content, filename=each.name)
        with self._connected() as server:
            server.send_message(message)

    def _connected(self) -> AbstractContextManager[smtplib.SMTP]:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        secret = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=secret)
        else:
            server = smtplib.SMTP(host, port, timeout=SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=secret)
            elif parts.username:
                server.close()
                raise NotSecret("the mail server offers no TLS: use smtps:// or no password")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        return server
