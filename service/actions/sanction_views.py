"""What the page of a suspension or a revocation shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import law
from compliance.clawback import MODES, Mode
from compliance.facts import ClaimState
from compliance.grounds import Ground, grounds, signs
from compliance.messages import Message
from compliance.procedures.grant_life import GRANT_LIFE, GrantState
from service.actions import sanction_effects
from service.permissions import Actor
from service.tables import (
    AssessmentRow,
    ClaimRow,
    EmployerRow,
    GrantRow,
    ProceedingRow,
    SanctionRow,
    SelecteeRow,
)


@dataclass(frozen=True, slots=True)
class FrozenClaim:
    """A claim that the suspension holds; the Center may release it."""

    id: UUID
    number: str
    amount: Decimal
    frozen_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class SanctionView:
    """What a case is about; `signs`, figures and defaults are for the Center only."""

    ground: Message
    article: Message
    clause: str
    consequence: str
    facts: str
    grant_state: str
    rectification: tuple[UUID, str] | None
    assessment: str
    decided: str | None
    decided_on: date | None
    serious: bool | None
    serious_reason: str
    clawback: str | None
    referred: bool
    received: Decimal
    ineligible: Decimal
    signs: tuple[Message, ...]
    usual: Mapping[bool, str]  # what is clawed back by default: serious or not
    suggested: str  # the mode that stands first in the form
    frozen: tuple[FrozenClaim, ...]
    of_center: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """A grant on which a case may be opened."""

    id: UUID
    words: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form of a new case offers: grants, and what grounds may rest on."""

    grants: tuple[Subject, ...]
    grounds: tuple[Ground, ...]
    assessments: tuple[Subject, ...]
    rectifications: tuple[Subject, ...]


def detail(session: Session, actor: Actor, row: ProceedingRow) -> SanctionView:
    """Give what a case is about, as far as the reader may see it."""
    about = session.get_one(SanctionRow, (row.employer_id, row.id))
    ground = grounds()[about.ground]
    grant = session.get_one(GrantRow, about.grant_id)
    of_center = actor.employer_id is None
    known = sanction_effects.record_of(session, grant, row)
    return SanctionView(
        ground=ground.title,
        article=law.citation(ground.article),
        clause=ground.clause,
        consequence=about.consequence,
        facts=about.facts,
        grant_state=GRANT_LIFE.titles[GrantState(grant.state)],
        rectification=_rectification(session, about),
        assessment=_assessment(session, about),
        decided=about.decided,
        decided_on=about.decided_on,
        serious=about.serious,
        serious_reason=about.serious_reason,
        clawback=MODES[Mode(about.clawback)] if about.clawback else None,
        referred=about.referred,
        received=known.received if about.received is None else about.received,
        ineligible=known.ineligible if about.ineligible is None else about.ineligible,
        signs=signs(ground, known) if of_center else (),
        usual={serious: MODES[ground.mode(serious=serious)] for serious in (False, True)},
        suggested=ground.mode(serious=False).value,
        frozen=_frozen(session, grant),
        of_center=of_center,
    )


def _rectification(session: Session, about: SanctionRow) -> tuple[UUID, str] | None:
    if about.rectification_id is None:
        return None
    row = session.get_one(ProceedingRow, about.rectification_id)
    return row.id, row.number


def _assessment(session: Session, about: SanctionRow) -> str:
    if about.assessment_id is None:
        return ""
    row = session.get_one(AssessmentRow, about.assessment_id)
    return f"{row.stage}（{row.assessed_on.isoformat()}）"


def _frozen(session: Session, grant: GrantRow) -> tuple[FrozenClaim, ...]:
    held = select(ClaimRow).where(
        ClaimRow.employer_id == grant.employer_id,
        ClaimRow.grant_id == grant.id,
        ClaimRow.state == ClaimState.FROZEN.value,
    )
    return tuple(
        FrozenClaim(claim.id, claim.number, claim.amount, claim.frozen_on, claim.version)
        for claim in session.scalars(held.order_by(ClaimRow.number))
    )


def offered(session: Session) -> Offered:
    """Give what the form of a new case offers to the Center."""
    grants = (
        select(GrantRow.id, GrantRow.number, SelecteeRow.name, EmployerRow.name)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(EmployerRow, EmployerRow.id == GrantRow.employer_id)
        .where(GrantRow.state.not_in(_OVER))
        .order_by(GrantRow.number)
    )
    failed = (
        select(AssessmentRow.id, GrantRow.number, AssessmentRow.stage)
        .join(GrantRow, GrantRow.id == AssessmentRow.grant_id)
        .where(AssessmentRow.round == 2, AssessmentRow.conclusion == "failed")  # noqa: PLR2004  # 复评
        .order_by(AssessmentRow.assessed_on.desc())
    )
    in_vain = (
        select(ProceedingRow.id, ProceedingRow.number, ProceedingRow.title)
        .where(ProceedingRow.kind == "rectification", ProceedingRow.state == "escalated")
        .order_by(ProceedingRow.number)
    )
    return Offered(
        grants=tuple(Subject(row[0], " ".join(row[1:])) for row in session.execute(grants)),
        grounds=tuple(grounds().values()),
        assessments=tuple(Subject(row[0], " ".join(row[1:])) for row in session.execute(failed)),
        rectifications=tuple(
            Subject(row[0], " ".join(row[1:])) for row in session.execute(in_vain)
        ),
    )


_OVER = tuple(
    state.value
    for state in GrantState
    if not any(move.action in {"suspend", "revoke"} for move in GRANT_LIFE.leaving(state))
)
