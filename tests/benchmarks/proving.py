"""How fast a book proves itself: `python -m tests.benchmarks.proving [entries]`.

Fills a book of the embedded server with two-line entries, then proves it in turn inside the
database and in Python: entries a second of each, the best of the rounds, and their ratio. The
targets are 100,000 and 50,000; processors shared with others slow both down alike.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, text

from ledger import book, proof
from ledger.journal import BookId
from service import embedded_postgres
from service.db import CENTER, Database, migrate
from tests.database_server import connect
from tests.ledger.story import EMPLOYER, act_as

ROUNDS = 5
BATCH = 10_000
FILL = text(
    "select count(*) from (select (ledger.post(:book, 'k:' || i, 'contribute',"
    " date '2026-01-01' + i / 200 % 300, gen_random_uuid()::text, gen_random_uuid()::text,"
    " gen_random_uuid(), '配套资金 ' || i, jsonb_build_object('claim', gen_random_uuid()),"
    " null::bigint, '记', array['1002.S', '2401.F'], array['', '2026-0' || i % 50],"
    " array['', 'MATCH'], array['', ''], array[1.25 * (1 + i % 77), -1.25 * (1 + i % 77)])).seq"
    " from generate_series(cast(:first as integer), cast(:last as integer)) i) posted"
)


def fill(database: Database, count: int) -> BookId:
    """Post so many two-line entries to one book."""
    with database.transaction(CENTER) as session:
        opened = book.open_book(session.connection(), "employer", EMPLOYER, "甲公司")
    for first in range(0, count, BATCH):
        with database.transaction(CENTER) as session:
            connection = session.connection()
            connection.execute(text("set local statement_timeout = 0"))
            last = min(first + BATCH, count) - 1
            connection.execute(FILL, {"book": opened, "first": first, "last": last})
    return opened


def rate(connection: Connection, count: int, prove: Callable[[], tuple[object, ...]]) -> float:
    """Entries proved a second, once; the book is sound or the figure means nothing."""
    act_as(connection, CENTER.value)
    begun = time.perf_counter()
    assert prove() == ()
    return count / (time.perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", nargs="?", type=int, default=100_000)
    count = parser.parse_args().entries
    with tempfile.TemporaryDirectory(prefix="zhuanhu-bench-") as folder:
        Path(folder).chmod(0o711)
        with embedded_postgres.running(Path(folder)) as endpoint:
            migrate(endpoint.owner_url)
            database = Database(endpoint.application_url)
            filled = fill(database, count)
            with connect(endpoint.admin_url) as admin:
                admin.execute("vacuum analyze")
            with database.snapshot(CENTER) as session:
                on = session.connection()
                begun = time.process_time()
                rates = [
                    (
                        rate(on, count, lambda: proof.prove_by_database(on, filled)),
                        rate(on, count, lambda: proof.prove(on, filled)),
                    )
                    for _ in range(ROUNDS)
                ]
                spent = time.process_time() - begun  # the database is another process
            database.dispose()
    by_database, by_python = (max(of) for of in zip(*rates, strict=True))
    processor = count * ROUNDS / spent
    print(f"{count} entries of two lines, best of {ROUNDS} rounds")
    print(f"inside the database {by_database:10,.0f} entries/s")
    print(f"in plain Python     {by_python:10,.0f} entries/s")
    print(f"in plain Python     {processor:10,.0f} entries a second of its own processor time")
    print(f"ratio               {by_database / by_python:10.2f}")


if __name__ == "__main__":
    main()
