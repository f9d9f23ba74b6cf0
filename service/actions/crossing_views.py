"""Matches across employers to look at: the list, and one match with both claims side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from importers.invoice import Invoice
from service import readings
from service.messages import N_, NotFound
from service.tables import (
    ClaimRow,
    CrossMatchRow,
    EmployerRow,
    GrantRow,
    InvoiceRow,
    OriginalRow,
    SelecteeRow,
    UserRow,
)

PAGE_ROWS = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two claims: whose it is, for what, and where it came from."""

    claim: ClaimRow
    employer: str
    grant: str
    selectee: str
    maker: str
    invoice: Invoice
    original: OriginalRow

    @property
    def seller(self) -> str | None:
        return self.invoice.seller_name

    @property
    def number(self) -> str | None:
        return self.invoice.invoice_number

    @property
    def issued_on(self) -> date | None:
        return self.invoice.issue_date

    @property
    def total(self) -> Decimal | None:
        return self.invoice.total


@dataclass(frozen=True, slots=True)
class Match:
    """The same voucher in claims of two employers; `settled_by` is '' where it is open."""

    id: UUID
    sameness: str
    earlier: Side
    later: Side
    found_at: datetime
    conclusion: str
    settled_by: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class MatchList:
    """One page of the matches that are open, or of those that are settled."""

    matches: tuple[Match, ...]
    open_count: int
    settled_count: int
    page: int
    count: int


def count_open(session: Session) -> int:
    """Count the matches that nobody has settled yet."""
    query = select(func.count()).where(CrossMatchRow.settled_at.is_(None))
    return session.scalar(query) or 0


def list_matches(session: Session, *, settled: bool, page: int = 1) -> MatchList:
    """List matches, the newest first."""
    open_count = count_open(session)
    every = session.scalar(select(func.count()).select_from(CrossMatchRow)) or 0
    count = every - open_count if settled else open_count
    page = min(max(1, page), max(1, -(-count // PAGE_ROWS)))
    done = CrossMatchRow.settled_at.is_not(None)
    query = (
        select(CrossMatchRow)
        .where(done if settled else ~done)
        .order_by(CrossMatchRow.found_at.desc(), CrossMatchRow.id)
        .limit(PAGE_ROWS)
        .offset((page - 1) * PAGE_ROWS)
    )
    matches = tuple(_matches(session, query))
    return MatchList(matches, open_count, every - open_count, page, count)


def one(session: Session, match_id: UUID) -> Match:
    """Give a match with both of its claims."""
    found = _matches(session, select(CrossMatchRow).where(CrossMatchRow.id == match_id))
    if not found:
        raise NotFound(N_("没有这条跨单位核对记录。"))
    return found[0]


def of_claim(session: Session, claim_id: UUID) -> Sequence[UUID]:
    """Give the matches in which a claim stands."""
    query = (
        select(CrossMatchRow.id)
        .where(
            or_(
                CrossMatchRow.earlier_claim_id == claim_id, CrossMatchRow.later_claim_id == claim_id
            )
        )
        .order_by(CrossMatchRow.found_at)
    )
    return session.scalars(query).all()


def _matches(session: Session, query: Select[Any]) -> list[Match]:
    rows = session.scalars(query).all()
    sides = _sides(session, [each for r in rows for each in (r.earlier_claim_id, r.later_claim_id)])
    people = _people(session, [row.settled_by for row in rows if row.settled_by])
    return [
        Match(
            row.id,
            row.sameness,
            sides[row.earlier_claim_id],
            sides[row.later_claim_id],
            row.found_at,
            row.conclusion,
            people.get(row.settled_by, ""),
            row.settled_at,
        )
        for row in rows
    ]


def _sides(session: Session, claim_ids: list[UUID]) -> dict[UUID, Side]:
    rows = session.execute(
        select(ClaimRow, EmployerRow.name, GrantRow.number, SelecteeRow.name, UserRow.name)
        .add_columns(InvoiceRow, OriginalRow)
        .join(EmployerRow, EmployerRow.id == ClaimRow.employer_id)
        .join(GrantRow, GrantRow.id == ClaimRow.grant_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(UserRow, UserRow.id == ClaimRow.made_by)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .join(OriginalRow, OriginalRow.id == InvoiceRow.original_id)
        .where(ClaimRow.id.in_(claim_ids))
    )
    return {
        claim.id: Side(
            claim, employer, grant, selectee, maker, readings.of(session, invoice), original
        )
        for claim, employer, grant, selectee, maker, invoice, original in rows
    }


def _people(session: Session, user_ids: list[UUID]) -> dict[UUID | None, str]:
    rows = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(user_ids)))
    return {row.id: row.name for row in rows}
