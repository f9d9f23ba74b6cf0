"""Months are closed in order, once and for good; what stood then is kept, and proved."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ledger import book, closing, control, events, moments, proof
from ledger.closing import Check, Outcome
from ledger.journal import EntryId
from ledger.messages import Message
from ledger.moments import Moment
from ledger.refusals import MonthNotOver, MonthNotReady, MonthOutOfOrder
from tests.database_server import ClonedDatabase
from tests.ledger.closed_books import owner_of
from tests.ledger.story import EMPLOYER, RND, Books, act_as, fund, on, yuan

MARCH, APRIL, MAY = 202603, 202604, 202605
GOOD = Check("soft", Outcome.PASSED, Message("好"))
NOTED = Check("daily", Outcome.NOTED, Message("有 {count} 天", {"count": "2"}))
BAD = Check("proof", Outcome.FAILED, Message("不好"))


def close(connection: Connection, books: Books, month: int) -> closing.PeriodClose:
    return closing.close_month(connection, books.employer, month, "user-1", (GOOD, NOTED))


def reserve(connection: Connection, books: Books, key: str, day: date) -> EntryId:
    entry = events.reserve(books.employer, on(key, day), RND, yuan("5.00"))
    return book.post(connection, entry)[0].entry_id


@pytest.mark.parametrize(
    ("month", "first", "last", "following"),
    [
        (202603, date(2026, 3, 1), date(2026, 3, 31), 202604),
        (202612, date(2026, 12, 1), date(2026, 12, 31), 202701),
        (202802, date(2028, 2, 1), date(2028, 2, 29), 202803),
    ],
)
def test_a_month_is_a_number_with_two_ends(
    month: int, first: date, last: date, following: int
) -> None:
    assert (closing.first_day(month), closing.last_day(month)) == (first, last)
    assert closing.month_after(month) == following
    assert closing.named(month) == f"{first:%Y-%m}"


def test_a_close_says_which_state_it_closed_and_what_was_looked_at(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    head = book.head(ledger_connection, books.employer)
    assert closing.next_month(ledger_connection, books.employer) == MARCH
    closed = close(ledger_connection, books, MARCH)
    assert (closed.month, closed.through, closed.closed_by) == (MARCH, date(2026, 3, 31), "user-1")
    assert (closed.last_seq, closed.last_hash) == (head.seq, head.hash)
    assert closed.checks == (GOOD, NOTED)
    assert closing.next_month(ledger_connection, books.employer) == APRIL
    after = book.head(ledger_connection, books.employer)
    assert after.closed_through == after.soft_closed_through == date(2026, 3, 31)
    assert proof.prove(ledger_connection) == ()


def test_nothing_is_posted_into_a_closed_month(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    close(ledger_connection, books, MARCH)
    with pytest.raises(book.PeriodClosed), ledger_connection.begin_nested():
        reserve(ledger_connection, books, "late", date(2026, 3, 31))
    reserve(ledger_connection, books, "in time", date(2026, 4, 1))


def test_what_corrects_a_closed_month_lands_on_the_first_open_day(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    wrong = reserve(ledger_connection, books, "r", date(2026, 3, 20))
    close(ledger_connection, books, MARCH)
    undone = book.reverse(ledger_connection, wrong, on("undo", date(2026, 3, 25)))
    assert book.entry(ledger_connection, undone.entry_id).effective_on == date(2026, 4, 1)
    in_march = Moment(until=date(2026, 3, 31))
    reserved = RND.on("9002")
    assert moments.balance(ledger_connection, books.employer, reserved, in_march) == yuan("5.00")
    assert moments.balance(ledger_connection, books.employer, reserved) == 0


def test_a_month_closed_again_is_the_first_close(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    first = close(ledger_connection, books, MARCH)
    reserve(ledger_connection, books, "later", date(2026, 4, 2))
    again = closing.close_month(ledger_connection, books.employer, MARCH, "user-2", ())
    assert again == first
    assert closing.closes(ledger_connection, books.employer) == (first,)


def test_months_follow_each_other(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    for early in (202602, APRIL):
        with pytest.raises(MonthOutOfOrder, match="2026-03"), ledger_connection.begin_nested():
            close(ledger_connection, books, early)
    close(ledger_connection, books, MARCH)
    with pytest.raises(MonthOutOfOrder, match="2026-04，不能结 2026-05"):
        close(ledger_connection, books, MAY)


def test_a_year_ends_with_december(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    day = date(2025, 12, 30)  # entered late, before anything was closed
    reserve(ledger_connection, books, "r", day)
    for month in (202512, 202601, 202602, MARCH):
        assert closing.next_month(ledger_connection, books.employer) == month
        close(ledger_connection, books, month)
    newest_first = [closed.month for closed in closing.closes(ledger_connection, books.employer)]
    assert newest_first == [MARCH, 202602, 202601, 202512]
    assert proof.prove(ledger_connection) == ()


def test_a_book_without_entries_has_nothing_to_close(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    assert closing.next_month(ledger_connection, books.other) is None
    with pytest.raises(MonthOutOfOrder):
        closing.close_month(ledger_connection, books.other, MARCH, "user-1", ())


def test_a_month_is_closed_when_it_is_over_in_beijing(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    now = "(clock_timestamp() at time zone 'Asia/Shanghai')::date"
    today: date = ledger_connection.execute(text(f"select {now}")).scalar_one()
    last_month = today.replace(day=1) - timedelta(days=1)
    entry = events.receive(books.other, on("r", last_month), "2026-018", yuan("5.00"))
    book.post(ledger_connection, entry)
    over, running = (day.year * 100 + day.month for day in (last_month, today))
    closing.close_month(ledger_connection, books.other, over, "user-1", ())
    with pytest.raises(MonthNotOver, match=closing.named(running)):
        closing.close_month(ledger_connection, books.other, running, "user-1", ())


def test_a_failed_check_forbids_the_close(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    with pytest.raises(MonthNotReady, match="未通过"):
        closing.close_month(ledger_connection, books.employer, MARCH, "user-1", (GOOD, BAD))


def test_a_halted_book_is_not_closed(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    control.halt(ledger_connection, books.employer, "proof failed")
    with pytest.raises(book.BookHalted):
        close(ledger_connection, books, MARCH)


def test_the_center_closes_and_an_employer_sees_its_own_closes(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    closing.close_month(ledger_connection, books.center, MARCH, "user-1", ())
    close(ledger_connection, books, MARCH)
    act_as(ledger_connection, EMPLOYER)
    assert closing.closes(ledger_connection, books.center) == ()
    with pytest.raises(book.BookUnknown), ledger_connection.begin_nested():
        closing.close_month(ledger_connection, books.center, APRIL, "user-1", ())
    with pytest.raises(DBAPIError, match="for the Center"), ledger_connection.begin_nested():
        close(ledger_connection, books, APRIL)
    for table in ("period_close", "balance_snapshot"):
        tenants = text(f"select distinct tenant_id from ledger.{table}")  # noqa: S608  # the tables above
        assert ledger_connection.execute(tenants).scalars().all() == [EMPLOYER]


def test_an_account_at_rest_leaves_no_snapshot(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    close(ledger_connection, books, MARCH)
    reserve(ledger_connection, books, "r", date(2026, 4, 2))
    close(ledger_connection, books, APRIL)
    kept = ledger_connection.execute(
        text(
            "select a.code, s.posted, s.debits from ledger.balance_snapshot s"
            " join ledger.account a on a.id = s.account_id where s.month = 202604 order by a.code"
        )
    ).all()
    assert [tuple(row) for row in kept] == [
        ("9001", yuan("-79995.00"), yuan("5.00")),
        ("9002", yuan("-5.00"), yuan("0.00")),
    ]


def test_closing_and_posting_at_once_leave_no_line_between(database: ClonedDatabase) -> None:
    with database.engine.begin() as connection:
        act_as(connection, "center")
        books = fund(connection)
    starting_line = threading.Barrier(8)

    def work(number: int) -> str:
        with database.engine.connect() as connection, connection.begin() as transaction:
            act_as(connection, "center")
            starting_line.wait(timeout=30)
            try:
                if number % 2:
                    close(connection, books, MARCH)
                else:
                    reserve(connection, books, f"r:{number}", date(2026, 3, 30))
            except book.PeriodClosed:
                transaction.rollback()
                return "too late"
        return "done"

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(8))) <= {"done", "too late"}
    with database.engine.begin() as connection:
        act_as(connection, "center")
        assert len(closing.closes(connection, books.employer)) == 1
        assert proof.prove(connection) == ()


# ── the proof ──


def tampered(owner: Connection, books: Books, *changes: str) -> list[tuple[str, int | None]]:
    """Return what the proof of the closes finds after the owner has done the changes unhindered."""
    for table in ("period_close", "balance_snapshot", "book_head"):
        owner.execute(text(f"alter table ledger.{table} disable trigger user"))
    for change in changes:
        owner.execute(text(change), {"book": books.employer})
    found = list(closing.prove_closing(owner, books.employer))
    assert all(message.text() for _, _, message in found)
    faults = [(fault.check, fault.seq) for fault in proof.prove(owner, books.employer)]
    assert {(check, seq) for check, seq, _ in found} <= set(faults)
    return [(check, seq) for check, seq, _ in found]


@pytest.fixture
def ours(database: ClonedDatabase) -> Iterator[tuple[Connection, Books]]:
    """The owner, in a transaction in which March and April are closed."""
    with owner_of(database) as (owner, books):
        reserve(owner, books, "april", date(2026, 4, 3))
        for month in (MARCH, APRIL):
            close(owner, books, month)
        yield owner, books


UNMOVED = (
    "insert into ledger.balance_snapshot select a.id, 202604, a.book_id, a.tenant_id, a.layer,"
    " 0, 0 from ledger.account a where a.code = '1002.S' and a.book_id = :book"
)


@pytest.mark.parametrize(
    "change",
    [
        "update ledger.balance_snapshot set posted = posted - 1",
        "update ledger.balance_snapshot set debits = debits + 1",
        "delete from ledger.balance_snapshot where month = 202603",
        UNMOVED,
    ],
)
def test_the_proof_adds_every_snapshot_up_again(
    ours: tuple[Connection, Books], change: str
) -> None:
    assert set(tampered(*ours, change)) == {("snapshot", None)}


def test_the_proof_holds_a_close_against_the_chain(ours: tuple[Connection, Books]) -> None:
    owner, books = ours
    change = "update ledger.period_close set last_hash = '\\x00' where month = 202603"
    assert tampered(owner, books, change) == [("closing", 4)]


def test_the_proof_finds_a_line_that_came_after_the_close(ours: tuple[Connection, Books]) -> None:
    owner, books = ours
    faults = tampered(
        owner,
        books,
        "update ledger.book_head set closed_through = '2026-02-28',"
        " soft_closed_through = '2026-02-28' where book_id = :book",
        "select ledger.post(:book, 'k', 'k', '2026-03-02', 'a', null, null, '', '{}', null, '记',"
        " array['9001', '9002'], array['2026-017', '2026-017'], array['FISCAL', 'FISCAL'],"
        " array['RND', 'RND'], array[1, -1])",
    )
    seq = book.head(owner, books.employer).seq
    assert ("closing", seq) in faults  # late for April, of which March is a part
    assert ("closing", None) in faults  # and the book takes such entries still
    assert ("snapshot", None) in faults


def test_the_proof_finds_rows_that_no_employer_sees(ours: tuple[Connection, Books]) -> None:
    hidden = "set tenant_id = null where month = 202603"
    changes = f"update ledger.period_close {hidden}", f"update ledger.balance_snapshot {hidden}"
    assert set(tampered(*ours, *changes)) == {("tenant", None)}


def test_the_proof_finds_a_gap_between_the_months(ours: tuple[Connection, Books]) -> None:
    owner, books = ours
    faults = tampered(
        owner,
        books,
        "alter table ledger.period_close drop constraint close_follows",
        "insert into ledger.period_close select book_id, tenant_id, 202606, 202604, '2026-06-30',"
        " closed_at, closed_by, last_seq, last_hash, checks from ledger.period_close"
        " where month = 202604",
        "update ledger.book_head set closed_through = '2026-06-30',"
        " soft_closed_through = '2026-06-30' where book_id = :book",
    )
    assert faults == [("closing", None)]
