"""Any events in any order, taken back in the opposite one, leave no trace on the balances."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from ledger import book, events
from ledger.accounts import AccountRef
from ledger.journal import BookId, JournalEntry
from tests.ledger.story import CONF, GRANT, RND, Books, fund, on, yuan
from tests.ledger.test_events import EVENTS


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example rolls back
)
@given(data=st.data())
def test_posting_and_reversing_leave_every_balance_as_it_was(
    ledger_connection: Connection, data: st.DataObject
) -> None:
    books = fund(ledger_connection)
    purse = yuan("50000.00")
    with ledger_connection.begin_nested() as savepoint:
        _endow(ledger_connection, books, purse)
        before = _everything(ledger_connection, books)
        names = data.draw(st.lists(st.sampled_from(list(EVENTS)), min_size=1, max_size=4))
        amount = st.decimals("0.01", "2499.99", places=2)  # four of any kind fit the endowment
        posted: list[book.Posted] = []
        for place, name in enumerate(names):
            for entry in EVENTS[name](data.draw(amount)):
                keyed = _rebooked(entry, books, f"{place}:{entry.book}")
                posted += book.post(ledger_connection, keyed)
        for number, receipt in enumerate(reversed(posted)):
            book.reverse(ledger_connection, receipt.entry_id, on(f"undo:{number}"))
        after = _everything(ledger_connection, books)
        assert {a: b for a, b in after.items() if b} == {a: b for a, b in before.items() if b}
        savepoint.rollback()


def _endow(connection: Connection, books: Books, purse: Decimal) -> None:
    """Let every event be possible: money in transit, reserved, owed in both directions."""
    entries = [
        *events.commit_agreement(
            books.center, books.employer, on("endow:0"), GRANT, {"RND": yuan("90000.00")}
        ),
        events.disburse(books.center, on("endow:1"), GRANT, yuan("40000.00")),
        events.reserve(books.employer, on("endow:2"), RND, purse),
        events.reserve(books.employer, on("endow:3"), CONF, yuan("19999.00")),
        events.spend_pre_project(books.employer, on("endow:4"), CONF, yuan("9999.50")),
        events.bank_fee(books.employer, on("endow:5"), GRANT, yuan("10000.00")),
    ]
    book.post(connection, *entries)


def _everything(connection: Connection, books: Books) -> dict[tuple[BookId, AccountRef], Decimal]:
    return {
        (of, account): amount
        for of in (books.center, books.employer)
        for account, amount in book.balances(connection, of).items()
    }


def _rebooked(entry: JournalEntry, books: Books, key: str) -> JournalEntry:
    of = {1: books.center, 2: books.employer}[entry.book]
    return JournalEntry(
        book=of,
        kind=entry.kind,
        key=f"{key}:{entry.kind}",
        effective_on=entry.effective_on,
        postings=entry.postings,
        actor=entry.actor,
    )
