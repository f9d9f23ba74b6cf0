"""The money of a claim's grant: what the books say, and what came back from its seller."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, Date, Uuid, bindparam, func, select

from compliance.categories import Category
from compliance.facts import ClaimState, Position, Refund, Standing
from importers.invoice import Invoice
from ledger import book
from ledger.bank import statements
from ledger.journal import BookId
from service.facts.asked import Question, fixed, table
from service.facts.terms import Terms
from service.tables import ClaimRow, InvoiceRow

NOTHING = Decimal("0.00")
REFUNDS_MOST = 50
_COUNTED: Final = {ClaimState.SUBMITTED, ClaimState.POSTED}  # its own money is taken already


def position(connection: Connection, kept: BookId, claim: ClaimRow, grant: str) -> Position:
    """Give the grant's money without this claim: what it reserved or spent is added back."""
    unused = reserved = NOTHING
    available: dict[Category, Decimal] = {}
    for account, amount in book.balances(connection, kept, grant=grant).items():
        if account.code in {"2401.F", "2401.P"}:  # an advance is still reserved
            unused += amount
        elif account.code == "9002":
            reserved += amount
        elif account.code == "9001" and account.category:
            category = Category(account.category)
            available[category] = available.get(category, NOTHING) + amount
    own = claim.amount if claim.state in _COUNTED else NOTHING
    if own and claim.category:
        category = Category(claim.category)
        available[category] = available.get(category, NOTHING) + own
    return Position(unused - reserved + own, available)


def standing(
    connection: Connection, kept: BookId, claim: ClaimRow, terms: Terms, counted_on: date
) -> Standing:
    """Add what the book and other claims say of where the grant stands.

    Costs before approval are added up for a claim that is one of them.
    """
    approved_on = terms.agreement.approved_on
    claimed = NOTHING
    if counted_on < approved_on:
        row = _BEFORE.one(
            connection,
            employer=claim.employer_id,
            grant=claim.grant_id,
            claim=claim.id,
            approved_on=approved_on,
        )
        claimed = row.claimed
    closed = book.head(connection, kept).closed_through
    return replace(terms.standing, pre_project_claimed=claimed, closed_through=closed)


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
            claim.c.state != fixed(ClaimState.WITHDRAWN.value),
            counted_on < bindparam("approved_on", type_=Date()),
        )
    )


_BEFORE: Final = _before_approval()
