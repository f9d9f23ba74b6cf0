"""Opinions of assessments and objections (Art. 34): who handles them, who says why, who never."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from service.actions import assessments, need_to_know, objections, sanctions
from service.actions.assessments import NewAssessment
from service.actions.objections import NewObjection
from service.db import CENTER
from service.messages import Forbidden, Invalid
from service.permissions import Actor, Role
from service.tables import DisclosureRow, ProceedingRow, PublicNoticeRow, StatedPurposeRow
from tests.service import office as start
from tests.service.browsing import Web
from tests.service.office import Office
from tests.service.page_walk import shown

SECRET, WHO, FOUND = "署名次序与材料不一致", "某高校周教授", "经核对原件无误"
WHY = "办理申诉前核对异议内容"
SCORES = (Decimal(91), Decimal(83), Decimal(77))
LATER = timedelta(days=1)


def an_objection(office: Office) -> UUID:
    with office.database.transaction(CENTER) as session:
        notice = session.scalars(select(PublicNoticeRow.id)).one()
        new = NewObjection(
            notice_id=notice, grant_id=office.grant_id, raised_on=date(2025, 8, 21),
            raised_by=WHO, content=SECRET,
        )  # fmt: skip
        return objections.raise_(session, office.auditor, new)


def an_outcome(office: Office) -> NewAssessment:
    return NewAssessment(
        grant_id=office.grant_id, stage="2026 年中期考核", again=False, self_score=SCORES[0],
        employer_score=SCORES[1], expert_score=SCORES[2], passed=True,
        assessed_on=date(2026, 3, 1),
    )  # fmt: skip


def an_assessment(office: Office) -> UUID:
    with office.database.transaction(CENTER) as session:
        assessments.record(session, office.auditor, an_outcome(office))
        (one,) = assessments.outcomes(session, office.auditor)
    return one.id


def scores(office: Office, actor: Actor) -> tuple[Decimal, ...] | None:
    with office.database.transaction(CENTER) as session:
        (one,) = assessments.outcomes(session, actor)
    return one.scores


def test_scores_are_for_whoever_recorded_them_and_for_others_with_a_purpose_for_a_day(
    office: Office,
) -> None:
    assessment = an_assessment(office)
    assert scores(office, office.auditor) == SCORES
    assert scores(office, office.manager) is None
    with office.database.transaction(CENTER) as session:
        assessments.state_purpose(session, office.manager, assessment, WHY)
        assessments.state_purpose(session, office.manager, assessment, "另一个事由")
    assert scores(office, office.manager) == SCORES
    assert scores(office, replace(office.manager, at=office.manager.at + LATER)) is None
    with office.database.transaction(CENTER) as session:
        assert [row.purpose for row in session.scalars(select(StatedPurposeRow))] == [WHY]
        first, *_ = session.scalars(select(DisclosureRow).order_by(DisclosureRow.id))
        assert (first.subject, first.purpose) == ("assessment", WHY)
        assert (first.employer_id, first.grant_id) == (office.employer_id, office.grant_id)


def test_whoever_acts_in_the_case_of_a_failed_assessment_handles_it(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        failed = replace(an_outcome(office), passed=False)
        assessments.record(session, office.auditor, failed)
        case_id = assessments.record(session, office.auditor, replace(failed, again=True))
        assert case_id is not None
        row = session.get_one(ProceedingRow, case_id)
        assert not any(one.scores for one in assessments.outcomes(session, office.manager))
        sanctions.notify(session, office.manager, case_id, row.steps, {})
        known = {one.again: one.scores for one in assessments.outcomes(session, office.manager)}
    assert known == {True: SCORES, False: None}


@pytest.mark.parametrize("said", ["", "查一下", " " * 20, "长" * 501])
def test_a_purpose_says_something(office: Office, said: str) -> None:
    assessment = an_assessment(office)
    with (
        office.database.transaction(CENTER) as session,
        pytest.raises(Invalid, match="查阅事由"),
    ):
        assessments.state_purpose(session, office.manager, assessment, said)


def test_a_stated_purpose_stays(office: Office) -> None:
    assessment = an_assessment(office)
    with office.database.transaction(CENTER) as session:
        assessments.state_purpose(session, office.manager, assessment, WHY)
    for statement in (
        "update stated_purpose set purpose = '別的事由'",
        "delete from stated_purpose",
    ):
        with pytest.raises(DBAPIError), office.database.transaction(CENTER) as session:
            session.execute(text(statement))


def test_nobody_outside_the_center_states_a_purpose(office: Office) -> None:
    objection = an_objection(office)
    with office.database.transaction(CENTER) as session, pytest.raises(Forbidden):
        need_to_know.state(session, office.checker, need_to_know.OBJECTION, objection, WHY)


def test_no_door_shows_an_objection_to_whoever_does_not_handle_it(web: Web) -> None:
    objection = an_objection(web.office)
    start.user(web.office.database, "second", Role.CENTER_AUDITOR)
    start.user(web.office.database, "admin", Role.ADMINISTRATOR)
    for login in ("second", "admin", "checker"):
        client = web.client(login)
        for address, said in shown(client, "/", "/objections", "/search?q=周教授"):
            assert SECRET not in said, (login, address)
            assert WHO not in said or address.startswith("/search"), (login, address)
        refused = client.send(f"/objections/{objection}/purpose", purpose="看")
        assert refused.status_code == (422 if login == "second" else 403), login
    assert SECRET in web.client("auditor").get("/objections").text
    manager = web.client("manager")
    answer = manager.send(f"/objections/{objection}/purpose", purpose=WHY)
    assert answer.location == f"/objections#of-{objection}"
    page = manager.get("/objections").text
    assert SECRET in page
    assert WHO in page
    log = manager.get("/readings").text
    assert WHY in log
    assert SECRET not in log
