"""What papers there are of a check, in short: for the page that leads to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from reports.workpaper import NOTHING
from service.actions import check_papers, fieldwork_results, spot_checks
from service.actions.check_papers import index_of
from service.actions.fieldwork import yuan
from service.actions.fieldwork_results import Result
from service.permissions import Actor
from service.tables import EmployerRow, SpotCheckRow


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """What the papers say of one employer, in short; yuan."""

    index: str
    employer_id: UUID
    employer: str
    items: int
    looked_at: int
    value: Decimal
    errors: int
    error: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersView:
    """What papers there are of a check, and what its sample was drawn from."""

    row: SpotCheckRow
    frame_hash: str
    rounds: tuple[int, ...]
    units: tuple[UnitView, ...]


def view(session: Session, actor: Actor, check_id: UUID) -> PapersView:
    """Show what papers there are of a check."""
    row = check_papers.with_sample(session, actor, check_id)
    frame = spot_checks.frame_row(session, check_id)
    assert frame is not None, "a sample is drawn from a frame"
    results = fieldwork_results.of_check(session, check_id)
    return PapersView(
        row=row,
        frame_hash=frame.sha256,
        rounds=spot_checks.rounds_of(session, check_id),
        units=tuple(
            _unit_view(at, employer, [r for r in results if r.item.employer_id == employer.id])
            for at, (_, _, employer) in enumerate(spot_checks.units(session, check_id), start=1)
        ),
    )


def _unit_view(at: int, employer: EmployerRow, results: Sequence[Result]) -> UnitView:
    found = [result.found for result in results if result.found is not None]
    return UnitView(
        index=index_of(at),
        employer_id=employer.id,
        employer=employer.name,
        items=len(results),
        looked_at=len(found),
        value=yuan(sum(result.item.value for result in results)),
        errors=sum(each.wrong for each in found),
        error=sum((each.error for each in found), NOTHING),
    )
