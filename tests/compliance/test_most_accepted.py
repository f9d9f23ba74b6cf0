"""The most that a finding would accept: charging that much, the rule finds nothing to refuse."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import rulebook
from compliance.decision import Outcome, decide
from compliance.example import Example, claim, examples_of
from compliance.facts import Claim
from compliance.finding import Finding

FEN = Decimal("0.01")
EACH_EXAMPLE = [
    pytest.param(example, id=f"{example.rule}: {example.says}")
    for rule in rulebook.RULES
    for example in examples_of(rule.code)
]
YUAN = st.integers(1, 500_000).map(lambda fen: Decimal(fen).scaleb(-2))


def bounded(rule: str, the_claim: Claim) -> list[Finding]:
    found = rulebook.rule(rule).check(the_claim)
    return [finding for finding in found if finding.most is not None]


@pytest.mark.parametrize("example", EACH_EXAMPLE)
def test_lowering_the_claim_to_the_most_is_enough_and_a_fen_more_is_not(example: Example) -> None:
    the_claim = claim(**example.given)
    for finding in bounded(example.rule, the_claim):
        assert finding.most is not None
        assert Decimal(0) <= finding.most < the_claim.amount
        if finding.most:  # where nothing is left to charge, no amount is right
            assert not bounded(example.rule, replace(the_claim, amount=finding.most))
        assert bounded(example.rule, replace(the_claim, amount=finding.most + FEN))


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("within_account_balance", {"balance": "0.00"}),
        ("within_account_balance", {"balance": "-5.00"}),
        ("within_budget", {"available": {"RND": "0.00"}}),
        ("within_budget", {"available": {}}),
        ("within_budget", {"category": "PUBL", "budget": {}}),
        (
            "vat_not_charged",
            {"vat": "claimed", "others": [{"number": "BX-0001", "amount": "1000.00"}]},
        ),
        ("no_money_returned", {"refunds": [{"on": claim().today, "amount": "1060.00"}]}),
        ("no_money_returned", {"refunds": [{"on": claim().today, "amount": "2000.00"}]}),
        (
            "no_money_returned",
            {"amount": "1000.00", "refunds": [{"on": claim().today, "amount": "60.00"}]},
        ),
    ],
)
def test_where_no_lower_amount_helps_none_is_named(rule: str, facts: dict[str, object]) -> None:
    (found,) = rulebook.rule(rule).check(claim(**facts))
    assert not found.most, "nothing, or nothing left"


@given(amount=YUAN, balance=YUAN, available=YUAN)
def test_what_is_not_blocked_never_exceeds_account_or_budget(
    amount: Decimal, balance: Decimal, available: Decimal
) -> None:
    the_claim = claim(
        amount=str(amount), balance=str(balance), available={"RND": str(available)},
        total_amount="4716.98", total_tax="283.02", total_with_tax="5000.00", total_in_words="",
        lines=[{"name": "*研发和技术服务*材料测试费", "amount": "4716.98", "tax": "283.02"}],
    )  # fmt: skip
    codes = {finding.rule for finding in decide(the_claim).findings}
    assert ("within_account_balance" in codes) == (amount > balance)
    assert ("within_budget" in codes) == (amount > available)


@given(st.lists(YUAN, min_size=1, max_size=6))
def test_shares_of_a_deducted_invoice_never_exceed_its_net_amount(shares: list[Decimal]) -> None:
    posted: list[dict[str, str]] = []
    for number, amount in enumerate(shares):
        this = claim(
            kind="e_special", vat="claimed", amount=str(amount), others=posted, balance="10000.00"
        )
        if decide(this).outcome is not Outcome.BLOCK:
            posted.append({"number": f"BX-{number:04}", "amount": str(amount)})
    assert sum(Decimal(each["amount"]) for each in posted) <= Decimal("1000.00")
