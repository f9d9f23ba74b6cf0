"""Reads files in separate, limited processes, so that no file can harm or stop the service.

A `ReaderPool` may be used from several threads. Children are started with exec, never forked from
a running thread; a child that crashed, overran a limit or read its share of files is replaced.
Pictures need far more memory and time: one further child recognises text, started when a picture
comes and ended when none came for a while.
"""

import logging
import queue
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from importers import sandbox_frames, sandbox_looking
from importers.archive import Member
from importers.bank_layout import BankLayout
from importers.bank_statement import BankStatement
from importers.document import Document, UnreadableDocument
from importers.invoice import Invoice
from importers.messages import N_, Message
from importers.page_text import Word
from importers.sandbox_frames import pack
from importers.sandbox_limits import RECOGNITION, Limits
from importers.sandbox_process import Child, ChildGone

_LOG = logging.getLogger(__name__)
IDLE_SECONDS = 180  # without a picture, then the recognising child is ended


class _Recogniser:
    """The child that recognises text on pictures: at most one, one request at a time."""

    def __init__(self, limits: Limits, idle_seconds: int) -> None:
        self.limits, self.idle_seconds = limits, idle_seconds
        self.child: Child | None = None
        self._lock = threading.Lock()
        self._clock: threading.Timer | None = None

    def ask(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            self._stop_clock()
            try:
                self.child = _fresh(self.child, "recognise", self.limits)
                return self.child.ask(request)
            except ChildGone:
                self._end()
                raise
            finally:
                self._clock = threading.Timer(self.idle_seconds, self.close)
                self._clock.daemon = True
                self._clock.start()

    def close(self) -> None:
        """End the child; waits for one at work."""
        with self._lock:
            self._stop_clock()
            self._end()

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _end(self) -> None:
        if self.child is not None:
            self.child.stop()
            self.child = None


class ReaderPool:
    """`size` reading processes at most, started when first needed and kept warm."""

    def __init__(
        self,
        size: int = 2,
        limits: Limits | None = None,
        recognition: Limits = RECOGNITION,
        idle_seconds: int = IDLE_SECONDS,
    ) -> None:
        self.limits = limits or Limits()
        self._places: queue.LifoQueue[Child | None] = queue.LifoQueue()
        for _ in range(size):
            self._places.put(None)
        self.size = size
        self._recogniser = _Recogniser(recognition, idle_seconds)

    def read(self, name: str, content: bytes, *, look: bool = False) -> tuple[Invoice, ...]:
        """Return the invoices of a file; UnreadableDocument with a sentence when there is none.

        With `look` the key fields are also held against the page as shown (`importers.pixels`),
        which needs the recognising child and a fifth of a second a file.
        """
        Document(name, content)  # empty or too long: refused before it costs a process
        head, _ = self._ask(pack({"do": "read", "name": name}, content))
        invoices = tuple(Invoice.from_record(record) for record in head["invoices"])
        if not look:
            return invoices
        return sandbox_looking.looked(invoices, name, content, self._ask, self._ask_recogniser)

    def render(self, content: bytes, page: int = 1, dpi: int = 110) -> bytes:
        """Return page `page` (from 1) as PNG; UnreadableDocument when that is not possible."""
        _, image = self._ask(pack({"do": "render", "name": "", "page": page, "dpi": dpi}, content))
        return image

    def words(self, content: bytes, page: int = 1) -> tuple[Word, ...]:
        """Return the words of page `page` (from 1) with their boxes (1/100 pt), as read."""
        head, _ = self._ask(pack({"do": "words", "name": "", "page": page}, content))
        return tuple(Word(*word) for word in head["words"])

    def unpack(self, name: str, content: bytes) -> tuple[Member, ...]:
        """Return the files in an archive, a damaged one with its fault.

        UnreadableDocument when the archive as a whole is refused.
        """
        Document(name, content)
        head, body = self._ask(pack({"do": "unpack", "name": name}, content))
        return sandbox_frames.parted(head["members"], body)

    def bank_statement(
        self, name: str, content: bytes, layouts: Iterable[BankLayout] = ()
    ) -> BankStatement:
        """Return a bank's statement (xlsx, csv); UnreadableDocument when the file is none.

        `layouts`: what people said of the columns of earlier files.
        """
        Document(name, content)
        known = [layout.to_record() for layout in layouts]
        head, _ = self._ask(pack({"do": "bank", "name": name, "layouts": known}, content))
        return BankStatement.from_record(head["statement"])

    def bank_head(self, name: str, content: bytes) -> list[list[str]]:
        """Return the upper rows of a bank's file; UnreadableDocument when it is no table."""
        Document(name, content)
        head, _ = self._ask(pack({"do": "bank_head", "name": name}, content))
        found: list[list[str]] = head["rows"]
        return found

    def table(self, name: str, content: bytes) -> list[list[str]]:
        """Return the cells of a table (xlsx, csv) by row; UnreadableDocument when it is none."""
        Document(name, content)
        head, _ = self._ask(pack({"do": "table", "name": name}, content))
        found: list[list[str]] = head["rows"]
        return found

    def children(self) -> tuple[int, ...]:
        """Return the process ids of the children that are idle now."""
        idle = (*self._places.queue, self._recogniser.child)
        return tuple(child.process.pid for child in idle if child is not None)

    def close(self) -> None:
        """Stop the children; waits for those at work."""
        for _ in range(self.size):
            child = self._places.get()
            if child is not None:
                child.stop()
        self._recogniser.close()

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
        """Ask a plain child, and the recognising one where that says it needs it."""
        head, body = self._ask_reader(request)
        return self._ask_recogniser(request) if "needs" in head else _answered(head, body)

    def _ask_recogniser(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            return _answered(*self._recogniser.ask(request))
        except ChildGone as gone:
            raise UnreadableDocument(_gone(late=gone.late)) from gone

    def _ask_reader(self, request: bytes) -> tuple[dict[str, Any], bytes]:
        child: Child | None = self._places.get()
        try:
            child = _fresh(child, "read", self.limits)
            return child.ask(request)
        except ChildGone as gone:
            if child is not None:
                child.stop()
            child = None
            raise UnreadableDocument(_gone(late=gone.late)) from gone
        finally:
            self._places.put(child)


def _answered(head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return an answer; UnreadableDocument with the sentence where it is a refusal."""
    if "trace" in head:
        _LOG.error("a reader failed: %s", head["trace"])
    if "unreadable" in head:
        raise UnreadableDocument(Message.from_record(head["unreadable"]))
    return head, body


def _fresh(child: Child | None, trade: str, limits: Limits) -> Child:
    if child is not None and child.usable():
        return child
    if child is not None:
        child.stop()
    return Child(trade, limits)


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
