"""What a posting costs, against the least that could do: `python -m tests.benchmarks.posting`.

Per round, in turn on one connection of the application role: two-line and six-line entries through
`ledger.book.post`, one commit each; and a raw transaction that writes rows of the same kind (head,
entry, lines, balances) into bare tables, in one statement without any check, key, digest or policy.
Prints milliseconds per commit (median over the rounds) and the ratio per pair of rounds with its
spread. Everything runs on the embedded server of the product in a temporary folder, with and
without waiting for the disk.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection, text

from ledger import book, events
from service import embedded_postgres
from service.db import CENTER, Database, migrate
from tests.database_server import connect
from tests.ledger.story import RND, Books, act_as, fund, on

BOOK = 1  # the row of `raw.head`
MUCH = Decimal("0.01")
RAW = """
create schema raw authorization zhuanhu_app;
set role zhuanhu_app;
create table raw.head (book bigint primary key, seq bigint not null, hash bytea)
    with (fillfactor = 20);
create table raw.balance (account bigint primary key, posted numeric(16, 2) not null,
    version bigint not null) with (fillfactor = 50);
create table raw.entry (id bigint generated always as identity primary key, book bigint not null,
    seq bigint not null, kind text, key text, effective_on date, recorded_at timestamptz,
    actor text, memo text, meta jsonb, hash bytea);
create table raw.line (entry bigint, no smallint, account bigint, amount numeric(16, 2),
    balance_after numeric(16, 2), primary key (entry, no));
insert into raw.head values (1, 0, '\\x00');
insert into raw.balance select a, 0, 0 from generate_series(1, 20) a;
"""
RAW_POST = text(
    "with h as (update raw.head set seq = seq + 1 where book = :book returning seq),"
    " e as (insert into raw.entry (book, seq, kind, key, effective_on, recorded_at, actor, memo,"
    " meta, hash) select :book, h.seq, 'reserve', :key, '2026-03-02', clock_timestamp(), 'user-1',"
    " '', '{}', :hash from h returning id),"
    " b as (update raw.balance r set posted = posted + x.amount, version = version + 1"
    " from h, unnest(cast(:accounts as bigint[]), cast(:amounts as numeric[]))"
    " with ordinality as x (account, amount, no)"
    " where r.account = x.account returning x.no, r.account, x.amount, r.posted)"
    " insert into raw.line select e.id, b.no, b.account, b.amount, b.posted from e, b"
)


@contextmanager
def fresh_database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="zhuanhu-bench-") as folder:
        Path(folder).chmod(0o711)
        with embedded_postgres.running(Path(folder)) as endpoint:
            migrate(endpoint.owner_url)
            with connect(endpoint.admin_url) as connection:
                connection.execute(RAW.encode())
            database = Database(endpoint.application_url)
            yield database
            database.dispose()


def milliseconds(
    connection: Connection, count: int, step: Callable[[Connection, int], object]
) -> float:
    """Time `count` transactions and return milliseconds of each on average."""
    begun = time.perf_counter()
    for number in range(count):
        with connection.begin():
            act_as(connection, CENTER.value)
            step(connection, number)
    return (time.perf_counter() - begun) * 1000 / count


class Steps:
    """The transactions compared; every one with a key of its own."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.number = 0

    def two_lines(self, connection: Connection, _: int) -> object:
        return book.post(
            connection, events.reserve(self.books.employer, on(self._key()), RND, MUCH)
        )

    def six_lines(self, connection: Connection, _: int) -> object:
        spending = events.spend(self.books.employer, on(self._key()), RND, MUCH)
        return book.post(connection, spending)

    def raw_two_lines(self, connection: Connection, _: int) -> object:
        return self._raw(connection, 2)

    def raw_six_lines(self, connection: Connection, _: int) -> object:
        return self._raw(connection, 6)

    def _raw(self, connection: Connection, lines: int) -> object:
        values = {
            "book": BOOK,
            "key": self._key(),
            "hash": b"0" * 32,
            "accounts": list(range(1, lines + 1)),
            "amounts": [MUCH, -MUCH] * (lines // 2),
        }
        return connection.execute(RAW_POST, values)

    def _key(self) -> str:
        self.number += 1
        return f"claim:{self.number}"


def compare(connection: Connection, steps: Steps, rounds: int, count: int) -> None:
    for name, ours, raw in [
        ("2 lines", steps.two_lines, steps.raw_two_lines),
        ("6 lines", steps.six_lines, steps.raw_six_lines),
    ]:
        pairs = [
            (milliseconds(connection, count, ours), milliseconds(connection, count, raw))
            for _ in range(rounds)
        ]
        ratios = sorted(left / right for left, right in pairs)
        sys.stdout.write(
            f"  {name}: posting {statistics.median(p[0] for p in pairs):.2f} ms,"
            f" raw {statistics.median(p[1] for p in pairs):.2f} ms,"
            f" ratio {statistics.median(ratios):.2f} [{ratios[0]:.2f} to {ratios[-1]:.2f}]\n"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=300, help="transactions in a round")
    options = parser.parse_args()
    with fresh_database() as database, database.engine.connect() as connection:
        with connection.begin():
            act_as(connection, CENTER.value)
            books = fund(connection)
            reserved = events.reserve(books.employer, on("reserve"), RND, Decimal("1000.00"))
            book.post(connection, reserved)
        steps = Steps(books)
        for step in (steps.two_lines, steps.raw_two_lines):
            milliseconds(connection, options.count, step)
        for durable in ("on", "off"):
            with connection.begin():
                connection.execute(text(f"set synchronous_commit = {durable}"))
            sys.stdout.write(f"posting, {options.rounds} paired rounds, commit waits: {durable}\n")
            compare(connection, steps, options.rounds, options.count)


if __name__ == "__main__":
    main()
