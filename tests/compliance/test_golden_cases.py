"""The cases everybody agreed on beforehand, each put to the whole rulebook (or to what decides it).

The numbers are those of the list of golden cases; cases about the ledger, permissions and the
confidentiality of experts are tested where those live.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from compliance import eligibility, library, public_notice
from compliance.calendar import Due
from compliance.decision import Decision, Outcome, decide
from compliance.eligibility import WayOut
from compliance.example import claim
from compliance.finding import Finding, Severity
from compliance.labour_tax import gross_of, net_of, tax_on
from importers import uscc

NOTICE_AND_SHEET = ["meeting_notice", "sign_in_sheet"]
MEETING = {"kind": "meeting", "rate": "MEETING_3", "people": 20, "units": "2"}


def verdict(**given: Any) -> Decision:
    return decide(claim(**given))


def said(decision: Decision) -> dict[str, str]:
    """Return what each rule found, the notes left out: rule → weight and item."""
    return {
        found.rule: f"{found.severity} {found.item or ''}".strip()
        for found in decision.findings
        if found.severity is not Severity.NOTE
    }


def the_finding(decision: Decision, rule: str) -> Finding:
    (found,) = (each for each in decision.findings if each.rule == rule)
    return found


def line(name: str) -> list[dict[str, str]]:
    return [{"name": name, "amount": "1000.00", "tax": "60.00"}]


def before_approval(approved_on: date, cost_on: date) -> Decision:
    """Decide a cost of around the approval, claimed soon after it."""
    year = approved_on.year
    return verdict(
        approved_on=approved_on,
        signed_on=approved_on,
        ends_on=date(year + 2, 8, 1),
        cost_on=cost_on,
        issue_date=date(year, 9, 10),
        today=date(year, 9, 20),
        invoice_number=f"{year % 100}112000001234567890",
        statement="样机低温试验的基线测试，由入选者主持，数据用于培养方案第一项。",
    )


def test_1_the_window_opens_six_months_back_clamped_to_the_end_of_the_month() -> None:
    approved_on = date(2025, 8, 31)
    within = before_approval(approved_on, date(2025, 2, 28))
    assert (within.outcome, said(within)) == (Outcome.PASS, {})
    assert the_finding(within, "cost_in_window").severity is Severity.NOTE
    outside = before_approval(approved_on, date(2025, 2, 27))
    assert said(outside) == {"cost_in_window": "block"}


def test_1_the_day_of_approval_is_the_first_of_the_project() -> None:
    of_the_day = before_approval(date(2025, 8, 31), date(2025, 8, 31))
    assert of_the_day.outcome is Outcome.PASS
    assert "cost_in_window" in of_the_day.passed


def test_2_counting_back_from_a_month_s_end_keeps_the_leap_day() -> None:
    assert before_approval(date(2024, 8, 31), date(2024, 2, 29)).outcome is Outcome.PASS
    assert said(before_approval(date(2024, 8, 31), date(2024, 2, 28))) == {
        "cost_in_window": "block"
    }


def test_3_the_bound_of_birth_is_a_day_and_before_it_a_reason_is_asked_for() -> None:
    bound = date(1979, 8, 1)
    assert eligibility.of_age(date(1979, 8, 1), bound) is None
    too_old = eligibility.of_age(date(1979, 7, 31), bound)
    assert too_old is not None
    assert too_old.way_out is WayOut.EXPLAIN


def test_4_one_employer_through_two_channels_is_refused() -> None:
    twice = eligibility.one_channel("栎岚科技", "云岚学会", ["市科协"])
    assert twice is not None
    assert (twice.article, twice.way_out) == (10, WayOut.NONE)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2025, 9, 29), date(2025, 10, 9)),
        (date(2026, 2, 10), date(2026, 2, 24)),
    ],
)
def test_5_a_notice_that_would_end_in_a_holiday_ends_on_the_next_working_day(
    starts_on: date, ends_on: date
) -> None:
    due = public_notice.last_day(starts_on, library.installed().calendar())
    assert due == Due(ends_on, provisional=False)


def test_6_a_notice_that_ends_on_a_sunday_worked_instead_is_not_moved() -> None:
    due = public_notice.last_day(date(2025, 12, 30), library.installed().calendar())
    assert due == Due(date(2026, 1, 4), provisional=False)


def test_7_brackets_of_another_width_are_noted_and_another_code_is_refused() -> None:
    narrow = verdict(buyer_name="北京栎岚科技(集团)有限公司")
    assert narrow.outcome is Outcome.PASS
    assert the_finding(narrow, "buyer_is_the_employer").severity is Severity.NOTE
    another = verdict(buyer_tax_id="91110105MA02TZ8H3R")
    assert another.outcome is Outcome.BLOCK
    assert said(another)["buyer_is_the_employer"] == "block"


def test_8_a_meal_alone_is_refused_and_one_at_a_meeting_is_for_a_person() -> None:
    meal = {"category": "CONF", "lines": line("*餐饮服务*餐费")}
    alone = verdict(**meal)
    assert alone.outcome is Outcome.BLOCK
    assert said(alone)["negative_list_respected"] == "block NL-09"
    at_a_meeting = verdict(**meal, evidence=NOTICE_AND_SHEET, event=MEETING)
    assert said(at_a_meeting) == {"negative_list_respected": "review NL-09"}


def test_9_a_mushroom_called_golden_passes_and_gold_does_not() -> None:
    assert verdict(lines=line("*食用菌*黄金针菇")).outcome is Outcome.PASS
    assert said(verdict(lines=line("*黄金*金条"))) == {"negative_list_respected": "block NL-12"}


def test_10_laboratory_ethanol_passes_and_spirits_do_not() -> None:
    ethanol = verdict(lines=line("*有机化学原料*无水乙醇(分析纯)"))
    assert (ethanol.outcome, ethanol.findings) == (Outcome.PASS, ())
    assert said(verdict(lines=line("*酒*白酒"))) == {"negative_list_respected": "block NL-10"}


def test_11_a_prepaid_card_is_refused() -> None:
    card = verdict(
        lines=[{"name": "*预付卡销售*预付卡", "amount": "1060.00", "tax_rate": "不征税"}],
        total_amount="1060.00",
        total_tax="",
    )
    assert card.outcome is Outcome.BLOCK
    assert said(card)["negative_list_respected"] == "block NL-13"


def test_12_the_same_invoice_claimed_again_in_full_is_refused() -> None:
    again = verdict(others=[{"number": "BX2026-00007", "amount": "1060.00"}])
    assert said(again) == {"invoice_claimed_once": "block"}


@pytest.mark.parametrize(
    ("share", "outcome"), [("424.00", Outcome.PASS), ("530.00", Outcome.BLOCK)]
)
def test_12_shares_of_sixty_and_forty_pass_and_sixty_and_fifty_do_not(
    share: str, outcome: Outcome
) -> None:
    other = {"number": "BX2026-00007", "amount": "636.00"}  # 60 of a hundred
    assert verdict(amount=share, others=[other]).outcome is outcome


def test_13_a_red_letter_that_comes_after_payment_is_found_and_a_reversal_proposed() -> None:
    red = {"number": "26112000009999999991", "issued_on": date(2026, 3, 18), "total": "-1060.00"}
    taken_back = verdict(red_letters=[red])
    assert said(taken_back) == {"red_letters_deducted": "block"}
    assert "冲销" in the_finding(taken_back, "red_letters_deducted").remedy.text()


def test_14_a_red_letter_for_a_part_leaves_the_rest() -> None:
    red = {"number": "26112000009999999991", "issued_on": date(2026, 3, 18), "total": "-260.00"}
    too_much = verdict(red_letters=[red])
    assert the_finding(too_much, "red_letters_deducted").most == Decimal("800.00")
    assert verdict(red_letters=[red], amount="800.00").outcome is Outcome.PASS


def test_15_deducted_input_tax_is_no_cost() -> None:
    special = {"kind": "e_special", "vat": "claimed"}
    with_tax = verdict(**special)
    assert said(with_tax) == {"vat_not_charged": "block NL-39"}
    assert the_finding(with_tax, "vat_not_charged").most == Decimal("1000.00")
    assert verdict(**special, amount="1000.00").outcome is Outcome.PASS


def test_16_three_numbers_in_a_row_of_one_seller_on_one_day_are_only_asked_about() -> None:
    nearby = [
        {"claim": "BX2026-00001", "number": number, "issued_on": date(2026, 3, 10), "total": "900"}
        for number in ("26112000001234567889", "26112000001234567891")
    ]
    in_a_row = verdict(nearby=nearby)
    assert in_a_row.outcome is Outcome.REVIEW
    assert said(in_a_row) == {"not_split": "review NL-30"}


def test_17_the_rest_does_not_go_to_a_branch_and_a_central_body_proves_its_seat() -> None:
    branch = eligibility.employer(
        "天聚地合（苏州）科技股份有限公司北京分公司", "91110108MA005BCA25"
    )
    assert branch is not None
    assert branch.way_out is WayOut.NONE
    central = eligibility.employer("清华大学", "12100000400000624D")
    assert central is not None
    assert central.way_out is WayOut.PROVE


def test_18_an_invoice_in_the_old_employer_s_name_after_leaving_is_refused() -> None:
    assert said(verdict(left_on=date(2026, 3, 9))) == {"before_leaving": "block"}
    assert verdict(left_on=date(2026, 3, 10)).outcome is Outcome.PASS


def test_19_a_suspension_freezes_what_is_not_posted_yet() -> None:
    assert said(verdict(suspended_on=date(2026, 3, 20))) == {"grant_not_suspended": "block"}
    assert verdict(suspended_on=date(2026, 3, 21)).outcome is Outcome.PASS


def test_24_a_fee_of_2400_net_costs_2800() -> None:
    assert gross_of(Decimal(2400)) == Decimal("2800.00")
    assert net_of(Decimal(2800)) == Decimal("2400.00")
    assert tax_on(Decimal(30000)) == Decimal("5200.00")


def test_25_only_the_excess_over_the_standard_of_a_meeting_is_refused() -> None:
    meeting = {
        "category": "CONF",
        "lines": line("*会展服务*会议费"),
        "evidence": NOTICE_AND_SHEET,
        "event": MEETING,
        "total_amount": "21698.11",
        "total_tax": "1301.89",
        "total_with_tax": "23000.00",
        "total_in_words": "贰万叁仟圆整",
        "verification": {"result": "matches", "on": date(2026, 3, 19)},
        "available": {"CONF": "50000.00"},
    }
    meeting["lines"] = [
        {"name": "*会展服务*会议费", "amount": "21698.11", "tax_rate": "6%", "tax": "1301.89"}
    ]
    above = verdict(**meeting, amount="23000.00")
    assert said(above) == {"within_standard": "block NL-34"}
    assert the_finding(above, "within_standard").most == Decimal("22000.00")
    assert verdict(**meeting, amount="22000.00").outcome is Outcome.PASS


def test_26_a_meeting_in_a_forbidden_scenic_place_is_refused() -> None:
    meeting = {"category": "CONF", "lines": line("*会展服务*会议费"), "evidence": NOTICE_AND_SHEET}
    there = verdict(**meeting, event={**MEETING, "place": "四川省乐山市峨眉山温泉酒店"})
    assert said(there) == {"permitted_place": "block NL-35"}
    in_beijing = verdict(**meeting, event={**MEETING, "place": "北京市海淀区知春路会议中心"})
    assert (in_beijing.outcome, said(in_beijing)) == (Outcome.PASS, {})


def test_28_a_deadline_of_a_year_without_a_notice_is_provisional() -> None:
    due = public_notice.last_day(date(2027, 9, 27), library.installed().calendar())
    assert due.provisional


def test_29_codes_that_begin_with_a_letter_are_sound_and_a_wrong_check_digit_is_not() -> None:
    assert uscc.is_valid("N2110111MF01234515")
    assert uscc.has_valid_check("N2110111MF0123456L"), "its inner digit is not meant to be right"
    assert not uscc.is_valid("91110302791614657K")
    refused = eligibility.employer("北京京岚世纪贸易有限公司", "91110302791614657K")
    assert refused is not None
    assert refused.way_out is WayOut.CORRECT


@pytest.mark.parametrize("unit", ["圆", "元"])
@pytest.mark.parametrize("end", ["整", "正", ""])
def test_30_an_amount_in_words_is_read_in_every_customary_form(unit: str, end: str) -> None:
    invoice = {
        "total_amount": "1128.40",
        "total_tax": "67.70",
        "total_with_tax": "1196.10",
        "lines": [{"name": "*研发和技术服务*测试费", "amount": "1128.40", "tax": "67.70"}],
        "amount": "1196.10",
    }
    as_printed = verdict(**invoice, total_in_words=f"壹仟壹佰玖拾陆{unit}壹角{end}")
    assert (as_printed.outcome, as_printed.findings) == (Outcome.PASS, ())
    wrong = verdict(**invoice, total_in_words=f"壹仟壹佰玖拾陆{unit}贰角{end}")
    assert said(wrong) == {"amounts_add_up": "block"}
