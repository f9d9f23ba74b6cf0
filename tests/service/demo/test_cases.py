"""The claims of the sample programme deserve the verdicts they are made for."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from compliance import library
from compliance.decision import Decision, Outcome, decide
from compliance.facts import Agreement, Claim, Employer, Position
from service.demo import cast
from service.demo.cases import MISTAKES, Case, Fate, Twist, cases, sound_cases, specs_of
from tests.service.demo.specs import perfect_reading

TODAY = date(2026, 11, 23)
APPROVED_ON = TODAY - timedelta(days=150)
# what a perfect reading of the invoice itself cannot show: other claims, contradicting channels
SEEN_ELSEWHERE = {"同一发票换一个文件", "号码不同而内容相同", "二维码与票面不符"}
RULES = {
    "餐饮": "negative_list_respected",
    "购物卡": "negative_list_respected",
    "抬头不是本单位": "buyer_is_the_employer",
    "大小写不符": "amounts_add_up",
    "合计不符": "amounts_add_up",
    "红字发票": "not_red_or_void",
    "未来日期": "date_not_in_future",
    "立项前六个月之外": "cost_in_window",
    "立项前六个月之内，有直接相关说明": "cost_in_window",
    "立项前六个月之内，没有说明": "cost_in_window",
    "超出预算": "within_budget",
    "支出方向与内容不符": "category_agrees_with_content",
    "笼统品名": "negative_list_respected",
    "酒": "negative_list_respected",
}
WAITING = {
    "立项前六个月之内，有直接相关说明": Outcome.PASS,
    "立项前六个月之内，没有说明": Outcome.REVIEW,
    "支出方向与内容不符": Outcome.REVIEW,
    "笼统品名": Outcome.REVIEW,
}


def verdict_of(case: Case) -> Decision:
    """Decide a case alone, with its full budget and a first instalment in the account."""
    invoice = perfect_reading(specs_of(case, APPROVED_ON, TODAY)[0])
    party = cast.employer_of(case.grant).party
    return decide(
        Claim(
            today=TODAY,
            texts=library.installed().in_force(cast.NEGATIVE_LIST, APPROVED_ON),
            category=case.purchase.category,
            amount=invoice.total or Decimal(0),
            invoice=invoice,
            employer=Employer(party.name, party.tax_id or ""),
            agreement=Agreement(
                number="RW2026-001",
                version=1,
                approved_on=APPROVED_ON,
                starts_on=APPROVED_ON,
                ends_on=APPROVED_ON + timedelta(days=1000),
                negative_list=cast.NEGATIVE_LIST,
                budget=cast.BUDGET,
            ),
            position=Position(cast.INSTALMENTS[0], cast.BUDGET),
            statement=case.statement,
            evidence=case.purchase.evidence,
            vat=case.vat,
        )
    )


@pytest.mark.parametrize(
    "case", list(sound_cases()), ids=lambda case: f"{case.grant}-{case.purchase.name}-{case.day}"
)
def test_sound_claims_pass_without_a_finding(case: Case) -> None:
    verdict = verdict_of(case)
    assert (verdict.outcome, verdict.findings) == (Outcome.PASS, ())


@pytest.mark.parametrize("name", RULES)
def test_each_mistake_is_found_by_the_rule_it_is_made_for(name: str) -> None:
    verdict = verdict_of(MISTAKES[name])
    assert RULES[name] in {finding.rule for finding in verdict.findings}
    assert verdict.outcome is WAITING.get(name, Outcome.BLOCK)


def test_every_mistake_is_named_in_these_tests() -> None:
    assert set(MISTAKES) == set(RULES) | SEEN_ELSEWHERE


def test_what_is_blocked_stays_a_draft_and_what_needs_a_word_has_one() -> None:
    for name, case in MISTAKES.items():
        outcome = WAITING.get(name, Outcome.BLOCK)
        if name not in SEEN_ELSEWHERE and outcome is Outcome.BLOCK:
            assert case.fate is Fate.DRAFT
        if outcome is Outcome.REVIEW and case.fate is not Fate.DRAFT:
            assert case.explanation


def test_every_claim_has_a_number_of_its_own_and_follows_in_time() -> None:
    every = list(cases())
    assert len({case.serial for case in every}) == len(every)
    assert [case.day for case in every] == sorted(case.day for case in every)
    numbers = Counter(specs_of(case, APPROVED_ON, TODAY)[0].number for case in every)
    assert max(numbers.values()) == 1


def test_a_second_file_holds_the_same_invoice() -> None:
    (case,) = [case for case in cases() if case.twist is Twist.SECOND_FILE]
    first, second = specs_of(case, APPROVED_ON, TODAY)
    assert first != second
    assert perfect_reading(first) == perfect_reading(second)


def test_a_contradicting_qr_text_differs_in_the_amount_alone() -> None:
    spec = specs_of(MISTAKES["二维码与票面不符"], APPROVED_ON, TODAY)[0]
    assert (spec.qr or "").split(",")[4] == "82.68"
    assert spec.filled().total_with_tax == "8268.00"
