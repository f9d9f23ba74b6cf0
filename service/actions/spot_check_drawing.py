"""固定总体与抽样 (Art. 33): the frame is frozen once, the sample drawn once; it may only grow.

What is drawn follows from the plan, the frozen frame and the sizes of the rounds alone. There is no
way to draw again: not with another seed, not from another frame. The database holds the same.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.sampling import selection
from compliance.sampling.frame import Frame
from compliance.sampling.generator import ALGORITHM
from compliance.sampling.plan import PlanError
from compliance.sampling.selection import Sample
from service.actions import spot_check_frames, spot_check_steps, spot_check_units, spot_checks
from service.actions.spot_checks import ARTICLE
from service.messages import N_, Invalid, Refused
from service.permissions import Actor
from service.tables import SpotCheckDrawRow, SpotCheckFrameRow, SpotCheckItemRow, SpotCheckRow

MORE_MOST: Final = 10_000
Said = dict[str, Any]


def freeze(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Freeze the frame: its canonical file and hash are kept; from now on the seed is public."""
    row = spot_check_steps.take(session, actor, check_id, steps, "freeze")
    if row.cut_off >= actor.today:
        raise Refused(
            N_("{number} 的数据截止日是 {day}，过了这一天才能固定总体。"),
            ARTICLE,
            number=row.number,
            day=row.cut_off.isoformat(),
        )
    population = spot_checks.population_of(row)
    frame = spot_check_frames.frame(session, population)
    if not frame.count:
        raise Refused(
            N_("{number} 的范围和期间内没有已入账的支出，无从抽样：请撤销后另订计划。"),
            ARTICLE,
            number=row.number,
        )
    session.add(
        SpotCheckFrameRow(
            check_id=row.id,
            content=frame.content(),
            sha256=frame.hash,
            items=frame.count,
            total=frame.total,
            book_total=spot_check_frames.book_total(session, population),
            frozen_by=actor.user_id,
            frozen_at=actor.at,
        )
    )
    spot_check_steps.step(session, actor, row, "freeze", said.get("reason", ""))


def draw(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Draw the sample of the plan from the frozen frame."""
    row = spot_check_steps.take(session, actor, check_id, steps, "draw")
    if row.algorithm != ALGORITHM:
        raise Refused(
            N_("{number} 按算法 {version} 计划，本系统已换用 {now}，不能抽样：请撤销后另订计划。"),
            ARTICLE,
            number=row.number,
            version=row.algorithm,
            now=ALGORITHM,
        )
    frame = spot_checks.frame_of(session, row.id)
    sample = _or_refuse(lambda: selection.select(spot_checks.plan_of(row), frame))
    _keep(session, actor, row, frame, sample)
    spot_check_steps.step(session, actor, row, "draw", said.get("reason", ""))


def extend(session: Session, actor: Actor, check_id: UUID, steps: int, said: Said) -> None:
    """Let the sample grow by so many hits; all that was drawn stays."""
    row = spot_check_steps.take(session, actor, check_id, steps, "extend")
    may = spot_check_steps.allowed(session, actor, row, "extend")
    reason = spot_check_steps.checked_reason(may, said["reason"])
    more = said["more"]
    if not 0 < more <= MORE_MOST:
        raise Invalid(N_("请填写追加的数量，1 至 {most}。"), most=str(MORE_MOST))
    frame = spot_checks.frame_of(session, row.id)
    before = spot_checks.sample_of(session, row, frame)
    plan = spot_checks.plan_of(row)
    sample = _or_refuse(lambda: selection.extend(before, plan, frame, more))
    made = _keep(session, actor, row, frame, sample, reason)
    spot_check_steps.step(session, actor, row, "extend", reason)
    spot_check_units.ask(session, actor, row, made)


def _or_refuse(select: Callable[[], Sample]) -> Sample:
    try:
        return select()
    except PlanError as error:
        raise Refused("{why}", ARTICLE, why=error.sentence) from error


def _keep(
    session: Session,
    actor: Actor,
    row: SpotCheckRow,
    frame: Frame,
    sample: Sample,
    reason: str = "",
) -> int:
    """Keep a draw with what is new in it; what was drawn before stays. Give the round."""
    kept = spot_checks.items(session, row.id)
    known = {item.key for item in kept}
    new = [drawn for drawn in sample.drawn if drawn.key not in known]
    made = len(spot_checks.draws(session, row.id)) + 1
    size = sample.rounds[-1] if sample.rounds else 0
    session.add(
        SpotCheckDrawRow(
            check_id=row.id, round=made, more=size, items=len(new), frame_sha256=frame.hash,
            reason=reason, drawn_by=actor.user_id, drawn_at=actor.at,
        )
    )  # fmt: skip
    session.flush()
    claims = spot_check_frames.claims_of(session, [drawn.key for drawn in new])
    for number, drawn in enumerate(new, len(kept) + 1):
        claim = claims[drawn.key]
        marks = frame.items[drawn.position - 1].marks
        session.add(
            SpotCheckItemRow(
                employer_id=claim.employer_id, check_id=row.id, claim_id=claim.id, number=number,
                key=drawn.key, value=drawn.value, grant_number=drawn.group,
                marks=" ".join(sorted(marks)), position=drawn.position,
                stratum=drawn.stratum.value, hits=drawn.hits, round=made,
            )
        )  # fmt: skip
        session.flush()  # one by one: the database counts them
    return made
