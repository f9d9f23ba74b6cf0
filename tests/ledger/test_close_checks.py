"""The list before a close: what forbids it, what is only noted, and what each sentence says."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from ledger import book, close_checks, closing, control, events
from ledger.accounts import AccountRef
from ledger.close_checks import Asked, BelowFloor
from ledger.closing import Check, Outcome
from ledger.journal import JournalEntry, Posting
from ledger.messages import Message
from tests.ledger.story import CONF, GRANT, Books, fund, on, open_books, yuan

MARCH, APRIL = 202603, 202604
ENDS = date(2026, 3, 31)
TODAY = date(2026, 4, 8)
GIVEN = Check("claims", Outcome.PASSED, Message("没有待办的报销"))


def asked(month: int = MARCH, **other: object) -> Asked:
    return Asked(**{"month": month, "today": TODAY, "faults": ()} | other)  # type: ignore[arg-type]  # the cases change single fields


def found(connection: Connection, books: Books, question: Asked) -> dict[str, Check]:
    listed = close_checks.check_list(connection, books.employer, question)
    assert len({check.name for check in listed}) == len(listed)
    return {check.name: check for check in listed}


def test_a_month_in_order_may_be_closed(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    control.soft_close_through(ledger_connection, books.employer, ENDS)
    listed = close_checks.check_list(ledger_connection, books.employer, asked(given=(GIVEN,)))
    assert [check.name for check in listed] == [
        "order", "over", "soft", "claims", "proof", "advances", "daily",
    ]  # fmt: skip
    assert {check.outcome for check in listed} == {Outcome.PASSED}
    assert all(check.message.text() for check in listed)
    done = closing.close_month(ledger_connection, books.employer, MARCH, "user-1", listed)
    assert done.checks == listed


def test_a_month_is_closed_softly_first(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    check = found(ledger_connection, books, asked())["soft"]
    assert check.outcome is Outcome.FAILED
    assert "请先预结账" in check.message.text()


def test_an_earlier_month_is_closed_first(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    check = found(ledger_connection, books, asked(APRIL))["order"]
    assert check.outcome is Outcome.FAILED
    assert "请先结 2026-03" in check.message.text()


def test_a_book_without_entries_has_no_month_to_close(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    listed = close_checks.check_list(ledger_connection, books.other, asked())
    assert listed[0].outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("today", "outcome"), [(ENDS, Outcome.FAILED), (ENDS + timedelta(days=1), Outcome.PASSED)]
)
def test_a_month_is_closed_the_day_after_its_last(
    ledger_connection: Connection, today: date, outcome: Outcome
) -> None:
    books = fund(ledger_connection)
    assert found(ledger_connection, books, asked(today=today))["over"].outcome is outcome


def test_a_book_that_does_not_prove_is_not_closed(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    faults = (Message("第一处"), Message("第二处"))
    check = found(ledger_connection, books, asked(faults=faults))["proof"]
    assert check.outcome is Outcome.FAILED
    assert "2 处" in check.message.text()
    assert check.message.text().endswith("第一处")


def test_an_advance_is_noted_when_it_is_old(ledger_connection: Connection) -> None:
    """The credits cover the oldest advances first: 120 of 150 are settled, 30 are overdue."""
    books = fund(ledger_connection)
    long_ago, lately = date(2026, 3, 2), date(2026, 3, 30)
    book.post(
        ledger_connection,
        events.reserve(books.employer, on("r"), CONF, yuan("400.00")),
        events.advance(books.employer, on("a:1", long_ago), CONF, yuan("150.00")),
        events.advance(books.employer, on("a:2", lately), CONF, yuan("200.00")),
        events.settle_advance(books.employer, on("s", lately), CONF, yuan("120.00")),
    )
    check = found(ledger_connection, books, asked(advance_days=20))["advances"]
    assert check.outcome is Outcome.NOTED
    assert "30.00 元" in check.message.text()
    assert "20 天" in check.message.text()
    for patient in (asked(), asked(advance_days=29)):
        assert found(ledger_connection, books, patient)["advances"].outcome is Outcome.PASSED


def test_a_day_that_a_late_entry_left_short_is_noted(ledger_connection: Connection) -> None:
    """Money came on the 2nd, went on the 20th; what is dated back to the 1st found none there."""
    books = fund(ledger_connection)
    early = date(2026, 3, 1)
    bank, own = AccountRef("1002.S"), AccountRef("3999")
    late = JournalEntry(
        book=books.employer,
        kind="move",
        key="late",
        effective_on=early,
        postings=(Posting(bank, yuan("-10.00")), Posting(own, yuan("10.00"))),
        actor="user-1",
    )
    book.post(ledger_connection, late)
    days = close_checks.days_below_floor(ledger_connection, books.employer, early, ENDS)
    assert days == (BelowFloor(bank, early, yuan("-10.00")),)
    assert days[0].amount == yuan("-10.00")
    check = found(ledger_connection, books, asked())["daily"]
    assert check.outcome is Outcome.NOTED
    assert "2026-03-01" in check.message.text()


def test_days_begin_with_what_stood_before(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    april = on("r", date(2026, 4, 2))
    book.post(ledger_connection, events.reserve(books.employer, april, CONF, yuan("20000.00")))
    closing.close_month(ledger_connection, books.employer, MARCH, "user-1", ())
    first, last = date(2026, 4, 1), date(2026, 4, 30)
    assert close_checks.days_below_floor(ledger_connection, books.employer, first, last) == ()


def test_a_tolerance_is_no_shortage(ledger_connection: Connection) -> None:
    connection = ledger_connection
    employer = open_books(connection).employer
    control.set_tolerance(connection, employer, GRANT, yuan("5.00"), "user-1")
    books = fund(connection)
    over = yuan("20005.00")
    book.post(connection, events.reserve(books.employer, on("r"), CONF, over))
    assert found(connection, books, asked())["daily"].outcome is Outcome.PASSED
