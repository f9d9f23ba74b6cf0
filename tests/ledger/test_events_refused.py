"""What cannot be is no event: every function says why before anything reaches a book."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ledger import events
from ledger.accounts import AccountRef
from ledger.events import Purpose, Recall
from ledger.journal import JournalEntry
from tests.ledger.event_examples import CENTER, EARNED, EMPLOYER, MATCHED, OTHER, TRANSFER, left_by
from tests.ledger.story import CONF, GRANT, RND, on, yuan

ONE = yuan("1.00")
ELSEWHERE = Purpose("2026-018", "FISCAL", "RND")
STEP = on("k", event=TRANSFER)


def transfer(money: dict[str, Decimal], budget: dict[Purpose, Decimal]) -> object:
    return events.approve_transfer(EMPLOYER, OTHER, on("k"), GRANT, money, budget)


def closing(account: AccountRef) -> object:
    left = left_by(ONE)
    return events.close_grant(
        CENTER, on("k"), GRANT, left | {EMPLOYER: left[EMPLOYER] | {account: ONE}}
    )


def opening(**amounts: str) -> object:
    balances = {AccountRef("1002.S"): yuan(amounts["bank"]), AccountRef("3999"): yuan("5.00")}
    return events.open_balances(EMPLOYER, on("k"), balances)


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "a budget with a direction below nothing": (
        lambda: events.commit_agreement(
            CENTER, EMPLOYER, on("k"), GRANT, {"RND": yuan("5.00"), "CE": -ONE}
        ),
        "less than nothing",
    ),
    "a budget in a direction nobody knows": (
        lambda: events.commit_agreement(CENTER, EMPLOYER, on("k"), GRANT, {"WINE": ONE}),
        "no spending direction",
    ),
    "fiscal money that is contributed": (
        lambda: events.contribute(EMPLOYER, on("k"), GRANT, "FISCAL", {"RND": ONE}),
        "not a source of contributions",
    ),
    "interest that is given back as if it had been contributed": (
        lambda: events.release_matching(EMPLOYER, on("k"), GRANT, "INTEREST", {"RND": ONE}),
        "not a source of contributions",
    ),
    "opening balances that do not balance": (lambda: opening(bank="5.01"), "out of balance"),
    "opening balances with parts of a fen": (lambda: opening(bank="5.001"), "two places"),
    "a reservation that was nothing": (
        lambda: events.spend(EMPLOYER, on("k"), RND, ONE, yuan("0.00")),
        "more than nothing",
    ),
    "budget that moves to another source": (
        lambda: events.reallocate(EMPLOYER, on("k"), RND, MATCHED, ONE),
        "of one grant and one source",
    ),
    "budget that moves to another grant": (
        lambda: events.reallocate(EMPLOYER, on("k"), RND, ELSEWHERE, ONE),
        "of one grant and one source",
    ),
    "budget that stays where it is": (
        lambda: events.reallocate(EMPLOYER, on("k"), RND, RND, ONE),
        "between two directions",
    ),
    "a transfer to the same employer": (
        lambda: events.approve_transfer(EMPLOYER, EMPLOYER, on("k"), GRANT, {"FISCAL": ONE}, {}),
        "two employers",
    ),
    "a transfer of nothing": (
        lambda: transfer({"FISCAL": yuan("0.00")}, {RND: yuan("0.00")}),
        "more than nothing",
    ),
    "a transfer of another grant's budget": (
        lambda: transfer({"FISCAL": ONE}, {ELSEWHERE: ONE}),
        "moves nothing of",
    ),
    "a transfer of money of an unknown source": (lambda: transfer({"GIFT": ONE}, {}), "GIFT"),
    "a payment that belongs to no approved transfer": (
        lambda: events.pay_transfer(CENTER, EMPLOYER, on("k"), GRANT, {"FISCAL": ONE}),
        "names the event of its approval",
    ),
    "a receipt that belongs to no approved transfer": (
        lambda: events.receive_transfer(CENTER, OTHER, on("k"), GRANT, {"FISCAL": ONE}),
        "names the event of its approval",
    ),
    "a payment of nothing": (
        lambda: events.pay_transfer(CENTER, EMPLOYER, STEP, GRANT, {}),
        "more than nothing",
    ),
    "matching money that goes back to the Center": (
        lambda: Recall(GRANT, {"MATCH": ONE}),
        "goes this way",
    ),
    "matching budget that goes back to the Center": (
        lambda: Recall(GRANT, {}, {MATCHED: ONE}),
        "only fiscal money and its interest",
    ),
    "disallowed matching that goes back to the Center": (
        lambda: Recall(GRANT, {}, {}, {MATCHED: ONE}),
        "only fiscal money and its interest",
    ),
    "a recall of another grant's budget": (
        lambda: Recall(GRANT, {"FISCAL": ONE}, {ELSEWHERE: ONE}),
        "moves nothing of",
    ),
    "a recall of more budget than money": (
        lambda: Recall(GRANT, {"FISCAL": ONE}, {RND: ONE, CONF: ONE}),
        "as much fiscal budget",
    ),
    "a recall of accepted spending that was allowed": (
        lambda: Recall(GRANT, {"FISCAL": ONE}, {RND: ONE}, {}, ONE),
        "ever accepted",
    ),
    "a recall of less than nothing accepted": (
        lambda: Recall(GRANT, {}, {}, {RND: ONE}, -ONE),
        "ever accepted",
    ),
    "spent matching that goes back to the Center": (
        lambda: Recall(GRANT, {}, spent={MATCHED: ONE}),
        "only fiscal money and its interest",
    ),
    "interest that had been accepted": (
        lambda: Recall(GRANT, {}, {}, {EARNED: ONE}, ONE),
        "ever accepted",
    ),
    "a clawback of nothing": (
        lambda: events.claw_back(CENTER, EMPLOYER, on("k"), Recall(GRANT, {})),
        "more than nothing",
    ),
    "a surplus that was disallowed": (
        lambda: events.return_surplus(CENTER, EMPLOYER, on("k"), Recall(GRANT, {}, {}, {RND: ONE})),
        "a surplus is unspent",
    ),
    "a surplus that was spent": (
        lambda: events.return_surplus(
            CENTER, EMPLOYER, on("k"), Recall(GRANT, {}, spent={RND: ONE})
        ),
        "a surplus is unspent",
    ),
    "matching money that is repaid to the Center": (
        lambda: events.repay(CENTER, EMPLOYER, on("k"), GRANT, {"MATCH": ONE}),
        "goes this way",
    ),
    "a grant closed with money left": (lambda: closing(RND.fund("2401.F")), r"2401\.F"),
    "a grant closed with an advance outside": (lambda: closing(RND.on("1221.PRE")), r"1221\.PRE"),
    "a grant closed with fiscal budget left": (lambda: closing(CONF.on("9001")), "budget is left"),
    "a grant closed with a disallowed cost": (lambda: closing(CONF.on("5301.D")), "not put back"),
    "one entry of nothing": (events.together, "one entry is of"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused(what: str) -> None:
    attempt, why = REFUSED[what]
    with pytest.raises(ValueError, match=why):
        attempt()


def spent(purpose: Purpose, amount: str) -> JournalEntry:
    return events.spend(EMPLOYER, on("claim:1"), purpose, yuan(amount))


def test_a_claim_on_two_sources_is_one_entry() -> None:
    both = events.together(spent(RND, "70.01"), spent(MATCHED, "29.99"))
    amounts = {posting.account: posting.amount for posting in both.postings}
    assert amounts[AccountRef("1002.S")] == yuan("-100.00")
    assert (amounts[RND.on("5301.X")], amounts[MATCHED.on("5301.X")]) == (
        yuan("70.01"),
        yuan("29.99"),
    )
    assert (both.kind, both.key, both.event) == ("spend", "claim:1", on("claim:1").identifier)
    assert events.together(both) == both


@pytest.mark.parametrize(
    "change",
    [
        {"book": OTHER},
        {"kind": "release"},
        {"key": "claim:2"},
        {"effective_on": date(2026, 3, 3)},
        {"actor": "user-3"},
        {"approver": None},
        {"event": TRANSFER},
        {"memo": "x"},
        {"meta": {"invoice": "x"}},
        {"reverses": 1},
        {"word": "付"},
    ],
)
def test_entries_of_different_occasions_are_not_made_one(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="one book, one kind and one occasion"):
        events.together(spent(RND, "1.00"), replace(spent(MATCHED, "1.00"), **change))


def test_money_of_others_is_raised_and_goes_back_as_well() -> None:
    raised = events.contribute(EMPLOYER, on("k"), GRANT, "RAISED", {"RND": ONE})
    assert {posting.account.source for posting in raised.postings} == {None, "RAISED"}
    back = events.release_matching(EMPLOYER, on("k"), GRANT, "RAISED", {"RND": ONE})
    assert {p.account: -p.amount for p in back.postings} == {
        p.account: p.amount for p in raised.postings
    }


def test_a_transfer_may_move_money_alone_or_budget_alone() -> None:
    assert events.approve_transfer(EMPLOYER, OTHER, on("k"), GRANT, {"MATCH": ONE}, {})
    assert events.approve_transfer(EMPLOYER, OTHER, on("k"), GRANT, {}, {MATCHED: ONE})


def test_a_grant_on_which_nothing_was_spent_is_closed_without_an_entry() -> None:
    nothing = {EMPLOYER: {RND.on("9001"): yuan("0.00")}}
    assert events.close_grant(CENTER, on("k"), GRANT, nothing) == ()
