"""What the page of a rectification shows: the fault, what is asked, what was put back and sent."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.bank import statements
from service.actions import bank, open_findings
from service.permissions import Actor
from service.tables import (
    BookingRow,
    ClaimRow,
    ProceedingRow,
    RectificationPaperRow,
    RectificationRow,
)


@dataclass(frozen=True, slots=True)
class PutBack:
    """Money that came back into the account for this, booked or waiting for another person."""

    day: date
    amount: Decimal
    posted: bool
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that the employer sent."""

    id: UUID
    name: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RectificationView:
    """A rectification as people see it; `left` has still to be put back, yuan."""

    origin: str
    claim_id: UUID | None
    claim: str
    facts: str
    ground: str
    amount: Decimal
    left: Decimal
    category: str | None
    supply: str
    adjust: str
    disallowed_entry_id: int | None
    money: tuple[PutBack, ...]
    papers: tuple[Paper, ...]


def detail(session: Session, _actor: Actor, row: ProceedingRow) -> RectificationView:
    """Give what a rectification is about."""
    about = session.get_one(RectificationRow, (row.employer_id, row.id))
    claim = session.get(ClaimRow, about.claim_id) if about.claim_id else None
    return RectificationView(
        origin=about.origin,
        claim_id=about.claim_id,
        claim=claim.number if claim is not None else "",
        facts=about.facts,
        ground=about.ground,
        amount=about.amount,
        left=open_findings.left(session, about),
        category=about.category,
        supply=about.supply,
        adjust=about.adjust,
        disallowed_entry_id=about.disallowed_entry_id,
        money=_money(session, about),
        papers=_papers(session, about),
    )


def _money(session: Session, about: RectificationRow) -> tuple[PutBack, ...]:
    rows = session.scalars(
        select(BookingRow).where(
            BookingRow.employer_id == about.employer_id,
            BookingRow.proceeding_id == about.proceeding_id,
            BookingRow.state != "withdrawn",
        )
    )
    bookings = {row.bank_line_id: row for row in rows}
    if not bookings:
        return ()
    book = bank.book_of(session, about.employer_id)
    return tuple(
        PutBack(
            line.day,
            line.amount,
            bookings[line.id].state == "posted",
            bookings[line.id].entry_id,
        )
        for line in statements.numbered(session.connection(), book, bookings.keys())
    )


def _papers(session: Session, about: RectificationRow) -> tuple[Paper, ...]:
    query = select(RectificationPaperRow).where(
        RectificationPaperRow.employer_id == about.employer_id,
        RectificationPaperRow.proceeding_id == about.proceeding_id,
    )
    rows = session.scalars(query.order_by(RectificationPaperRow.sent_at))
    return tuple(Paper(row.id, row.name, row.size, row.sent_at) for row in rows)
