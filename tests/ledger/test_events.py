"""Every event: its 借/贷 lines as documented, and what holds for all of them."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import events
from ledger.accounts import CHART, AccountRef, BookKind, Layer
from ledger.journal import BookId, EntryId, JournalEntry
from tests.ledger.story import CONF, GRANT, RND, on, yuan

CENTER, EMPLOYER = BookId(1), BookId(2)
Made: TypeAlias = Callable[[Decimal], tuple[JournalEntry, ...]]

EVENTS: dict[str, Made] = {
    "appropriate": lambda x: (events.appropriate(CENTER, on("k"), x),),
    "commit_agreement": lambda x: events.commit_agreement(
        CENTER, EMPLOYER, on("k"), GRANT, {"RND": x, "CONF": x, "CE": yuan("0.00")}
    ),
    "disburse": lambda x: (events.disburse(CENTER, on("k"), GRANT, x),),
    "receive": lambda x: (events.receive(EMPLOYER, on("k"), GRANT, x),),
    "confirm_receipt": lambda x: (events.confirm_receipt(CENTER, on("k"), GRANT, x),),
    "contribute": lambda x: (events.contribute(EMPLOYER, on("k"), GRANT, "MATCH", {"RND": x}),),
    "reserve": lambda x: (events.reserve(EMPLOYER, on("k"), RND, x),),
    "release": lambda x: (events.release(EMPLOYER, on("k"), RND, x),),
    "spend": lambda x: (events.spend(EMPLOYER, on("k"), RND, x),),
    "spend less": lambda x: (events.spend(EMPLOYER, on("k"), RND, x, x + yuan("1.00")),),
    "spend more": lambda x: (events.spend(EMPLOYER, on("k"), RND, x + yuan("1.00"), x),),
    "spend_pre_project": lambda x: (events.spend_pre_project(EMPLOYER, on("k"), CONF, x),),
    "reimburse_employer": lambda x: (events.reimburse_employer(EMPLOYER, on("k"), GRANT, x),),
    "interest": lambda x: (events.interest(EMPLOYER, on("k"), {GRANT: x, "2026-018": x}),),
    "bank_fee": lambda x: (events.bank_fee(EMPLOYER, on("k"), GRANT, x),),
    "top_up": lambda x: (events.top_up(EMPLOYER, on("k"), GRANT, x),),
}

# "借" and "贷" lines for 100 yuan, as a bookkeeper would write them.
LINES = {
    "appropriate": ["借 1011 100", "贷 4001 100", "借 9100 100", "贷 9101 100"],
    "commit_agreement": [
        "借 9101 200",
        "贷 9102 200",
        "借 9000 FISCAL 200",
        "贷 9001 FISCAL RND 100",
        "贷 9001 FISCAL CONF 100",
    ],
    "disburse": ["借 1218.T 100", "贷 1011 100", "借 9102 100", "贷 9103 100"],
    "receive": ["借 1002.S 100", "贷 2401.F FISCAL 100"],
    "confirm_receipt": ["借 1218.A 100", "贷 1218.T 100"],
    "contribute": [
        "借 1002.S 100",
        "贷 2401.F MATCH 100",
        "借 9000 MATCH 100",
        "贷 9001 MATCH RND 100",
    ],
    "reserve": ["借 9001 FISCAL RND 100", "贷 9002 FISCAL RND 100"],
    "release": ["借 9002 FISCAL RND 100", "贷 9001 FISCAL RND 100"],
    "spend": [
        "借 5301.X FISCAL RND 100",
        "贷 1002.S 100",
        "借 2401.F FISCAL 100",
        "贷 6117.G FISCAL 100",
        "借 9002 FISCAL RND 100",
        "贷 9003 FISCAL RND 100",
    ],
    "spend less": [
        "借 5301.X FISCAL RND 100",
        "贷 1002.S 100",
        "借 2401.F FISCAL 100",
        "贷 6117.G FISCAL 100",
        "借 9002 FISCAL RND 101",
        "贷 9003 FISCAL RND 100",
        "贷 9001 FISCAL RND 1",
    ],
    "spend more": [
        "借 5301.X FISCAL RND 101",
        "贷 1002.S 101",
        "借 2401.F FISCAL 101",
        "贷 6117.G FISCAL 101",
        "借 9002 FISCAL RND 100",
        "贷 9003 FISCAL RND 101",
        "借 9001 FISCAL RND 1",
    ],
    "spend_pre_project": [
        "借 5301.X FISCAL CONF 100",
        "贷 2241.ADV 100",
        "借 2401.F FISCAL 100",
        "贷 6117.G FISCAL 100",
        "借 9002 FISCAL CONF 100",
        "贷 9003 FISCAL CONF 100",
    ],
    "reimburse_employer": ["借 2241.ADV 100", "贷 1002.S 100"],
    "interest": ["借 1002.S 200", "贷 2401.F INTEREST 100", "贷 2401.F INTEREST 100"],
    "bank_fee": ["借 1221.OWN 100", "贷 1002.S 100"],
    "top_up": ["借 1002.S 100", "贷 1221.OWN 100"],
}


def written(account: AccountRef, amount: Decimal) -> str:
    side = "借" if amount > 0 else "贷"
    parts = [side, account.code, account.source, account.category, str(abs(amount).to_integral())]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("name", EVENTS)
def test_the_lines_are_those_of_the_docstring(name: str) -> None:
    made = EVENTS[name](yuan("100.00"))
    lines = [written(p.account, p.amount) for entry in made for p in entry.postings]
    assert lines == LINES[name]


def test_every_event_of_the_module_is_tested_here() -> None:
    public = {
        name
        for name, value in vars(events).items()
        if getattr(value, "__module__", "") == events.__name__ and name[0].islower()
    }
    assert public - {"reverse"} == {name.split()[0] for name in EVENTS}


@given(st.sampled_from(list(EVENTS)), st.decimals("0.01", "99999999.99", places=2))
def test_every_event_is_zero_in_each_layer_and_taken_back_by_its_mirror(
    name: str, amount: Decimal
) -> None:
    for entry in EVENTS[name](amount):
        assert [entry.total(layer) for layer in Layer] == [0, 0]
        mirror = events.reverse(entry, EntryId(1), on("undo"))
        for posting, opposite in zip(entry.postings, mirror.postings, strict=True):
            assert posting.account == opposite.account
            assert posting.amount + opposite.amount == 0


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_stays_in_the_book_it_belongs_to(name: str) -> None:
    for entry in EVENTS[name](yuan("1.00")):
        kind = BookKind.CENTER if entry.book == CENTER else BookKind.EMPLOYER
        assert {posting.account.type.book for posting in entry.postings} == {kind}
        assert entry.kind == name.split(maxsplit=1)[0]


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize("amount", ["0.00", "-1.00", "0.001"])
def test_no_event_moves_nothing_less_or_parts_of_a_fen(name: str, amount: str) -> None:
    with pytest.raises(ValueError, match=r"nothing|places"):
        EVENTS[name](yuan(amount))


def test_what_an_occasion_says_is_in_the_entries_of_both_books() -> None:
    center, employer = EVENTS["commit_agreement"](yuan("1.00"))
    assert center.event == employer.event is not None
    assert {center.actor, employer.actor} == {"user-1"}
    assert {center.approver, employer.approver} == {"user-2"}
    assert events.receive(EMPLOYER, on("other"), GRANT, yuan("1.00")).event != employer.event


def test_a_budget_below_nothing_is_refused() -> None:
    budget = {"RND": yuan("5.00"), "CE": yuan("-1.00")}
    with pytest.raises(ValueError, match="not below nothing"):
        events.commit_agreement(CENTER, EMPLOYER, on("k"), GRANT, budget)


def test_fiscal_money_is_received_not_contributed() -> None:
    with pytest.raises(ValueError, match="not a source"):
        events.contribute(EMPLOYER, on("k"), GRANT, "FISCAL", {"RND": yuan("1.00")})


def test_the_docstring_of_every_event_names_its_accounts() -> None:
    for name, make in EVENTS.items():
        doc = getattr(events, name.split()[0]).__doc__
        codes = {p.account.code for e in make(yuan("2.00")) for p in e.postings}
        inherited = {"2401.F", "6117.G", "9001", "9002", "9003"}  # "the other lines are the same"
        if name == "spend_pre_project":
            codes -= inherited
        assert [code for code in codes if code not in doc] == []
        assert codes <= set(CHART)
