"""Rows become facts: everything a rule may know about a claim, gathered in one place."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, literal, or_, select
from sqlalchemy.orm import Session

from compliance import library
from compliance.categories import Category
from compliance.facts import (
    Agreement,
    Claim,
    ClaimState,
    Employer,
    FormerName,
    OtherClaim,
    Position,
    Sameness,
)
from ledger import book
from service import readings
from service.permissions import Actor
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    ClaimRow,
    EmployerRow,
    FormerNameRow,
    GrantRow,
    InvoiceRow,
)

NOTHING = Decimal("0.00")


def gather(session: Session, actor: Actor, claim: ClaimRow, invoice: InvoiceRow) -> Claim:
    """Give the facts of a claim as they stand now; the day is the actor's."""
    read, agreement = readings.of(session, invoice), _agreement(session, claim.agreement_id)
    counted_on = claim.cost_on or read.issue_date or actor.today
    return Claim(
        today=actor.today,
        texts=library.installed().in_force(agreement.negative_list, counted_on),
        category=Category(claim.category) if claim.category else None,
        amount=claim.amount,
        invoice=read,
        employer=_employer(session, claim.employer_id),
        agreement=agreement,
        position=_position(session, claim),
        cost_on=claim.cost_on,
        statement=claim.statement,
        evidence=frozenset(claim.evidence),
        others=_others(session, claim, invoice),
    )


def _employer(session: Session, employer_id: UUID) -> Employer:
    row = session.get_one(EmployerRow, employer_id)
    former = session.scalars(
        select(FormerNameRow)
        .where(FormerNameRow.employer_id == employer_id)
        .order_by(FormerNameRow.until_on)
    )
    return Employer(row.name, row.uscc, tuple(FormerName(f.name, f.until_on) for f in former))


def _agreement(session: Session, agreement_id: UUID) -> Agreement:
    row = session.get_one(AgreementRow, agreement_id)
    budget = session.scalars(
        select(AgreementBudgetRow).where(AgreementBudgetRow.agreement_id == agreement_id)
    )
    return Agreement(
        number=row.number,
        version=row.version,
        approved_on=row.approved_on,
        starts_on=row.approved_on,
        ends_on=row.ends_on,
        negative_list=row.negative_list,
        budget={Category(line.category): line.amount for line in budget},
    )


def _position(session: Session, claim: ClaimRow) -> Position:
    """Give the grant's money without this claim: a submitted claim's own reserve is added back."""
    grant = session.get_one(GrantRow, claim.grant_id)
    connection = session.connection()
    balances = book.balances(
        connection, book.book_of(connection, claim.employer_id), grant=grant.number
    )
    unused = reserved = NOTHING
    available: dict[Category, Decimal] = {}
    for account, amount in balances.items():
        if account.code in {"2401.F", "2401.P"}:  # an advance is still reserved
            unused += amount
        elif account.code == "9002":
            reserved += amount
        elif account.code == "9001" and account.category:
            category = Category(account.category)
            available[category] = available.get(category, NOTHING) + amount
    own = claim.amount if claim.state == ClaimState.SUBMITTED else NOTHING
    if own and claim.category:
        category = Category(claim.category)
        available[category] = available.get(category, NOTHING) + own
    return Position(unused - reserved + own, available)


def _others(session: Session, claim: ClaimRow, invoice: InvoiceRow) -> tuple[OtherClaim, ...]:
    """Find live claims on the same invoice, its number, or one alike in seller, day and total.

    Tickets name no seller: colleagues on one train pay the same on the same day.
    """
    named = and_(
        InvoiceRow.id != invoice.id,
        InvoiceRow.number == invoice.number,
        or_(InvoiceRow.key.is_(None), literal(invoice.key is None)),
    )
    alike = and_(
        InvoiceRow.id != invoice.id,
        InvoiceRow.seller_name.is_not(None),
        InvoiceRow.seller_name == invoice.seller_name,
        InvoiceRow.issued_on == invoice.issued_on,
        InvoiceRow.total == invoice.total,
    )
    rows = session.execute(
        select(ClaimRow, GrantRow.number, InvoiceRow)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .join(GrantRow, GrantRow.id == ClaimRow.grant_id)
        .where(
            ClaimRow.employer_id == claim.employer_id,
            InvoiceRow.employer_id == claim.employer_id,
            ClaimRow.id.is_distinct_from(claim.id),  # a claim only thought of has no id
            ClaimRow.state != ClaimState.WITHDRAWN,
            or_(InvoiceRow.id == invoice.id, named, alike),
        )
        .order_by(ClaimRow.number)
    )
    return tuple(
        OtherClaim(
            number=other.number,
            state=ClaimState(other.state),
            amount=other.amount,
            same=_sameness(invoice, theirs),
            where=number,
        )
        for other, number, theirs in rows
    )


def _sameness(invoice: InvoiceRow, other: InvoiceRow) -> Sameness:
    if other.id == invoice.id:
        return Sameness.INVOICE
    doubtful = invoice.key is None or other.key is None
    named = invoice.number is not None and other.number == invoice.number
    return Sameness.NUMBER if doubtful and named else Sameness.CONTENT
