"""One reading process as its parent sees it: started, asked through pipes, stopped."""

import os
import selectors
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from importers.sandbox_frames import HEAD_SIZE, lengths, unpack
from importers.sandbox_limits import Limits

_ROOT = Path(__file__).resolve().parent.parent
_CHUNK = 1 << 16
_MIB = 1024 * 1024
_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}


class ChildGone(Exception):  # noqa: N818  # an event of the pool, turned into a sentence there
    """The child died, hung or answered nonsense."""

    def __init__(self, *, late: bool = False) -> None:
        super().__init__()
        self.late = late


class Child:
    """A reading process and its pipes; `trade` is what it does: read files, or recognise too."""

    def __init__(self, trade: str, limits: Limits) -> None:
        self.limits = limits
        self.files_left = limits.files_per_child
        self.process = subprocess.Popen(  # noqa: S603  # our own module, no outside input in the command
            [sys.executable, "-m", "importers.sandbox_child", trade, *map(str, astuple(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"}
            | _ONE_THREAD,
        )
        assert self.process.stdin is not None, "asked for a pipe"
        assert self.process.stdout is not None, "asked for a pipe"
        self.requests, self.answers = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.requests, False)  # its only parameter
        self.selector = selectors.DefaultSelector()

    def usable(self) -> bool:
        """Whether it lives and has files left to read."""
        return self.files_left > 0 and self.process.poll() is None

    def ask(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        """Send a packed request and return the answer within the wall limit, or ChildGone."""
        self.files_left -= 1
        deadline = time.monotonic_ns() + self.limits.wall_seconds * 10**9
        try:
            self._send(memoryview(request), deadline)
            head_length, body_length = lengths(self._receive(HEAD_SIZE, deadline))
            if head_length + body_length > self.limits.answer_mib * _MIB:
                raise ChildGone
            head = self._receive(head_length, deadline)
            return unpack(head, self._receive(body_length, deadline))
        except (OSError, ValueError) as broken:
            raise ChildGone from broken

    def _send(self, data: memoryview, deadline: int) -> None:
        while data:
            self._wait(self.requests, selectors.EVENT_WRITE, deadline)
            data = data[os.write(self.requests, data[:_CHUNK]) :]

    def _receive(self, size: int, deadline: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            self._wait(self.answers, selectors.EVENT_READ, deadline)
            part = os.read(self.answers, min(_CHUNK, size - len(parts)))
            if not part:
                raise ChildGone
            parts += part
        return bytes(parts)

    def _wait(self, pipe: int, event: int, deadline: int) -> None:
        self.selector.register(pipe, event)
        try:
            if not self.selector.select(max(deadline - time.monotonic_ns(), 0) / 10**9):
                raise ChildGone(late=True)
        finally:
            self.selector.unregister(pipe)

    def stop(self) -> None:
        """End it at once."""
        self.process.kill()
        self.selector.close()
        with suppress(BrokenPipeError):
            self.process.communicate()
