"""Any events in any order, taken back in the opposite one, leave no trace on the balances."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from ledger import book, events
from ledger.accounts import CHART, AccountRef, AccountType, BookKind, Layer
from ledger.journal import BookId, JournalEntry
from tests.ledger.event_examples import CENTER, EMPLOYER, EVENTS
from tests.ledger.story import GRANT, Books, on, open_books, yuan

pytestmark = pytest.mark.slow

PLENTY = yuan("1000000.00")  # on every account that has a floor, so that every event is possible
PLUGS = {
    BookKind.CENTER: (AccountRef("4001"), AccountRef("9100")),
    BookKind.EMPLOYER: (AccountRef("3999"), AccountRef("9000", GRANT, "FISCAL")),
}


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_is_posted_and_taken_back_without_a_trace(
    ledger_connection: Connection, name: str
) -> None:
    assert _posted_and_taken_back(ledger_connection, [(name, yuan("123.45"))])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example rolls back
)
@given(
    what=st.lists(
        st.tuples(st.sampled_from(list(EVENTS)), st.decimals("0.01", "9999.99", places=2)),
        min_size=2,
        max_size=5,
    )
)
def test_posting_and_reversing_leave_every_balance_as_it_was(
    ledger_connection: Connection, what: list[tuple[str, Decimal]]
) -> None:
    _posted_and_taken_back(ledger_connection, what)


def _posted_and_taken_back(connection: Connection, what: list[tuple[str, Decimal]]) -> bool:
    """Whether anything had moved before it was taken back."""
    with connection.begin_nested() as savepoint:
        books = open_books(connection)
        book.post(connection, *_endowed(books))
        before = _everything(connection, books)
        posted: list[book.Posted] = []
        for place, (name, amount) in enumerate(what):
            entries = [_rebooked(entry, books, f"{place}") for entry in EVENTS[name](amount)]
            posted += book.post(connection, *entries)
        moved = _everything(connection, books) != before
        for number, receipt in enumerate(reversed(posted)):
            book.reverse(connection, receipt.entry_id, on(f"undo:{number}"))
        after = _everything(connection, books)
        assert {a: b for a, b in after.items() if b} == {a: b for a, b in before.items() if b}
        savepoint.rollback()
    return moved


def _endowed(books: Books) -> Iterator[JournalEntry]:
    kinds = {
        books.center: BookKind.CENTER,
        books.employer: BookKind.EMPLOYER,
        books.other: BookKind.EMPLOYER,
    }
    for of, kind in kinds.items():
        types = [type_ for type_ in CHART.values() if type_.book is kind and type_.floor_zero]
        balances = {ref: PLENTY for type_ in types for ref in _leaves(type_)}
        for plug, layer in zip(PLUGS[kind], Layer, strict=True):
            moved = (a * r.type.sign for r, a in balances.items() if r.type.layer is layer)
            balances[plug] = -sum(moved, yuan("0.00")) * plug.type.sign
        yield events.open_balances(of, on("endow"), balances)


def _leaves(type_: AccountType) -> Iterator[AccountRef]:
    values = {
        "grant": (GRANT,), "source": ("FISCAL", "MATCH", "INTEREST"), "category": ("RND", "CONF"),
    }  # fmt: skip
    for chosen in product(*(values[dim] for dim in type_.dims)):
        yield AccountRef(type_.code, **dict(zip(type_.dims, chosen, strict=True)))


def _everything(connection: Connection, books: Books) -> dict[tuple[BookId, AccountRef], Decimal]:
    return {
        (of, account): amount
        for of in (books.center, books.employer, books.other)
        for account, amount in book.balances(connection, of).items()
    }


def _rebooked(entry: JournalEntry, books: Books, key: str) -> JournalEntry:
    of = {CENTER: books.center, EMPLOYER: books.employer}.get(entry.book, books.other)
    return replace(entry, book=of, key=key)
