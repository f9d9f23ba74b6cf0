"""What rectifications ask back of a claim (Art. 33): it comes back once, by one way only."""

from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.procedures.rectification import RectificationState
from service.tables import ClaimRow, ProceedingRow, RectificationRow


def of_claim(session: Session, claim: ClaimRow) -> Decimal:
    """Add up what rectifications of a claim ask back, or have got back, in yuan."""
    asked = session.scalar(
        select(func.coalesce(func.sum(RectificationRow.amount), 0))
        .join(
            ProceedingRow,
            (RectificationRow.employer_id == ProceedingRow.employer_id)
            & (RectificationRow.proceeding_id == ProceedingRow.id),
        )
        .where(
            RectificationRow.employer_id == claim.employer_id,
            RectificationRow.claim_id == claim.id,
            ProceedingRow.state != RectificationState.DROPPED.value,
        )
    )
    return Decimal(asked or 0)
