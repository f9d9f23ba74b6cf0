"""单位意见: what an employer says to a finding while it is asked for its comments (Art. 33)."""

from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from compliance.procedures.inspection import InspectionState
from service import audit
from service.actions import check_findings
from service.actions.fieldwork import ARTICLE
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, Refused
from service.permissions import Actor, Role
from service.tables import (
    ProceedingRow,
    SpotCheckFindingRow,
    SpotCheckResponseRow,
    SpotCheckUnitRow,
)

ACCEPTS, EXPLAINS, DISPUTES = "accepts", "explains", "disputes"
STANCES: Final = {
    ACCEPTS: N_("属实，无异议"),
    EXPLAINS: N_("属实，有补充说明"),
    DISPUTES: N_("有异议"),
}
SAID_MAX: Final = 2000


def respond(session: Session, actor: Actor, finding_id: UUID, stance: str, said: str) -> None:
    """Say for one's employer what there is to say of a finding; the newest word counts."""
    if actor.role is not Role.EMPLOYER_CHECKER:
        raise Forbidden(N_("单位意见由复核人提交。"), ARTICLE)
    row = check_findings.find(session, actor, finding_id)
    if not is_open(session, row):
        raise Refused(N_("现在不在征求意见期间，或者这个问题已经撤销，不能提交意见。"), ARTICLE)
    text = said.strip()
    if stance not in STANCES:
        raise Invalid(N_("请选择是否属实。"))
    if stance != ACCEPTS and not text:
        raise Invalid(N_("有补充说明或者异议的，请写明理由和证据。"))
    if len(text) > SAID_MAX:
        raise Invalid(N_("意见不能超过 {most} 字，请精简。"), most=str(SAID_MAX))
    session.add(
        SpotCheckResponseRow(
            employer_id=row.employer_id,
            finding_id=row.id,
            version=_versions(session, row) + 1,
            stance=stance,
            said=text,
            said_by=actor.user_id,
            said_at=actor.at,
        )
    )
    _flush(session)
    step = Step(
        action="respond_finding", subject="finding", subject_id=row.id,
        employer_id=row.employer_id, target=stance, article=ARTICLE, reason=text or None,
    )  # fmt: skip
    audit.record(session, actor, step)


def is_open(session: Session, row: SpotCheckFindingRow) -> bool:
    """Tell whether the employer may say something now: its part is in the hearing."""
    state = session.scalar(
        select(ProceedingRow.state)
        .join(
            SpotCheckUnitRow,
            (SpotCheckUnitRow.employer_id == ProceedingRow.employer_id)
            & (SpotCheckUnitRow.proceeding_id == ProceedingRow.id),
        )
        .where(
            SpotCheckUnitRow.employer_id == row.employer_id,
            SpotCheckUnitRow.check_id == row.check_id,
        )
    )
    return row.dropped_at is None and state == InspectionState.HEARING


def _versions(session: Session, row: SpotCheckFindingRow) -> int:
    query = select(func.count()).where(
        SpotCheckResponseRow.employer_id == row.employer_id,
        SpotCheckResponseRow.finding_id == row.id,
    )
    return session.scalar(query) or 0


def _flush(session: Session) -> None:
    try:
        session.flush()
    except DBAPIError as error:
        if not any(guard in str(error.orig) for guard in ("is not answered now", "uq_spot_check")):
            raise
        raise Refused(N_("这个问题的情况刚有变化，请刷新页面后再提交。"), ARTICLE) from error
