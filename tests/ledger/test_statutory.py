"""The map to statutory accounts: complete for every regime, dated, and honest about guesses."""

import re
from datetime import date
from itertools import product

import pytest

from ledger import statutory
from ledger.accounts import CATEGORIES, CHART, AccountRef, BookKind, Dimension, Layer, Source
from ledger.statutory import (
    Books,
    NotBooked,
    Regime,
    Statutory,
    StatutoryMap,
    UnmappedAccountError,
)
from tests.ledger.event_examples import CENTER, EVENTS
from tests.ledger.story import DAY, GRANT, RND, yuan

MAP = statutory.standard()
CHOICES: dict[Dimension, list[str]] = {
    Dimension.GRANT: [GRANT],
    Dimension.SOURCE: [source.value for source in Source],
    Dimension.CATEGORY: sorted(CATEGORIES),
}
EMPLOYER = [type_ for type_ in CHART.values() if type_.book is BookKind.EMPLOYER]
LEAVES = [
    AccountRef(type_.code, **dict(zip(type_.dims, chosen, strict=True)))
    for type_ in EMPLOYER
    for chosen in product(*(CHOICES[dim] for dim in type_.dims))
]


@pytest.mark.parametrize("regime", Regime)
def test_every_account_of_an_employer_is_mapped_on_every_day(regime: Regime) -> None:
    for books in MAP.systems[regime].books:
        for account, day in product(LEAVES, (date(2025, 1, 1), DAY, date(2099, 12, 31))):
            says = MAP.booked(regime, books, account, day)
            if account.type.layer is Layer.BUDGET:
                assert isinstance(says, NotBooked)
            elif books is Books.FINANCIAL:
                assert isinstance(says, Statutory), f"half an entry would be booked: {account}"


@pytest.mark.parametrize("regime", Regime)
def test_no_two_rows_of_the_same_width_speak_for_one_account(regime: Regime) -> None:
    for books, account in product(MAP.systems[regime].books, LEAVES):
        found = [rule for rule in MAP.rules if rule.speaks_for(regime, books, account, DAY)]
        assert len({rule.narrowness for rule in found}) == len(found) > 0


def test_rows_look_like_accounts_and_say_what_they_rest_on() -> None:
    for rule in MAP.rules:
        assert rule.codes <= {type_.code for type_ in EMPLOYER}
        if isinstance(rule.says, Statutory):
            assert re.fullmatch(r"[1-8]\d{3}", rule.says.code)
            assert rule.says.name
            assert rule.says.basis
            if "未核对" in rule.says.basis or "未见明文" in rule.says.basis:
                assert rule.says.confirm
        else:
            assert rule.says.reason.endswith("。")


def test_regimes_keep_the_books_they_must_and_name_their_texts() -> None:
    assert set(MAP.systems) == set(Regime)
    both = (Books.FINANCIAL, Books.BUDGET)
    for regime, system in MAP.systems.items():
        assert system.books == (both if regime is Regime.INSTITUTION else both[:1])
        assert system.title in system.source or regime is Regime.ENTERPRISE


def test_every_kind_of_entry_in_an_employers_book_has_a_summary_or_is_left_out() -> None:
    kinds = {
        entry.kind
        for example in EVENTS.values()
        for entry in example(yuan("2.00"))
        if entry.book != CENTER
        and any(p.account.type.layer is Layer.FINANCIAL for p in entry.postings)
    }
    assert set(MAP.summaries) | set(MAP.left_out) == kinds | {"reverse"}
    assert not set(MAP.summaries) & set(MAP.left_out)


@pytest.mark.parametrize(
    ("regime", "unspent", "income", "cost"),
    [
        (Regime.ENTERPRISE, "2401", "6117", "5301"),
        (Regime.SMALL_ENTERPRISE, "2401", "5301", "4301"),
        (Regime.INSTITUTION, "4601", "4601", "5001"),
        (Regime.ASSOCIATION, "4401", "4401", "5101"),
    ],
)
def test_fiscal_money_goes_where_the_regime_wants_it(
    regime: Regime, unspent: str, income: str, cost: str
) -> None:
    accounts = [RND.fund("2401.F"), RND.fund("6117.G"), RND.on("5301.X")]
    found = [MAP.booked(regime, Books.FINANCIAL, account, DAY) for account in accounts]
    assert [says.code for says in found if isinstance(says, Statutory)] == [unspent, income, cost]


SMALL = """
effective_from = 2025-01-01
[regime.enterprise]
title = "t"
source = "s"
books = ["financial"]
[left_out]
[summaries]
[[account]]
regime = "enterprise"
codes = ["1002.S"]
account = "1002"
name = "old"
confirm = true
basis = "b"
effective_until = 2025-12-31
[[account]]
regime = "enterprise"
codes = ["1002.S"]
account = "1003"
name = "new"
confirm = true
basis = "b"
effective_from = 2026-01-01
"""


def test_a_row_speaks_for_its_days_only() -> None:
    small, bank = StatutoryMap.read(SMALL), AccountRef("1002.S")
    for day, code in [(date(2025, 12, 31), "1002"), (date(2026, 1, 1), "1003")]:
        says = small.booked(Regime.ENTERPRISE, Books.FINANCIAL, bank, day)
        assert isinstance(says, Statutory)
        assert says.code == code
    with pytest.raises(UnmappedAccountError, match="2024-12-31"):
        small.booked(Regime.ENTERPRISE, Books.FINANCIAL, bank, date(2024, 12, 31))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('codes = ["1002.S"]', 'codes = ["1003.S"]'),
        ('codes = ["1002.S"]', 'codes = ["1002.S"]\nsources = ["LOAN"]'),
        ('codes = ["1002.S"]', 'codes = ["1002.S"]\ncategories = ["FUN"]'),
        ("2025-12-31", "2024-12-31"),
        ('regime = "enterprise"', 'regime = "empire"'),
        ("[regime.enterprise]", "[regime.empire]"),
    ],
)
def test_what_cannot_be_is_refused_when_the_map_is_read(old: str, new: str) -> None:
    with pytest.raises(ValueError, match=r"unknown in the map|never speaks|is not a valid"):
        StatutoryMap.read(SMALL.replace(old, new))
