from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from compliance import library, rulebook, rulings
from compliance.decision import Decision, Outcome, canonical, decide, replay
from compliance.example import claim
from compliance.fact_record import to_record
from compliance.facts import Claim, Ruling
from compliance.finding import Finding, Severity

MEAL = {"lines": [{"name": "*餐饮服务*餐费"}], "category": "CONF"}
ON = date(2026, 3, 12)


def found(decision: Decision, rule: str) -> Finding:
    return next(each for each in decision.findings if each.rule == rule)


def ruled(the_claim: Claim, rule: str, **changes: object) -> Claim:
    """Give a claim about which the Center ruled that a finding does not stand against it."""
    finding = found(decide(the_claim), rule)
    ruling = Ruling("申诉2026-001", ON, finding, the_claim.amount)
    return replace(the_claim, rulings=(replace(ruling, **changes),))  # type: ignore[arg-type]  # fields of it


def test_a_finding_that_was_ruled_about_is_noted_and_no_longer_blocks() -> None:
    before = claim(**MEAL)
    assert decide(before).outcome is Outcome.BLOCK
    after = decide(ruled(before, "negative_list_respected"))
    assert after.outcome is not Outcome.BLOCK
    kept = found(after, "negative_list_respected")
    assert kept.severity is Severity.NOTE
    assert kept.item == "NL-09"
    assert "申诉 申诉2026-001，2026-03-12，依据第三十六条" in kept.message.text()
    assert "负面清单 NL-09" in kept.message.text()
    assert "negative_list_respected" not in after.passed


def test_a_verdict_with_a_ruling_is_replayed_byte_for_byte() -> None:
    the_claim = ruled(claim(**MEAL), "negative_list_respected")
    again = replay(to_record(the_claim), rulebook.VERSION, library.installed())
    assert canonical(again.to_record()) == canonical(decide(the_claim).to_record())


def test_a_ruling_holds_for_no_larger_amount() -> None:
    the_claim = ruled(claim(**MEAL), "negative_list_respected")
    larger = replace(the_claim, amount=the_claim.amount + Decimal("0.01"))
    assert found(decide(larger), "negative_list_respected").severity is Severity.BLOCK
    smaller = replace(the_claim, amount=Decimal("10.00"))
    assert found(decide(smaller), "negative_list_respected").severity is Severity.NOTE


def test_a_ruling_holds_for_the_finding_it_was_made_about_alone() -> None:
    meal, wine = claim(**MEAL), claim(lines=[{"name": "*酒*白酒"}], category="CONF")
    of_wine = found(decide(wine), "negative_list_respected")
    ruling = Ruling("申诉2026-001", ON, of_wine, meal.amount)
    decision = decide(replace(meal, rulings=(ruling,)))
    assert found(decision, "negative_list_respected").severity is Severity.BLOCK


def test_a_ruling_about_one_value_is_none_about_another() -> None:
    abroad = claim(lines=[{"name": "*餐饮服务*餐费"}], category="CONF")
    finding = found(decide(abroad), "negative_list_respected")
    other = replace(finding, found=finding.limit)
    assert rulings.same(finding, finding)
    assert not rulings.same(finding, other)


def test_what_is_counted_by_the_day_is_the_same_tomorrow() -> None:
    late = claim(cost_on=date(2025, 6, 10), signed_on=date(2025, 9, 10), today=date(2026, 3, 20))
    tomorrow = replace(late, today=late.today + timedelta(days=1))
    one, other = (found(decide(each), "pre_project_terms") for each in (late, tomorrow))
    assert one.found != other.found
    assert rulings.same(one, other)


def test_a_smaller_amount_above_a_standard_is_covered_too() -> None:
    event = {"kind": "meeting", "rate": "MEETING_3", "people": 1, "units": "1"}
    above = claim(category="CONF", event=event)
    the_claim = ruled(above, "within_standard")
    assert found(decide(the_claim), "within_standard").severity is Severity.NOTE
    less = replace(the_claim, amount=the_claim.amount - 1)
    assert found(decide(less), "within_standard").severity is Severity.NOTE


def test_no_ruling_makes_money_or_takes_a_duplicate_away() -> None:
    the_claim = ruled(claim(balance="0.00"), "within_account_balance")
    assert found(decide(the_claim), "within_account_balance").severity is Severity.BLOCK


def test_only_what_blocks_and_can_be_argued_about_may_be_appealed() -> None:
    blocked = found(decide(claim(**MEAL)), "negative_list_respected")
    assert rulings.may_appeal(blocked)
    assert not rulings.may_appeal(replace(blocked, severity=Severity.REVIEW))
    assert not rulings.may_appeal(replace(blocked, rule="no_classified_marks"))


def test_what_can_be_argued_about_is_a_rule_that_blocks() -> None:
    blocking = {rule.code for rule in rulebook.RULES if rule.severity is Severity.BLOCK}
    assert blocking >= rulings.ARGUABLE
    for facts in (
        "no_classified_marks", "invoice_claimed_once", "not_red_or_void", "verified_invoice",
        "within_account_balance", "within_budget", "cost_in_window", "grant_not_suspended",
    ):  # fmt: skip
        assert facts not in rulings.ARGUABLE


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        (
            "pre_project_terms",
            {"cost_on": date(2025, 6, 10), "signed_on": date(2025, 9, 10)},
        ),
        ("before_leaving", {"left_on": date(2026, 2, 10), "issue_date": date(2026, 1, 20)}),
        ("claimed_in_time", {"issue_date": date(2025, 9, 10)}),
    ],
)
def test_the_days_of_an_appeal_are_not_counted(rule: str, given: dict[str, object]) -> None:
    late = claim(today=date(2026, 3, 20), **given)
    assert rule in {
        each.rule for each in decide(late).findings if "年度" not in each.message.text()
    }
    waited = replace(late, days_appealed=30)
    after = decide(waited).findings
    assert rule not in {each.rule for each in after if "年度" not in each.message.text()}
