"""By how much the budget of each spending direction was moved since its agreement (调整)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.tables import ReallocationEntryRow, ReallocationRow

Adjusted = Mapping[UUID, Mapping[str, Decimal]]


def of_grants(session: Session, grant_ids: Iterable[UUID]) -> Adjusted:
    """Give, by grant and direction, the yuan moved in less the yuan moved out."""
    rows = session.execute(
        select(
            ReallocationRow.grant_id,
            ReallocationRow.taken,
            ReallocationRow.given,
            ReallocationRow.amount,
        )
        .join(
            ReallocationEntryRow,
            (ReallocationEntryRow.employer_id == ReallocationRow.employer_id)
            & (ReallocationEntryRow.proceeding_id == ReallocationRow.proceeding_id),
        )
        .where(ReallocationRow.grant_id.in_(tuple(grant_ids)))
    )
    found: dict[UUID, dict[str, Decimal]] = {}
    for grant_id, taken, given, amount in rows:
        moved = found.setdefault(grant_id, {})
        moved[taken] = moved.get(taken, Decimal("0.00")) - amount
        moved[given] = moved.get(given, Decimal("0.00")) + amount
    return found
