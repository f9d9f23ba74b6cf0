"""What a claim's page shows beside the voucher: papers, the sheet that divides it, cuts, fees."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from importers.invoice import Invoice
from service import readings
from service.actions import cuts, fee_sheet_views, papers, splitting
from service.actions.cuts import Cuts
from service.actions.fee_sheet_views import FeeSheetView
from service.actions.papers import Asked, Paper
from service.actions.splitting import SplitView
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import ClaimRow, InvoiceRow


@dataclass(frozen=True, slots=True)
class Shapes:
    """Everything about one claim that its voucher does not say."""

    asked: tuple[Asked, ...]
    papers: tuple[Paper, ...]
    split: SplitView | None
    beside: Sequence[tuple[UUID, str, str]]  # other grants to share an invoice with
    cuts: Cuts
    fees: FeeSheetView | None


def of(session: Session, actor: Actor, claim_id: UUID) -> Shapes:
    """Give what belongs to a claim that the actor may see."""
    claim = session.get(ClaimRow, claim_id)
    if claim is None or actor.employer_id not in {None, claim.employer_id}:
        raise NotFound(N_("没有这份报销申请。"))
    invoice = _invoice(session, claim)
    return Shapes(
        asked=papers.asked(session, claim, invoice),
        papers=papers.of(session, actor, claim),
        split=splitting.of(session, claim),
        beside=splitting.grants_beside(session, claim),
        cuts=cuts.of(session, claim, invoice),
        fees=fee_sheet_views.of(session, claim),
    )


def _invoice(session: Session, claim: ClaimRow) -> Invoice:
    return readings.of(session, session.get_one(InvoiceRow, claim.invoice_id))
