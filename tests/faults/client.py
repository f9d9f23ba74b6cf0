"""A client that posts until it is killed, and writes down what it asks and what it is answered.

Run as a process: `python -m tests.faults.client LOG NAME` with the database's URL and the books'
identifiers on its standard input. A line is written before each request and after each answer, by
one system call, so that not even SIGKILL tears it. Where no answer comes it asks again with the
same key; whoever continues a log begins with the request that was never answered.
"""

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from ledger import book, events
from ledger.journal import JournalEntry
from tests.faults.client_log import AGAIN, ANSWERED, ASKED, Line, read
from tests.ledger.story import GRANT, RND, Books, act_as, on, yuan

PAUSE: Final = 0.02


def entries(books: Books, key: str) -> list[JournalEntry]:
    """What a key means: a reservation, or a transfer that stands in both books or in neither."""
    if key.endswith("b"):
        return [
            events.appropriate(books.center, on(key), yuan("0.01")),
            events.bank_fee(books.employer, on(key), GRANT, yuan("0.01")),
        ]
    return [events.reserve(books.employer, on(key), RND, yuan("0.01"))]


def post(connection: Connection, books: Books, key: str) -> Line:
    act_as(connection, "center")
    receipts = book.post(connection, *entries(books, key))
    last = receipts[-1]
    return Line(ANSWERED, key, last.seq, last.hash.hex(), replayed=last.replayed)


def work(engine: Engine, books: Books, log: Path, name: str) -> None:
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    chance = random.Random(name)  # noqa: S311  # a repeatable mix, no secret
    lines = read(log)
    open_keys = {line.key for line in lines} - {line.key for line in lines if line.what == ANSWERED}
    number = len(lines)
    for key in sorted(open_keys):
        _ask(engine, books, file, key, first=AGAIN)
    while True:
        number += 1
        kind = "b" if chance.random() < 0.2 else "a"
        _ask(engine, books, file, f"{name}:{number}{kind}", first=ASKED)


def _ask(engine: Engine, books: Books, file: int, key: str, *, first: str) -> None:
    what = first
    while True:
        os.write(file, Line(what, key).text().encode())
        try:
            with engine.begin() as connection:
                answer = post(connection, books, key)
        except DBAPIError as error:
            if not isinstance(error.orig, psycopg.OperationalError):
                raise
            what = AGAIN
            time.sleep(PAUSE)
        else:
            os.write(file, answer.text().encode())
            return


def main() -> None:
    asked = json.loads(sys.stdin.readline())
    engine = create_engine(asked["url"], poolclass=None if asked["pool"] else NullPool)
    work(engine, Books(*asked["books"]), Path(sys.argv[1]), sys.argv[2])


if __name__ == "__main__":
    main()
