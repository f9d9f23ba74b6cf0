"""What still needs work is told as by who reads everything, and what holds comes in pages."""

import pytest
from sqlalchemy import Connection

from ledger.bank import at_work, matches
from ledger.bank.items import BankItem
from ledger.bank.matches import Match
from tests.ledger.bank.bank_story import GRANT_IN, INTEREST, PAID, import_march, matched, spend
from tests.ledger.story import Books, fund

MOST = 50


@pytest.fixture
def books(ledger_connection: Connection) -> Books:
    funded = fund(ledger_connection)
    spend(ledger_connection, funded, "claim:1", "106.00")
    return funded


def compared(connection: Connection, books: Books) -> tuple[Match, ...]:
    """Hold both readers against each other; give the matches that hold, the newest first."""
    sides = matches.sides(connection, books.employer)
    work = at_work.at_work(connection, books.employer)
    held = at_work.approved(connection, books.employer, None, MOST)
    assert work.statements == sides.statements
    assert work.free_bank == sides.free_bank
    assert work.free_book == sides.free_book
    assert work.proposed == tuple(each for each in sides.matches if each.state == "proposed")
    assert held == tuple(each for each in reversed(sides.matches) if each.state == "approved")
    assert work.held == len(held)
    return held


def test_both_readers_agree_whatever_was_said_of_a_match(
    ledger_connection: Connection, books: Books
) -> None:
    compared(ledger_connection, books)  # no statement yet
    import_march(ledger_connection, books, GRANT_IN, PAID, INTEREST)
    compared(ledger_connection, books)
    first, second = matched(ledger_connection, books)
    compared(ledger_connection, books)
    matches.approve(ledger_connection, first, "checker")
    compared(ledger_connection, books)
    matches.approve(ledger_connection, second, "checker")
    assert [each.id for each in compared(ledger_connection, books)] == [second, first]
    matches.withdraw(ledger_connection, first, "checker", "选错了")
    assert [each.id for each in compared(ledger_connection, books)] == [second]


def test_what_holds_comes_in_pages_the_newest_first(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, GRANT_IN, PAID, INTEREST)
    first, second = matched(ledger_connection, books)
    for each in (first, second):
        matches.approve(ledger_connection, each, "checker")
    (newest,) = at_work.approved(ledger_connection, books.employer, None, 1)
    assert newest.id == second
    (before,) = at_work.approved(ledger_connection, books.employer, newest.id, 1)
    assert before.id == first
    assert at_work.approved(ledger_connection, books.employer, first, 1) == ()


def test_a_line_is_free_until_a_match_that_stands_names_it(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, GRANT_IN, PAID, INTEREST)
    free = at_work.at_work(ledger_connection, books.employer).free_bank
    lines = {item.reference: item for item in free}
    first, _ = matched(ledger_connection, books)
    taken = matches.sides(ledger_connection, books.employer).matches[0].bank[0]

    def line_of(number: int) -> tuple[BankItem | None, bool]:
        return at_work.free_line(ledger_connection, books.employer, number)

    assert line_of(lines["HD3"].id) == (lines["HD3"], True)
    assert line_of(taken.id) == (taken, False)
    matches.withdraw(ledger_connection, first, "checker", "选错了")
    assert line_of(taken.id) == (taken, True)
    assert line_of(0) == (None, False)
