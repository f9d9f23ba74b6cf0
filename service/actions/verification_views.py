"""Answers of the tax authority's platform to look at, and the invoices that still lack one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from compliance.claim_states import OVER
from importers.invoice import UNVERIFIABLE
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import ClaimRow, EmployerRow, InvoiceRow, UserRow, VerificationRow

PAGE_ROWS = 20
LIST_MAX = 2000  # invoices of one list to take to the platform: as many as a table may bring back


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was recorded; `recorded_by` is '' where an employer reads the Center's."""

    result: str
    checked_on: date
    reference: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers about the invoice of a claim, the newest first."""

    claim_id: UUID
    claim_number: str
    invoice_number: str | None
    seller: str | None
    issued_on: date | None
    total: Decimal | None
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Unverified:
    """An invoice about which nobody has asked the platform yet, with one of its claims."""

    claim_id: UUID
    claim_number: str
    employer: str
    code: str
    number: str | None
    seller: str | None
    issued_on: date | None
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class UnverifiedList:
    """One page of the invoices without an answer."""

    lines: tuple[Unverified, ...]
    count: int
    page: int


def answers(session: Session, actor: Actor, claim_id: UUID) -> Answers:
    """Give what the platform answered about the invoice of a claim."""
    claim = session.get(ClaimRow, claim_id)
    if claim is None or actor.employer_id not in {None, claim.employer_id}:
        raise NotFound(N_("没有这份报销申请。"))
    invoice = session.get_one(InvoiceRow, claim.invoice_id)
    rows = session.execute(
        select(VerificationRow, UserRow.name)
        .outerjoin(UserRow, UserRow.id == VerificationRow.recorded_by)
        .where(
            VerificationRow.employer_id == claim.employer_id,
            VerificationRow.invoice_id == invoice.id,
        )
        .order_by(VerificationRow.recorded_at.desc(), VerificationRow.id)
    )
    given = tuple(
        Given(row.result, row.checked_on, row.reference, name or "", row.recorded_at)
        for row, name in rows
    )
    return Answers(
        claim.id,
        claim.number,
        invoice.number,
        invoice.seller_name,
        invoice.issued_on,
        invoice.total,
        given,
    )


def unverified(session: Session, actor: Actor, page: int = 1) -> UnverifiedList:
    """List invoices of live claims without an answer, the newest claim first."""
    wanted = _wanted(actor)
    count = session.scalar(select(func.count()).select_from(InvoiceRow).where(*wanted)) or 0
    page = min(max(1, page), max(1, -(-count // PAGE_ROWS)))
    found = _lines(session, wanted, PAGE_ROWS, (page - 1) * PAGE_ROWS)
    return UnverifiedList(tuple(found), count, page)


def to_verify(session: Session, actor: Actor) -> Sequence[Unverified]:
    """Give the invoices to take to the platform, no more than one table may bring back."""
    return _lines(session, _wanted(actor), LIST_MAX, 0)


def _wanted(actor: Actor) -> list[ColumnElement[bool]]:
    claim = aliased(ClaimRow)
    claimed = exists().where(claim.invoice_id == InvoiceRow.id, claim.state.not_in(sorted(OVER)))
    answered = exists().where(VerificationRow.invoice_id == InvoiceRow.id)
    known = InvoiceRow.kind.not_in(sorted(UNVERIFIABLE))
    conditions: list[ColumnElement[bool]] = [claimed, ~answered, known]
    if actor.employer_id is not None:
        conditions.append(InvoiceRow.employer_id == actor.employer_id)
    return conditions


def _lines(
    session: Session, wanted: list[ColumnElement[bool]], most: int, after: int
) -> list[Unverified]:
    each = aliased(ClaimRow)
    first = (
        select(each.id)
        .where(each.invoice_id == InvoiceRow.id, each.state.not_in(sorted(OVER)))
        .order_by(each.number)
        .limit(1)
        .correlate(InvoiceRow)
        .scalar_subquery()
    )
    newest = InvoiceRow.read_at.desc(), InvoiceRow.id
    shown = select(InvoiceRow.id).where(*wanted).order_by(*newest).limit(most).offset(after)
    rows = session.execute(
        select(InvoiceRow, ClaimRow.id, ClaimRow.number, EmployerRow.name)
        .select_from(InvoiceRow)
        .join(ClaimRow, ClaimRow.id == first)
        .join(EmployerRow, EmployerRow.id == InvoiceRow.employer_id)
        .where(InvoiceRow.id.in_(session.scalars(shown).all()))
        .order_by(*newest)
    )
    return [
        Unverified(
            claim_id,
            claim_number,
            employer,
            str(invoice.record.get("invoice_code") or ""),
            invoice.number,
            invoice.seller_name,
            invoice.issued_on,
            invoice.total,
        )
        for invoice, claim_id, claim_number, employer in rows
    ]
