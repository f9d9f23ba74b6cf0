"""Kill clients, backends and the server under load; look at the books after each kill."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from ledger import proof
from tests.database_server import connect
from tests.faults.client_log import AGAIN, ANSWERED, Line, read
from tests.faults.durable_server import DurableServer, kill
from tests.ledger.story import act_as

CLIENTS: Final = 4
ROOT: Final = Path(__file__).resolve().parents[2]
RECOVERY_SECONDS: Final = 60
# Clients that are killed leave no coverage, and tracing would only slow them down.
UNTRACED: Final = {
    name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")
}
VICTIMS: Final = ("client", "backend", "backend", "postmaster")


class Load:
    """A few client processes that are started again when they were killed."""

    def __init__(self, server: DurableServer, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.clients: dict[str, subprocess.Popen[str]] = {}

    def start(self, name: str) -> None:
        books = self.server.books
        asked = {
            "url": self.server.endpoint.application_url.render_as_string(hide_password=False),
            "books": [books.center, books.employer, books.other],
            "pool": True,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.client", str(self.log(name)), name],
            cwd=ROOT, env=UNTRACED, stdin=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdin
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.close()
        self.clients[name] = process

    def kill_one(self, chance: random.Random) -> None:
        name = chance.choice(sorted(self.clients))
        self.clients[name].kill()
        self.clients[name].wait()
        self.start(name)

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def lines(self) -> list[Line]:
        return [line for name in self.clients for line in read(self.log(name))]

    def answered(self) -> int:
        return sum(line.what == ANSWERED for line in self.lines())


@contextmanager
def load(server: DurableServer, folder: Path) -> Iterator[Load]:
    """Clients at work inside the block; none of them may have stopped by itself."""
    running = Load(server, folder)
    try:
        for number in range(CLIENTS):
            running.start(f"c{number}")
        yield running
        assert [process.poll() for process in running.clients.values()] == [None] * CLIENTS
    finally:
        for process in running.clients.values():
            process.kill()
            process.wait()


def strike(running: Load, chance: random.Random, victim: str) -> None:
    """Let them work for a moment, then kill one of a kind and wait until the server answers."""
    before = running.answered()
    _until(lambda: running.answered() > before)
    time.sleep(chance.uniform(0.0, 0.25))
    if victim == "client":
        running.kill_one(chance)
    elif victim == "backend":
        backends = running.server.backends()
        kill(chance.choice(backends or [running.server.postmaster]))
    else:
        kill(running.server.postmaster)
    running.server.start_again()
    _until(lambda: _answers(running.server))


def losses(running: Load) -> list[str]:
    """What was answered and is not so in the books, or is in them and was never asked for."""
    lines = running.lines()  # read before the books: what it says must be there
    center, employer = running.server.books.center, running.server.books.employer
    with connect(running.server.endpoint.admin_url) as connection:
        found: dict[tuple[object, object], tuple[object, object]] = {
            (row[0], row[1]): (row[2], row[3])
            for row in connection.execute(
                "select book_id, key, seq, encode(hash, 'hex') from ledger.entry"
                " where actor = 'user-1' and key like 'c%:%'"
            )
        }
    wrong = [
        f"answered, but not so in the books: {line}"
        for line in lines
        if line.what == ANSWERED and found.get((employer, line.key)) != (line.seq, line.hash)
    ]
    asked = {line.key for line in running.lines()}
    wrong += [f"in the books, never asked for: {key}" for _, key in found if key not in asked]
    pairs = Counter(key for of, key in found if str(key).endswith("b") and of in {center, employer})
    wrong += [f"in one book of two: {key}" for key, books in pairs.items() if books != 2]
    return wrong + _faults(running.server)


def doubts(lines: list[Line]) -> tuple[int, int]:
    """How many requests were asked again, and how many of these had been posted all the same."""
    again = {line.key for line in lines if line.what == AGAIN}
    return len(again), len({line.key for line in lines if line.key in again and line.replayed})


def _faults(server: DurableServer) -> list[str]:
    engine = create_engine(server.endpoint.application_url, isolation_level="REPEATABLE READ")
    with engine.begin() as connection:
        act_as(connection, "center")
        faults = [str(fault) for fault in proof.prove(connection)]
    engine.dispose()
    return faults


def _answers(server: DurableServer) -> bool:
    engine = create_engine(server.endpoint.application_url)
    try:
        with engine.connect() as connection:
            return bool(connection.scalar(text("select true")))
    except OperationalError:  # it recovers
        return False
    finally:
        engine.dispose()


def _until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + RECOVERY_SECONDS
    while not condition():
        assert time.monotonic() < ends, "the server did not come back"
        time.sleep(0.02)
