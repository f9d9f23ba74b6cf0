"""Checks to look at: the list, and one check: who must act, what, by when, and what was drawn."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import deadlines, law
from compliance.machine import Transition
from compliance.procedures.inspection import INSPECTION, InspectionState
from compliance.procedures.spot_check import SPOT_CHECK, SpotCheckState
from compliance.sampling.plan import Plan
from service import texts
from service.actions import (
    fieldwork_results,
    proceeding_views,
    spot_check_results,
    spot_check_steps,
    spot_checks,
)
from service.actions.fieldwork_results import Progress
from service.actions.proceeding_views import Done, DueView, Open
from service.actions.spot_check_frames import Scope
from service.messages import N_
from service.permissions import Actor
from service.tables import (
    EmployerRow,
    SpotCheckDrawRow,
    SpotCheckEvaluationRow,
    SpotCheckFindingRow,
    SpotCheckFrameRow,
    SpotCheckItemRow,
    SpotCheckRow,
    SpotCheckUnitRow,
    UserRow,
)

PAGE_ROWS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """A check in a list; `roles`: who must act; `mine`: the reader."""

    id: UUID
    number: str
    title: str
    manner: str
    state: str
    state_title: str
    period_from: date
    period_to: date
    roles: tuple[str, ...]
    mine: bool
    ended: bool
    due: DueView | None
    employers: int
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step that may be taken from here; `barred`: the reader did what another must check."""

    open: Open
    barred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """An employer concerned, with its case."""

    case_id: UUID
    case_number: str
    employer: str
    state_title: str
    ended: bool
    supplied: bool
    items: int
    value: int  # fen
    due: DueView | None


@dataclass(frozen=True, slots=True)
class StratumLine:
    """How much of the sample was drawn for which reason; `value` fen."""

    stratum: str
    items: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One check with everything its page shows; `seed` is '' until the frame is frozen."""

    line: CheckLine
    steps: int
    purpose: str
    scope: Scope
    scope_employers: tuple[str, ...]
    cut_off: date
    plan: Plan
    seed: str
    seed_sha256: str
    algorithm: str
    frame: SpotCheckFrameRow | None
    draws: tuple[SpotCheckDrawRow, ...]
    strata: tuple[StratumLine, ...]
    units: tuple[UnitLine, ...]
    progress: Progress
    findings: int
    open_rectifications: int
    evaluation: SpotCheckEvaluationRow | None
    next: tuple[Step, ...]
    done: tuple[Done, ...]


def checks(
    session: Session, actor: Actor, *, waiting: bool, page: int
) -> tuple[list[CheckLine], int]:
    """List the checks, what waits for the reader first, then the newest; and how many."""
    query = select(SpotCheckRow).order_by(SpotCheckRow.opened_at.desc(), SpotCheckRow.number.desc())
    rows = list(session.scalars(query))
    lines = _lines(session, actor, rows)
    if waiting:
        lines = [line for line in lines if line.mine]
    lines.sort(key=lambda line: (not line.mine, line.ended))
    first = (page - 1) * PAGE_ROWS
    return lines[first : first + PAGE_ROWS], len(lines)


def waiting_count(session: Session, actor: Actor) -> int:
    """Count the checks in which the reader's role must act."""
    states = [
        state.value
        for state in SpotCheckState
        if actor.role.value in {role.value for role in SPOT_CHECK.awaited(state)}
    ]
    query = select(func.count()).where(SpotCheckRow.state.in_(states))
    return session.scalar(query) or 0


def _lines(session: Session, actor: Actor, rows: list[SpotCheckRow]) -> list[CheckLine]:
    ids = [row.id for row in rows]
    units = _counts(session, SpotCheckUnitRow, ids)
    items = _counts(session, SpotCheckItemRow, ids)
    return [_line(session, actor, row, (units[row.id], items[row.id])) for row in rows]


def _counts(
    session: Session, table: type[SpotCheckUnitRow] | type[SpotCheckItemRow], ids: list[UUID]
) -> Counter[UUID]:
    query = (
        select(table.check_id, func.count()).where(table.check_id.in_(ids)).group_by(table.check_id)
    )
    return Counter({row[0]: row[1] for row in session.execute(query)})


def _line(session: Session, actor: Actor, row: SpotCheckRow, counts: tuple[int, int]) -> CheckLine:
    state = SpotCheckState(row.state)
    roles = {role.value for role in SPOT_CHECK.awaited(state)}
    return CheckLine(
        id=row.id,
        number=row.number,
        title=row.title,
        manner=row.manner,
        state=row.state,
        state_title=SPOT_CHECK.titles[state],
        period_from=row.period_from,
        period_to=row.period_to,
        roles=tuple(sorted(roles)),
        mine=actor.role.value in roles,
        ended=state in SPOT_CHECK.ends,
        due=_due(session, actor, row),
        employers=counts[0],
        items=counts[1],
    )


def _due(session: Session, actor: Actor, row: SpotCheckRow) -> DueView | None:
    if row.due_on is None:
        return None
    term = deadlines.HANDLE
    if row.state == SpotCheckState.FIELDWORK:
        term = SpotCheckState.FIELDWORK.value
    return DueView(
        deadlines.terms()[term].title,
        row.due_on,
        row.due_provisional,
        overdue=row.due_on < actor.today,
        stopped=False,
        left=deadlines.left(actor.today, row.due_on, texts.library(session).calendar()),
    )


def check(session: Session, actor: Actor, check_id: UUID) -> CheckView:
    """Give one check; NotFound for anybody but the Center."""
    row = spot_check_steps.find(session, actor, check_id)
    frame = spot_checks.frame_row(session, row.id)
    items = spot_checks.items(session, row.id)
    scope = Scope.from_record(row.scope)
    return CheckView(
        line=_lines(session, actor, [row])[0],
        steps=row.steps,
        purpose=row.purpose,
        scope=scope,
        scope_employers=_names(session, scope),
        cut_off=row.cut_off,
        plan=spot_checks.plan_of(row),
        seed=row.seed if frame is not None else "",
        seed_sha256=row.seed_sha256,
        algorithm=row.algorithm,
        frame=frame,
        draws=tuple(spot_checks.draws(session, row.id)),
        strata=_strata(items),
        units=_units(session, actor, row, items),
        progress=fieldwork_results.progress(fieldwork_results.of_check(session, row.id)),
        findings=_findings(session, row),
        open_rectifications=spot_check_results.open_rectifications(session, row),
        evaluation=spot_checks.newest_evaluation(session, row.id),
        next=_next(session, actor, row),
        done=_done(session, row),
    )


def _names(session: Session, scope: Scope) -> tuple[str, ...]:
    if not scope.employers:
        return ()
    query = select(EmployerRow.name).where(EmployerRow.uscc.in_(scope.employers))
    return tuple(session.scalars(query.order_by(EmployerRow.uscc)))


def _strata(items: list[SpotCheckItemRow]) -> tuple[StratumLine, ...]:
    counted = Counter(item.stratum for item in items)
    return tuple(
        StratumLine(stratum, count, sum(item.value for item in items if item.stratum == stratum))
        for stratum, count in counted.most_common()
    )


def _units(
    session: Session, actor: Actor, row: SpotCheckRow, items: list[SpotCheckItemRow]
) -> tuple[UnitLine, ...]:
    units = spot_checks.units(session, row.id)
    cases = {case.id for _, case, _ in units}
    dues = proceeding_views.dues(session, actor, sorted(cases))
    drawn = Counter(item.employer_id for item in items)
    value: Counter[UUID] = Counter()
    for item in items:
        value[item.employer_id] += item.value
    return tuple(
        UnitLine(
            case_id=case.id,
            case_number=case.number,
            employer=employer.name,
            state_title=INSPECTION.titles[InspectionState(case.state)],
            ended=InspectionState(case.state) in INSPECTION.ends,
            supplied=case.state == InspectionState.SUPPLIED,
            items=drawn[employer.id],
            value=value[employer.id],
            due=dues.get(case.id),
        )
        for _, case, employer in units
    )


def _findings(session: Session, row: SpotCheckRow) -> int:
    query = select(func.count()).where(
        SpotCheckFindingRow.check_id == row.id, SpotCheckFindingRow.dropped_at.is_(None)
    )
    return session.scalar(query) or 0


def _next(session: Session, actor: Actor, row: SpotCheckRow) -> tuple[Step, ...]:
    moves = SPOT_CHECK.leaving(SpotCheckState(row.state))
    return tuple(
        Step(
            open=_open(actor, move),
            barred=move.not_by is not None
            and actor.user_id in spot_check_steps.who_did(session, row, move.not_by),
        )
        for move in moves
    )


def _open(actor: Actor, move: Transition[Any]) -> Open:
    roles = tuple(role.value for role in move.roles)
    return Open(
        action=move.action,
        title=move.title,
        roles=roles,
        article=law.citation(move.article),
        clause=move.clause,
        needs_reason=move.needs_reason,
        gates=move.gates,
        optional=move.optional,
        mine=actor.role.value in roles,
        clock=False,
    )


def _done(session: Session, row: SpotCheckRow) -> tuple[Done, ...]:
    moves = {(move.source.value, move.action): move for move in SPOT_CHECK.transitions}
    taken = [
        Done(
            title=move.title,
            who=each.actor_name,
            role=each.actor_role,
            at=each.at,
            article=law.citation(move.article),
            clause=move.clause,
            reason=each.reason,
        )
        for each in reversed(spot_checks.steps(session, row.id))
        for move in (moves[each.source, each.action],)
    ]
    return (*taken, _opened(session, row))


def _opened(session: Session, row: SpotCheckRow) -> Done:
    by = session.get_one(UserRow, row.opened_by)
    at: datetime = row.opened_at
    return Done(N_("制定抽查计划"), by.name, by.role, at, law.citation(33), "", "")


def same_again(session: Session, actor: Actor, check_id: UUID) -> bool:
    """Draw the sample anew by the published algorithm: whether it is the one that is kept."""
    row = spot_check_steps.find(session, actor, check_id)
    again = {drawn.key for drawn in spot_checks.sample_of(session, row).drawn}
    return again == {item.key for item in spot_checks.items(session, row.id)}
