"""Registers beside the procedures: what they refuse, and what the database holds of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from service.actions import (
    assessments,
    association_measures,
    disbursement_gates,
    objections,
    roster,
    rulings,
)
from service.actions.assessments import NewAssessment
from service.actions.association_measures import NewMeasure
from service.actions.objections import NewObjection
from service.actions.rulings import NewRuling, NewVersion
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.tables import InstalmentRow, PublicNoticeRow
from tests.service import office as start
from tests.service.office import Office

RULING = NewRuling(
    article=28, question="立项日怎样确定？", answer="以公布入选名单的文件日期为准。",
    author="项目管理部", answered_on=date(2026, 3, 1),
)  # fmt: skip
VERSION = NewVersion(
    version="2025 年版", title="管理办法", issuer="市科协", published_on=date(2025, 1, 1),
    effective_on=date(2025, 1, 1),
)  # fmt: skip


def a_bar(office: Office) -> NewMeasure:
    return NewMeasure(
        employer_id=office.employer_id, measure="bar", document="京科协〔2024〕9号",
        decided_on=date(2024, 12, 1), facts="任务推进不力。",
    )  # fmt: skip


def test_the_database_lets_no_barred_employer_in(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        association_measures.record(session, office.auditor, a_bar(office))
    again = text(
        "insert into talent_grant (employer_id, selectee_id, call_id, number, state)"
        " select employer_id, selectee_id, call_id, number || '-2', 'nominated' from talent_grant"
    )
    with (
        pytest.raises(DBAPIError, match="is barred from that year"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(again)


def test_a_roster_with_a_barred_employer_is_refused_by_the_row(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        association_measures.record(session, office.auditor, a_bar(office))
    row = {
        "申报年度": "2025", "推荐单位": "海淀区科协", "单位名称": start.NAME,
        "统一社会信用代码": start.USCC, "住所": "北京市海淀区知春路 1 号", "姓名": "新入选者",
        "出生日期": "1985-01-01", "研究领域": "集成电路",
    }  # fmt: skip
    taken = roster.import_rows(office.database, office.manager, [row], dry_run=True)
    refusal = taken.lines[0].refusal
    assert refusal is not None
    assert "申报资格" in refusal.text()


@pytest.mark.parametrize(
    "change",
    [{"measure": "fine"}, {"document": " "}, {"decided_on": date(2027, 1, 1)}],
)
def test_a_measure_that_cannot_be_is_refused(office: Office, change: dict[str, object]) -> None:
    with office.database.transaction(CENTER) as session, pytest.raises(Invalid):
        association_measures.record(session, office.auditor, replace(a_bar(office), **change))  # type: ignore[arg-type]  # fields of that class


def test_a_measure_of_nobody_is_not_found(office: Office) -> None:
    nobody = replace(a_bar(office), employer_id=uuid4())
    with office.database.transaction(CENTER) as session:
        with pytest.raises(NotFound):
            association_measures.record(session, office.auditor, nobody)
        with pytest.raises(NotFound):
            association_measures.end(session, office.auditor, uuid4(), "x")


def test_a_failed_assessment_holds_the_next_instalment_back(office: Office) -> None:
    failed = NewAssessment(
        grant_id=office.grant_id, stage="2026 年中期考核", again=False, self_score=Decimal(80),
        employer_score=Decimal(70), expert_score=Decimal(50), passed=False,
        assessed_on=date(2026, 3, 1),
    )  # fmt: skip
    with office.database.transaction(CENTER) as session:
        planned = session.scalars(
            select(InstalmentRow.id).where(InstalmentRow.state == "planned")
        ).one()
        today = date(2026, 10, 8)
        assert disbursement_gates.unmet(session, planned, today) == []
        assessments.record(session, office.auditor, failed)
        unmet = [each.text() for each in disbursement_gates.unmet(session, planned, today)]
        assert unmet == ["“2026 年中期考核”不合格，待整改后复评（第三十一条）"]
        assessments.record(session, office.auditor, replace(failed, again=True, passed=True))
        assert disbursement_gates.unmet(session, planned, today) == []


def an_objection(office: Office, notice: PublicNoticeRow) -> NewObjection:
    return NewObjection(
        notice_id=notice.id, grant_id=office.grant_id, raised_on=notice.starts_on,
        raised_by="某同行", content="论文署名有争议。",
    )  # fmt: skip


def test_an_objection_needs_its_notice_its_grant_and_its_words(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        notice = session.scalars(select(PublicNoticeRow)).one()
        sound = an_objection(office, notice)
        for wrong, error in (
            (replace(sound, notice_id=uuid4()), NotFound),
            (replace(sound, grant_id=uuid4()), NotFound),
            (replace(sound, content=" "), Invalid),
        ):
            with pytest.raises(error):
                objections.raise_(session, office.auditor, wrong)
        raised = objections.raise_(session, office.auditor, sound)
        with pytest.raises(NotFound):
            objections.verify(session, office.auditor, raised, uuid4(), "x")
        with pytest.raises(NotFound):
            objections.settle(session, office.auditor, uuid4(), objections.UPHELD)


def test_what_objects_to_whom_is_the_centers_alone_in_the_database_too(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        notice = session.scalars(select(PublicNoticeRow)).one()
        objections.raise_(session, office.auditor, an_objection(office, notice))
    with office.database.transaction(office.employer_id) as session:
        assert session.scalar(text("select count(*) from objection")) == 0
    with (
        pytest.raises(DBAPIError, match="ck_objection_verified_first"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(
            text(
                "update objection set conclusion = 'dismissed', settled_on = current_date,"
                " settled_by = (select id from user_account where login = 'manager')"
            )
        )


def test_a_published_ruling_stays_and_another_takes_its_place(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        first = rulings.record(session, office.auditor, RULING)
        rulings.publish(session, office.manager, first)
        assert rulings.in_force(session) == {28: ["解释2026-001"]}
        newer = replace(RULING, replaces=first, answer="以签订日为准。")
        second = rulings.record(session, office.auditor, newer)
        assert rulings.in_force(session) == {28: ["解释2026-001"]}
        rulings.publish(session, office.manager, second)
        assert rulings.in_force(session) == {28: ["解释2026-002"]}
        replaced = [each.replaced_by for each in rulings.rulings(session, office.checker)]
        assert replaced == ["解释2026-002", ""]
    with (
        pytest.raises(DBAPIError, match="is published"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(text("update ruling set published_at = now()"))
    with pytest.raises(Refused, match="代替"), office.database.transaction(CENTER) as session:
        rulings.record(session, office.auditor, newer)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"question": " "}, "问题"),
        ({"article": 38}, "37 条"),
        ({"answered_on": date(2027, 1, 1)}, "还没有到"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused(
    office: Office, change: dict[str, object], why: str
) -> None:
    with office.database.transaction(CENTER) as session, pytest.raises(Invalid, match=why):
        rulings.record(session, office.auditor, replace(RULING, **change))  # type: ignore[arg-type]  # fields of that class


def test_versions_stand_with_the_agreements_signed_under_them(office: Office) -> None:
    later = replace(
        VERSION, version="2026 年版", published_on=date(2026, 1, 1), effective_on=date(2026, 1, 1)
    )
    with office.database.transaction(CENTER) as session:
        rulings.record_version(session, office.auditor, VERSION)
        rulings.record_version(session, office.auditor, later)
        counted = [(each.version, each.agreements) for each in rulings.versions(session)]
        assert counted == [("2026 年版", 0), ("2025 年版", 1)]
        with pytest.raises(Invalid):
            rulings.record_version(session, office.auditor, replace(VERSION, title=" "))
        with pytest.raises(NotFound):
            rulings.publish(session, office.auditor, UUID(int=9))
    with (
        pytest.raises(DBAPIError, match="permission denied"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(text("delete from policy_version"))
