"""The claims of the sample programme deserve the verdicts they are made for."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from compliance import library
from compliance.decision import Decision, Outcome, decide
from compliance.facts import (
    Agreement,
    Claim,
    Employer,
    Hands,
    Member,
    Payment,
    PlanItem,
    Position,
    RelatedParty,
    Relation,
    Verification,
    VerifiedAs,
)
from service.demo import cast
from service.demo.case import Case, Fate, Twist
from service.demo.cases import cases, sound_cases, specs_of
from service.demo.mistakes import MISTAKES
from tests.service.demo.specs import perfect_reading

TODAY = date(2026, 11, 23)
APPROVED_ON = TODAY - timedelta(days=150)
# what a perfect reading of the invoice itself cannot show: other claims, contradicting channels
SEEN_ELSEWHERE = {
    "同一发票换一个文件", "号码不同而内容相同", "二维码与票面不符",
    "拆分采购之一", "拆分采购之二", "拆分采购之三",
}  # fmt: skip
PLAN = tuple(
    PlanItem(number, title, category)
    for number, (category, title) in enumerate(cast.PLAN.items(), start=1)
)
RELATED = RelatedParty(cast.KINDRED.name, cast.KINDRED.tax_id or "", Relation.SUBSIDIARY)
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
    "会议费超标准": "within_standard",
    "超标准但事先批准": "within_standard",
    "会议地点在禁止办会的景区": "permitted_place",
    "现金付款": "paid_to_the_seller",
    "垫付人不在团队": "paid_to_the_seller",
    "没有选择培养方案事项": "related_to_plan_item",
    "专用发票没有说明进项税": "vat_not_charged",
    "进项税已抵扣仍按含税列支": "vat_not_charged",
    "自己验收": "accepted_by_another",
    "自己验收，复核人另行确认": "accepted_by_another",
    "关联方销售": "seller_is_independent",
}
WAITING = {
    "立项前六个月之内，有直接相关说明": Outcome.PASS,
    "立项前六个月之内，没有说明": Outcome.REVIEW,
    "支出方向与内容不符": Outcome.REVIEW,
    "笼统品名": Outcome.REVIEW,
    "超标准但事先批准": Outcome.REVIEW,
    "现金付款": Outcome.REVIEW,
    "垫付人不在团队": Outcome.REVIEW,
    "没有选择培养方案事项": Outcome.REVIEW,
    "专用发票没有说明进项税": Outcome.REVIEW,
    "关联方销售": Outcome.REVIEW,
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
            employer=Employer(
                party.name, party.tax_id or "", related=(RELATED,) if case.grant < 2 else ()
            ),
            agreement=Agreement(
                number="RW2026-001",
                version=1,
                approved_on=APPROVED_ON,
                starts_on=APPROVED_ON,
                ends_on=APPROVED_ON + timedelta(days=1000),
                negative_list=cast.NEGATIVE_LIST,
                budget=cast.BUDGET,
                plan=PLAN,
            ),
            position=Position(cast.INSTALMENTS[0], cast.BUDGET),
            statement=case.statement,
            evidence=case.purchase.evidence,
            plan_item=_plan_item(case),
            event=case.event,
            payment=Payment(case.payment, case.payee),
            vat=case.vat,
            team=_team(case.grant),
            hands=Hands(cast.employer_of(case.grant).maker, case.acceptor),
            verification=Verification(VerifiedAs.MATCHES, TODAY) if case.verified else None,
        )
    )


def _team(grant: int) -> tuple[Member, ...]:
    selectee = Member(cast.SELECTEES[grant].name, is_selectee=True, from_on=APPROVED_ON)
    return selectee, Member(cast.TEAM[grant], is_selectee=False, from_on=APPROVED_ON)


def _plan_item(case: Case) -> PlanItem | None:
    of_direction = [item for item in PLAN if item.category is case.purchase.category]
    return of_direction[0] if case.planned and of_direction else None


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
            assert case.fate is Fate.DRAFT or (case.explanation and case.confirmation)
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
