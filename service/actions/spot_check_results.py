"""检查结果 (Art. 33): the answers are evaluated and drafted, another person settles, all is mended.

The evaluation is exact and kept with what it was reckoned from; a new draft reckons anew.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.messages import Message
from compliance.procedures.rectification import RECTIFICATION
from compliance.sampling import evaluation
from compliance.sampling.evaluation import Evaluation, EvaluationError, Figures, Observation
from compliance.sampling.selection import Sample
from service.actions import fieldwork_results, spot_check_steps, spot_check_units, spot_checks
from service.actions.spot_checks import ARTICLE
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import (
    ProceedingRow,
    SpotCheckEvaluationRow,
    SpotCheckFindingRow,
    SpotCheckRow,
)

OVER: Final = tuple(state.value for state in RECTIFICATION.ends)
Said = dict[str, Any]


def draft(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Evaluate what was found of every item, and keep it as the draft of the result."""
    row = spot_check_steps.take(session, actor, check_id, steps, "draft")
    frame = spot_checks.frame_of(session, row.id)
    sample = spot_checks.sample_of(session, row, frame)
    seen = _as_drawn(fieldwork_results.observations(session, row.id), sample)
    try:
        found = evaluation.evaluate(spot_checks.plan_of(row), Figures.of(frame, sample), seen)
    except EvaluationError as error:
        raise Refused("{why}", ARTICLE, why=error.sentence) from error
    session.add(
        SpotCheckEvaluationRow(
            check_id=row.id,
            number=spot_check_steps.times(session, row, "draft") + 1,
            items=len(seen),
            decision=found.decision.value,
            figures=figures(found),
            observations=[_record(asdict(each)) for each in seen],
            made_by=actor.user_id,
            made_at=actor.at,
        )
    )
    spot_check_steps.step(session, actor, row, "draft", said.get("reason", ""))


def _as_drawn(observed: Iterable[Observation], sample: Sample) -> list[Observation]:
    """Give the observations with the hits of all rounds, as the sample drawn anew has them."""
    drawn = {each.key: each for each in sample.drawn}
    return [
        replace(
            each,
            stratum=drawn[each.key].stratum,
            hits=drawn[each.key].hits,
            round=drawn[each.key].round,
        )
        for each in observed
    ]


def figures(found: Evaluation) -> dict[str, Any]:
    """Write an evaluation as plain data: fractions as "1/20", the sentence with its values."""
    return {name: _plain(getattr(found, name)) for name in found.__dataclass_fields__}


def _record(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, Message):
        return value.to_record()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return str(value) if isinstance(value, Decimal) else value


def reopen(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Go back to the fieldwork: what an employer said has to be looked into."""
    row = spot_check_steps.take(session, actor, check_id, steps, "reopen")
    spot_check_steps.step(session, actor, row, "reopen", said.get("reason", ""))


def finish(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Settle the result, once every employer has said what it has to say."""
    row = spot_check_steps.take(session, actor, check_id, steps, "finish")
    waiting = spot_check_units.still_heard(session, row)
    if waiting:
        raise Refused(
            N_("还有 {count} 个单位可以在期限内提出意见（{case} 等），请等答复或者期限届满。"),
            ARTICLE,
            count=str(len(waiting)),
            case=waiting[0].number,
        )
    spot_check_steps.step(session, actor, row, "finish", said.get("reason", ""))


def close(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Close a check when all that its findings opened is mended."""
    row = spot_check_steps.take(session, actor, check_id, steps, "close")
    left = open_rectifications(session, row)
    if left:
        raise Refused(
            N_("还有 {count} 项整改没有销号，{number} 不能办结。"),
            ARTICLE,
            count=str(left),
            number=row.number,
        )
    spot_check_steps.step(session, actor, row, "close", said.get("reason", ""))


def open_rectifications(session: Session, row: SpotCheckRow) -> int:
    """Count the rectifications that findings of this check opened and that are not over."""
    query = (
        select(func.count(ProceedingRow.id.distinct()))
        .join(
            SpotCheckFindingRow,
            (SpotCheckFindingRow.employer_id == ProceedingRow.employer_id)
            & (SpotCheckFindingRow.proceeding_id == ProceedingRow.id),
        )
        .where(SpotCheckFindingRow.check_id == row.id, ProceedingRow.state.not_in(OVER))
    )
    return session.scalar(query) or 0
