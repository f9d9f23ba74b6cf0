from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.accounts import AccountRef, Layer
from ledger.journal import (
    LARGEST,
    BookId,
    EntryId,
    JournalEntry,
    Posting,
    credit,
    debit,
    money,
    netted,
)
from tests.ledger.story import DAY, RND, yuan

BANK = AccountRef("1002.S")
UNSPENT = AccountRef("2401.F", "G-1", "FISCAL")
amounts = st.decimals(min_value="0.01", max_value="9999999.99", places=2)


def entry(*postings: Posting, **changes: Any) -> JournalEntry:
    given: dict[str, Any] = {
        "book": BookId(1),
        "kind": "receive",
        "key": "k",
        "effective_on": DAY,
        "actor": "user-1",
        "postings": postings or netted([debit(yuan("1.00"), BANK), credit(yuan("1.00"), UNSPENT)]),
    }
    return JournalEntry(**(given | changes))


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity", "100000000000000.00", "-1E+15"])
def test_money_has_two_places_and_an_end(amount: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        money(Decimal(amount))


@pytest.mark.parametrize(("given", "kept"), [("1", "1.00"), ("1E+2", "100.00"), ("-0.50", "-0.50")])
def test_money_is_kept_to_the_fen(given: str, kept: str) -> None:
    assert str(money(Decimal(given))) == kept
    assert money(LARGEST) == LARGEST


def test_a_posting_moves_something() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Posting(BANK, yuan("0.00"))


def test_movements_on_one_account_are_netted_and_what_cancels_is_dropped() -> None:
    movements = [
        debit(yuan("5.00"), BANK),
        credit(yuan("2.00"), BANK),
        debit(yuan("1.00"), UNSPENT),
        credit(yuan("1.00"), UNSPENT),
    ]
    assert netted(movements) == (Posting(BANK, yuan("3.00")),)


@given(amounts, amounts)
def test_an_entry_out_of_balance_cannot_be_built(left: Decimal, right: Decimal) -> None:
    postings = Posting(BANK, left), Posting(UNSPENT, -right)
    if left == right:
        assert entry(*postings).total(Layer.FINANCIAL) == 0
    else:
        with pytest.raises(ValueError, match="out of balance"):
            entry(*postings)


@given(amounts)
def test_layers_balance_each_by_itself_never_together(amount: Decimal) -> None:
    with pytest.raises(ValueError, match="out of balance"):
        entry(Posting(BANK, amount), Posting(RND.on("9001"), -amount))


ODD: dict[str, tuple[str, Callable[[], JournalEntry]]] = {
    "one line": ("two lines", lambda: entry(Posting(BANK, yuan("1.00")))),
    "one account twice": (
        "two lines",
        lambda: entry(Posting(BANK, yuan("1.00")), Posting(BANK, yuan("-1.00"))),
    ),
    "two books": (
        "one book",
        lambda: entry(Posting(BANK, yuan("1.00")), Posting(AccountRef("4001"), yuan("-1.00"))),
    ),
    "an unknown voucher word": ("word", lambda: entry(word="无")),
    "a long key": ("longer", lambda: entry(key="k" * 201)),
    "a long approver": ("longer", lambda: entry(approver="u" * 101)),
    "no key": ("has a key", lambda: entry(key="")),
    "no kind": ("has a key", lambda: entry(kind="")),
    "no actor": ("has a key", lambda: entry(actor="")),
    "an empty approver": ("no approver", lambda: entry(approver="")),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_entry_cannot_be_built(what: str) -> None:
    reason, build = ODD[what]
    with pytest.raises(ValueError, match=reason):
        build()


def test_a_reversal_is_the_mirror_and_names_its_original() -> None:
    original = entry(meta={"invoice": "abc"})
    day = date(2026, 4, 1)
    mirror = original.reversed(
        EntryId(7), key="undo", effective_on=day, actor="user-3", approver="user-4", memo="记错项目"
    )
    assert [(p.account, -p.amount) for p in mirror.postings] == [
        (p.account, p.amount) for p in original.postings
    ]
    assert (mirror.reverses, mirror.kind, mirror.effective_on) == (7, "reverse", day)
    assert (mirror.actor, mirror.approver, mirror.memo) == ("user-3", "user-4", "记错项目")
    assert mirror.meta == {"invoice": "abc"}


def test_an_entry_can_be_dated_otherwise() -> None:
    assert entry().dated(date(2026, 5, 1)).effective_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("name", "limit"),
    [("key", 200), ("kind", 40), ("actor", 100), ("approver", 100), ("memo", 500)],
)
def test_a_text_of_the_full_length_is_taken_and_one_character_more_is_not(
    name: str, limit: int
) -> None:
    assert len(getattr(entry(**{name: "x" * limit}), name)) == limit
    with pytest.raises(ValueError, match=f"longer than {limit}"):
        entry(**{name: "x" * (limit + 1)})


@pytest.mark.parametrize("word", ["记", "收", "付", "转"])
def test_a_voucher_bears_one_of_four_words(word: str) -> None:
    assert entry(word=word).word == word


def test_an_entry_keeps_its_amounts_to_the_fen_and_its_own_copy_of_the_meta() -> None:
    meta = {"invoice": "a"}
    made = entry(meta=meta)
    meta["invoice"] = "b"
    assert made.meta == {"invoice": "a"}
    assert str(Posting(BANK, Decimal(1)).amount) == "1.00"


def test_the_layer_that_is_out_of_balance_is_named() -> None:
    with pytest.raises(ValueError, match=r"layer B is out of balance by -1\.00"):
        entry(*netted([credit(yuan("1.00"), RND.on("9001"))]), Posting(BANK, yuan("1.00")),
              Posting(UNSPENT, yuan("-1.00")))  # fmt: skip
