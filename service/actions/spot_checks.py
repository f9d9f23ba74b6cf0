"""抽查 (Art. 33): a check is planned, its seed drawn and promised; and what is kept of one.

The system draws the seed, and nobody sees it before the frame is frozen: only its commitment is
shown, and told to every employer with the notice. So no seed can be chosen for what it draws.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, undefer

from compliance.procedures.spot_check import SPOT_CHECK
from compliance.sampling import selection
from compliance.sampling.frame import Frame
from compliance.sampling.generator import ALGORITHM, commitment
from compliance.sampling.plan import Plan
from compliance.sampling.selection import Sample
from service import audit
from service.actions import spot_check_steps
from service.actions.spot_check_frames import Population, Scope
from service.actions.spot_check_steps import find
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound
from service.permissions import Actor
from service.tables import (
    EmployerRow,
    ProceedingRow,
    SpotCheckDrawRow,
    SpotCheckEvaluationRow,
    SpotCheckFrameRow,
    SpotCheckItemRow,
    SpotCheckRow,
    SpotCheckStepRow,
    SpotCheckUnitRow,
)

ARTICLE: Final = "第三十三条"
SERIES: Final = "抽查"
MANNERS: Final = {"periodic": N_("定期检查"), "random": N_("随机抽查"), "special": N_("专项检查")}
TITLE_MAX, PURPOSE_MAX = 200, 2000
_SEED_BYTES: Final = 32
_TURN = text("select pg_advisory_xact_lock(hashtextextended('spot check ' || :year, 0))")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCheck:
    """A check to plan; `plan` has no seed yet: the system draws it."""

    manner: str
    title: str
    purpose: str = ""
    population: Population
    plan: Plan


def drawn_seed() -> str:
    """Draw a seed that nobody chose: 256 bits from the operating system, in hex."""
    return secrets.token_hex(_SEED_BYTES)


def open_check(
    session: Session, actor: Actor, new: NewCheck, draw_seed: Callable[[], str] = drawn_seed
) -> UUID:
    """Plan a check: filter, period, cut-off, plan and seed are settled for good. Give its id."""
    _check(actor, new)
    seed = draw_seed()
    due = spot_check_steps.due_in(session, SPOT_CHECK.initial, None, actor.today)
    assert due is not None, "a planned check waits for its notice"
    population = new.population
    row = SpotCheckRow(
        kind=SPOT_CHECK.name, number=_number(session, actor), manner=new.manner,
        title=new.title.strip(), purpose=new.purpose.strip(), scope=population.scope.to_record(),
        period_from=population.period_from, period_to=population.period_to,
        cut_off=population.cut_off, plan=replace(new.plan, seed=seed).to_record(), seed=seed,
        seed_sha256=commitment(seed), algorithm=ALGORITHM, state=SPOT_CHECK.initial.value, steps=0,
        due_on=due.day, due_provisional=due.provisional, opened_by=actor.user_id,
        opened_at=actor.at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    opened = Step(
        action="open_spot_check", subject="spot_check", subject_id=row.id, employer_id=None,
        target=row.state, article=ARTICLE, reason=f"{row.title} {row.seed_sha256[:12]}",
    )  # fmt: skip
    audit.record(session, actor, opened)
    spot_check_steps.tell_next(session, actor, row)
    return row.id


def _check(actor: Actor, new: NewCheck) -> None:
    if not actor.role.of_center:
        raise Forbidden(N_("抽查由中心组织。"), ARTICLE)
    if new.manner not in MANNERS:
        raise Invalid(N_("请选择检查方式：定期、随机或专项。"))
    if not new.title.strip() or len(new.title.strip()) > TITLE_MAX:
        raise Invalid(N_("请写明抽查的名称，不超过 {most} 字。"), most=str(TITLE_MAX))
    if len(new.purpose.strip()) > PURPOSE_MAX:
        raise Invalid(N_("检查目的不能超过 {most} 字，请精简。"), most=str(PURPOSE_MAX))
    if new.plan.seed:
        raise Invalid(N_("抽样种子由系统生成，不能自行填写。"))
    _check_days(new.population)


def _check_days(population: Population) -> None:
    if population.period_from > population.period_to:
        raise Invalid(N_("检查期间的起始日不能晚于截止日。"))
    if population.cut_off < population.period_to:
        raise Invalid(N_("数据截止日不能早于检查期间的最后一天。"))


def _number(session: Session, actor: Actor) -> str:
    year = actor.today.year
    session.execute(_TURN, {"year": str(year)})
    taken = select(func.count()).where(SpotCheckRow.number.like(f"{SERIES}{year}-%"))
    return f"{SERIES}{year}-{(session.scalar(taken) or 0) + 1:03d}"


# ── What is kept of a check ──


def plan_of(row: SpotCheckRow) -> Plan:
    """Give the plan with its seed."""
    return Plan.from_record(row.plan)


def population_of(row: SpotCheckRow) -> Population:
    """Give what the frame is made of."""
    return Population(
        scope=Scope.from_record(row.scope),
        period_from=row.period_from,
        period_to=row.period_to,
        cut_off=row.cut_off,
    )


def steps(session: Session, check_id: UUID) -> list[SpotCheckStepRow]:
    """List the steps of a check in order."""
    query = select(SpotCheckStepRow).where(SpotCheckStepRow.check_id == check_id)
    return list(session.scalars(query.order_by(SpotCheckStepRow.number)))


def frame_row(session: Session, check_id: UUID) -> SpotCheckFrameRow | None:
    """Give the frozen frame without its bytes; None before it is frozen."""
    return session.get(SpotCheckFrameRow, check_id)


def frame_bytes(session: Session, check_id: UUID) -> bytes:
    """Give the canonical file of the frame, as it was frozen."""
    kept = session.get(SpotCheckFrameRow, check_id, options=[undefer(SpotCheckFrameRow.content)])
    if kept is None:
        raise NotFound(N_("总体还没有固定。"))
    return kept.content


def frame_of(session: Session, check_id: UUID) -> Frame:
    """Give the frozen frame, read from the kept file."""
    return Frame.read(frame_bytes(session, check_id))


def draws(session: Session, check_id: UUID) -> list[SpotCheckDrawRow]:
    """List the draws in order."""
    query = select(SpotCheckDrawRow).where(SpotCheckDrawRow.check_id == check_id)
    return list(session.scalars(query.order_by(SpotCheckDrawRow.round)))


def rounds_of(session: Session, check_id: UUID) -> tuple[int, ...]:
    """Give the sizes of the rounds, as `compliance.sampling.selection` counts them."""
    return tuple(draw.more for draw in draws(session, check_id) if draw.more)


def sample_of(session: Session, row: SpotCheckRow, frame: Frame | None = None) -> Sample:
    """Draw the sample anew from what is kept: plan, frame and sizes of the rounds say all."""
    whole = frame or frame_of(session, row.id)
    return selection.redraw(plan_of(row), whole, rounds_of(session, row.id))


def items(session: Session, check_id: UUID) -> list[SpotCheckItemRow]:
    """List what was drawn, by number."""
    query = select(SpotCheckItemRow).where(SpotCheckItemRow.check_id == check_id)
    return list(session.scalars(query.order_by(SpotCheckItemRow.number)))


def item(
    session: Session, actor: Actor, check_id: UUID, number: int
) -> tuple[SpotCheckRow, SpotCheckItemRow]:
    """Give one item of a check by its number."""
    row = find(session, actor, check_id)
    query = select(SpotCheckItemRow).where(
        SpotCheckItemRow.check_id == check_id, SpotCheckItemRow.number == number
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(N_("{number} 没有第 {item} 笔样本。"), number=row.number, item=str(number))
    return row, found


def units(
    session: Session, check_id: UUID
) -> list[tuple[SpotCheckUnitRow, ProceedingRow, EmployerRow]]:
    """List the employers concerned, each with its case."""
    query = (
        select(SpotCheckUnitRow, ProceedingRow, EmployerRow)
        .join(
            ProceedingRow,
            (ProceedingRow.employer_id == SpotCheckUnitRow.employer_id)
            & (ProceedingRow.id == SpotCheckUnitRow.proceeding_id),
        )
        .join(EmployerRow, EmployerRow.id == SpotCheckUnitRow.employer_id)
        .where(SpotCheckUnitRow.check_id == check_id)
        .order_by(EmployerRow.uscc)
    )
    return [(unit, case, employer) for unit, case, employer in session.execute(query)]


def newest_evaluation(session: Session, check_id: UUID) -> SpotCheckEvaluationRow | None:
    """Give what the answers came to when a result was last drafted."""
    query = select(SpotCheckEvaluationRow).where(SpotCheckEvaluationRow.check_id == check_id)
    return session.scalar(query.order_by(SpotCheckEvaluationRow.number.desc()).limit(1))
