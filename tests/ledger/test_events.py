"""Every event: its 借/贷 lines as documented, and what holds for all of them."""

import pkgutil
from collections.abc import Iterable
from decimal import Decimal
from importlib import import_module
from inspect import getdoc, isfunction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import events
from ledger.accounts import CHART, AccountRef, BookKind, Layer
from ledger.events import Occasion
from ledger.journal import EntryId, JournalEntry
from tests.ledger.event_examples import CENTER, EMPLOYER, EVENTS, OTHER
from tests.ledger.event_lines import LINES
from tests.ledger.story import GRANT, on, yuan

SHARED = {"ledger.events.amounts", "ledger.events.occasion"}
BOOKS = {CENTER: "中心", EMPLOYER: "单位", OTHER: "新单位"}


def written(account: AccountRef, amount: Decimal) -> str:
    side = "借" if amount > 0 else "贷"
    parts = [side, account.code, account.source, account.category, str(abs(amount.to_integral()))]
    return " ".join(part for part in parts if part)


def pages(entries: tuple[JournalEntry, ...]) -> Iterable[str]:
    for entry in entries:
        if len(entries) > 1:
            yield BOOKS[entry.book]
        yield from (written(posting.account, posting.amount) for posting in entry.postings)


@pytest.mark.parametrize("name", EVENTS)
def test_the_lines_are_those_a_bookkeeper_would_write(name: str) -> None:
    assert list(pages(EVENTS[name](yuan("100.00")))) == [
        line.strip() for line in LINES[name].strip().splitlines()
    ]


def test_every_event_of_the_package_is_in_its_index_and_tested_here() -> None:
    public = {name for name in events.__all__ if name[0].islower()}
    written = {
        name
        for module in pkgutil.iter_modules(events.__path__, f"{events.__name__}.")
        if module.name not in SHARED
        for name, value in vars(import_module(module.name)).items()
        if isfunction(value) and value.__module__ == module.name and not name.startswith("_")
    }
    assert public == written
    assert public - {"reverse", "together"} == {name.split(maxsplit=1)[0] for name in EVENTS}
    assert set(LINES) == set(EVENTS)


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
def test_every_event_stays_in_the_books_it_belongs_to(name: str) -> None:
    for entry in EVENTS[name](yuan("1.00")):
        kind = BookKind.CENTER if entry.book == CENTER else BookKind.EMPLOYER
        assert {posting.account.type.book for posting in entry.postings} == {kind}
        assert (entry.kind, entry.word) == (name.split(maxsplit=1)[0], "记")


@pytest.mark.parametrize("name", sorted(EVENTS.keys() - {"open_balances", "close_grant"}))
@pytest.mark.parametrize("amount", ["0.00", "-1.00", "0.001"])
def test_no_event_moves_nothing_less_or_parts_of_a_fen(name: str, amount: str) -> None:
    with pytest.raises(ValueError, match=r"nothing|places"):
        EVENTS[name](yuan(amount))


def test_what_an_occasion_says_is_in_the_entries_of_every_book() -> None:
    for name in ("commit_agreement", "approve_transfer", "claw_back", "close_grant"):
        entries = EVENTS[name](yuan("1.00"))
        assert len({entry.event for entry in entries}) == 1
        assert {(entry.actor, entry.approver) for entry in entries} == {("user-1", "user-2")}
    (agreed, _), other = EVENTS["commit_agreement"](yuan("1.00")), on("other")
    assert agreed.event == on("k").identifier != other.identifier
    assert events.receive(EMPLOYER, other, GRANT, yuan("1.00")).event == other.identifier


def test_an_occasion_says_nothing_twice() -> None:
    step = Occasion("pay", on("k").effective_on, "user-1", event=on("approve").identifier)
    assert step.identifier == on("approve").identifier


@pytest.mark.parametrize("name", EVENTS)
def test_the_docstring_of_every_event_names_it_in_chinese_and_its_accounts(name: str) -> None:
    doc = getdoc(getattr(events, name.split(maxsplit=1)[0]))
    assert doc is not None
    assert "\u4e00" <= doc[0] <= "\u9fff"
    assert "借" in doc or name == "open_balances"
    codes = {p.account.code for e in EVENTS[name](yuan("2.00")) for p in e.postings}
    if name == "spend_pre_project":  # "the other lines are the same"
        codes -= {"2401.F", "6117.G", "9001", "9002", "9003"}
    if name == "open_balances":  # whichever accounts there are
        codes = set()
    assert {code for code in codes if code not in doc} == set()
    assert codes <= set(CHART)
