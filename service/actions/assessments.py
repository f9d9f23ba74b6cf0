"""阶段性考核 (Art. 31): the outcome as the Center records it; failing it twice opens a case.

Who assessed is not kept here, and the scores are for the Center alone (Art. 34).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance.grounds import Consequence
from service import audit
from service.actions import grant_states, need_to_know, sanctions
from service.actions.sanctions import NewSanction
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    AssessmentRow,
    GrantRow,
    ProceedingStepRow,
    SanctionRow,
    SelecteeRow,
)

PASSED, FAILED = "passed", "failed"
AGAIN = 2  # 复评, after mending
STAGE_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAssessment:
    """The outcome of one stage: three scores of 0 to 100, and the conclusion."""

    grant_id: UUID
    stage: str
    again: bool
    self_score: Decimal
    employer_score: Decimal
    expert_score: Decimal
    passed: bool
    assessed_on: date


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """An outcome in the list; `scores` None: the reader does not handle it, and stated no purpose.

    `purpose`: the one the reader stated today.
    """

    id: UUID
    grant: str
    selectee: str
    stage: str
    again: bool
    scores: tuple[Decimal, Decimal, Decimal] | None
    passed: bool
    assessed_on: date
    purpose: str


def record(session: Session, actor: Actor, new: NewAssessment) -> UUID | None:
    """Record an outcome; give the case that it opens, if the grant failed again.

    Whoever recorded it proposed the case, and so does not decide it.
    """
    grant = grant_states.locked(session, actor, new.grant_id)
    stage = new.stage.strip()
    if not stage:
        raise Invalid(N_("请填写考核阶段，例如“2026 年中期考核”。"))
    if new.assessed_on > actor.today:
        raise Invalid(N_("考核日期 {day} 还没有到。"), day=new.assessed_on.isoformat())
    if new.again and not _failed_first(session, grant, stage):
        raise Refused(
            N_("“{stage}”没有不合格的首次考核，不能登记复评。"), "第三十一条", stage=stage
        )
    row = AssessmentRow(
        employer_id=grant.employer_id,
        grant_id=grant.id,
        stage=stage[:STAGE_MAX],
        round=AGAIN if new.again else 1,
        self_score=new.self_score,
        employer_score=new.employer_score,
        expert_score=new.expert_score,
        conclusion=PASSED if new.passed else FAILED,
        assessed_on=new.assessed_on,
        recorded_by=actor.user_id,
        recorded_at=actor.at,
    )
    session.add(row)
    _flush(session, stage)
    step = Step(
        action="record_assessment", subject="grant", subject_id=grant.id,
        employer_id=grant.employer_id, target=row.conclusion, article="第三十一条", reason=stage,
    )  # fmt: skip
    audit.record(session, actor, step)
    return None if new.passed or not new.again else _propose(session, actor, grant, row)


def _failed_first(session: Session, grant: GrantRow, stage: str) -> bool:
    query = select(AssessmentRow.id).where(
        AssessmentRow.employer_id == grant.employer_id,
        AssessmentRow.grant_id == grant.id,
        AssessmentRow.stage == stage,
        AssessmentRow.round == 1,
        AssessmentRow.conclusion == FAILED,
    )
    return session.scalar(query) is not None


def _flush(session: Session, stage: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_assessment_employer_id_grant_id_stage_round" not in str(error.orig):
            raise
        raise Refused(
            N_("“{stage}”的结论已经登记，不能更改。"), "第三十一条", stage=stage
        ) from error


def _propose(session: Session, actor: Actor, grant: GrantRow, row: AssessmentRow) -> UUID:
    new = NewSanction(
        grant_id=grant.id,
        ground="assessment_failed",
        consequence=Consequence.SUSPEND,
        facts=f"{row.stage}不合格，经整改复评仍不合格（{row.assessed_on.isoformat()}）。",
        assessment_id=row.id,
    )
    return sanctions.propose(session, actor, new).id


def last(session: Session, grant: GrantRow) -> AssessmentRow | None:
    """Give the newest outcome of a grant."""
    return session.scalars(
        select(AssessmentRow)
        .where(AssessmentRow.employer_id == grant.employer_id, AssessmentRow.grant_id == grant.id)
        .order_by(AssessmentRow.assessed_on.desc(), AssessmentRow.round.desc())
        .limit(1)
    ).first()


def outcomes(session: Session, actor: Actor) -> list[AssessmentView]:
    """List the outcomes for the Center, newest first; the scores for whoever has to know them."""
    query = (
        select(AssessmentRow, GrantRow.number, SelecteeRow.name)
        .join(GrantRow, GrantRow.id == AssessmentRow.grant_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .order_by(AssessmentRow.assessed_on.desc(), GrantRow.number)
    )
    found = session.execute(query).all()
    ids = [row.id for row, _, _ in found]
    stated = need_to_know.purposes(session, actor, need_to_know.ASSESSMENT, ids)
    handled = _handled(session, actor) | set(stated)
    return [
        AssessmentView(
            row.id, number, name, row.stage, row.round == AGAIN,
            (row.self_score, row.employer_score, row.expert_score) if row.id in handled else None,
            row.conclusion == PASSED, row.assessed_on, stated.get(row.id, ""),
        )
        for row, number, name in found
    ]  # fmt: skip


def _handled(session: Session, actor: Actor) -> set[UUID]:
    """Give the assessments that the actor recorded, or acts in the case of."""
    recorded = select(AssessmentRow.id).where(AssessmentRow.recorded_by == actor.user_id)
    acted = (
        select(SanctionRow.assessment_id)
        .join(ProceedingStepRow, ProceedingStepRow.proceeding_id == SanctionRow.proceeding_id)
        .where(ProceedingStepRow.actor_id == actor.user_id, SanctionRow.assessment_id.is_not(None))
    )
    return set(session.scalars(recorded.union(acted)))


def state_purpose(session: Session, actor: Actor, assessment_id: UUID, purpose: str) -> None:
    """Let somebody who does not handle an assessment read its scores for the day, and keep why."""
    if session.get(AssessmentRow, assessment_id) is None:
        raise NotFound(N_("没有这项考核结果。"))
    need_to_know.state(session, actor, need_to_know.ASSESSMENT, assessment_id, purpose)
