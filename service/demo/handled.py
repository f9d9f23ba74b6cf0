"""What the Center handles in the sample programme: a proposed suspension and its registers.

The suspension waits for the employer and the selectee to be heard, so that no grant stands still.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.grounds import Consequence
from service.actions import assessments, association_measures, objections, rulings, sanctions
from service.actions.assessments import NewAssessment
from service.actions.association_measures import NewMeasure
from service.actions.intake import Desk
from service.actions.objections import NewObjection
from service.actions.rulings import NewRuling, NewVersion
from service.actions.sanctions import NewSanction
from service.db import CENTER
from service.demo import calendar, cast
from service.demo.founding import Founded
from service.permissions import Actor
from service.tables import AssessmentRow, GrantRow, PublicNoticeRow, RecommenderRow

SUSPENDED, ASSESSED = 7, 0  # places of grants
FACTS = (
    "入选者原定的两次行业培训均未参加，单位未报告其长期借调到合作单位从事销售管理；"
    "经核对培养方案与考勤记录，已连续四个月未从事原研究领域的工作。"
)
STAGE = "{year} 年中期考核"
RULING = NewRuling(
    article=28,
    question="跨立项日签订的检测合同，立项前已完成的部分能否列支？",
    answer="能分清完成时间和金额的，立项前六个月内完成的部分按立项前费用办理，须另附直接关系说明。",
    author="项目管理部",
    answered_on=date(2026, 1, 15),
)
VERSION = NewVersion(
    version="试行版",
    title="卓越工程师成长计划管理办法（样例登记）",
    issuer="北京市科学技术协会",
    published_on=date(2025, 1, 1),
    effective_on=date(2025, 1, 1),
    note="样例数据：正式使用时请按公布的文件登记。",
)


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Fill the registers and propose the suspension; again changes nothing."""
    with desk.database.transaction(CENTER) as session:
        if session.scalar(select(AssessmentRow.id).limit(1)) is not None:
            return
        at = calendar.office_hour(now.date() - timedelta(days=3), now)
        auditor, manager = founded.actor(cast.AUDITOR, at), founded.actor(cast.MANAGER, at)
        _assess(session, founded, auditor)
        _object(session, auditor, manager)
        _rule(session, auditor, manager)
        _propose(session, founded, auditor)


def _assess(session: Session, founded: Founded, auditor: Actor) -> None:
    outcome = NewAssessment(
        grant_id=founded.grants[ASSESSED],
        stage=STAGE.format(year=auditor.today.year),
        again=False,
        self_score=Decimal(92),
        employer_score=Decimal(90),
        expert_score=Decimal(86),
        passed=True,
        assessed_on=auditor.today - timedelta(days=20),
    )
    assessments.record(session, auditor, outcome)
    talk = NewMeasure(
        employer_id=session.get_one(GrantRow, founded.grants[SUSPENDED]).employer_id,
        measure="talk",
        document=f"样例约谈〔{auditor.today.year}〕3号",
        decided_on=auditor.today - timedelta(days=30),
        facts="培养方案的任务推进缓慢，未按要求报告信息变更。",
    )
    association_measures.record(session, auditor, talk)


def _object(session: Session, auditor: Actor, manager: Actor) -> None:
    """Settle an objection that was raised while the notice ran: no payment waits for it."""
    notice = session.scalars(select(PublicNoticeRow).limit(1)).one()
    raised = NewObjection(
        notice_id=notice.id,
        grant_id=None,
        raised_on=notice.starts_on + timedelta(days=1),
        raised_by="某高校教师",
        content="名单中有一人的论文署名次序与申报材料不一致，请核实。",
    )
    objection = objections.raise_(session, auditor, raised)
    recommender = session.scalars(select(RecommenderRow.id).limit(1)).one()
    objections.verify(session, auditor, objection, recommender, "原件核对一致，异议不成立。")
    objections.settle(session, manager, objection, objections.DISMISSED)


def _rule(session: Session, auditor: Actor, manager: Actor) -> None:
    rulings.publish(session, manager, rulings.record(session, auditor, RULING))
    rulings.record_version(session, auditor, VERSION)


def _propose(session: Session, founded: Founded, auditor: Actor) -> None:
    new = NewSanction(
        grant_id=founded.grants[SUSPENDED],
        ground="moved_away",
        consequence=Consequence.SUSPEND,
        facts=FACTS,
    )
    row = sanctions.propose(session, auditor, new)
    sanctions.notify(session, auditor, row.id, row.steps, {})
