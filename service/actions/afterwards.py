"""What becomes known of a posted claim: a red letter, an answer of the tax platform (Art. 26).

A posted claim is decided anew and keeps its row; what then blocks it stands on the employer's desk
until its entry is taken back.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from compliance.claim_states import BOOKED, OVER
from compliance.decision import Decision, Outcome
from compliance.finding import Finding
from importers.invoice import Invoice
from ledger import book
from ledger.journal import EntryId
from service import business_day
from service.actions import claims, reversals
from service.permissions import Actor
from service.tables import ClaimRow, DecisionRow, InvoiceRow

WRONGS_SHOWN = 50
DUE_DAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A posted claim that could not be posted any more, and why.

    `due_on`: by when the cost is credited to the grant again (A-34); `proposed`: somebody proposed
    to take the claim back.
    """

    claim_id: UUID
    number: str
    version: int
    findings: tuple[Finding, ...]
    due_on: date
    proposed: bool


def letter_arrived(session: Session, actor: Actor, letter: Invoice) -> None:
    """Decide anew the claims on the invoice that a red letter takes back, posted ones too."""
    number = letter.particulars.get("red_of_number")
    if number is None:
        return
    rows = session.scalars(
        select(ClaimRow)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(
            ClaimRow.employer_id == actor.employer,
            InvoiceRow.employer_id == actor.employer,
            InvoiceRow.number == number,
            ClaimRow.state.not_in(sorted(OVER)),
        )
        .order_by(ClaimRow.number)
        .with_for_update(of=ClaimRow)
    )
    for claim in rows.all():
        claims.check_again(session, actor, claim)


def wrongs(session: Session, actor: Actor) -> tuple[Wrong, ...]:
    """List the posted claims of the actor's employer that a later decision blocks for good."""
    later = aliased(DecisionRow)
    newer = exists().where(
        later.claim_id == DecisionRow.claim_id, later.serial > DecisionRow.serial
    )
    rows = session.execute(
        select(ClaimRow, DecisionRow.result, DecisionRow.decided_at)
        .join(DecisionRow, DecisionRow.claim_id == ClaimRow.id)
        .where(
            ClaimRow.employer_id == actor.employer,
            ClaimRow.state.in_(sorted(BOOKED)),
            DecisionRow.employer_id == actor.employer,
            DecisionRow.outcome == Outcome.BLOCK,
            DecisionRow.decided_at > ClaimRow.approved_at,
            ~newer,
        )
        .order_by(ClaimRow.number)
        .limit(WRONGS_SHOWN)
    )
    proposed = {each.claim_id for each in reversals.waiting(session, actor)}
    found = (
        Wrong(
            claim.id, claim.number, claim.version, Decision.from_record(result).final,
            business_day.of(decided_at) + DUE_DAYS, claim.id in proposed,
        )
        for claim, result, decided_at in rows
        if not _taken_back(session, claim)
    )  # fmt: skip
    return tuple(wrong for wrong in found if wrong.findings)


def _taken_back(session: Session, claim: ClaimRow) -> bool:
    assert claim.entry_id is not None, "a posted claim has its entry"
    entry = book.entry(session.connection(), EntryId(claim.entry_id))
    return entry.reversed_by is not None
