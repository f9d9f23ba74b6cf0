"""A paid claim against the bank and the closing: 已对账, 已归档 (Art. 26).

Brought about by what people do elsewhere: a match of the payment is confirmed or taken back, the
month of the payment is closed for good.
"""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.facts import ClaimState
from ledger import book
from service.actions import claim_steps
from service.permissions import Actor
from service.tables import ClaimRow


def matched(session: Session, actor: Actor, entries: Collection[int]) -> None:
    """Follow a confirmed match: the claims whose payment is among the entries are reconciled."""
    claims = _of_entries(session, actor, entries, {ClaimState.PAID})
    for claim in claims:
        _step(session, actor, claim, "reconcile")
    if claims:
        connection = session.connection()
        closed = book.head(connection, book.book_of(connection, actor.employer)).closed_through
        archive(session, actor, actor.employer, closed)


def unmatched(session: Session, actor: Actor, entries: Collection[int]) -> None:
    """Follow a match that is taken back: the payments are to be matched again."""
    states = {ClaimState.RECONCILED, ClaimState.ARCHIVED}
    for claim in _of_entries(session, actor, entries, states):
        _step(session, actor, claim, "unmatch")


def archive(session: Session, actor: Actor, employer_id: UUID, closed_through: date) -> None:
    """Archive the reconciled claims that were paid in months closed for good."""
    claims = session.scalars(
        select(ClaimRow)
        .where(
            ClaimRow.employer_id == employer_id,
            ClaimRow.state == ClaimState.RECONCILED,
            ClaimRow.paid_on <= closed_through,
        )
        .order_by(ClaimRow.number)
        .with_for_update()
    )
    for claim in claims.all():
        _step(session, actor, claim, "archive")


def _of_entries(
    session: Session, actor: Actor, entries: Collection[int], states: Collection[ClaimState]
) -> Sequence[ClaimRow]:
    return session.scalars(
        select(ClaimRow)
        .where(
            ClaimRow.employer_id == actor.employer,
            ClaimRow.payment_entry_id.in_(sorted(entries)),
            ClaimRow.state.in_(sorted(states)),
        )
        .order_by(ClaimRow.number)
        .with_for_update()
    ).all()


def _step(session: Session, actor: Actor, claim: ClaimRow, action: str) -> None:
    claim_steps.move(session, actor, claim, claim_steps.find(claim, action, actor))
