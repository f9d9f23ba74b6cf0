"""What the pages show of bookings: a line and what it may be, and the proposals that wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from ledger import book
from ledger.bank import statements
from ledger.bank.items import BankItem
from service.actions import bank, bank_clues, booking_shares, bookings, put_backs
from service.actions.bank_clues import Call
from service.actions.booking_entries import Kind
from service.actions.put_backs import Awaited
from service.permissions import Actor
from service.tables import BookingRow, ClaimRow, InvoiceRow, ProceedingRow, UserRow

CLAIMS_SHOWN: Final = 10
_USUAL: Final[Mapping[Call, Kind]] = {
    Call.INTEREST: Kind.INTEREST,
    Call.FEE: Kind.BANK_FEE,
    Call.RETURNED: Kind.REFUND,
    Call.RECEIPT: Kind.STRAY_RECEIPT,
    Call.STRAY: Kind.STRAY_RECEIPT,
    Call.PAYMENT: Kind.STRAY_RETURN,
}


@dataclass(frozen=True, slots=True)
class Refundable:
    """A posted claim whose seller is who paid."""

    number: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Refunded:
    """What a seller paid back of a claim, as it was posted."""

    day: date
    amount: Decimal
    entry_id: int


@dataclass(frozen=True, slots=True)
class LinePage:
    """A free line of the bank, and what somebody needs to say what it is."""

    item: BankItem
    kinds: tuple[Kind, ...]
    usual: Kind
    grants: tuple[tuple[UUID, str], ...]
    claims: tuple[Refundable, ...]
    findings: tuple[Awaited, ...]
    late: bool  # its month was closed softly


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits for another person."""

    id: UUID
    item: BankItem
    kind: Kind
    shares: tuple[tuple[str, Decimal], ...]
    category: str | None
    claim: str
    claim_id: UUID | None
    case: str
    case_id: UUID | None
    reason: str
    late_reason: str
    maker: UUID
    maker_name: str
    at: datetime


def line(session: Session, actor: Actor, number: int) -> LinePage:
    """Give a free line of the actor's employer."""
    item = bookings.free_line(session, actor.employer, number)
    head = book.head(session.connection(), bank.book_of(session, actor.employer))
    findings = tuple(put_backs.awaited(session, actor.employer))
    kinds = tuple(
        kind
        for kind in Kind
        if kind.comes_in == (item.amount > 0) and (findings or kind is not Kind.PUT_BACK)
    )
    claims = tuple(_of_seller(session, actor.employer, item.counterparty))
    usual = _USUAL[bank_clues.call_for(item)]
    return LinePage(
        item=item,
        kinds=kinds,
        usual=Kind.REFUND if claims and usual is Kind.STRAY_RECEIPT else usual,
        grants=tuple(
            (grant.id, grant.number) for grant in booking_shares.grants(session, actor.employer)
        ),
        claims=claims,
        findings=findings,
        late=item.day <= head.soft_closed_through,
    )


def _of_seller(session: Session, employer_id: UUID, seller: str) -> Sequence[Refundable]:
    if not seller:
        return []
    rows = session.execute(
        select(ClaimRow.number, ClaimRow.amount)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(
            ClaimRow.employer_id == employer_id,
            ClaimRow.state.in_(sorted(BOOKED)),
            InvoiceRow.employer_id == employer_id,
            InvoiceRow.seller_name == seller,
        )
        .order_by(ClaimRow.made_at.desc())
        .limit(CLAIMS_SHOWN)
    )
    return [Refundable(number, amount) for number, amount in rows]


def refunds_of(session: Session, employer_id: UUID, claim_id: UUID) -> tuple[Refunded, ...]:
    """List what was paid back of a posted claim; the claim's own entry stays as it was."""
    rows = session.execute(
        select(BookingRow.bank_line_id, BookingRow.entry_id).where(
            BookingRow.employer_id == employer_id,
            BookingRow.claim_id == claim_id,
            BookingRow.state == "posted",
        )
    )
    entries = {line_id: entry_id for line_id, entry_id in rows if entry_id is not None}
    if not entries:
        return ()
    book = bank.book_of(session, employer_id)
    known = statements.numbered(session.connection(), book, entries.keys())
    return tuple(Refunded(item.day, item.amount, entries[item.id]) for item in known)


def waiting(session: Session, employer_id: UUID, lines: Sequence[BankItem]) -> tuple[Waiting, ...]:
    """List the proposals of an employer that wait, the oldest line first."""
    by_id = {item.id: item for item in lines}
    rows = session.execute(
        select(BookingRow, UserRow.name, ClaimRow.number, ProceedingRow.number)
        .join(UserRow, UserRow.id == BookingRow.proposed_by)
        .outerjoin(ProceedingRow, ProceedingRow.id == BookingRow.proceeding_id)
        .outerjoin(ClaimRow, ClaimRow.id == BookingRow.claim_id)
        .where(BookingRow.employer_id == employer_id, BookingRow.state == "proposed")
    )
    found = [
        Waiting(
            id=row.id,
            item=by_id[row.bank_line_id],
            kind=Kind(row.kind),
            shares=tuple((grant, Decimal(share)) for grant, share in sorted(row.shares.items())),
            category=row.category,
            claim=claim or "",
            claim_id=row.claim_id,
            case=case or "",
            case_id=row.proceeding_id,
            reason=row.reason,
            late_reason=row.late_reason,
            maker=row.proposed_by,
            maker_name=name,
            at=row.proposed_at,
        )
        for row, name, claim, case in rows
    ]
    return tuple(sorted(found, key=lambda each: each.item))
