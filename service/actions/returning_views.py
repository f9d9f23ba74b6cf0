"""What the pages of a clawback, a settlement and a reallocation show of the case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.clawback import MODES, Figures, Mode, Way, open_modes, side_by_side
from compliance.reallocation import Moved
from service.actions import (
    clawback_letters,
    grant_states,
    proceedings,
    reallocations,
    recalls,
    repayments,
)
from service.actions.repayments import Due
from service.permissions import Actor
from service.tables import GrantRow, ProceedingRow, RecallRow


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment back, and whether the Center has seen it."""

    id: UUID
    paid_on: date
    amount: Decimal
    reference: str
    entry_id: int
    arrived_on: date | None
    arrived_reference: str
    arrival_entry_id: int | None


@dataclass(frozen=True, slots=True)
class Recalled:
    """The figures of a case: as the books stand, or frozen with the decision once there is one."""

    figures: tuple[Figures, ...]
    ways: tuple[Way, ...]
    decided: Way | None
    decided_on: date | None
    entry_id: int | None
    due: Due
    payments: tuple[Payment, ...]


@dataclass(frozen=True, slots=True)
class ClawbackView:
    """A clawback as people see it."""

    facts: str
    ground: str
    mode: Mode
    proposed: str
    recalled: Recalled


@dataclass(frozen=True, slots=True)
class ReallocationView:
    """A reallocation as people see it; `small`: the employer decides it itself."""

    taken: str
    given: str
    amount: Decimal
    reason: str
    moved: tuple[Moved, Moved]
    small: bool


def clawback(session: Session, _actor: Actor, row: ProceedingRow) -> ClawbackView:
    """Give what a clawback is about."""
    proposed = clawback_letters.about(session, row)
    return ClawbackView(
        proposed.facts,
        proposed.ground,
        Mode(proposed.mode),
        MODES[Mode(proposed.mode)],
        recalled(session, row),
    )


def settlement(session: Session, _actor: Actor, row: ProceedingRow) -> Recalled:
    """Give what a settlement is about."""
    return recalled(session, row)


def recalled(session: Session, row: ProceedingRow) -> Recalled:
    """Give the figures of a case and what was paid on it."""
    grant = _grant(session, row)
    decided = recalls.recall_of(session, row)
    figures = _frozen(decided) if decided is not None else recalls.figures(session, grant)
    ways = side_by_side(figures)
    return Recalled(
        figures=figures,
        ways=ways,
        decided=next((each for each in ways if decided and each.mode == decided.mode), None),
        decided_on=decided.decided_on if decided else None,
        entry_id=decided.entry_id if decided else None,
        due=repayments.left(session, row, grant),
        payments=tuple(
            Payment(
                each.id,
                each.paid_on,
                each.fiscal + each.interest,
                each.bank_reference,
                each.entry_id,
                each.arrived_on,
                each.arrived_reference or "",
                each.arrival_entry_id,
            )
            for each in repayments.repayments(session, row)
        ),
    )


def _frozen(decided: RecallRow) -> tuple[Figures, ...]:
    return tuple(recalls.of_record(fund, record) for fund, record in decided.figures.items())


def _grant(session: Session, row: ProceedingRow) -> GrantRow:
    assert row.grant_id is not None, "it is about a grant"
    return session.get_one(GrantRow, row.grant_id)


def modes(session: Session, actor: Actor, case_id: UUID) -> tuple[Mode, ...]:
    """Give the modes that may be decided as the grant of a case stands."""
    row = proceedings.find(session, actor, case_id)
    return open_modes(_grant(session, row).state)


def ways(
    session: Session, actor: Actor, grant_id: UUID
) -> tuple[tuple[Way, ...], tuple[Figures, ...], tuple[Mode, ...]]:
    """Give what each way would come to, the figures, and the ways that are open."""
    grant = grant_states.locked(session, actor, grant_id)
    figures = recalls.figures(session, grant)
    return side_by_side(figures), figures, open_modes(grant.state)


def reallocation(session: Session, _actor: Actor, row: ProceedingRow) -> ReallocationView:
    """Give what a reallocation is about."""
    asked = reallocations.about(session, row)
    moved = reallocations.measured(session, asked)
    return ReallocationView(
        asked.taken,
        asked.given,
        asked.amount,
        asked.reason,
        moved,
        all(each.is_small for each in moved),
    )
