"""The money of a claim's grant: what the books say, and what came back from its seller."""

from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, Date, Uuid, bindparam, func, select

from compliance.categories import Category
from compliance.claim_states import OVER, holds_money
from compliance.facts import Position, Refund
from importers.invoice import Invoice
from ledger.bank import statements
from ledger.journal import BookId
from ledger.standing import AtHand
from service.asked import Question, fixed, table
from service.tables import ClaimRow, InvoiceRow

NOTHING = Decimal("0.00")
REFUNDS_MOST = 50


def position(claim: ClaimRow, hand: AtHand) -> Position:
    """Give the grant's money without this claim: what it reserved or spent is added back."""
    unused = reserved = NOTHING
    available: dict[Category, Decimal] = {}
    for account, amount in hand.balances:
        if account.code in {"2401.F", "2401.P"}:  # an advance is still reserved
            unused += amount
        elif account.code == "9002":
            reserved += amount
        elif account.code == "9001" and account.category:
            category = Category(account.category)
            available[category] = available.get(category, NOTHING) + amount
    own = claim.amount if holds_money(claim.state, claim.frozen_from) else NOTHING
    if own and claim.category:
        category = Category(claim.category)
        available[category] = available.get(category, NOTHING) + own
    return Position(unused - reserved + own, available)


def claimed_before_approval(
    connection: Connection, claim: ClaimRow, approved_on: date, counted_on: date
) -> Decimal:
    """Add up what other claims ask for costs before approval, for a claim that is one of them."""
    if counted_on >= approved_on:
        return NOTHING
    row = _BEFORE.one(
        connection,
        employer=claim.employer_id,
        grant=claim.grant_id,
        claim=claim.id,
        approved_on=approved_on,
    )
    return Decimal(row.claimed)


def refunds(connection: Connection, kept: BookId, read: Invoice) -> tuple[Refund, ...]:
    """Give what the seller sent to the dedicated account since the invoice was issued."""
    if read.seller_name is None or read.issue_date is None:
        return ()
    found = statements.received(connection, kept, read.seller_name, read.issue_date, REFUNDS_MOST)
    return tuple(Refund(line.day, line.amount) for line in found)


def _before_approval() -> Question:
    claim, invoice = table(ClaimRow), table(InvoiceRow)
    counted_on = func.coalesce(claim.c.cost_on, invoice.c.issued_on)
    return Question(
        select(func.coalesce(func.sum(claim.c.amount), fixed(0)).label("claimed"))
        .join_from(claim, invoice, invoice.c.id == claim.c.invoice_id)
        .where(
            claim.c.employer_id == bindparam("employer", type_=Uuid()),
            claim.c.grant_id == bindparam("grant", type_=Uuid()),
            claim.c.id.is_distinct_from(bindparam("claim", type_=Uuid())),
            claim.c.state.not_in([fixed(state.value) for state in sorted(OVER)]),
            counted_on < bindparam("approved_on", type_=Date()),
        )
    )


_BEFORE: Final = _before_approval()
