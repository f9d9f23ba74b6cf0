"""The money of a claim in the ledger: reserved when submitted, released, or spent when paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from ledger import book, events
from ledger.events import Occasion, Purpose
from ledger.journal import BookId, EntryId
from service.actions.posting import post
from service.permissions import Actor
from service.tables import AgreementRow, ClaimRow, GrantRow, InvoiceRow

FISCAL = "FISCAL"
ARTICLE = "第二十六条"


@dataclass(frozen=True, slots=True)
class Payment:
    """Who paid a claim, by which slip of the bank, and the day of it."""

    cashier: UUID
    slip: str
    on: date


def reserve(session: Session, actor: Actor, claim: ClaimRow) -> None:
    """Keep the amount of a claim free until somebody decides about it."""
    occasion = _occasion(actor, claim, f"reserve:{claim.version}")
    post(session, ARTICLE, events.reserve(*_target(session, claim, occasion), claim.amount))


def release(session: Session, actor: Actor, claim: ClaimRow) -> None:
    """Make the amount of a returned or withdrawn claim available again."""
    occasion = _occasion(actor, claim, f"release:{claim.version}")
    post(session, ARTICLE, events.release(*_target(session, claim, occasion), claim.amount))


def release_cut(
    session: Session, actor: Actor, claim: ClaimRow, cut_id: UUID, amount: Decimal
) -> None:
    """Make what a checker did not allow of a claim available again."""
    occasion = _occasion(actor, claim, f"cut:{cut_id}")
    post(session, ARTICLE, events.release(*_target(session, claim, occasion), amount))


def payable(session: Session, claim: ClaimRow) -> Decimal:  # noqa: ARG001  # asks for cuts
    """Give what is paid of a claim, in yuan: what was claimed."""
    return claim.amount


def is_owed_to_employer(session: Session, claim: ClaimRow) -> bool:
    """Tell whether the employer advanced it: a cost before the project's approval (Art. 28)."""
    approved_on = session.get_one(AgreementRow, claim.agreement_id).approved_on
    counted_on = claim.cost_on or session.get_one(InvoiceRow, claim.invoice_id).issued_on
    return counted_on is not None and counted_on < approved_on


def owe(session: Session, actor: Actor, claim: ClaimRow) -> EntryId:
    """Post an approved cost of before the project as owed to the employer; give its entry."""
    target = _target(session, claim, _decided(claim, "spend", actor.today))
    paid = payable(session, claim)
    return post(session, ARTICLE, events.spend_pre_project(*target, paid, claim.amount))


def spend(session: Session, claim: ClaimRow, payment: Payment) -> EntryId:
    """Post the payment of an approved claim on its day; give its entry."""
    target = _target(session, claim, _decided(claim, "spend", payment.on, payment))
    return post(session, ARTICLE, events.spend(*target, payable(session, claim), claim.amount))


def settle_advance(session: Session, claim: ClaimRow, payment: Payment) -> EntryId:
    """Post an approved claim as spent out of an advance; give its entry.

    Both had reserved the same money, the advance and the claim: one part is spent, the other free.
    """
    target = _target(session, claim, _decided(claim, "spend", payment.on, payment))
    paid = payable(session, claim)
    return post(session, ARTICLE, events.settle_advance(*target, paid, paid + claim.amount))


def pay_back(session: Session, claim: ClaimRow, payment: Payment) -> EntryId:
    """Pay the employer what it had advanced for a posted claim; give its entry."""
    occasion = _decided(claim, "reimburse", payment.on, payment)
    employer, _, purpose = _target(session, claim, occasion)
    paid = payable(session, claim)
    back = events.reimburse_employer(employer, occasion, purpose.grant, paid)
    return post(session, ARTICLE, back)


def _target(
    session: Session, claim: ClaimRow, occasion: Occasion
) -> tuple[BookId, Occasion, Purpose]:
    grant = session.get_one(GrantRow, claim.grant_id)
    assert claim.category is not None, "a submitted claim has a category"
    purpose = Purpose(grant.number, FISCAL, claim.category)
    return book.book_of(session.connection(), claim.employer_id), occasion, purpose


def _occasion(actor: Actor, claim: ClaimRow, step: str) -> Occasion:
    return Occasion(
        key=f"claim:{claim.id}:{step}",
        effective_on=actor.today,
        actor=str(actor.user_id),
        memo=claim.number,
        meta={"claim": str(claim.id), "invoice": str(claim.invoice_id)},
    )


def _decided(claim: ClaimRow, step: str, day: date, payment: Payment | None = None) -> Occasion:
    """Give the occasion of money that moves: filed by one, approved by another, paid by a third."""
    said = {"claim": str(claim.id), "invoice": str(claim.invoice_id)}
    if payment is not None:
        said |= {"cashier": str(payment.cashier), "slip": payment.slip}
    return Occasion(
        key=f"claim:{claim.id}:{step}",
        effective_on=day,
        actor=str(claim.submitted_by),
        approver=str(claim.approved_by),
        memo=claim.number,
        meta=said,
    )
