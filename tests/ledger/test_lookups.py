"""Vouchers by their number, spending by month."""

from datetime import date

from sqlalchemy import Connection, select

from ledger import book, events, lookups
from ledger.journal import EntryId
from ledger.lookups import Month
from tests.ledger.story import DAY, GRANT, RND, Books, close_months, fund, on, yuan

APRIL = date(2026, 4, 7)


def spend(connection: Connection, books: Books, key: str, amount: str, day: date) -> None:
    book.post(
        connection,
        events.reserve(books.employer, on(f"{key}:r", day), RND, yuan(amount)),
        events.spend(books.employer, on(key, day), RND, yuan(amount)),
    )


def test_a_voucher_is_found_by_word_and_number_of_one_month_or_of_any(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    spend(ledger_connection, books, "claim:1", "10.00", APRIL)
    of_any = lookups.vouchers(ledger_connection, "记", 1, None, 10)
    assert {(each.word, each.number) for each in of_any} == {("记", 1)}
    assert [each.period for each in of_any] == [202604, 202603, 202603]  # two books in March
    (found,) = lookups.vouchers(ledger_connection, "记", 2, 202604, 10)
    assert (found.kind, found.effective_on) == ("spend", APRIL)
    assert lookups.vouchers(ledger_connection, "记", 3, 202604, 10) == ()
    assert len(lookups.vouchers(ledger_connection, "记", 1, None, 1)) == 1


def test_spending_is_added_up_by_month_and_what_is_taken_back_counts_against_it(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    assert lookups.spent_by_month(ledger_connection, books.employer) == {}
    spend(ledger_connection, books, "claim:1", "10.00", DAY)
    spend(ledger_connection, books, "claim:2", "20.00", APRIL)
    march, april = DAY.replace(day=1), APRIL.replace(day=1)
    months = lookups.spent_by_month(ledger_connection, books.employer)
    assert months == {GRANT: [Month(march, yuan("10.00")), Month(april, yuan("20.00"))]}
    newest = book.journal(ledger_connection, books.employer, limit=1)[0]
    book.reverse(ledger_connection, newest.id, on("back", APRIL))
    months = lookups.spent_by_month(ledger_connection, books.employer)
    assert months == {GRANT: [Month(march, yuan("10.00")), Month(april, yuan("0.00"))]}


def test_closed_months_stand_as_they_were_closed(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    spend(ledger_connection, books, "claim:1", "10.00", DAY)
    spend(ledger_connection, books, "claim:2", "20.00", APRIL)
    before = lookups.spent_by_month(ledger_connection, books.employer)
    close_months(ledger_connection, books.employer, date(2026, 5, 31))  # nothing moved in May
    assert lookups.spent_by_month(ledger_connection, books.employer) == before
    june = date(2026, 6, 1)
    spend(ledger_connection, books, "claim:3", "5.00", june)
    months = lookups.spent_by_month(ledger_connection, books.employer)
    assert months == {GRANT: [*before[GRANT], Month(june, yuan("5.00"))]}


def test_an_entry_is_shown_as_the_link_that_it_is_in_its_book(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    spend(ledger_connection, books, "claim:1", "10.00", APRIL)
    newest, one_before = book.journal(ledger_connection, books.employer, limit=2)
    links = lookups.links(ledger_connection, [newest.id, one_before.id])
    head = book.head(ledger_connection, books.employer)
    assert (links[newest.id].seq, links[newest.id].hash) == (head.seq, head.hash.hex())
    assert links[newest.id].before == links[one_before.id].hash
    assert lookups.links(ledger_connection, []) == {}


def test_many_entries_are_read_at_once_and_those_that_are_not_there_left_out(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    newest, other = book.journal(ledger_connection, books.employer, limit=2)
    found = book.entries(ledger_connection, [newest.id, other.id, EntryId(10**9)])
    assert found == {newest.id: newest, other.id: other}
    assert book.entries(ledger_connection, []) == {}


def test_a_list_is_joined_with_the_vouchers_of_its_entries(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    spend(ledger_connection, books, "claim:1", "10.00", APRIL)
    (newest,) = book.journal(ledger_connection, books.employer, limit=1)
    voucher = lookups.posted()
    row = ledger_connection.execute(select(voucher).where(voucher.c.id == newest.id)).one()
    assert (row.word, row.number, row.effective_on) == ("记", newest.number, APRIL)
    assert row.tenant_id is not None
