import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import library, rulebook
from compliance.decision import Decision, OtherRulebookError, Outcome, canonical, decide, replay
from compliance.example import claim
from compliance.fact_record import from_record, to_record
from compliance.facts import ClaimState, Sameness
from compliance.finding import Finding, Override, Severity
from compliance.messages import Message

SHARES = st.lists(st.integers(1, 150_000), min_size=1, max_size=8)
DAYS = st.dates(min_value=claim().agreement.approved_on.replace(year=2024))


@pytest.mark.parametrize(
    ("given_facts", "outcome"),
    [
        ({}, Outcome.PASS),
        ({"buyer_name": "北京栎岚科技(集团)有限公司"}, Outcome.PASS),
        ({"category": "PUBL"}, Outcome.REVIEW),
        ({"category": "PUBL", "balance": "0.00"}, Outcome.BLOCK),
    ],
)
def test_the_heaviest_finding_gives_the_outcome(
    given_facts: dict[str, str], outcome: Outcome
) -> None:
    assert decide(claim(**given_facts)).outcome is outcome


def test_a_verdict_lists_what_passed_as_well_as_what_did_not() -> None:
    decision = decide(claim(balance="0.00"))
    assert {finding.rule for finding in decision.findings} == {"within_account_balance"}
    assert set(decision.passed) == {rule.code for rule in rulebook.RULES} - {
        "within_account_balance"
    }


def test_a_decision_survives_its_record() -> None:
    decision = decide(claim(category="PUBL", lines=[{"name": "*酒*白酒"}], cost_on=None))
    assert Decision.from_record(json.loads(canonical(decision.to_record()))) == decision


@given(day=DAYS, cents=st.integers(-100, 10**7), statement=st.text(max_size=20))
def test_a_stored_claim_gives_the_same_findings_byte_for_byte(
    day: object, cents: int, statement: str
) -> None:
    amount = str(Decimal(cents).scaleb(-2))
    the_claim = claim(cost_on=day, amount=amount, statement=statement)
    stored = canonical(to_record(the_claim))
    again = replay(json.loads(stored), rulebook.VERSION, library.installed())
    assert canonical(again.to_record()) == canonical(decide(the_claim).to_record())
    assert canonical(to_record(from_record(json.loads(stored), library.installed()))) == stored


def of(severity: Severity, override: Override) -> Finding:
    words = Message("…")
    return Finding(
        rule="some", article=28, severity=severity, message=words, remedy=words, override=override
    )


def test_who_may_let_what_pass_follows_from_weight_and_override() -> None:
    never, second, reason = Override.NEVER, Override.SECOND_PERSON, Override.REASON
    final, confirmed = of(Severity.BLOCK, never), of(Severity.BLOCK, second)
    asked, abnormal = of(Severity.REVIEW, never), of(Severity.REVIEW, second)
    note = of(Severity.NOTE, second)
    explained = of(Severity.BLOCK, reason)
    every = (note, asked, abnormal, final, confirmed, explained)
    decision = Decision(Outcome.BLOCK, every, (), rulebook.VERSION)
    assert decision.final == (final,)
    assert decision.to_explain == (asked, abnormal, final, confirmed, explained)
    assert decision.to_confirm == (abnormal, confirmed)


def test_a_decision_of_another_rulebook_is_not_replayed() -> None:
    with pytest.raises(OtherRulebookError, match="decided by rulebook 0-none") as refusal:
        replay(to_record(claim()), "0-none", library.installed())
    assert refusal.value.version == "0-none"


@given(SHARES)
def test_shares_that_are_not_blocked_never_exceed_the_invoice(shares: list[int]) -> None:
    posted: list[dict[str, str]] = []
    for number, cents in enumerate(shares):
        amount = str(Decimal(cents).scaleb(-2))
        if decide(claim(amount=amount, others=posted)).outcome is not Outcome.BLOCK:
            same, state = Sameness.INVOICE, ClaimState.POSTED
            posted.append(
                {"number": f"BX-{number}", "amount": amount, "same": same, "state": state}
            )
    assert sum(Decimal(each["amount"]) for each in posted) <= Decimal("1060.00")
