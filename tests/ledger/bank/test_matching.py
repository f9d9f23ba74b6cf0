"""The search: what has one answer is proposed, what has several is offered, nothing twice."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.bank import evidence, matching
from ledger.bank.evidence import Clues, Fact
from ledger.bank.items import BankItem, BookItem, total
from ledger.bank.matching import Found, Thresholds
from tests.ledger.bank.bank_story import bank_item, book_item


def pairs(found: Found) -> list[tuple[str, list[int], list[int]]]:
    return [
        (p.rule, [item.id for item in p.bank], [item.entry for item in p.book])
        for p in found.proposals
    ]


def told(facts: tuple[Fact, ...]) -> str:
    return "、".join(fact.message.text() for fact in facts)


def test_the_same_amount_near_in_time_is_proposed_with_what_speaks_for_it() -> None:
    found = matching.search([bank_item(1, 12, "-106")], [book_item(7, 10, "-106")], {})
    assert pairs(found) == [("amount", [1], [7])]
    assert told(found.proposals[0].evidence) == "金额相同、日期相差 2 天"


def test_a_reference_decides_where_amounts_do_not() -> None:
    bank = [bank_item(1, 2, "60000", reference="HD1"), bank_item(2, 2, "60000", reference="HD2")]
    book = [book_item(7, 2, "60000"), book_item(8, 2, "60000")]
    clues = {7: Clues(references=frozenset({"HD2"})), 8: Clues(references=frozenset({"HD1"}))}
    found = matching.search(bank, book, clues)
    assert pairs(found) == [("reference", [1], [8]), ("reference", [2], [7])]
    assert told(found.proposals[0].evidence) == "金额相同、同一天、账上记有银行流水号 HD1"


def test_a_number_in_the_summary_reaches_further_than_an_amount() -> None:
    bank = [bank_item(1, 31, "-106", summary="报销 BX2026-00001")]
    clues = {7: Clues(names=frozenset({"BX2026-00001", "BX"}))}
    found = matching.search(bank, [book_item(7, 2, "-106")], clues)
    assert pairs(found) == [("reference", [1], [7])]
    assert "银行摘要写明 BX2026-00001" in told(found.proposals[0].evidence)
    assert matching.search(bank, [book_item(7, 2, "-106")], {}).proposals == ()


@pytest.mark.parametrize(("center", "words"), [(True, "对方户名为中心"), (False, "收付款方一致")])
def test_the_other_side_decides_where_amounts_do_not(center: bool, words: str) -> None:  # noqa: FBT001  # a table of examples
    bank = [bank_item(1, 2, "5", counterparty="甲"), bank_item(2, 2, "5", counterparty="乙")]
    clues = {7: Clues(parties=frozenset({"乙"}), from_center=center)}
    found = matching.search(bank, [book_item(7, 3, "5")], clues)
    assert pairs(found) == [("counterparty", [2], [7])]
    assert words in told(found.proposals[0].evidence)


def test_of_several_none_is_proposed_and_all_are_offered() -> None:
    book = [book_item(entry, 10, "-106") for entry in (7, 8)]
    found = matching.search([bank_item(1, 12, "-106")], book, {})
    assert found.proposals == ()
    assert [[item.entry for item in offer.book] for offer in found.offers] == [[7], [8]]
    assert "还有 1 种金额相同的可能" in told(found.offers[0].evidence)


def test_a_payment_far_away_in_time_is_offered_only() -> None:
    found = matching.search([bank_item(1, 31, "-106")], [book_item(7, 2, "-106")], {})
    assert (found.proposals, len(found.offers)) == ((), 1)
    assert told(found.offers[0].evidence) == "金额相同、日期相差 29 天"
    wide = matching.search(
        [bank_item(1, 31, "-106")], [book_item(7, 2, "-106")], {}, Thresholds(days=30)
    )
    assert pairs(wide) == [("amount", [1], [7])]


def test_one_payment_of_the_bank_may_settle_several_vouchers_and_the_other_way() -> None:
    found = matching.search(
        [bank_item(1, 12, "-300"), bank_item(2, 20, "5"), bank_item(3, 21, "6")],
        [book_item(7, 10, "-100"), book_item(8, 11, "-200"), book_item(9, 20, "11")],
        {},
    )
    assert pairs(found) == [("one_to_many", [1], [7, 8]), ("many_to_one", [2, 3], [9])]
    assert "银行 1 笔与账面 2 笔合计相同" in told(found.proposals[0].evidence)


def test_groups_with_two_answers_are_offered() -> None:
    book = [book_item(entry, 10, amount) for entry, amount in [(7, "-1"), (8, "-2"), (9, "-2")]]
    found = matching.search([bank_item(1, 10, "-3")], book, {})
    assert found.proposals == ()
    assert [[item.entry for item in offer.book] for offer in found.offers] == [[7, 8], [7, 9]]


def test_a_voucher_and_its_reversal_cancel_out() -> None:
    book = [book_item(7, 10, "-106"), book_item(8, 11, "106", reverses=7)]
    found = matching.search([bank_item(1, 12, "-106")], book, {})
    assert pairs(found) == [("reversal", [], [7, 8])]
    assert told(found.proposals[0].evidence) == "凭证与其冲销相抵，银行没有发生"
    alone = matching.search([], [book_item(8, 11, "106", reverses=7)], {})
    assert alone.proposals == ()


def test_a_payment_that_came_back_cancels_out_at_the_bank() -> None:
    facts = evidence.of([bank_item(1, 2, "-5"), bank_item(2, 3, "5")], [], {})
    assert told(facts) == "银行一收一付相抵，账上没有发生"
    assert Fact.from_record(facts[0].to_record()) == facts[0]


BEGIN = date(2026, 3, 1)
days = st.integers(0, 40).map(lambda count: BEGIN + timedelta(days=count))
amounts = st.integers(-6, 6).filter(bool).map(Decimal)
banks = st.lists(st.tuples(days, amounts), max_size=9).map(
    lambda rows: [BankItem(day, place, amount) for place, (day, amount) in enumerate(rows, 1)]
)
books = st.lists(st.tuples(days, amounts), max_size=9).map(
    lambda rows: [BookItem(day, place, 1, amount) for place, (day, amount) in enumerate(rows, 1)]
)


@given(banks, books, st.integers(0, 2**32))
def test_no_line_is_used_twice_sums_are_equal_and_the_order_does_not_matter(
    bank: list[BankItem], book: list[BookItem], seed: int
) -> None:
    found = matching.search(bank, book, {})
    used_bank = [item.id for p in found.proposals for item in p.bank]
    used_book = [item.entry for p in found.proposals for item in p.book]
    assert len(used_bank) == len(set(used_bank))
    assert len(used_book) == len(set(used_book))
    for each in (*found.proposals, *found.offers):
        assert total(each.bank) == total(each.book)
    for offer in found.offers:
        assert offer.bank[0].id not in used_bank
        assert not {item.entry for item in offer.book} & set(used_book)
    shuffler = random.Random(seed)  # noqa: S311  # an order, no secret
    assert (
        matching.search(shuffler.sample(bank, len(bank)), shuffler.sample(book, len(book)), {})
        == found
    )
