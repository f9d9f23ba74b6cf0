"""The money of a claim in the ledger: reserved when submitted, released, or spent when approved."""

from sqlalchemy.orm import Session

from ledger import book, events
from ledger.events import Occasion, Purpose
from ledger.journal import BookId, EntryId, JournalEntry
from service.actions.posting import post
from service.permissions import Actor
from service.tables import AgreementRow, ClaimRow, GrantRow, InvoiceRow

FISCAL = "FISCAL"
ARTICLE = "第二十六条"


def reserve(session: Session, actor: Actor, claim: ClaimRow) -> None:
    """Keep the amount of a claim free until somebody decides about it."""
    occasion = _occasion(actor, claim, f"reserve:{claim.version}")
    post(session, ARTICLE, events.reserve(*_target(session, claim, occasion), claim.amount))


def release(session: Session, actor: Actor, claim: ClaimRow) -> None:
    """Make the amount of a returned or withdrawn claim available again."""
    occasion = _occasion(actor, claim, f"release:{claim.version}")
    post(session, ARTICLE, events.release(*_target(session, claim, occasion), claim.amount))


def spend(session: Session, actor: Actor, claim: ClaimRow) -> EntryId:
    """Post the spending of an approved claim; give its entry.

    A cost before the project's approval was advanced by the employer (Art. 28): it is posted as
    owed to the employer and paid back in the same transaction.
    """
    occasion = _occasion(actor, claim, "spend", approver=str(actor.user_id))
    target = _target(session, claim, occasion)
    if not _before_approval(session, claim):
        return post(session, ARTICLE, events.spend(*target, claim.amount))
    purpose, employer_book = target[2], target[0]
    back = _occasion(actor, claim, "reimburse", approver=str(actor.user_id))
    entries: tuple[JournalEntry, ...] = (
        events.spend_pre_project(*target, claim.amount),
        events.reimburse_employer(employer_book, back, purpose.grant, claim.amount),
    )
    return post(session, ARTICLE, *entries)


def _before_approval(session: Session, claim: ClaimRow) -> bool:
    approved_on = session.get_one(AgreementRow, claim.agreement_id).approved_on
    counted_on = claim.cost_on or session.get_one(InvoiceRow, claim.invoice_id).issued_on
    return counted_on is not None and counted_on < approved_on


def _target(
    session: Session, claim: ClaimRow, occasion: Occasion
) -> tuple[BookId, Occasion, Purpose]:
    grant = session.get_one(GrantRow, claim.grant_id)
    assert claim.category is not None, "a submitted claim has a category"
    purpose = Purpose(grant.number, FISCAL, claim.category)
    return book.book_of(session.connection(), claim.employer_id), occasion, purpose


def _occasion(actor: Actor, claim: ClaimRow, step: str, approver: str | None = None) -> Occasion:
    maker = claim.submitted_by if approver else actor.user_id
    return Occasion(
        key=f"claim:{claim.id}:{step}",
        effective_on=actor.today,
        actor=str(maker),
        approver=approver,
        memo=claim.number,
        meta={"claim": str(claim.id), "invoice": str(claim.invoice_id)},
    )
