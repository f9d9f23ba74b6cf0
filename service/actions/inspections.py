"""受检 (Art. 33): an employer's part in a check: it hands in papers, comments, is told the end."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from compliance.procedures.inspection import INSPECTION, InspectionState
from compliance.procedures.spot_check import SPOT_CHECK, SpotCheckState
from service.actions import letters, proceedings
from service.actions.proceedings import Act
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    DeadlineRow,
    GrantRow,
    ProceedingRow,
    SpotCheckPaperRow,
    SpotCheckRequestRow,
    SpotCheckRow,
    SpotCheckUnitRow,
)

BY_THE_CHECK: Final = frozenset({"notify", "ask", "consult", "conclude", "drop"})
SENDING: Final = frozenset({InspectionState.NOTIFIED, InspectionState.ASKED,
                            InspectionState.SUPPLIED, InspectionState.HEARING})  # fmt: skip
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that the employer handed in."""

    id: UUID
    name: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim whose papers are asked for, with those that came."""

    claim_id: UUID
    number: str
    grant: str
    amount: Decimal
    statement: str
    round: int
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionView:
    """An employer's part as people see it; `seed` is '' until the frame is frozen."""

    check_id: UUID
    check_number: str
    title: str
    manner: str
    period_from: date
    period_to: date
    seed_sha256: str
    check_state: str  # '' to the employer: the check itself is the Center's
    wanted: tuple[Wanted, ...]
    papers: tuple[Paper, ...]  # of no claim alone
    may_send: bool


def step(action: str) -> Act:
    """Give the step of an employer: papers handed in, a comment, no objection."""

    def act(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
        row = proceedings.take(session, actor, INSPECTION, case_id, steps, action)
        proceedings.step(session, actor, row, INSPECTION, action, str(said.get("reason", "")))

    return act


def on_mark(
    session: Session, actor: Actor, row: ProceedingRow, deadline: DeadlineRow, mark: int
) -> None:
    """Close a hearing whose time has run out since service: silence is no objection."""
    hearing = row.state == InspectionState.HEARING and deadline.term == "comment"
    if hearing and mark > 0 and letters.unserved(session, row, deadline.term) is None:
        proceedings.step(session, actor, row, INSPECTION, "lapse")


def shut(_session: Session, _row: ProceedingRow) -> frozenset[str]:
    """Give the steps that no button takes here: the check takes them at all employers at once."""
    return BY_THE_CHECK


def unit_of(session: Session, row: ProceedingRow) -> SpotCheckUnitRow:
    """Give what an employer's case belongs to."""
    query = select(SpotCheckUnitRow).where(
        SpotCheckUnitRow.employer_id == row.employer_id, SpotCheckUnitRow.proceeding_id == row.id
    )
    return session.scalars(query).one()


def detail(session: Session, actor: Actor, row: ProceedingRow) -> InspectionView:
    """Give what an employer is told and asked, and what it handed in."""
    unit = unit_of(session, row)
    check = session.get(SpotCheckRow, unit.check_id)  # the Center's alone to see
    papers = _papers(session, unit)
    return InspectionView(
        check_id=unit.check_id,
        check_number=unit.check_number,
        title=unit.title,
        manner=unit.manner,
        period_from=unit.period_from,
        period_to=unit.period_to,
        seed_sha256=unit.seed_sha256,
        check_state=SPOT_CHECK.titles[SpotCheckState(check.state)] if check is not None else "",
        wanted=_wanted(session, unit, papers),
        papers=tuple(papers.get(None, ())),
        may_send=actor.role.of_employer and InspectionState(row.state) in SENDING,
    )


def _papers(session: Session, unit: SpotCheckUnitRow) -> dict[UUID | None, list[Paper]]:
    query = select(SpotCheckPaperRow).where(
        SpotCheckPaperRow.employer_id == unit.employer_id,
        SpotCheckPaperRow.check_id == unit.check_id,
    )
    found: dict[UUID | None, list[Paper]] = {}
    for row in session.scalars(query.order_by(SpotCheckPaperRow.sent_at, SpotCheckPaperRow.name)):
        paper = Paper(row.id, row.name, row.size, row.sent_at)
        found.setdefault(row.claim_id, []).append(paper)
    return found


def _wanted(
    session: Session, unit: SpotCheckUnitRow, papers: dict[UUID | None, list[Paper]]
) -> tuple[Wanted, ...]:
    same = SpotCheckRequestRow.employer_id == ClaimRow.employer_id
    query = (
        select(SpotCheckRequestRow.round, ClaimRow, GrantRow.number)
        .join(ClaimRow, and_(same, ClaimRow.id == SpotCheckRequestRow.claim_id))
        .join(
            GrantRow,
            and_(GrantRow.employer_id == ClaimRow.employer_id, GrantRow.id == ClaimRow.grant_id),
        )
        .where(
            SpotCheckRequestRow.employer_id == unit.employer_id,
            SpotCheckRequestRow.check_id == unit.check_id,
        )
        .order_by(SpotCheckRequestRow.round, ClaimRow.number)
    )
    return tuple(
        Wanted(
            claim.id, claim.number, grant, claim.amount, claim.statement, round_,
            tuple(papers.get(claim.id, ())),
        )
        for round_, claim, grant in session.execute(query)
    )  # fmt: skip
