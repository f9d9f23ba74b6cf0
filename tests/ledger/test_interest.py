"""利息分摊: weights by daily balances, from one credit of interest to the next."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Connection

from ledger import book, events, interest
from ledger.splits import split
from tests.ledger.story import DAY, GRANT, RND, fund, on, open_books, yuan

OTHER = "2026-018"


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_a_book_without_money_has_no_weights(ledger_connection: Connection) -> None:
    books = open_books(ledger_connection)
    assert interest.products(ledger_connection, books.employer, DAY) == {}


def test_each_grant_weighs_what_it_had_day_by_day(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    of = books.employer
    book.post(
        ledger_connection,
        events.contribute(
            of, on("contribute:1", after(6)), OTHER, "MATCH", {"RND": yuan("300.00")}
        ),
    )
    book.post(
        ledger_connection, events.reserve(of, on("claim:1:reserve", after(5)), RND, yuan("1000.00"))
    )
    book.post(
        ledger_connection, events.spend(of, on("claim:1:spend", after(5)), RND, yuan("1000.00"))
    )
    assert interest.products(ledger_connection, of, after(10)) == {
        GRANT: Decimal("60000.00") * 5 + Decimal("59000.00") * 5,
        OTHER: Decimal("300.00") * 4,
    }
    assert interest.products(ledger_connection, of, after(5)) == {GRANT: Decimal(300000)}


def test_days_are_counted_from_the_last_interest(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    of = books.employer
    weights = interest.products(ledger_connection, of, after(10))
    shares = split(yuan("5.00"), weights)
    book.post(ledger_connection, events.interest(of, on("bank_line:1", after(10)), shares))
    assert interest.products(ledger_connection, of, after(12)) == {GRANT: yuan("60005.00") * 2}
    assert interest.products(ledger_connection, of, after(10)) == weights


def test_money_of_the_very_day_weighs_a_day_and_money_that_is_gone_nothing(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    of = books.employer
    assert interest.products(ledger_connection, of, DAY) == {GRANT: Decimal(60000)}
    gone = split(yuan("5.00"), {GRANT: Decimal(1)})
    book.post(ledger_connection, events.interest(of, on("bank_line:1", after(10)), gone))
    assert interest.products(ledger_connection, of, after(10)) == {GRANT: Decimal(600000)}
