"""A copy shows one state of a book, in the order of the book, a page at a time."""

from datetime import date
from itertools import islice
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, event

from ledger import book, events
from ledger.accounts import AccountRef
from ledger.exchange import hledger, reading
from ledger.journal import BookId
from tests.ledger.exchange.lives import AFTER, BEFORE, lived
from tests.ledger.story import GRANT, on, open_books, yuan


def test_the_extent_says_how_far_the_book_reaches_and_what_stands_there(
    ledger_connection: Connection,
) -> None:
    books = lived(ledger_connection)
    extent = reading.extent(ledger_connection, books.employer)
    head = book.head(ledger_connection, books.employer)
    assert (extent.name, extent.last_seq, extent.last_hash) == ("甲公司", head.seq, head.hash)
    assert (extent.first_on, extent.last_on) == (BEFORE, AFTER)
    assert extent.balances == {
        account: amount * account.type.sign
        for account, amount in book.balances(ledger_connection, books.employer).items()
    }


def test_a_book_that_nobody_opened_has_no_extent(ledger_connection: Connection) -> None:
    with pytest.raises(book.BookUnknown):
        reading.extent(ledger_connection, BookId(4711))


def test_entries_come_in_the_order_of_the_book_with_what_they_take_back(
    ledger_connection: Connection,
) -> None:
    books = lived(ledger_connection)
    extent = reading.extent(ledger_connection, books.employer)
    copied = [*reading.entries(ledger_connection, extent)]
    journal = book.journal(ledger_connection, books.employer)[::-1]
    assert [(e.seq, e.key, e.kind, e.memo, dict(e.meta)) for e in copied] == [
        (e.seq, e.key, e.kind, e.memo, dict(e.meta)) for e in journal
    ]
    assert [e.lines for e in copied] == [
        tuple((line.account, line.amount) for line in e.lines) for e in journal
    ]
    assert (copied[-1].kind, copied[-1].nature) == ("reverse", "reserve")
    assert copied[-1].voucher == "202603-记-8"


def test_a_month_is_copied_alone(ledger_connection: Connection) -> None:
    extent = reading.extent(ledger_connection, lived(ledger_connection).employer)
    months = {BEFORE: ["interest"], date(2027, 1, 1): []}
    for day, kinds in months.items():
        period = day.year * 100 + day.month
        found = reading.entries(ledger_connection, extent, period)
        assert [entry.kind for entry in found] == kinds


def test_the_months_with_entries_are_known_newest_first(ledger_connection: Connection) -> None:
    books = lived(ledger_connection)
    assert reading.periods(ledger_connection, books.employer) == (202603, 202601)
    assert reading.periods(ledger_connection, books.other) == ()


def test_what_is_posted_after_the_look_belongs_to_the_next_copy(
    ledger_connection: Connection,
) -> None:
    books = lived(ledger_connection)
    extent = reading.extent(ledger_connection, books.employer)
    book.post(ledger_connection, events.top_up(books.employer, on("t"), GRANT, yuan("0.01")))
    assert {entry.kind for entry in reading.entries(ledger_connection, extent)} & {
        "top_up"
    } == set()
    assert extent.balances[AccountRef("1221.OWN", GRANT)] == yuan("0.02")


def test_only_a_page_of_entries_is_held_at_a_time(ledger_connection: Connection) -> None:
    books = lived(ledger_connection)
    asked: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(ledger_connection, "before_cursor_execute", note)
    with patch.object(reading, "PAGE_ENTRIES", 2):
        pieces = hledger.journal(ledger_connection, books.employer)
        begun = [*islice(pieces, 3)]
        assert len(asked) == 4  # two for the extent, two for a page of entries
        rest = [*pieces]
    assert len(begun) + len(rest) == 1 + 9 + 1
    extent = reading.extent(ledger_connection, open_books(ledger_connection).other)
    assert [*reading.entries(ledger_connection, extent)] == []
