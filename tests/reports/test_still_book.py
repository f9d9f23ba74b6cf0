from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from ledger import book
from ledger.accounts import AccountRef
from ledger.book import Head
from ledger.journal import BookId
from reports import still_book
from reports.still_book import READINGS_MAX, BookInMotion
from tests.reports.example_book import FIRST, SEPTEMBER, ExampleBook


def test_both_ends_of_the_month_are_read_at_one_state_of_the_book(
    ledger_connection: Connection,
) -> None:
    example = ExampleBook(ledger_connection)
    example.tell_story()
    held = still_book.read(ledger_connection, example.employer, SEPTEMBER)
    spent = AccountRef("9003", FIRST, "FISCAL", "RND")
    assert held.opening[spent] == Decimal("12345.67")
    assert held.closing[spent] == Decimal("13345.67")
    head = book.head(ledger_connection, example.employer)
    assert held.chain_head == f"{head.seq} {head.hash.hex()}"


def busy(example: ExampleBook, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Post to the book between its readings, so often."""
    real, left = book.head, [times]

    def head(connection: Connection, book_id: BookId) -> Head:
        found = real(connection, book_id)
        if left[0]:
            left[0] -= 1
            example.receive(FIRST, date(2026, 9, 2), "1.00")
        return found

    monkeypatch.setattr(book, "head", head)


def test_a_book_to_which_somebody_posts_meanwhile_is_read_again(
    ledger_connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = ExampleBook(ledger_connection)
    example.tell_story()
    busy(example, monkeypatch, 1)
    held = still_book.read(ledger_connection, example.employer, SEPTEMBER)
    assert held.closing[AccountRef("2401.F", FIRST, "FISCAL")] == Decimal("36655.32")
    assert held.head.seq == book.head(ledger_connection, example.employer).seq


def test_a_book_that_never_rests_is_not_read_by_halves(
    ledger_connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = ExampleBook(ledger_connection)
    example.tell_story()
    busy(example, monkeypatch, 2 * READINGS_MAX)
    with pytest.raises(BookInMotion):
        still_book.read(ledger_connection, example.employer, SEPTEMBER)
