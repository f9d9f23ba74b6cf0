"""任务书变更: a second version of an agreement, and that everything else goes on with two."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from compliance.categories import Category
from compliance.facts import Event, EventKind
from reports.period import Month
from service import facts, texts
from service.actions import (
    amendments,
    claim_form,
    desk,
    money,
    plan_and_team,
    precheck,
    register,
    register_views,
    reporting,
)
from service.actions.amendments import Amended, NewAmendment
from service.actions.claims import Change
from service.actions.plan_and_team import NewPlanItem
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    AuditRow,
    ClaimRow,
    DecisionRow,
    InvoiceRow,
    PlanItemRow,
)
from tests.service import office as start
from tests.service.loaded_texts import LIST, a_list, a_row, keep
from tests.service.office import APPROVED_ON, AT, BUDGET, Office, an_invoice, approve_and_pay
from tests.service.test_claims import change, row, submit, upload

OTHER = "haidian-2026"  # the model invoice stands on it
SIGNED = date(2026, 2, 1)
END, LATER = date(2027, 8, 30), date(2028, 2, 29)
ITEM = NewPlanItem("中试验证", Category.RND)


def amendment(office: Office, **changes: Any) -> NewAmendment:
    values: dict[str, Any] = {
        "grant_id": office.grant_id, "signed_on": SIGNED, "ends_on": LATER,
        "negative_list": LIST, "reason": " 延长执行期。 ",
    }  # fmt: skip
    return NewAmendment(**values | changes)


def amend(office: Office, **changes: Any) -> Amended:
    with office.database.transaction(CENTER) as session:
        return amendments.amend(session, office.manager, amendment(office, **changes))


@pytest.fixture
def listed(office: Office) -> Office:
    """An office whose Center has approved another list."""
    with office.database.transaction(CENTER) as session:
        keep(session, a_row(office, a_list(OTHER, replaces=None), version=OTHER))
    return office


def plan_of(office: Office, version: int) -> list[tuple[int, str, str | None]]:
    with office.database.transaction(CENTER) as session:
        rows = session.execute(
            select(PlanItemRow.number, PlanItemRow.title, PlanItemRow.category)
            .join(AgreementRow, AgreementRow.id == PlanItemRow.agreement_id)
            .where(AgreementRow.version == version)
            .order_by(PlanItemRow.number)
        )
        return [(number, title, category) for number, title, category in rows]


def add_item(office: Office, item: NewPlanItem) -> None:
    with office.database.transaction(CENTER) as session:
        plan_and_team.add_item(session, office.manager, office.grant_id, item)


def decisions(office: Office, claim_id: UUID) -> list[Mapping[str, Any]]:
    """Give the facts of a claim's decisions, the oldest first."""
    with office.database.transaction(office.employer_id) as session:
        query = select(DecisionRow.facts).where(DecisionRow.claim_id == claim_id)
        return list(session.scalars(query.order_by(DecisionRow.serial)))


def balances(office: Office) -> desk.GrantMoney:
    with office.database.transaction(CENTER) as session:
        return desk.grant(session, office.manager, office.grant_id).money


def test_an_amendment_is_the_next_version_of_the_same_agreement(listed: Office) -> None:
    before = balances(listed)
    done = amend(listed, negative_list=OTHER)
    assert (done.version, done.decided_anew) == (2, 0)
    with listed.database.transaction(CENTER) as session:
        first, second = session.scalars(select(AgreementRow).order_by(AgreementRow.version))
        assert second.id == done.agreement_id
        assert (second.number, second.approved_on) == (first.number, APPROVED_ON)
        assert (second.signed_on, second.ends_on, second.negative_list) == (SIGNED, LATER, OTHER)
        assert second.recorded_at == AT
        assert (first.signed_on, first.ends_on) == (date(2025, 9, 10), END)
        budget = select(AgreementBudgetRow).where(AgreementBudgetRow.agreement_id == second.id)
        lines = {Category(line.category): line.amount for line in session.scalars(budget)}
        trail = session.scalars(select(AuditRow).where(AuditRow.action == "amend_agreement")).one()
    assert lines == BUDGET
    assert balances(listed) == before  # the ledger is not touched
    assert (trail.subject, trail.subject_id) == ("agreement", done.agreement_id)
    assert (trail.source, trail.target) == ("1", "2")
    assert (trail.article, trail.reason) == ("第二十七条", "延长执行期。")
    assert trail.employer_id == listed.employer_id
    assert trail.actor_id == listed.manager.user_id


def test_the_plan_is_carried_on_and_added_to(office: Office) -> None:
    add_item(office, NewPlanItem("样机试验", Category.RND))
    add_item(office, NewPlanItem("年度交流"))
    amend(office, plan=(ITEM,))
    kept = [(1, "样机试验", "RND"), (2, "年度交流", None)]
    assert plan_of(office, 1) == kept
    assert plan_of(office, 2) == [*kept, (3, "中试验证", "RND")]
    add_item(office, NewPlanItem("再一项"))
    assert plan_of(office, 1) == kept
    assert plan_of(office, 2)[-1] == (4, "再一项", None)


def test_the_versions_are_listed_with_what_sets_them_apart(listed: Office) -> None:
    amend(listed)
    amend(listed, signed_on=date(2026, 3, 1), negative_list=OTHER, reason="换清单。")
    with listed.database.transaction(listed.employer_id) as session:
        lines = amendments.versions_of(session, listed.grant_id)
    told = [(each.version, each.signed_on, each.ends_on, each.reason) for each in lines]
    assert told == [
        (3, date(2026, 3, 1), LATER, "换清单。"),
        (2, SIGNED, LATER, "延长执行期。"),
        (1, date(2025, 9, 10), END, ""),
    ]
    assert lines[0].negative_list.text() == lines[1].negative_list.text()  # a copy, renamed


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": "  "}, "请写明变更了什么、为什么变更，最多 500 字。"),
        ({"reason": "长" * 501}, "请写明变更了什么、为什么变更，最多 500 字。"),
        ({"ends_on": date(2101, 1, 1)}, "任务书的日期须在 2000 年到 2100 年之间，请核对年份。"),
        ({"signed_on": date(1999, 12, 31)}, "任务书的日期须在 2000 年到 2100 年之间"),
        ({"negative_list": OTHER}, "没有版本为 haidian-2026 的负面清单。"),
        ({"signed_on": date(2026, 3, 11)}, "变更签订日 2026-03-11 还没有到：签订以后再登记。"),
        (
            {"signed_on": date(2025, 9, 9)},
            "变更签订日 2025-09-09 早于第 1 版的签订日 2025-09-10，请核对。",
        ),
        (
            {"ends_on": date(2026, 1, 31)},
            "执行期止日 2026-01-31 早于变更签订日 2026-02-01：变更不影响签订前已发生的费用",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    office: Office, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        amend(office, **changes)
    assert str(refusal.value).startswith(sentence)
    with office.database.transaction(CENTER) as session:
        assert session.scalar(select(func.count()).select_from(AgreementRow)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "长" * 500},
        {"signed_on": date(2026, 3, 10)},  # today
        {"signed_on": date(2025, 9, 10)},  # with the agreement itself
        {"ends_on": SIGNED},
    ],
)
def test_at_the_bounds_an_amendment_is_recorded(office: Office, changes: dict[str, Any]) -> None:
    assert amend(office, **changes).version == 2


def test_a_project_ends_after_its_approval_whatever_was_signed_before(office: Office) -> None:
    other = nominated(office)
    early = replace(start.an_agreement(other), number="RWS-2", signed_on=date(2025, 8, 1))
    with office.database.transaction(CENTER) as session:
        money.sign_agreement(session, office.manager, early)
    with pytest.raises(Invalid, match="执行期止日须晚于立项日。"):
        amend(office, grant_id=other, signed_on=date(2025, 8, 2), ends_on=APPROVED_ON)


def nominated(office: Office) -> UUID:
    """Register another selectee, without an agreement."""
    with office.database.transaction(CENTER) as session:
        call = register_views.calls(session)[0].id
        recommender = register_views.recommenders(session)[0].id
        selectee = start.a_selectee(office.employer_id, recommender, call)
        return register.add_selectee(session, office.manager, replace(selectee, name="关宁"))


def test_only_a_signed_agreement_is_amended(office: Office) -> None:
    with pytest.raises(Refused, match="还没有签订任务书，不能登记变更"):
        amend(office, grant_id=nominated(office))
    with pytest.raises(NotFound, match="没有这个项目。"):
        amend(office, grant_id=uuid4())


def test_a_form_sent_twice_is_recorded_once(office: Office) -> None:
    amend(office, plan=(ITEM,))
    with pytest.raises(Refused, match="与第 2 版的签订日、负面清单和执行期相同"):
        amend(office, plan=(ITEM,), reason="又一次。")
    assert amend(office, plan=(NewPlanItem("另一项"),)).version == 3
    assert amend(office, signed_on=date(2026, 2, 2)).version == 4


def test_an_open_claim_whose_verdict_changes_is_decided_anew(listed: Office) -> None:
    draft = upload(listed, an_invoice("26112000000123456701", issued_on=SIGNED))
    earlier = upload(listed, an_invoice("26112000000123456702", issued_on=date(2026, 1, 31)))
    sent = upload(listed, an_invoice("26112000000123456703", issued_on=date(2026, 2, 20)))
    prepare_and_submit(listed, sent.claim_id)
    gone = upload(listed, an_invoice("26112000000123456704", issued_on=date(2026, 2, 20)))
    prepare_and_submit(listed, gone.claim_id)
    approve_and_pay(listed, gone.claim_id)
    kept = {each: len(decisions(listed, each)) for each in (earlier.claim_id, gone.claim_id)}
    done = amend(listed, ends_on=END, negative_list=OTHER)
    assert done.decided_anew == 2
    assert row(listed, draft.claim_id).outcome == "block"
    assert row(listed, sent.claim_id).outcome == "block"
    assert row(listed, sent.claim_id).state == "submitted"
    assert {each: len(decisions(listed, each)) for each in kept} == kept
    judged_by = decisions(listed, draft.claim_id)[-1]["texts"]["negative_list"]
    assert judged_by.startswith(f"{OTHER}@")
    with listed.database.transaction(listed.employer_id) as session:
        told = session.scalars(
            select(AuditRow.subject_id).where(
                AuditRow.action == "amend_agreement", AuditRow.subject == "claim"
            )
        )
        assert set(told) == {draft.claim_id, sent.claim_id}


def prepare_and_submit(office: Office, claim_id: UUID) -> None:
    wanted = Change(
        category=Category.RND,
        statement="样机可靠性测试，对应任务书第二项任务。",
        explanation="封装测试按合同分批进行，合同与验收单由项目组留存。",
    )
    change(office, claim_id, wanted)
    submit(office, claim_id)


def test_new_claims_take_the_newest_version_and_older_ones_keep_theirs(office: Office) -> None:
    older = upload(office, an_invoice("26112000000123456701"))
    first = row(office, older.claim_id).agreement_id
    second = amend(office, plan=(ITEM,)).agreement_id
    newer = upload(office, an_invoice("26112000000123456702"))
    assert row(office, newer.claim_id).agreement_id == second
    change(office, older.claim_id, Change(category=Category.RND, statement="对应任务二。"))
    assert row(office, older.claim_id).agreement_id == first
    with office.database.transaction(office.employer_id) as session:
        (item,) = plan_and_team.plan_of(session, second)
        assert session.get_one(ClaimRow, newer.claim_id).plan_item_id == item.id
    with pytest.raises(Invalid, match="不在本任务书的培养方案内"):
        change(office, older.claim_id, Change(plan_item_id=item.id))


def test_both_versions_are_judged_by_one_period_one_signing_and_one_first_instalment(
    office: Office,
) -> None:
    older = upload(office, an_invoice("26112000000123456701"))
    amend(office)
    newer = upload(office, an_invoice("26112000000123456702"))
    change(office, older.claim_id, Change(statement="对应任务二。"))
    for taken, version in ((older, 1), (newer, 2)):
        with office.database.transaction(office.employer_id) as session:
            claim = session.get_one(ClaimRow, taken.claim_id)
            invoice = session.get_one(InvoiceRow, claim.invoice_id)
            known = facts.gather(session, office.maker, claim, invoice)
        assert known.agreement.version == version
        assert known.agreement.ends_on == LATER
        assert known.agreement.signed_on == date(2025, 9, 10)
        assert known.agreement.budget == BUDGET
        assert known.standing.first_instalment == Decimal("60000.00")


def test_a_cost_of_the_added_months_is_within_the_period_for_an_older_draft(
    office: Office,
) -> None:
    amend(office, ends_on=date(2026, 2, 15), signed_on=date(2026, 1, 1))
    late = upload(office, an_invoice())  # of the twentieth of February
    assert "cost_in_window" in {each.rule for each in late.verdict.findings}
    assert amend(office, signed_on=date(2026, 1, 2)).decided_anew == 1
    assert decisions(office, late.claim_id)[-1]["agreement"]["ends_on"] == LATER.isoformat()


def test_the_form_offers_the_rates_of_the_texts_agreed_for_the_day_of_the_cost(
    listed: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = upload(listed, an_invoice(issued_on=date(2026, 1, 31)))
    amend(listed, negative_list=OTHER)
    asked: list[tuple[UUID, date]] = []
    agreed = texts.agreed

    def listen(session: Any, grant_id: UUID, day: date) -> Any:
        asked.append((grant_id, day))
        return agreed(session, grant_id, day)

    monkeypatch.setattr(texts, "agreed", listen)
    with listed.database.transaction(listed.employer_id) as session:
        claim_form.limit(session, listed.maker, taken.claim_id, "MEETING_3", 1, Decimal(1))
        by_day = {
            day: agreed(session, listed.grant_id, day).negative_list.heading.version
            for day in (date(2026, 1, 31), SIGNED)
        }
    meeting = Event(kind=EventKind.MEETING, rate="MEETING_3", people=20, units=Decimal(1))
    change(listed, taken.claim_id, Change(event=meeting))
    assert set(asked) == {(listed.grant_id, date(2026, 1, 31))}
    assert by_day == {date(2026, 1, 31): LIST, SIGNED: OTHER}


def test_the_desk_shows_the_newest_version_and_every_instalment_once(office: Office) -> None:
    amend(office)
    with office.database.transaction(CENTER) as session:
        grant = desk.grant(session, office.manager, office.grant_id)
        instalments = desk.instalments_of(session, office.manager, office.grant_id)
        assert len(desk.grants(session, office.manager)) == 1
    assert grant.agreement is not None
    assert (grant.agreement.version, grant.agreement.ends_on) == (2, LATER)
    assert grant.money.budget == sum(BUDGET.values())
    assert [each.position for each in instalments] == [1, 2]


def test_the_second_instalment_is_paid_after_an_amendment(office: Office) -> None:
    amend(office)
    with office.database.transaction(CENTER) as session:
        _, second = start.instalments_of(session, office.grant_id)
        money.approve_instalment(session, office.auditor, second)
        money.send_instalment(session, office.manager, second)
    with office.database.transaction(office.employer_id) as session:
        money.confirm_receipt(session, office.checker, second, "20260310-0002")
    assert balances(office).received == Decimal(100000)


def test_the_monthly_reports_name_the_grant_once_with_the_budget_as_agreed(
    office: Office,
) -> None:
    amend(office)
    for month in (Month(2026, 1), Month(2026, 2)):  # before the amendment and after
        with office.database.transaction(CENTER) as session:
            assert reporting.employers_to_report(session, month) == (office.employer_id,)
            scope = reporting._scope(session, office.employer_id, month)  # noqa: SLF001  # what the forms are filled from
        (line,) = scope.grants
        assert (line.agreement, line.budget) == ("RWS-2025-001", BUDGET)


def test_a_file_is_prechecked_under_the_newest_version(office: Office) -> None:
    second = amend(office).agreement_id
    with office.database.transaction(CENTER) as session:
        assert precheck.agreed(session, "RWS-2025-001").agreement_id == second
