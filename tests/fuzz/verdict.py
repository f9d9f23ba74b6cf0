"""What became of one file in the sandbox: the contract of the reader, and each way to break it."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from pathlib import Path

from typing_extensions import override

from importers.document import UnreadableDocument
from importers.invoice import Invoice, Kind
from importers.sandbox import ReaderPool
from importers.sandbox_frames import pack
from importers.sandbox_limits import RECOGNITION, Limits

ROOT = Path(__file__).resolve().parents[2]
FAILED = "读取时出错"  # what is said when a reader failed unforeseen
WIDER = 4  # times the memory and the time, to tell a limit from a crash


class End(StrEnum):
    """How a file ended. From `TRACE` on, each is a fault of ours."""

    READ = "read"  # as a voucher
    FOREIGN = "no voucher"
    REFUSED = "refused"  # with a sentence
    LIMITED = "limited"  # stopped for its time or memory, with a sentence
    TRACE = "TRACE"  # a reader failed in a way that nobody foresaw
    CRASHED = "CRASHED"  # the child died though it was within its limits
    LATE = "LATE"  # the wall limit was reached
    ESCAPED = "ESCAPED"  # the caller got something else than invoices or UnreadableDocument


FAULTS = frozenset({End.TRACE, End.CRASHED, End.LATE, End.ESCAPED})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The end of a file, what was said, and how long it took on the wall."""

    end: End
    said: str
    milliseconds: int


class _Traces(logging.Handler):
    """Keeps what the pool logs about readers that failed."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.kept: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    logger, handler = logging.getLogger("importers.sandbox"), _Traces()
    through, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield handler.kept
    finally:
        logger.removeHandler(handler)
        logger.propagate = through


def of(pool: ReaderPool, name: str, content: bytes, *, look: bool = False) -> Verdict:
    """Read a file as the product does and say how it ended; with `look` its pixels too."""
    started = time.monotonic_ns()
    refusal = None
    with _listening() as traces:
        try:
            end, said = _answered(pool.read(name, content, look=look))
        except UnreadableDocument as unreadable:
            refusal, end, said = unreadable, End.REFUSED, unreadable.message.text()
        except Exception as escaped:  # noqa: BLE001  # that nothing else comes out is what is tried
            end, said = End.ESCAPED, repr(escaped)
    taken = (time.monotonic_ns() - started) // 10**6
    if refusal is not None:
        end = _refused(pool, name, content, refusal)
    if traces:
        end, said = End.TRACE, "\n".join(traces)
    return Verdict(end, said, taken)


def _answered(invoices: tuple[Invoice, ...]) -> tuple[End, str]:
    if not invoices:
        return End.ESCAPED, "no invoice, and no reason"
    kinds = sorted({invoice.kind.value for invoice in invoices})
    told = [finding.template for invoice in invoices for finding in invoice.findings]
    if any(template.startswith(FAILED) for template in told):
        return End.TRACE, f"{FAILED} a file of an archive"  # the others are read all the same
    return (End.FOREIGN if kinds == [Kind.NOT_INVOICE] else End.READ), " ".join(kinds)


def _refused(pool: ReaderPool, name: str, content: bytes, refusal: UnreadableDocument) -> End:
    """Tell a sentence of a reader from a child that is gone."""
    if refusal.__cause__ is None:
        return End.REFUSED
    if getattr(refusal.__cause__, "late", False):
        return End.LATE
    return End.LIMITED if survives(name, content, pool.limits) else End.CRASHED


def survives(name: str, content: bytes, limits: Limits) -> bool:
    """Whether wider limits keep both children alive, or they are clearly stopped by a limit."""
    children = {"read": limits, "recognise": RECOGNITION}
    return all(_survives(trade, name, content, narrow) for trade, narrow in children.items())


def _survives(trade: str, name: str, content: bytes, limits: Limits) -> bool:
    wider = replace(
        limits, memory_mib=limits.memory_mib * WIDER, cpu_seconds=limits.cpu_seconds * WIDER
    )
    child = subprocess.Popen(
        [sys.executable, "-m", "importers.sandbox_child", trade, *map(str, astuple(wider))],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    assert child.stdin is not None, "asked for a pipe"
    with suppress(BrokenPipeError), child.stdin as requests:
        requests.write(pack({"do": "read", "name": name}, content))
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    timed_out = child.returncode in {-signal.SIGKILL, -signal.SIGXCPU}
    return child.returncode == 0 or timed_out or used.ru_maxrss > limits.memory_mib * 1024
