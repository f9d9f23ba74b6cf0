"""Books in PostgreSQL through the Python door, as the application role."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ledger import book, control, events, proof
from ledger.accounts import AccountRef
from ledger.journal import BookId, EntryId, JournalEntry, Posting
from tests.ledger.story import (
    BUDGET,
    CONF,
    DAY,
    EMPLOYER,
    GRANT,
    OTHER_EMPLOYER,
    RND,
    Books,
    close_months,
    fund,
    on,
    open_books,
    yuan,
)

BANK = AccountRef("1002.S")
NEXT_MONTH = date(2026, 4, 7)


def stands(connection: Connection, books: Books, code: str) -> Decimal:
    return book.balance(connection, books.employer, RND.on(code))


def test_a_book_is_opened_once_per_tenant(ledger_connection: Connection) -> None:
    books = open_books(ledger_connection)
    assert open_books(ledger_connection) == books
    assert book.book_of(ledger_connection, None) == books.center
    assert book.book_of(ledger_connection, EMPLOYER) == books.employer
    assert book.book_of(ledger_connection, OTHER_EMPLOYER) == books.other


def test_a_book_that_does_not_exist_is_refused_in_words(ledger_connection: Connection) -> None:
    with pytest.raises(book.BookUnknown, match="没有找到这本账"):
        book.book_of(ledger_connection, uuid4())
    with pytest.raises(book.BookUnknown):
        book.head(ledger_connection, BookId(999))
    with pytest.raises(book.BookUnknown), ledger_connection.begin_nested():
        control.soft_close_through(ledger_connection, BookId(999), DAY)
    with pytest.raises(book.BookUnknown), ledger_connection.begin_nested():
        control.set_account_open(ledger_connection, BookId(999), BANK, is_open=True)
    with pytest.raises(book.BookUnknown), ledger_connection.begin_nested():
        book.post(ledger_connection, events.reserve(BookId(999), on("r"), RND, yuan("1.00")))


def test_receipts_come_in_the_order_given_with_numbers_per_book_month_and_word(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    receipts = book.post(
        ledger_connection,
        events.reserve(books.employer, on("r:1"), RND, yuan("10.00")),
        events.disburse(books.center, on("pay:2"), GRANT, yuan("5.00")),
        events.reserve(books.employer, on("r:2", NEXT_MONTH), RND, yuan("10.00")),
    )
    assert [r.book for r in receipts] == [books.employer, books.center, books.employer]
    assert [(r.seq, r.period, r.word, r.number) for r in receipts] == [
        (3, 202603, "记", 3),
        (5, 202603, "记", 5),
        (4, 202604, "记", 1),
    ]
    assert not any(r.replayed for r in receipts)
    assert receipts[2].recorded_at > receipts[0].recorded_at
    assert book.head(ledger_connection, books.employer) == book.Head(
        4,
        receipts[2].hash,
        receipts[2].recorded_at,
        closed_through=date(1999, 12, 31),
        soft_closed_through=date(1999, 12, 31),
        halted=None,
    )


def test_the_same_key_with_the_same_content_posts_once(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    entry = events.reserve(books.employer, on("claim:77"), RND, yuan("10.00"))
    first = book.post(ledger_connection, entry)[0]
    again = book.post(ledger_connection, entry)[0]
    assert again.replayed
    assert (again.entry_id, again.seq, again.number, again.hash) == (
        first.entry_id,
        first.seq,
        first.number,
        first.hash,
    )
    assert stands(ledger_connection, books, "9002") == yuan("10.00")


def test_the_same_key_means_another_entry_in_another_book(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    center, employer = events.commit_agreement(
        books.center, books.employer, on("agreement:2"), "2026-018", {"CE": yuan("1.00")}
    )
    assert [r.replayed for r in book.post(ledger_connection, employer, center)] == [False, False]


def changed_kind(entry: JournalEntry) -> JournalEntry:
    return events.release(entry.book, on(entry.key), RND, yuan("10.00"))


def changed_amount(entry: JournalEntry) -> JournalEntry:
    return events.reserve(entry.book, on(entry.key), RND, yuan("10.01"))


def changed_account(entry: JournalEntry) -> JournalEntry:
    return events.reserve(entry.book, on(entry.key), CONF, yuan("10.00"))


def changed_day(entry: JournalEntry) -> JournalEntry:
    return entry.dated(NEXT_MONTH)


@pytest.mark.parametrize("change", [changed_kind, changed_amount, changed_account, changed_day])
def test_the_same_key_with_other_content_is_refused(
    ledger_connection: Connection, change: Callable[[JournalEntry], JournalEntry]
) -> None:
    books = fund(ledger_connection)
    entry = events.reserve(books.employer, on("claim:77"), RND, yuan("10.00"))
    book.post(ledger_connection, entry)
    with pytest.raises(book.IdempotencyConflict, match="claim:77"):
        book.post(ledger_connection, change(entry))


def test_nobody_reserves_more_than_the_budget_of_the_direction(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    over = BUDGET["CONF"] + yuan("0.01")
    with pytest.raises(book.OverBudget) as refused:
        book.post(ledger_connection, events.reserve(books.employer, on("r"), CONF, over))
    assert (refused.value.available, refused.value.wanted) == (yuan("20000.00"), yuan("20000.01"))
    assert refused.value.message.text() == (
        "“可用预算”（项目 2026-017，支出方向 CONF）只剩 20000.00 元，不足 20000.01 元。"
    )


def test_the_last_fen_of_a_budget_can_be_reserved(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    book.post(ledger_connection, events.reserve(books.employer, on("r"), CONF, BUDGET["CONF"]))
    assert book.balance(ledger_connection, books.employer, CONF.on("9001")) == 0


def test_nobody_spends_money_that_has_not_arrived(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    much = yuan("60000.01")
    with pytest.raises(book.InsufficientFunds, match=r"60000\.00 元") as refused:
        book.post(
            ledger_connection,
            events.reserve(books.employer, on("r"), RND, much),
            events.spend(books.employer, on("s"), RND, much),
        )
    assert refused.value.wanted == much
    assert isinstance(refused.value, book.PostingRefused)


def test_nobody_spends_without_having_reserved(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    with pytest.raises(book.OverBudget, match="已预留预算"):
        book.post(ledger_connection, events.spend(books.employer, on("s"), RND, yuan("1.00")))


def test_a_refused_posting_leaves_nothing_behind_in_a_savepoint(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    before = book.head(ledger_connection, books.employer)
    with pytest.raises(book.OverBudget), ledger_connection.begin_nested():
        book.post(
            ledger_connection,
            events.reserve(books.employer, on("r:1"), RND, yuan("1.00")),
            events.reserve(books.employer, on("r:2"), CONF, yuan("99999.00")),
        )
    assert book.head(ledger_connection, books.employer) == before
    with ledger_connection.begin_nested():
        entry = events.reserve(books.employer, on("r:1"), RND, yuan("1.00"))
        assert book.post(ledger_connection, entry)[0].seq == before.seq + 1


def test_a_closed_period_takes_no_entry_and_never_opens_again(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    march = date(2026, 3, 31)
    close_months(ledger_connection, books.employer, march)
    assert control.soft_close_through(ledger_connection, books.employer, DAY) == march
    late = events.reserve(books.employer, on("late", march), RND, yuan("1.00"))
    with pytest.raises(book.PeriodClosed, match="账已结到 2026-03-31，不能再记 2026-03-31 的凭证"):
        book.post(ledger_connection, late)


def test_the_day_after_the_close_is_open(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    close_months(ledger_connection, books.employer, date(2026, 3, 31))
    entry = events.reserve(books.employer, on("r", date(2026, 4, 1)), RND, yuan("1.00"))
    assert book.post(ledger_connection, entry)[0].period == 202604


def test_a_retry_is_answered_though_its_period_is_closed_now(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    entry = events.reserve(books.employer, on("r"), RND, yuan("1.00"))
    book.post(ledger_connection, entry)
    close_months(ledger_connection, books.employer, date(2026, 3, 31))
    assert book.post(ledger_connection, entry)[0].replayed


def test_a_suspended_account_takes_nothing_until_it_is_opened_again(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    entry = events.reserve(books.employer, on("r"), RND, yuan("1.00"))
    control.set_account_open(ledger_connection, books.employer, RND.on("9001"), is_open=False)
    with pytest.raises(book.AccountClosed, match="已停用"), ledger_connection.begin_nested():
        book.post(ledger_connection, entry)
    control.set_account_open(ledger_connection, books.employer, RND.on("9001"), is_open=True)
    assert not book.post(ledger_connection, entry)[0].replayed


def test_the_chart_of_the_other_kind_of_book_is_refused(ledger_connection: Connection) -> None:
    books = open_books(ledger_connection)
    with pytest.raises(book.AccountUnknown, match=r"1002\.S"):
        book.post(ledger_connection, events.receive(books.center, on("r"), GRANT, yuan("1.00")))


def test_an_entry_is_reversed_once(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    entry = events.reserve(books.employer, on("r"), RND, yuan("7.00"))
    posted = book.post(ledger_connection, entry)[0]
    undone = book.reverse(ledger_connection, posted.entry_id, on("undo:r"))
    assert stands(ledger_connection, books, "9002") == 0
    assert book.entry(ledger_connection, posted.entry_id).reversed_by == undone.entry_id
    assert book.entry(ledger_connection, undone.entry_id).reverses == posted.entry_id
    assert book.reverse(ledger_connection, posted.entry_id, on("undo:r")).replayed
    with pytest.raises(book.AlreadyReversed, match="已经冲销过"):
        book.reverse(ledger_connection, posted.entry_id, on("undo:again"))


def test_a_reversal_after_the_close_is_dated_on_the_first_open_day(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    entry = events.reserve(books.employer, on("r"), RND, yuan("7.00"))
    posted = book.post(ledger_connection, entry)[0]
    close_months(ledger_connection, books.employer, date(2026, 3, 31))
    undone = book.reverse(ledger_connection, posted.entry_id, on("undo"))
    assert book.entry(ledger_connection, undone.entry_id).effective_on == date(2026, 4, 1)
    assert undone.period == 202604


def test_a_reversal_that_would_take_back_spent_money_is_refused(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    book.post(
        ledger_connection,
        events.reserve(books.employer, on("r"), RND, yuan("1.00")),
        events.spend(books.employer, on("s"), RND, yuan("1.00")),
    )
    arrival = book.journal(ledger_connection, books.employer)[-1 - 1]
    assert arrival.kind == "receive"
    with pytest.raises(book.InsufficientFunds):
        book.reverse(ledger_connection, arrival.id, on("undo"))


def test_an_occasion_is_taken_back_in_all_its_books(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    second, arrived = yuan("10000.00"), on("instalment:2:arrived")
    receipt = book.post(
        ledger_connection,
        events.disburse(books.center, on("instalment:2:pay"), GRANT, second),
        events.confirm_receipt(books.center, arrived, GRANT, second),
        events.receive(books.employer, arrived, GRANT, second),
    )[-1]
    close_months(ledger_connection, books.employer, date(2026, 3, 31))
    undone = book.reverse_occasion(ledger_connection, receipt.entry_id, on("undo"))
    assert {(one.book, one.period) for one in undone} == {
        (books.center, 202603),
        (books.employer, 202604),
    }
    assert book.balance(ledger_connection, books.center, AccountRef("1218.T", GRANT)) == second
    assert proof.prove(ledger_connection) == ()
    again = book.reverse_occasion(ledger_connection, receipt.entry_id, on("undo"))
    assert all(one.replayed for one in again)


def test_what_was_posted_is_read_back_unchanged(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    occasion = events.Occasion(
        key="r",
        effective_on=DAY,
        actor="user-1",
        memo="差旅“三亚”\n\t\\ \u2028 \x7f 🧾",
        meta={"invoice": "0" * 64, "备注": 'a"b'},
    )
    entry = events.reserve(books.employer, occasion, RND, yuan("7.00"))
    posted = book.post(ledger_connection, entry)[0]
    recorded = book.entry(ledger_connection, posted.entry_id)
    assert recorded.as_entry() == entry
    assert (recorded.seq, recorded.number, recorded.period) == (3, 3, 202603)
    assert recorded.recorded_at == posted.recorded_at
    assert posted.recorded_at.astimezone(UTC) <= datetime.now(UTC)
    assert [line.balance_after for line in recorded.lines] == [yuan("-79993.00"), yuan("-7.00")]


@pytest.mark.parametrize("grant", ['"', "\\", '\\"', "{}", '"}', "NULL", "'; --", "%s", "人才 1"])
def test_the_number_of_a_grant_may_hold_what_arrays_are_written_with(
    ledger_connection: Connection, grant: str
) -> None:
    books = open_books(ledger_connection)
    lines = (
        Posting(AccountRef("9000", grant, "FISCAL"), yuan("7.00")),
        Posting(AccountRef("9001", grant, "FISCAL", "RND"), yuan("-7.00")),
    )
    entries = [
        JournalEntry(books.employer, "commit_agreement", key, DAY, lines, "user-1")
        for key in ("alone", "with", "another")
    ]
    posted = [
        one for few in (entries[:1], entries[1:], []) for one in book.post(ledger_connection, *few)
    ]
    for entry, receipt in zip(entries, posted, strict=True):
        assert book.entry(ledger_connection, receipt.entry_id).as_entry() == entry
    stands = {
        line.account: 3 * line.amount * side for line, side in zip(lines, (1, -1), strict=True)
    }
    assert book.balances(ledger_connection, books.employer) == stands


def test_an_entry_that_does_not_exist_is_not_found(ledger_connection: Connection) -> None:
    with pytest.raises(LookupError):
        book.entry(ledger_connection, EntryId(4711))


def test_the_journal_is_paged_newest_first_and_narrowed_to_a_grant(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    other = events.Purpose("2026-018", "MATCH", "RND")
    book.post(
        ledger_connection,
        events.contribute(
            books.employer, on("match"), other.grant, other.source, {"RND": yuan("9.00")}
        ),
        events.reserve(books.employer, on("r"), other, yuan("1.00")),
    )
    newest = book.journal(ledger_connection, books.employer, limit=3)
    assert [entry.seq for entry in newest] == [4, 3, 2]
    older = book.journal(ledger_connection, books.employer, before_seq=newest[-1].seq)
    assert [entry.seq for entry in older] == [1]
    of_grant = book.journal(ledger_connection, books.employer, grant=GRANT)
    assert [entry.kind for entry in of_grant] == ["receive", "commit_agreement"]
    assert book.journal(ledger_connection, books.other) == ()


def test_balances_are_positive_where_an_account_grows(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    assert book.balances(ledger_connection, books.employer) == {
        BANK: yuan("60000.00"),
        AccountRef("2401.F", GRANT, "FISCAL"): yuan("60000.00"),
        AccountRef("9000", GRANT, "FISCAL"): yuan("100000.00"),
        CONF.on("9001"): yuan("20000.00"),
        RND.on("9001"): yuan("80000.00"),
    }
    assert BANK not in book.balances(ledger_connection, books.employer, grant=GRANT)
    assert stands(ledger_connection, books, "9003") == 0


def test_an_error_that_is_a_bug_is_not_dressed_up(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    entry = events.reserve(books.employer, on("r\x00"), RND, yuan("1.00"))
    with pytest.raises(DBAPIError):
        book.post(ledger_connection, entry)


def test_the_clock_of_a_book_never_runs_backwards(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    moments = [
        book.post(
            ledger_connection, events.reserve(books.employer, on(f"r:{i}"), RND, yuan("1.00"))
        )[0].recorded_at
        for i in range(5)
    ]
    assert moments == sorted(set(moments))
    assert ledger_connection.scalar(text("select now()")) < moments[0]
