"""What a posting costs through `ledger.book`, as the product posts: SQLAlchemy, one connection."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from sqlalchemy import Connection, text

from ledger import book, events
from ledger.events import Occasion, Purpose
from ledger.journal import BookId, JournalEntry
from service.db import CENTER, Database
from tests.benchmarks.ledger.contestants import Arena

FEN = Decimal("0.01")
RND = Purpose("2026-017", "FISCAL", "RND")
DAY = date(2026, 3, 2)
_SET_SCOPE = text("select set_config('zhuanhu.tenant', :scope, true)")
_NUMBERS = count()


@dataclass(frozen=True)
class Door:
    """One connection of the product to one book."""

    connection: Connection
    book: BookId

    def commit(self, *entries: JournalEntry) -> None:
        """Post the entries in a transaction of their own."""
        with self.connection.begin():
            self.connection.execute(_SET_SCOPE, {"scope": CENTER.value})
            book.post(self.connection, *entries)

    def reserve(self) -> JournalEntry:
        return events.reserve(self.book, _occasion(), RND, FEN)

    def release(self) -> JournalEntry:
        """Take back what `reserve` took: the payment's share of the budget, without its money."""
        return events.release(self.book, _occasion(), RND, FEN)


@contextmanager
def door(arena: Arena, *, durable: bool) -> Iterator[Door]:
    database = Database(arena.endpoint.application_url)
    with database.engine.connect() as connection:
        with connection.begin():
            connection.execute(text(f"set synchronous_commit = {'on' if durable else 'off'}"))
        yield Door(connection, BookId(arena.first_book))
    database.dispose()


def client_processor(ours: Door, postings: int) -> float:
    """Give the microseconds of this very process per posting, one commit each."""
    entries = [ours.reserve() for _ in range(postings)]
    began = time.process_time()
    for entry in entries:
        ours.commit(entry)
    return (time.process_time() - began) * 1e6 / postings


def seconds(ours: Door, postings: int, batch: int) -> float:
    """Give how long so many postings take, so many in one commit."""
    entries = [ours.reserve() for _ in range(postings)]
    began = time.perf_counter()
    for first in range(0, postings, batch):
        ours.commit(*entries[first : first + batch])
    return time.perf_counter() - began


def latencies(ours: Door, postings: int, per_second: int) -> list[float]:
    """Reserve and settle in turn at a steady pace; give the milliseconds of each commit."""
    taken = []
    start = time.perf_counter()
    for number in range(postings):
        due = start + number / per_second
        time.sleep(max(0.0, due - time.perf_counter()))
        entry = ours.release() if number % 2 else ours.reserve()
        began = time.perf_counter()
        ours.commit(entry)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def percentile(values: list[float], share: float) -> float:
    """Give the value that so many of a hundred do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def _occasion() -> Occasion:
    key = f"{time.time_ns()}/{next(_NUMBERS)}"
    return Occasion(key=key, effective_on=DAY, actor="user-1", approver="user-2")
