"""A red letter after payment in the sample programme: found, and its reversal proposed."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from compliance.facts import ClaimState
from importers.invoice import Kind
from service import business_day
from service.actions import intake, reversals
from service.actions.intake import Desk
from service.demo import calendar, cast
from service.demo.case import Case, Fate
from service.demo.cases import cases, specs_of
from service.demo.drawing import draw
from service.demo.founding import Founded
from service.demo.invoices import InvoiceSpec, red_letter
from service.permissions import Actor
from service.tables import ClaimRow, InvoiceRow

FATES = (ClaimState.DRAFT,)  # of the claim that the red letter itself becomes
_GRANT = 4
_REASON = "销售方已开具红字发票并换开新票，原报销须冲销后按新票重新办理。"


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Let a seller take back an invoice that was paid, and the maker propose to reverse it."""
    today = business_day.of(now)
    (spec,) = specs_of(next(filter(_fits, cases())), founded.approved_on, today)
    maker = founded.actor(cast.MAKERS[_GRANT // 2], calendar.office_hour(today, now))
    with desk.database.transaction(maker.employer) as session:
        paid = _claim(session, maker, spec)
    if paid is None:
        return
    letter = red_letter(spec, f"{int(spec.number) + 1}", today - timedelta(days=2))
    intake.take_in(desk, maker, founded.grants[_GRANT], _file_name(letter), draw(letter))
    with desk.database.transaction(maker.employer) as session:
        if not reversals.waiting(session, maker, paid.id):
            reversals.propose(session, maker, paid.id, paid.version, _REASON)


def _claim(session: Session, maker: Actor, spec: InvoiceSpec) -> ClaimRow | None:
    return session.scalar(
        select(ClaimRow)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(
            ClaimRow.employer_id == maker.employer,
            ClaimRow.state.in_(sorted(BOOKED)),
            InvoiceRow.number == spec.number,
        )
    )


def _fits(case: Case) -> bool:
    return case.grant == _GRANT and case.fate is Fate.PAID and case.kind is Kind.E_ORDINARY


def _file_name(spec: InvoiceSpec) -> str:
    return f"{spec.seller.name}_{spec.number}_红字.pdf"
