"""How the database finds a moment: by keys, a few of them, however long the book."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection, event

from ledger import book, closing, events, moments
from ledger.moments import Moment
from tests.database_server import ClonedDatabase, DatabaseServer, connect
from tests.ledger.story import GRANT, RND, Books, act_as, fund, on, yuan

pytestmark = pytest.mark.slow

ENTRIES = 1500  # fifteen a day from 3 March on
LAST_CLOSED = 202605
LONG = {"line", "entry"}
ACCOUNT_MOVED_OFTEN = RND.on("9002")

Ask = Callable[[Connection, Books, Moment], object]
ASKED: dict[str, Ask] = {
    "account": lambda c, b, m: moments.balance(c, b.employer, ACCOUNT_MOVED_OFTEN, m),
    "grant": lambda c, b, m: moments.balances(c, b.employer, m, grant=GRANT),
    "book": lambda c, b, m: moments.balances(c, b.employer, m),
    "trial balance": lambda c, b, m: moments.trial_balance(c, b.employer, m),
}


@pytest.fixture(scope="module")
def long_book(postgres: DatabaseServer) -> Iterator[tuple[ClonedDatabase, Books]]:
    """A book of many lines whose first three months are closed, committed and analysed."""
    with postgres.clone() as clone:
        with clone.engine.begin() as connection:
            act_as(connection, "center")
            books = fund(connection)
            for number in range(ENTRIES):
                day = date(2026, 3, 3) + timedelta(days=number // 15)
                entry = events.reserve(books.employer, on(f"r:{number}", day), RND, yuan("1.00"))
                book.post(connection, entry)
            for month in range(202603, LAST_CLOSED + 1):
                closing.close_month(connection, books.employer, month, "user-1", ())
        with connect(clone.admin_url) as administrator:
            administrator.execute("vacuum analyze")
        yield clone, books


@contextmanager
def asking(long_book: tuple[ClonedDatabase, Books]) -> Iterator[tuple[Connection, Books]]:
    clone, books = long_book
    with clone.engine.begin() as connection:
        act_as(connection, "center")
        yield connection, books


def scans(connection: Connection, ask: Callable[[], object]) -> list[dict[str, Any]]:
    """Return every scan of a table in the plan of what `ask` sends, with what it really did."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        sent.append((statement, values))

    event.listen(connection, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(connection, "before_cursor_execute", note)
    (statement, values) = sent[-1]
    explained = connection.exec_driver_sql(f"explain (analyze, format json) {statement}", values)
    return list(_scans(explained.scalar_one()[0]["Plan"]))


def _scans(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in node:
        yield node
    for inner in node.get("Plans", ()):
        yield from _scans(inner)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("until", [None, date(2026, 4, 30), date(2026, 6, 3)])
@pytest.mark.parametrize("back", [timedelta(0), timedelta(seconds=0.2)])
def test_no_moment_reads_the_journal_from_end_to_end(
    long_book: tuple[ClonedDatabase, Books], asked: str, until: date | None, back: timedelta
) -> None:
    with asking(long_book) as (connection, books):
        known = book.head(connection, books.employer).recorded_at - back
        found = scans(connection, lambda: ASKED[asked](connection, books, Moment(until, known)))
    assert {scan["Relation Name"] for scan in found} >= {"line", "account"}
    for scan in found:
        if scan["Relation Name"] in LONG:
            assert scan["Node Type"] != "Seq Scan", scan


def test_an_instant_is_found_by_halving(long_book: tuple[ClonedDatabase, Books]) -> None:
    with asking(long_book) as (connection, books):
        middle = book.journal(connection, books.employer, before_seq=ENTRIES // 2, limit=1)[0]
        moment = Moment(known=middle.recorded_at)

        def ask() -> Decimal:
            return moments.balance(connection, books.employer, ACCOUNT_MOVED_OFTEN, moment)

        assert ask() == middle.seq - 2  # two entries made the budget and the money
        found = scans(connection, ask)
    looked_up = sum(s["Actual Loops"] for s in found if s["Relation Name"] == "line")
    assert 1 < looked_up <= math.ceil(math.log2(ENTRIES)) + 2


def test_a_day_in_a_closed_month_adds_up_its_own_month_only(
    long_book: tuple[ClonedDatabase, Books],
) -> None:
    with asking(long_book) as (connection, books):
        for until, lines_at_most in [(date(2026, 5, 31), 0), (date(2026, 6, 2), 30)]:
            moment = Moment(until=until)

            def ask(moment: Moment = moment) -> Decimal:
                return moments.balance(connection, books.employer, ACCOUNT_MOVED_OFTEN, moment)

            assert ask() == 15 * ((until - date(2026, 3, 3)).days + 1)
            read = [s for s in scans(connection, ask) if s["Relation Name"] == "line"]
            assert sum(s["Actual Rows"] * s["Actual Loops"] for s in read) <= lines_at_most
