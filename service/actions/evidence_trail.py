"""The trail of a pack of evidence: steps, every version of an answer, the log, as CSV.

Times are those of Beijing. The log is copied as it is kept, its actions as the codes in it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import fieldwork
from compliance.fieldwork import Mark
from compliance.machine import Machine
from compliance.masking import masked_within
from compliance.procedures.inspection import INSPECTION
from compliance.procedures.spot_check import SPOT_CHECK
from service import business_day
from service.actions import spot_checks
from service.actions.check_papers import DrawnCheck
from service.actions.evidence_tables import yes
from service.actions.packing import Entry, table
from service.tables import (
    AuditRow,
    ProceedingStepRow,
    SpotCheckAnswerRow,
    SpotCheckItemRow,
    SpotCheckReviewRow,
    SpotCheckStepRow,
    SpotCheckUnitRow,
    UserRow,
)

Row = tuple[object, ...]
ROLES: Final = {
    "employer_maker": "单位经办",
    "employer_checker": "单位复核",
    "employer_cashier": "单位出纳",
    "center_auditor": "中心审核",
    "center_manager": "中心管理",
    "clock": "系统定时",
}


def trail(session: Session, check: DrawnCheck) -> Iterator[Entry]:
    """Copy the steps of the check and of its employers, every version of an answer, the log."""
    yield Entry("办理经过", "trail/steps.csv", table(_steps(session, check)))
    yield Entry("办理经过", "trail/units.csv", table(_unit_steps(session, check)))
    yield Entry("取证", "trail/answers.csv", table(_answers(session, check)))
    yield Entry("操作日志", "trail/audit.csv", table(_audit(session, check)))


def _steps(session: Session, check: DrawnCheck) -> Iterator[Row]:
    yield "序号", "时间", "姓名", "角色", "原状态", "操作", "新状态", "依据", "理由"
    for each in spot_checks.steps(session, check.row.id):
        yield (each.number, *_step(SPOT_CHECK, each))


def _unit_steps(session: Session, check: DrawnCheck) -> Iterator[Row]:
    yield (
        "单位", "事项", "序号", "时间", "姓名", "角色", "原状态", "操作", "新状态", "依据", "理由",
    )  # fmt: skip
    for unit, case, employer in spot_checks.units(session, check.row.id):
        query = select(ProceedingStepRow).where(
            ProceedingStepRow.employer_id == unit.employer_id,
            ProceedingStepRow.proceeding_id == unit.proceeding_id,
        )
        for each in session.scalars(query.order_by(ProceedingStepRow.number)):
            yield (employer.name, case.number, each.number, *_step(INSPECTION, each))


def _step(machine: Machine[Any], step: SpotCheckStepRow | ProceedingStepRow) -> Row:
    """Say a step in the words of its table."""
    states = {state.value: title for state, title in machine.titles.items()}
    actions = {each.action: each.title for each in machine.transitions}
    return (
        _beijing(step.at), step.actor_name, ROLES[step.actor_role], states[step.source],
        actions[step.action], states[step.target], step.article, masked_within(step.reason),
    )  # fmt: skip


def _beijing(at: datetime) -> str:
    return f"{at.astimezone(business_day.BEIJING):%Y-%m-%d %H:%M:%S}"


def _answers(session: Session, check: DrawnCheck) -> Iterator[Row]:
    yield (
        "样本序号", "版本", *fieldwork.TITLES.values(), "取得证据", "审定金额", "说明",
        "填写人", "填写时间", "复核通过", "复核意见", "复核人", "复核时间",
    )  # fmt: skip
    query = (
        select(SpotCheckItemRow.number, SpotCheckAnswerRow, SpotCheckReviewRow)
        .join(SpotCheckAnswerRow, SpotCheckAnswerRow.item_id == SpotCheckItemRow.id)
        .outerjoin(SpotCheckReviewRow, SpotCheckReviewRow.answer_id == SpotCheckAnswerRow.id)
        .where(SpotCheckItemRow.check_id == check.row.id)
        .order_by(SpotCheckItemRow.number, SpotCheckAnswerRow.version)
    )
    names = {user.id: user.name for user in session.scalars(select(UserRow))}
    for number, answer, review in session.execute(query):
        yield (
            number, answer.version, *_marks(answer), yes(answer.evidence), answer.audited,
            masked_within(answer.note), names[answer.answered_by], _beijing(answer.answered_at),
            *_reviewed(names, review),
        )  # fmt: skip


def _marks(answer: SpotCheckAnswerRow) -> Iterator[str]:
    return (fieldwork.MARKS[Mark(getattr(answer, column.value))] for column in fieldwork.TITLES)


def _reviewed(names: Mapping[UUID, str], review: SpotCheckReviewRow | None) -> Row:
    if review is None:
        return ()
    return (
        yes(review.agrees), masked_within(review.note), names[review.reviewed_by],
        _beijing(review.reviewed_at),
    )  # fmt: skip


def _audit(session: Session, check: DrawnCheck) -> Iterator[Row]:
    yield (
        "序号",
        "时间",
        "姓名",
        "角色",
        "操作（代码）",
        "对象（代码）",
        "原状态",
        "新状态",
        "依据",
        "说明",
    )
    cases = select(SpotCheckUnitRow.proceeding_id).where(SpotCheckUnitRow.check_id == check.row.id)
    query = select(AuditRow).where(
        ((AuditRow.subject == "spot_check") & (AuditRow.subject_id == check.row.id))
        | AuditRow.subject_id.in_(cases)
    )
    for each in session.scalars(query.order_by(AuditRow.id)):
        role = ROLES.get(each.actor_role, each.actor_role)
        yield (
            each.id, _beijing(each.at), each.actor_name, role, each.action, each.subject,
            each.source, each.target, each.article, masked_within(each.reason or ""),
        )  # fmt: skip
