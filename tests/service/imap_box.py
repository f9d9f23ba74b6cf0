"""A mail box to be read, for tests: the IMAP server of the package pymap, as a process."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.actions.mail_reading import REFUSED, TAKEN

USER, PASSWORD, FOLDER = "demouser", "demopass", "In"
START_SECONDS = 20.0


class ImapBox:
    """Where mail is put in, and what lies in which folder."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"imap://{USER}:{PASSWORD}@127.0.0.1:{port}/{FOLDER}"

    @contextmanager
    def logged_in(self) -> Iterator[imaplib.IMAP4]:
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            server.login(USER, PASSWORD)
            yield server
        finally:
            server.logout()

    def clear(self) -> None:
        with self.logged_in() as server:
            for folder in (FOLDER, TAKEN, REFUSED):
                server.delete(folder)
            server.create(FOLDER)

    def put(self, *messages: bytes) -> None:
        with self.logged_in() as server:
            for message in messages:
                state, answer = server.append(FOLDER, "", "", message)
                assert state == "OK", answer

    def lying(self) -> tuple[int, int, int]:
        """How many messages wait, were taken, were refused."""
        with self.logged_in() as server:
            return (
                self._count(server, FOLDER),
                self._count(server, TAKEN),
                self._count(server, REFUSED),
            )

    def _count(self, server: imaplib.IMAP4, folder: str) -> int:
        state, (count, *_) = server.select(folder, readonly=True)
        return int(count or 0) if state == "OK" else 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def opened() -> Iterator[ImapBox]:
    """Run an IMAP server on a free port of the loopback address."""
    box = ImapBox(_free_port())
    program = Path(sys.executable).with_name("pymap")
    command = [str(program), "--host", "127.0.0.1", "--port", str(box.port), "dict"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(box)
            yield box
        finally:
            server.terminate()
            server.wait(START_SECONDS)


def _wait(box: ImapBox) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with suppress(OSError), box.logged_in():
            return
        time.sleep(0.05)
    raise TimeoutError("the IMAP server does not answer")
