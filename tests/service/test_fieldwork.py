"""The fieldwork of a check: answers in versions, another person's word, findings and their ends."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from compliance.fieldwork import Column, Mark
from service.actions import (
    check_finding_views,
    check_findings,
    check_responses,
    evidence_sheets,
    fieldwork,
    fieldwork_results,
    fieldwork_views,
)
from service.actions.check_finding_views import Wanted
from service.actions.check_findings import Asked, NewFinding
from service.actions.fieldwork import NewAnswer
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ProceedingRow, RectificationRow, SpotCheckItemRow
from tests.service.checking import GOOD, act, answered, begun, items, later, looking, paid
from tests.service.office import Office

AMOUNTS = ("1000.00", "2000.00", "3000.00")
CLEAN = NewAnswer(marks=GOOD, evidence=True, audited=Decimal(0), note="", version=0)
FOUND = NewFinding(
    title="会议结束后聚餐的费用列入会议费", nature="out_of_scope", condition="发票开具于会议次日。",
    article=28, code="NL-09", cause="", effect="", department="", amount=Decimal("100.00"),
)  # fmt: skip


def clean(item: SpotCheckItemRow, **more: object) -> NewAnswer:
    return replace(CLEAN, **{"audited": fieldwork.yuan(item.value), **more})  # type: ignore[arg-type]  # of its fields


def wrong(item: SpotCheckItemRow, by: str = "100.00", version: int = 0) -> NewAnswer:
    marks = {**GOOD, Column.PURPOSE: Mark.FAILS}
    audited = fieldwork.yuan(item.value) - Decimal(by)
    return clean(item, marks=marks, audited=audited, note="聚餐", version=version)


def answer(office: Office, check: UUID, item: SpotCheckItemRow, new: NewAnswer) -> None:
    with looking(office, check) as (session, _):
        fieldwork.answer(session, later(office.auditor), item, new)


def review(  # what a review is made of
    office: Office,
    check: UUID,
    item: SpotCheckItemRow,
    by: Actor,
    *,
    agrees: bool = True,
    note: str = "看不清",
) -> None:
    with looking(office, check) as (session, _):
        given = fieldwork.newest(session, item)
        version = given.version if given else 0
        fieldwork.review(session, later(by), item, version, note, agrees=agrees)


def raised(office: Office, check: UUID, item: SpotCheckItemRow, new: NewFinding = FOUND) -> UUID:
    with looking(office, check) as (session, _):
        return check_findings.raise_(session, later(office.auditor), item, new).id


@pytest.fixture
def check(office: Office) -> UUID:
    paid(office, AMOUNTS)
    return begun(office)


def test_an_item_is_answered_in_versions_and_reviewed_by_another_person(
    office: Office, check: UUID
) -> None:
    one, two, *_ = items(office, check)
    refused_at_first(office, check, one, two)
    answer(office, check, one, wrong(one, version=1))
    review(office, check, one, office.manager)
    with pytest.raises(Refused, match="没有检查完毕"):
        act(office, check, "draft", later(office.auditor))
    with looking(office, check) as (session, _):
        page = fieldwork_views.item_page(session, later(office.manager), check, one.number)
        results = fieldwork_results.of_check(session, check)
        progress = fieldwork_results.progress(results)
    assert [each.row.version for each in page.versions] == [2, 1]
    assert [each.reviewed_by for each in page.versions] == [office.manager.name] * 2
    assert [each.state for each in results] == ["reviewed", "open"]
    assert (progress.wrong, progress.error, progress.done) == (1, Decimal("100.00"), False)
    assert (page.ways.before, page.ways.after, page.ways.waiting) == (None, 2, 2)
    assert [each.entries[0].kind for each in page.entries] == ["spend"]
    answered(office, check)
    with looking(office, check) as (session, _):
        seen = fieldwork_results.observations(session, check)
    assert [each.deviates for each in seen] == [True, False]
    assert [each.audited == each.value for each in seen] == [False, True]
    act(office, check, "draft", later(office.auditor))
    with pytest.raises(Refused, match="不在检查阶段"):
        answer(office, check, two, clean(two, version=1))


def refused_at_first(
    office: Office, check: UUID, one: SpotCheckItemRow, two: SpotCheckItemRow
) -> None:
    with pytest.raises(Refused, match="还没有检查"):
        review(office, check, one, office.manager)
    answer(office, check, one, clean(one))
    with pytest.raises(Refused, match="刚被他人填写过"):
        answer(office, check, one, clean(one))
    with pytest.raises(Forbidden, match="由另一人复核"):
        review(office, check, one, office.auditor)
    with pytest.raises(Invalid, match="写明原因"):
        review(office, check, one, office.manager, agrees=False, note="")
    review(office, check, one, office.manager, agrees=False)
    with pytest.raises(Invalid, match="六栏"):
        answer(office, check, two, clean(two, marks={}))


BAD: tuple[dict[str, Any], ...] = (
    {"title": " "}, {"amount": Decimal(10_000)}, {"code": "NL-99"}, {"article": 38},
    {"cause": "字" * 2001}, {"repeats_id": uuid4()},
)  # fmt: skip


def test_a_finding_is_of_an_item_that_was_found_wrong_and_told_in_its_parts(
    office: Office, check: UUID
) -> None:
    one, two, *_ = items(office, check)
    answer(office, check, one, wrong(one))
    answer(office, check, two, clean(two))
    with pytest.raises(Refused, match="先保存第 2 笔"):
        raised(office, check, two)
    for bad in BAD:
        with pytest.raises(Invalid):
            raised(office, check, one, replace(FOUND, **bad))
    first = raised(office, check, one)
    again = raised(office, check, one, replace(FOUND, code="within_standard", repeats_id=first))
    with looking(office, check) as (session, _):
        page = check_finding_views.finding_page(session, later(office.manager), again)
        assert page.repeats is not None
        assert page.repeats.row.id == first
        assert "核对项目" in page.line.row.basis
        seen = (page.item_number, page.found_by, page.may_respond, page.may_decide)
        assert seen == (1, office.auditor.name, False, True)
        with pytest.raises(Invalid, match="须写明理由"):
            check_findings.drop(session, later(office.auditor), again, " ")
        check_findings.drop(session, later(office.auditor), again, "与问题 1 相同")
        name, content = evidence_sheets.printed(
            session, later(office.auditor), check, office.employer_id
        )
        assert name.endswith(".pdf")
        assert content.startswith(b"%PDF")
        with pytest.raises(NotFound):
            evidence_sheets.printed(session, later(office.auditor), check, uuid4())


def asked(amount: str) -> Asked:
    return Asked(amount=Decimal(amount), supply="签到表", adjust="")


def rectified(office: Office, check: UUID, finding: UUID, amount: str = "100.00") -> ProceedingRow:
    with looking(office, check) as (session, _):
        return check_findings.rectify(session, later(office.auditor), finding, asked(amount))


def test_a_finding_becomes_a_rectification_that_names_it(office: Office, check: UUID) -> None:
    one, *_ = items(office, check)
    answer(office, check, one, wrong(one))
    finding = raised(office, check, one)
    with pytest.raises(Refused, match="不能超过问题金额"):
        rectified(office, check, finding, "100.01")
    case = rectified(office, check, finding)
    with pytest.raises(Refused, match="已经撤销或者"):
        rectified(office, check, finding)
    with pytest.raises(Refused, match="先撤销问题"):
        answer(office, check, one, clean(one, version=1))
    with looking(office, check) as (session, _):
        about = session.get_one(RectificationRow, (case.employer_id, case.id))
        assert (about.origin, about.claim_id) == ("spot_check", one.claim_id)
        assert "NL-09（业务招待）" in about.ground
        line = check_finding_views.finding_page(session, later(office.manager), finding).line
        assert (line.label[-3:], line.state) == ("-01", "rectifying")
        assert line.tainting == (Decimal(10_000) / one.value).quantize(Decimal("0.0001"))
        for state, count in (("dropped", 0), ("rectifying", 1), ("rectified", 0), ("raised", 0)):
            wanted = Wanted(state=state, check_id=check, nature="out_of_scope")
            listed = check_finding_views.list_findings(session, office.manager, wanted)
            assert listed.count == count
        with pytest.raises(Refused, match="已经撤销或者"):
            check_findings.drop(session, later(office.auditor), finding, "误判")
        earlier = fieldwork_views.item_page(session, later(office.auditor), check, 2)
        assert [each.row.id for each in earlier.earlier_findings] == [finding]
        assert [each.case.id for each in earlier.earlier_cases] == [case.id]


def test_an_employer_sees_and_answers_a_finding_once_it_is_asked(
    office: Office, check: UUID
) -> None:
    one, *_ = items(office, check)
    answer(office, check, one, wrong(one))
    finding = raised(office, check, one)

    def respond(by: Actor, stance: str, said: str) -> None:
        with office.database.transaction(office.employer_id) as session:
            check_responses.respond(session, by, finding, stance, said)

    with pytest.raises(NotFound):
        respond(later(office.checker), "disputes", "不属实")
    consulted(office, check, one)
    with pytest.raises(Refused, match="不在检查阶段"):
        raised(office, check, one)
    with pytest.raises(Forbidden, match="复核人"):
        respond(later(office.maker), "accepts", "")
    with pytest.raises(Invalid, match="写明理由"):
        respond(later(office.checker), "disputes", " ")
    for stance, said in (("disputes", "会议延长一天"), ("accepts", "")):
        respond(later(office.checker), stance, said)
    with office.database.transaction(office.employer_id) as session:
        page = check_finding_views.finding_page(session, later(office.checker), finding)
    assert [each.row.stance for each in page.said] == ["accepts", "disputes"]
    assert (page.line.stance, page.line.value) == ("accepts", None)
    assert (page.found_by, page.item_number) == ("", None)
    dropped(office, check, finding)
    with pytest.raises(Refused, match="不能提交意见"):
        respond(later(office.checker), "disputes", "会议延长一天")


def dropped(office: Office, check: UUID, finding: UUID) -> None:
    with looking(office, check) as (session, _):
        check_findings.drop(session, later(office.auditor), finding, "单位说明属实")


def consulted(office: Office, check: UUID, one: SpotCheckItemRow) -> None:
    review(office, check, one, office.manager)
    answered(office, check)
    act(office, check, "draft", later(office.auditor))
    act(office, check, "consult", later(office.manager))


_AGAIN = (
    "insert into spot_check_answer (employer_id, check_id, item_id, version, support, purpose,"
    " amount, formalities, progress, balance, evidence, audited, note, answered_by, answered_at)"
    " select employer_id, check_id, item_id, {version}, {purpose}, {purpose}, amount, formalities,"
    " progress, balance, evidence, audited, note, answered_by, now() from spot_check_answer"
)
REFUSED = {
    "update spot_check_answer set note = 'x'": "permission denied",
    "insert into spot_check_review select employer_id, id, true, '', answered_by, now()"
    " from spot_check_answer": "spot_check_review_by_another",
    _AGAIN.format(version=3, purpose="purpose"): "spot_check_answer_of_its_item",
    _AGAIN.format(version=2, purpose="'meets'"): "spot_check_answer_of_its_item",
    "update spot_check_finding set amount = 1": "permission denied",
    "update spot_check_finding set proceeding_id = gen_random_uuid()": "spot_check_finding_stays",
    "insert into spot_check_finding (employer_id, check_id, item_id, claim_id, grant_id, number,"
    " title, nature, condition, article, code, basis, cause, effect, department, amount,"
    " found_by, found_at, drop_reason) select f.employer_id, f.check_id, i.id, i.claim_id,"
    " grant_id, 2, title, nature, condition, article, code, basis, cause, effect, department,"
    " amount, found_by, found_at, '' from spot_check_finding f join spot_check_item i"
    " on i.check_id = f.check_id and i.id <> f.item_id": "spot_check_finding_of_its_item",
    "insert into spot_check_response (employer_id, finding_id, version, stance, said, said_by,"
    " said_at) select employer_id, id, 1, 'accepts', '', found_by, now()"
    " from spot_check_finding": "spot_check_response_in_time",
}


def test_the_database_holds_what_the_actions_hold(office: Office, check: UUID) -> None:
    one, *_ = items(office, check)
    answer(office, check, one, wrong(one))
    raised(office, check, one)
    for statement, why in REFUSED.items():
        with pytest.raises(DBAPIError) as refused:
            execute(office, statement)
        said = getattr(refused.value.orig, "diag", None)
        assert why == getattr(said, "constraint_name", None) or why in str(refused.value.orig)


def execute(office: Office, statement: str) -> None:
    with office.database.transaction(CENTER) as session:
        session.execute(text(statement))
