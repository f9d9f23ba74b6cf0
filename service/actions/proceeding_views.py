"""Cases to look at: the list, and one case: who must act, what, by when, and what was done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from compliance import deadlines, law
from compliance.calendar import Calendar
from compliance.machine import Transition
from compliance.messages import Message
from service import texts
from service.actions import proceedings
from service.actions.procedures import KINDS, Kind
from service.actions.proceedings import CLOCK
from service.actions.system import SYSTEM
from service.messages import N_
from service.permissions import Actor, Role
from service.tables import (
    AuditRow,
    DeadlineRow,
    DedicatedAccountRow,
    EmployerRow,
    GrantRow,
    ProceedingRow,
    ProceedingStepRow,
    SelecteeRow,
)

PAGE_ROWS = 20
WAITING_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to list: empty fields do not narrow; `waiting`: only what waits for the reader."""

    kind: str | None = None
    state: str | None = None
    grant_id: UUID | None = None
    waiting: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class DueView:
    """A deadline: what is due, when, and whether that day may still move.

    `left` are the working days until then, fewer than none when it is late.
    """

    title: Message
    due_on: date
    provisional: bool
    overdue: bool
    stopped: bool
    left: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list; `roles`: who must act; `mine`: the reader."""

    id: UUID
    kind: str
    kind_title: str
    number: str
    title: str
    state: str
    state_title: str
    employer: str
    grant: str
    selectee: str
    roles: tuple[str, ...]
    mine: bool
    ended: bool
    due: DueView | None


@dataclass(frozen=True, slots=True)
class Open:
    """A step that may be taken from here: the button, who has it, the article."""

    action: str
    title: str
    roles: tuple[str, ...]
    article: Message
    clause: str
    needs_reason: bool
    gates: tuple[str, ...]
    optional: bool
    mine: bool
    clock: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken."""

    title: str
    who: str
    role: str
    at: datetime
    article: Message
    clause: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with everything its page shows; `detail` is what its kind adds."""

    line: CaseLine
    grant_id: UUID | None
    employer_id: UUID
    steps: int
    open: tuple[Open, ...]
    dues: tuple[DueView, ...]
    done: tuple[Done, ...]
    account: DedicatedAccountRow | None  # of the employer: out of which it pays
    detail: object


def cases(session: Session, actor: Actor, wanted: Filter) -> tuple[list[CaseLine], int]:
    """List cases, newest first, what waits for the reader before the rest; and how many."""
    query = visible(actor)
    if wanted.kind is not None:
        query = query.where(ProceedingRow.kind == wanted.kind)
    if wanted.state is not None:
        query = query.where(ProceedingRow.state == wanted.state)
    if wanted.grant_id is not None:
        query = query.where(ProceedingRow.grant_id == wanted.grant_id)
    lines = _lines(session, actor, query)
    if wanted.waiting:
        lines = [line for line in lines if line.mine]
    lines.sort(key=lambda line: (not line.mine, line.ended, _order(line)))
    first = (wanted.page - 1) * PAGE_ROWS
    return lines[first : first + PAGE_ROWS], len(lines)


def _order(line: CaseLine) -> date:
    return line.due.due_on if line.due else date.max


def waiting(session: Session, actor: Actor, most: int = WAITING_MOST) -> list[CaseLine]:
    """List the cases in which the reader must act, what is due first before the rest."""
    query = _waiting(actor)
    lines = [] if query is None else _lines(session, actor, query.limit(most))
    return sorted(lines, key=_order)


def waiting_count(session: Session, actor: Actor) -> int:
    """Count the cases in which the reader must act."""
    query = _waiting(actor)
    if query is None:
        return 0
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _waiting(actor: Actor) -> Select[ProceedingRow, str, str, str] | None:
    """Ask for the cases in which the reader must act; None where no kind ever waits for them."""
    mine = [
        (name, state.value)
        for name, kind in KINDS.items()
        for state in kind.machine.states
        if actor.role.value in {role.value for role in kind.machine.awaited(state)}
    ]
    conditions = [
        (ProceedingRow.kind == name) & (ProceedingRow.state == state) for name, state in mine
    ]
    if not conditions:
        return None
    either = conditions[0]
    for condition in conditions[1:]:
        either |= condition
    return visible(actor).where(either)


def case(session: Session, actor: Actor, case_id: UUID) -> CaseView:
    """Give one case; NotFound for anybody who may not see it."""
    row = proceedings.find(session, actor, case_id)
    kind = KINDS[row.kind]
    lines = _lines(session, actor, visible(actor).where(ProceedingRow.id == row.id))
    calendar = texts.library(session).calendar()
    return CaseView(
        line=lines[0],
        grant_id=row.grant_id,
        employer_id=row.employer_id,
        steps=row.steps,
        open=_open(actor, row, kind, kind.shut(session, row)),
        dues=tuple(
            _due(each, actor.today, calendar) for each in proceedings.open_deadlines(session, row)
        ),
        done=_done(session, actor, row),
        account=session.scalar(
            select(DedicatedAccountRow).where(DedicatedAccountRow.employer_id == row.employer_id)
        ),
        detail=kind.detail(session, actor, row),
    )


def kind_of(session: Session, actor: Actor, case_id: UUID) -> str:
    """Give the kind of a case; NotFound for anybody who may not see it."""
    return proceedings.find(session, actor, case_id).kind


def visible(actor: Actor) -> Select[ProceedingRow, str, str, str]:
    """Give the cases that somebody may see, with employer, grant and selectee, newest first."""
    query = (
        select(ProceedingRow, EmployerRow.name, GrantRow.number, SelecteeRow.name)
        .join(EmployerRow, EmployerRow.id == ProceedingRow.employer_id)
        .outerjoin(GrantRow, GrantRow.id == ProceedingRow.grant_id)
        .outerjoin(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .order_by(ProceedingRow.opened_at.desc(), ProceedingRow.number.desc())
    )
    if actor.employer_id is not None:
        query = query.where(ProceedingRow.employer_id == actor.employer_id, proceedings.is_told())
    if actor.role is Role.SELECTEE:
        query = query.where(GrantRow.selectee_id == actor.selectee_id)
    return query


def _lines(
    session: Session,
    actor: Actor,
    query: Select[ProceedingRow, str, str, str],
) -> list[CaseLine]:
    rows = session.execute(query).all()
    found = dues(session, actor, [row.id for row, *_ in rows])
    return [
        _line(actor, row, (employer, number or "", selectee or ""), found.get(row.id))
        for row, employer, number, selectee in rows
    ]


def _line(
    actor: Actor, row: ProceedingRow, names: tuple[str, str, str], due: DueView | None
) -> CaseLine:
    kind = KINDS[row.kind]
    state = type(kind.machine.initial)(row.state)
    roles = {role.value for role in kind.machine.awaited(state)}
    employer, grant, selectee = names
    return CaseLine(
        id=row.id,
        kind=row.kind,
        kind_title=kind.title,
        number=row.number,
        title=row.title,
        state=row.state,
        state_title=kind.machine.titles[state],
        employer=employer,
        grant=grant,
        selectee=selectee,
        roles=tuple(sorted(roles)),
        mine=actor.role.value in roles,
        ended=state in kind.machine.ends,
        due=due,
    )


def _may(actor: Actor, move: Transition[object]) -> bool:  # type: ignore[type-var]  # of any state
    return actor.role.value in {role.value for role in move.roles}


def dues(session: Session, actor: Actor, ids: list[UUID]) -> Mapping[UUID, DueView]:
    """Give the open deadline of each of some cases that is due first."""
    query = (
        select(DeadlineRow)
        .where(DeadlineRow.proceeding_id.in_(ids), DeadlineRow.met_on.is_(None))
        .order_by(DeadlineRow.due_on.desc())
    )
    calendar = texts.library(session).calendar()
    return {row.proceeding_id: _due(row, actor.today, calendar) for row in session.scalars(query)}


def _due(row: DeadlineRow, today: date, calendar: Calendar) -> DueView:
    return DueView(
        deadlines.terms()[row.term].title,
        row.due_on,
        row.provisional,
        overdue=row.due_on < today and row.stopped_on is None,
        stopped=row.stopped_on is not None,
        left=deadlines.left(today, row.due_on, calendar),
    )


def _open(actor: Actor, row: ProceedingRow, kind: Kind, shut: frozenset[str]) -> tuple[Open, ...]:
    state = type(kind.machine.initial)(row.state)
    return tuple(
        Open(
            action=move.action,
            title=move.title,
            roles=tuple(role.value for role in move.roles),
            article=law.citation(move.article),
            clause=move.clause,
            needs_reason=move.needs_reason,
            gates=move.gates,
            optional=move.optional,
            mine=_may(actor, move),
            clock=all(role.value == CLOCK for role in move.roles),
        )
        for move in kind.machine.leaving(state)
        if move.action not in shut
    )


def _known(actor: Actor, who: ProceedingStepRow | AuditRow) -> str:
    """Give who acted; employers are not told the names of the Center's people (Art. 34)."""
    of_center = who.actor_role.startswith("center")
    return "" if of_center and actor.employer_id is not None else who.actor_name


def _done(session: Session, actor: Actor, row: ProceedingRow) -> tuple[Done, ...]:
    transitions = KINDS[row.kind].machine.transitions
    moves = {(move.source.value, move.action): move for move in transitions}
    query = (
        select(ProceedingStepRow)
        .where(
            ProceedingStepRow.employer_id == row.employer_id,
            ProceedingStepRow.proceeding_id == row.id,
        )
        .order_by(ProceedingStepRow.number.desc())
    )
    taken = tuple(
        Done(
            title=move.title,
            who=_known(actor, each),
            role=each.actor_role,
            at=each.at,
            article=law.citation(move.article),
            clause=move.clause,
            reason=each.reason,
        )
        for each in session.scalars(query)
        for move in (moves[each.source, each.action],)
    )
    return (*taken, *_opening(session, actor, row, transitions[0].article))


def _opening(session: Session, actor: Actor, row: ProceedingRow, article: int) -> Iterator[Done]:
    """Tell who opened a case: no step, so it stands on the trail only."""
    query = select(AuditRow).where(
        AuditRow.subject == "proceeding",
        AuditRow.subject_id == row.id,
        AuditRow.action == f"open_{row.kind}",
    )
    for each in session.scalars(query):
        yield Done(
            title=N_("发起办理"),
            who=_known(actor, each),
            role=CLOCK if row.opened_by == SYSTEM else each.actor_role,
            at=each.at,
            article=law.citation(article),
            clause="",
            reason="",
        )
