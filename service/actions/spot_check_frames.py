"""总体: which claims a check can draw from, as they stood in the books at its cut-off.

The list depends on filter, period and cut-off alone, not on the moment when it is frozen: what was
posted later is not in it, what was taken back later still is. So nobody steers a sample by waiting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Row, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import Select

from compliance.claim_states import BOOKED
from compliance.facts import ClaimState
from compliance.sampling.frame import Frame, Item
from ledger import lookups
from service import business_day
from service.actions import signal_steps
from service.tables import (
    AppealRow,
    ClaimRow,
    EmployerRow,
    GrantRow,
    InvoiceRow,
    ListingRow,
    ProceedingRow,
    ReversalRow,
)

OVERRIDE: Final = "override"  # two people let it pass, or an appeal was granted
EXPLAINED: Final = "explained"  # it passed with an explanation
WATCHED: Final = "watched"  # its seller is on the Center's list, or a signal about it is watched
MARKS: Final = (OVERRIDE, EXPLAINED, WATCHED)
_FEN: Final = 100
_VOUCHER: Final = lookups.posted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The filter of a check; an empty set filters nothing.

    `employers` by 统一社会信用代码, `grants` by number, `categories` by code; `least` in fen.
    """

    employers: frozenset[str] = field(default_factory=frozenset)
    grants: frozenset[str] = field(default_factory=frozenset)
    categories: frozenset[str] = field(default_factory=frozenset)
    least: int = 0

    def to_record(self) -> dict[str, Any]:
        """Return plain JSON data, sets as sorted lists."""
        return {
            "employers": sorted(self.employers),
            "grants": sorted(self.grants),
            "categories": sorted(self.categories),
            "least": self.least,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Scope":
        """Build the scope that `to_record` described."""
        return cls(
            employers=frozenset(record["employers"]),
            grants=frozenset(record["grants"]),
            categories=frozenset(record["categories"]),
            least=record["least"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """What a frame is made of: the filter, the days of posting, and the cut-off (all Beijing)."""

    scope: Scope
    period_from: date
    period_to: date
    cut_off: date


def frame(session: Session, population: Population) -> Frame:
    """List what can be drawn, in the order of the sampling specification."""
    return Frame(_item(row) for row in session.execute(_marked(population)))


def book_total(session: Session, population: Population) -> int:
    """Give all that the employers of the scope posted in the period, in fen, whatever it is for."""
    everything = Population(
        scope=Scope(employers=population.scope.employers),
        period_from=population.period_from,
        period_to=population.period_to,
        cut_off=population.cut_off,
    )
    total = _joined(func.coalesce(func.sum(ClaimRow.amount), 0)).where(_in(everything))
    return _fen(session.scalar(total) or Decimal(0))


def key_of(uscc: str, claim_number: str) -> str:
    """Name a claim among those of all employers."""
    return f"{uscc}/{claim_number}"


def claims_of(session: Session, frame_keys: list[str]) -> dict[str, ClaimRow]:
    """Give the claims that keys name."""
    pairs = [key.split("/", 1) for key in frame_keys]
    query = select(EmployerRow.uscc, ClaimRow).join(
        EmployerRow, EmployerRow.id == ClaimRow.employer_id
    )
    wanted = query.where(
        EmployerRow.uscc.in_({uscc for uscc, _ in pairs}),
        ClaimRow.number.in_({number for _, number in pairs}),
    )
    found = {key_of(uscc, claim.number): claim for uscc, claim in session.execute(wanted)}
    return {key: found[key] for key in frame_keys}


def _marked(population: Population) -> Select[Any]:
    columns = (
        EmployerRow.uscc,
        ClaimRow.number,
        ClaimRow.amount,
        GrantRow.number.label("grant"),
        or_(ClaimRow.confirmation != "", _appeal_granted()).label(OVERRIDE),
        (ClaimRow.explanation != "").label(EXPLAINED),
        _is_watched(population.cut_off).label(WATCHED),
    )
    return _joined(*columns).where(_in(population))


def _joined(*columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[Any]:
    return (
        select(*columns)
        .select_from(ClaimRow)
        .join(EmployerRow, EmployerRow.id == ClaimRow.employer_id)
        .join(
            GrantRow,
            and_(GrantRow.employer_id == ClaimRow.employer_id, GrantRow.id == ClaimRow.grant_id),
        )
        .join(
            InvoiceRow,
            and_(
                InvoiceRow.employer_id == ClaimRow.employer_id, InvoiceRow.id == ClaimRow.invoice_id
            ),
        )
        .join(
            _VOUCHER,
            and_(_VOUCHER.c.tenant_id == ClaimRow.employer_id, _VOUCHER.c.id == ClaimRow.entry_id),
        )
    )


def _in(population: Population) -> ColumnElement[bool]:
    scope, end = population.scope, business_day.end_of(population.cut_off)
    wanted = [
        _VOUCHER.c.effective_on.between(population.period_from, population.period_to),
        _posted_at() <= end,
        or_(
            ClaimRow.state.in_(sorted(BOOKED)),
            and_(ClaimRow.state == ClaimState.REVERSED, ~_taken_back_until(population.cut_off)),
        ),
        ClaimRow.amount * _FEN >= scope.least,
    ]
    named = (
        (EmployerRow.uscc, scope.employers),
        (GrantRow.number, scope.grants),
        (ClaimRow.category, scope.categories),
    )
    wanted += [column.in_(sorted(names)) for column, names in named if names]
    return and_(*wanted)


def _posted_at() -> ColumnElement[datetime]:
    """Give when the spending was posted: with the payment, or before it as owed to the employer."""
    with_payment = ClaimRow.entry_id == ClaimRow.payment_entry_id
    return case((with_payment, ClaimRow.paid_at), else_=ClaimRow.approved_at)


def _taken_back_until(cut_off: date) -> ColumnElement[bool]:
    return exists().where(
        ReversalRow.employer_id == ClaimRow.employer_id,
        ReversalRow.claim_id == ClaimRow.id,
        ReversalRow.state == "done",
        ReversalRow.decided_at <= business_day.end_of(cut_off),
    )


def _appeal_granted() -> ColumnElement[bool]:
    return exists().where(
        AppealRow.employer_id == ClaimRow.employer_id,
        AppealRow.claim_id == ClaimRow.id,
        ProceedingRow.employer_id == AppealRow.employer_id,
        ProceedingRow.id == AppealRow.proceeding_id,
        ProceedingRow.state == "granted",
    )


def _is_watched(cut_off: date) -> ColumnElement[bool]:
    """Tell whether the seller was listed when the claim was posted, or a signal about it watched.

    Both as they were known at the cut-off.
    """
    code = InvoiceRow.record["seller_tax_id"].astext
    until = func.coalesce(ListingRow.until_on, literal(date.max, Date))
    is_listed = exists().where(
        or_(
            ListingRow.name == InvoiceRow.seller_name,
            and_(ListingRow.uscc != "", ListingRow.uscc == code),
        ),
        ListingRow.entered_at <= business_day.end_of(cut_off),
        _VOUCHER.c.effective_on.between(ListingRow.from_on, until),
    )
    return or_(is_listed, ClaimRow.id.in_(signal_steps.watched(business_day.end_of(cut_off))))


def _item(row: Row[Any]) -> Item:
    marks = frozenset(mark for mark in MARKS if getattr(row, mark))
    return Item(key_of(row.uscc, row.number), _fen(row.amount), row.grant, marks)


def _fen(amount: Decimal) -> int:
    """Give an amount of the books in fen: it has two decimal places and no more."""
    return int(amount * _FEN)
