"""Eight connections at once: nobody overspends, nothing is posted twice, nobody deadlocks."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import monotonic
from typing import TypeAlias

import pytest
from sqlalchemy import Connection

from ledger import book, control, events, proof
from ledger.accounts import AccountRef
from ledger.journal import EntryId, JournalEntry
from tests.database_server import ClonedDatabase
from tests.faults.scale import number
from tests.ledger.story import BUDGET, CONF, GRANT, RND, Books, act_as, close_months, fund, on, yuan

THREADS = 8
SECONDS = number("CONCURRENCY_SECONDS", 20)
Step: TypeAlias = Callable[[Connection, random.Random], str]


def funded(database: ClonedDatabase) -> Books:
    with database.engine.begin() as connection:
        act_as(connection, "center")
        return fund(connection)


@dataclass
class Accountant:
    """One of eight: what he posted, and what became of everything he tried."""

    database: ClonedDatabase
    books: Books
    name: int
    done: Counter[str] = field(default_factory=Counter)
    posted: list[tuple[EntryId, JournalEntry]] = field(default_factory=list)

    def work(self, until: float) -> None:
        chance = random.Random(self.name)  # noqa: S311  # a repeatable mix, no secret
        steps: dict[Step, int] = {
            self.reserve: 30, self.spend: 20, self.reverse: 15, self.in_two_books: 20,
            self.repeat: 10, self.close: 2, self.come_late: 3,
        }  # fmt: skip
        while monotonic() < until:
            (step,) = chance.choices([*steps], [*steps.values()])
            with self.database.engine.connect() as connection, connection.begin() as transaction:
                act_as(connection, "center")
                try:
                    self.done[step(connection, chance)] += 1
                except book.PostingRefused as refused:
                    transaction.rollback()
                    self.done[type(refused).__name__] += 1

    def post(self, connection: Connection, *entries: JournalEntry) -> str:
        receipts = book.post(connection, *entries)
        new = [
            (receipt.entry_id, entry)
            for receipt, entry in zip(receipts, entries, strict=True)
            if not receipt.replayed
        ]
        self.posted += new
        self.done["entries"] += len(new)
        return "posted" if new else "replayed"

    def reserve(self, connection: Connection, chance: random.Random) -> str:
        """With a key that the others use, too."""
        key = f"claim:{chance.randrange(4000)}"
        return self.post(
            connection, events.reserve(self.books.employer, on(key), CONF, yuan("97.53"))
        )

    def spend(self, connection: Connection, chance: random.Random) -> str:
        key = f"claim:{chance.randrange(4000)}:spend"
        return self.post(
            connection, events.spend(self.books.employer, on(key), CONF, yuan("97.53"))
        )

    def reverse(self, connection: Connection, chance: random.Random) -> str:
        if not self.posted:
            return "nothing to reverse"
        entry, _ = chance.choice(self.posted)
        receipt = book.reverse(connection, entry, on(f"undo:{entry}:{chance.randrange(2)}"))
        self.done["entries"] += not receipt.replayed
        return "replayed" if receipt.replayed else "reversed"

    def in_two_books(self, connection: Connection, chance: random.Random) -> str:
        """Or in three, in any order: nobody waits in a circle."""
        occasion = on(f"{self.name}:{chance.randrange(10**9)}")
        entries = [
            events.bank_fee(self.books.employer, occasion, GRANT, yuan("0.01")),
            events.appropriate(self.books.center, occasion, yuan("0.01")),
            events.interest(self.books.other, occasion, {GRANT: yuan("0.01")}),
        ]
        return self.post(connection, *chance.sample(entries, chance.choice([2, 2, 3])))

    def repeat(self, connection: Connection, chance: random.Random) -> str:
        """What was posted before, sent again."""
        if not self.posted:
            return "nothing to repeat"
        return self.post(connection, chance.choice(self.posted)[1])

    def close(self, connection: Connection, chance: random.Random) -> str:
        """For good in the first months of a year gone by, softly in any of them."""
        close, days = chance.choice([(close_months, 100), (control.soft_close_through, 365)])
        close(connection, self.books.employer, date(2025, 1, 1) + timedelta(chance.randrange(days)))
        return "closed"

    def come_late(self, connection: Connection, chance: random.Random) -> str:
        day = date(2025, 1, 1) + timedelta(chance.randrange(365))
        late = on(f"late:{self.name}:{chance.randrange(10**9)}", day)
        fee = events.bank_fee(self.books.employer, late, GRANT, yuan("0.01"))
        return self.post(connection, fee)


@pytest.mark.slow
def test_eight_accountants_share_one_budget(database: ClonedDatabase) -> None:
    books = funded(database)
    until = monotonic() + SECONDS
    accountants = [Accountant(database, books, name) for name in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        for finished in [pool.submit(one.work, until) for one in accountants]:
            finished.result()  # a deadlock or any other error of the database ends the test here

    outcomes = sum((one.done for one in accountants), Counter[str]())
    print(dict(outcomes))
    for expected in ("posted", "replayed", "reversed", "closed", *REFUSED):
        assert outcomes[expected] > 0, expected
    with database.engine.begin() as connection:
        act_as(connection, "center")
        assert proof.prove(connection) == ()
        parts = [
            book.balance(connection, books.employer, CONF.on(code))
            for code in ("9001", "9002", "9003")
        ]
        assert sum(parts) == BUDGET["CONF"]
        assert min(parts) >= 0
        every = (books.center, books.employer, books.other)
        last = [book.head(connection, of).seq for of in every]
    assert sum(last) == outcomes["entries"] + BEFORE


BEFORE = 6  # entries of the funded story in both books
REFUSED = ("OverBudget", "AlreadyReversed", "PeriodClosed", "PeriodClosing")


def test_the_same_request_sent_eight_times_at_once_is_one_entry(
    database: ClonedDatabase,
) -> None:
    books = funded(database)
    starting_line = threading.Barrier(THREADS)

    def send(_: int) -> tuple[int, bool]:
        with database.engine.begin() as connection:
            act_as(connection, "center")
            starting_line.wait(timeout=30)
            entry = events.reserve(books.employer, on("claim:1"), RND, yuan("5.00"))
            receipt = book.post(connection, entry)[0]
        return receipt.entry_id, receipt.replayed

    with ThreadPoolExecutor(THREADS) as pool:
        receipts = list(pool.map(send, range(THREADS)))
    assert len({entry_id for entry_id, _ in receipts}) == 1
    assert sorted(replayed for _, replayed in receipts) == [False] + [True] * (THREADS - 1)


def test_a_new_account_is_opened_once_though_eight_need_it(database: ClonedDatabase) -> None:
    books = funded(database)
    starting_line = threading.Barrier(THREADS)

    def send(worker: int) -> None:
        with database.engine.begin() as connection:
            act_as(connection, "center")
            starting_line.wait(timeout=30)
            fee = events.bank_fee(books.employer, on(f"fee:{worker}"), GRANT, yuan("1.00"))
            book.post(connection, fee)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(send, range(THREADS)))
    with database.engine.begin() as connection:
        act_as(connection, "center")
        owed = book.balance(connection, books.employer, AccountRef("1221.OWN", GRANT))
        assert owed == THREADS
        assert proof.prove(connection) == ()
