"""余额调节表: it always balances, or the difference is what the first statement began with."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ledger.bank import matching
from ledger.bank.adjusting import Baseline, Joined, adjust
from ledger.bank.items import BankItem, BookItem
from tests.ledger.bank.bank_story import bank_item, book_item
from tests.ledger.bank.test_matching import BEGIN, banks, books

NONE = Baseline(date(2026, 3, 1), Decimal(0), Decimal(0))


def test_what_only_one_side_has_explains_the_difference() -> None:
    bank = [bank_item(1, 2, "60000"), bank_item(2, 21, "12.34"), bank_item(3, 25, "-10")]
    book = [book_item(7, 2, "60000"), book_item(8, 28, "-106"), book_item(9, 30, "50")]
    table = adjust(date(2026, 3, 31), NONE, bank, book, [Joined((bank[0],), (book[0],))])
    assert (table.book_balance, table.statement_balance) == (Decimal(59944), Decimal("60002.34"))
    assert table.sums == (Decimal("12.34"), Decimal(10), Decimal(50), Decimal(106))
    assert table.bank_in == (bank[1],)
    assert table.bank_out == (bank[2],)
    assert table.book_in == (book[2],)
    assert table.book_out == (book[1],)
    assert table.adjusted_book == table.adjusted_bank == Decimal("59946.34")
    assert table.holds


def test_a_match_that_reaches_beyond_the_day_settles_nothing_on_it() -> None:
    bank, book = bank_item(1, 31, "-106"), book_item(7, 20, "-106")
    joined = [Joined((bank,), (book,))]
    before = adjust(date(2026, 3, 30), NONE, [bank], [book], joined)
    assert (before.book_out, before.bank_only) == ((book,), ())
    assert before.holds
    assert adjust(date(2026, 3, 31), NONE, [bank], [book], joined).book_only == ()


@given(banks, books, st.integers(0, 45), st.integers(-9, 9), st.integers(-9, 9), st.data())
def test_the_table_balances_or_the_baseline_is_the_difference(
    bank: list[BankItem],
    book: list[BookItem],
    count: int,
    at_bank: int,
    in_book: int,
    data: st.DataObject,
) -> None:
    found = matching.search(bank, book, {})
    joined = [Joined(p.bank, p.book) for p in found.proposals if data.draw(st.booleans())]
    baseline = Baseline(BEGIN, Decimal(at_bank), Decimal(in_book))
    table = adjust(BEGIN + timedelta(days=count), baseline, bank, book, joined)
    assert table.difference == baseline.difference
    assert table.holds == (at_bank == in_book)
    bank_in, bank_out, book_in, book_out = table.sums
    assert table.adjusted_book == table.book_balance + bank_in - bank_out
    assert table.adjusted_bank == table.statement_balance + book_in - book_out
