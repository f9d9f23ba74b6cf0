"""Reads files in separate, limited processes, so that no file can harm or stop the service.

A `ReaderPool` may be used from several threads. Children are started with exec, never forked from
a running thread; a child that crashed, overran a limit or read its share of files is replaced.
"""

import logging
import os
import queue
import selectors
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from importers.document import Document, UnreadableDocument
from importers.invoice import Invoice
from importers.messages import N_, Message
from importers.sandbox_frames import HEAD_SIZE, lengths, pack, unpack
from importers.sandbox_limits import Limits

_ROOT = Path(__file__).resolve().parent.parent
_CHUNK = 1 << 16
_LOG = logging.getLogger(__name__)
_MIB = 1024 * 1024


class _ChildGone(Exception):  # noqa: N818  # an event of the pool, turned into a sentence there
    """The child died, hung or answered nonsense."""

    def __init__(self, *, late: bool = False) -> None:
        super().__init__()
        self.late = late


class _Child:
    """One reading process and its pipes."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files_left = limits.files_per_child
        self.process = subprocess.Popen(  # noqa: S603  # our own module, no outside input in the command
            [sys.executable, "-m", "importers.sandbox_child", *map(str, astuple(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        assert self.process.stdin is not None, "asked for a pipe"
        assert self.process.stdout is not None, "asked for a pipe"
        self.requests, self.answers = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.requests, False)  # its only parameter
        self.selector = selectors.DefaultSelector()

    def usable(self) -> bool:
        return self.files_left > 0 and self.process.poll() is None

    def ask(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        """Send a packed request and return the answer within the wall limit, or _ChildGone."""
        self.files_left -= 1
        deadline = time.monotonic_ns() + self.limits.wall_seconds * 10**9
        try:
            self._send(memoryview(request), deadline)
            head_length, body_length = lengths(self._receive(HEAD_SIZE, deadline))
            if head_length + body_length > self.limits.answer_mib * _MIB:
                raise _ChildGone
            head = self._receive(head_length, deadline)
            return unpack(head, self._receive(body_length, deadline))
        except (OSError, ValueError) as broken:
            raise _ChildGone from broken

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
                raise _ChildGone
            parts += part
        return bytes(parts)

    def _wait(self, pipe: int, event: int, deadline: int) -> None:
        self.selector.register(pipe, event)
        try:
            if not self.selector.select(max(deadline - time.monotonic_ns(), 0) / 10**9):
                raise _ChildGone(late=True)
        finally:
            self.selector.unregister(pipe)

    def stop(self) -> None:
        self.process.kill()
        self.selector.close()
        with suppress(BrokenPipeError):
            self.process.communicate()


class ReaderPool:
    """`size` reading processes at most, started when first needed and kept warm."""

    def __init__(self, size: int = 2, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._places: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._places.put(None)
        self.size = size

    def read(self, name: str, content: bytes) -> tuple[Invoice, ...]:
        """Return the invoices of a file; UnreadableDocument with a sentence when there is none."""
        Document(name, content)  # empty or too long: refused before it costs a process
        head, _ = self._ask(pack({"do": "read", "name": name}, content))
        return tuple(Invoice.from_record(record) for record in head["invoices"])

    def render(self, content: bytes, page: int = 1, dpi: int = 110) -> bytes:
        """Return page `page` (from 1) as PNG; UnreadableDocument when that is not possible."""
        _, image = self._ask(pack({"do": "render", "name": "", "page": page, "dpi": dpi}, content))
        return image

    def children(self) -> tuple[int, ...]:
        """Return the process ids of the children that are idle now."""
        idle = tuple(self._places.queue)
        return tuple(child.process.pid for child in idle if child is not None)

    def close(self) -> None:
        """Stop the children; waits for those at work."""
        for _ in range(self.size):
            child = self._places.get()
            if child is not None:
                child.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        child: _Child | None = self._places.get()
        try:
            child = self._fresh(child)
            head, body = child.ask(request)
        except _ChildGone as gone:
            if child is not None:
                child.stop()
            child = None
            raise UnreadableDocument(_gone(late=gone.late)) from gone
        finally:
            self._places.put(child)
        if "trace" in head:
            _LOG.error("a reader failed: %s", head["trace"])
        if "unreadable" in head:
            raise UnreadableDocument(Message.from_record(head["unreadable"]))
        return head, body

    def _fresh(self, child: _Child | None) -> _Child:
        if child is not None and child.usable():
            return child
        if child is not None:
            child.stop()
        return _Child(self.limits)


def _gone(*, late: bool) -> Message:
    if late:
        return Message(
            N_("读取超时，已停止。文件可能损坏或过于复杂，请重新从开票平台下载 PDF 后再上传。")
        )
    return Message(
        N_("读取时超出了安全限制，已停止。文件可能损坏，请重新从开票平台下载 PDF 后再上传。")
    )


def read_once(name: str, content: bytes, limits: Limits | None = None) -> tuple[Invoice, ...]:
    """Read one file in a process of its own that ends afterwards."""
    with ReaderPool(1, limits) as pool:
        return pool.read(name, content)
