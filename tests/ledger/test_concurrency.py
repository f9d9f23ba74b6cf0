"""Eight connections at once: nobody overspends, nothing is posted twice, nobody deadlocks."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from sqlalchemy import Connection

from ledger import book, events, proof
from ledger.accounts import AccountRef
from tests.database_server import ClonedDatabase
from tests.ledger.story import BUDGET, CONF, GRANT, RND, Books, act_as, fund, on, yuan

THREADS = 8
SECONDS = 3


def funded(database: ClonedDatabase) -> Books:
    with database.engine.begin() as connection:
        act_as(connection, "center")
        return fund(connection)


def test_eight_accountants_share_one_budget(database: ClonedDatabase) -> None:
    books = funded(database)
    ends = monotonic() + SECONDS
    outcomes: Counter[str] = Counter()
    lock = threading.Lock()

    def work(worker: int) -> None:
        chance = random.Random(worker)  # noqa: S311  # a repeatable mix, no secret
        done: Counter[str] = Counter()
        while monotonic() < ends:
            done[_one_step(database, books, chance)] += 1
        with lock:
            outcomes.update(done)

    with ThreadPoolExecutor(THREADS) as pool:
        for finished in [pool.submit(work, worker) for worker in range(THREADS)]:
            finished.result()  # a deadlock or any other error of the database ends the test here

    assert outcomes["posted"] > 0
    assert outcomes["replayed"] > 0
    assert outcomes["OverBudget"] > 0
    with database.engine.begin() as connection:
        act_as(connection, "center")
        assert proof.prove(connection) == ()
        reserved = book.balance(connection, books.employer, CONF.on("9002"))
        available = book.balance(connection, books.employer, CONF.on("9001"))
        assert reserved + available == BUDGET["CONF"]
        assert available >= 0
        posted = len(_all_keys(connection, books))
    assert posted == outcomes["posted"] + 2 * outcomes["both"] + BEFORE


BEFORE = 6  # entries of the funded story in both books


def _one_step(database: ClonedDatabase, books: Books, chance: random.Random) -> str:
    """Reserve, sometimes with a key that others use, sometimes over both books in one go."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        act_as(connection, "center")
        try:
            if chance.random() < 0.3:
                key = f"pay:{chance.randrange(10**9)}"
                pair = [
                    events.bank_fee(books.employer, on(key), GRANT, yuan("0.01")),
                    events.appropriate(books.center, on(key), yuan("0.01")),
                ]
                chance.shuffle(pair)
                book.post(connection, *pair)
                return "both"
            key = f"claim:{chance.randrange(400)}"
            entry = events.reserve(books.employer, on(key), CONF, yuan("97.53"))
            receipt = book.post(connection, entry)[0]
        except book.PostingRefused as refused:
            transaction.rollback()
            return type(refused).__name__
        return "replayed" if receipt.replayed else "posted"


def _all_keys(connection: Connection, books: Books) -> list[str]:
    keys: list[str] = []
    for of in (books.center, books.employer):
        before: int | None = None
        while page := book.journal(connection, of, before_seq=before, limit=500):
            keys += [entry.key for entry in page]
            before = page[-1].seq
    return keys


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
