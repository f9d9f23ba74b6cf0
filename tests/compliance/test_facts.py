import json
from datetime import date
from decimal import Decimal

import pytest

from compliance import library
from compliance.categories import Category
from compliance.example import claim
from compliance.fact_record import event_of, event_record, facts_of, from_record, to_record
from compliance.facts import Agreement, Employer, Event, EventKind, FormerName, Listing

RENAMED = Employer(
    "丙",
    "91110108MA01YL0K4M",
    (FormerName("乙", date(2026, 6, 30)), FormerName("甲", date(2025, 6, 30))),
)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 1, 1), "甲"),
        (date(2025, 6, 30), "甲"),
        (date(2025, 7, 1), "乙"),
        (date(2026, 6, 30), "乙"),
        (date(2026, 7, 1), "丙"),
    ],
)
def test_an_employer_bears_each_name_up_to_its_last_day(day: date, name: str) -> None:
    assert RENAMED.name_on(day) == name


def test_a_claim_survives_its_record() -> None:
    the_claim = claim(
        cost_on=date(2026, 3, 1),
        statement="培养方案第三项",
        evidence=["contract", "acceptance"],
        former_names=[{"name": "北京栎岚仪器有限公司", "until_on": date(2024, 1, 1)}],
        others=[{"number": "BX-0007", "amount": "12.00", "where": "2026年2月"}],
        uncertain=["seller_name"],
    )
    record = json.loads(json.dumps(to_record(the_claim)))
    assert from_record(record, library.installed()) == the_claim


def test_a_claim_without_category_or_cost_date_survives_its_record() -> None:
    the_claim = claim(category="")
    assert from_record(to_record(the_claim), library.installed()) == the_claim


def test_the_day_of_the_cost_counts_before_the_day_of_the_invoice() -> None:
    assert claim().counted_on == date(2026, 3, 10)
    assert claim(cost_on=date(2026, 3, 1)).counted_on == date(2026, 3, 1)


def test_an_agreement_cannot_end_before_its_approval() -> None:
    with pytest.raises(AssertionError):
        claim(approved_on=date(2026, 1, 1), ends_on=date(2025, 12, 31))


def test_a_budget_cannot_be_negative() -> None:
    with pytest.raises(AssertionError):
        claim(budget={"RND": "-0.01"})


def test_amounts_by_category_cannot_be_changed_afterwards() -> None:
    with pytest.raises(TypeError):
        claim().agreement.budget[Category.RND] = Decimal(1)  # type: ignore[index]  # what must fail


def test_an_agreement_may_last_one_day_and_grants_60_days_for_invoices() -> None:
    day = date(2026, 1, 1)
    agreement = Agreement(
        number="ZY-2026-001",
        version=1,
        approved_on=day,
        starts_on=day,
        ends_on=day,
        negative_list="default-2025",
        budget={},
    )
    assert agreement.invoice_grace_days == 60


@pytest.mark.parametrize(
    ("record", "approved_over"),
    [({"approved_over": True}, True), ({}, False)],  # an older record lacks what came later
)
def test_an_event_survives_its_record(record: dict[str, bool], *, approved_over: bool) -> None:
    event = Event(
        kind=EventKind.MEETING,
        rate="MEETING_3",
        people=20,
        units=Decimal("1.5"),
        place="怀柔",
        approved_over=approved_over,
    )
    stored = json.loads(json.dumps(event_record(event)))
    del stored["approved_over"]
    assert event_of(stored | record) == event


def test_facts_are_built_from_records_with_their_fields() -> None:
    records = [
        {"reason": "开票异常", "barred": True, "from_on": "2026-01-05", "until_on": "2026-02-05"},
        {"reason": "投诉", "barred": False, "from_on": "2026-01-06"},
    ]
    assert facts_of(records, Listing) == (
        Listing("开票异常", barred=True, from_on=date(2026, 1, 5), until_on=date(2026, 2, 5)),
        Listing("投诉", barred=False, from_on=date(2026, 1, 6)),
    )
