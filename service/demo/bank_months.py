"""The bank of the sample programme: statements that fit the books, and what only the bank has.

Two employers have theirs imported and matched by their own people. A second statement of the first
employer lies among the sample files, with the payment that was still on its way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger.bank.items import BookItem
from ledger.bank.matching import DEFAULTS
from service import business_day
from service.actions import bank, bank_views, booking_views, bookings
from service.actions.bank_clues import CENTER, Call
from service.actions.booking_entries import Kind
from service.actions.bookings import NewBooking
from service.actions.intake import Desk
from service.demo import calendar, cast
from service.demo.bank_form import DrawnLine, StatementSpec, draw_csv, draw_xlsx
from service.demo.founding import Founded
from service.permissions import Actor
from service.tables import ClaimRow, InstalmentRow, InvoiceRow

SAMPLE = "16-银行对账单.xlsx"
_NOTHING = Decimal("0.00")
_LEFT_WAITING = 2  # proposals of the first employer that its checker has not looked at
_LAG, _LAST_LAG = 1, 3  # days that a payment takes; the last one is on its way at the cut
# in months that are still open, or closed softly only: they can be booked
_INTEREST = (118, Decimal("86.42"))
_FEES = ((95, Decimal("-10.00")), (128, Decimal("-10.00")))
_LATE = "回单次月才从银行取回"


@dataclass(frozen=True, slots=True)
class _Booked:
    """A line of the bank that its employer has booked, or proposed to."""

    after: int  # days after the approval
    call: Call
    reason: str
    posted: bool = True


_FEE = _Booked(_FEES[0][0], Call.FEE, "银行账户管理费回单，由单位自有资金补足")
_EARNED = _Booked(_INTEREST[0], Call.INTEREST, "银行结息回单")
_BOOKED = ((0, replace(_FEE, posted=False)), (1, _FEE), (1, _EARNED))


def build(desk: Desk, founded: Founded, folder: Path, now: datetime) -> None:
    """Import what the programme starts with, and write the statement to try out."""
    today = business_day.of(now)
    first, rest = _split(_spec(desk, founded, 0, today))
    _import(desk, founded, 0, now, (f"{first.to_day:%Y%m}.xlsx", draw_xlsx(first)))
    whole = _spec(desk, founded, 1, today)
    _import(desk, founded, 1, now, ("账户明细.csv", draw_csv(whole)))
    for employer, booking in _BOOKED:
        _book(desk, founded, _people(founded, employer, now), booking)
    _reconcile(desk, founded, 1, now, whole.to_day)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / SAMPLE).exists():
        (folder / SAMPLE).write_bytes(draw_xlsx(rest))


def _people(founded: Founded, employer: int, now: datetime) -> tuple[Actor, Actor]:
    at = calendar.office_hour(business_day.of(now), now)
    return (
        founded.actor(cast.MAKERS[employer], at),
        founded.actor(cast.CHECKERS[employer], at),
    )


def _import(
    desk: Desk, founded: Founded, employer: int, now: datetime, file: tuple[str, bytes]
) -> None:
    """Let the maker import a file, and the checker confirm most of what was found."""
    maker, checker = _people(founded, employer, now)
    taken = bank.take_in(desk, maker, *file)
    assert not taken.refusals, taken.refusals
    with desk.database.transaction(maker.employer) as session:
        page = bank_views.page(session, checker, maker.employer, DEFAULTS, 35)
        waiting = [match.id for match in page.proposed]
        kept = 0 if employer else _LEFT_WAITING
        bank.confirm(session, checker, waiting[: len(waiting) - kept])


def _book(desk: Desk, founded: Founded, people: tuple[Actor, Actor], booking: _Booked) -> None:
    """Let the maker say what a line of the bank is, and the checker post it, or not yet."""
    maker, checker = people
    day = founded.approved_on + timedelta(days=booking.after)
    with desk.database.transaction(maker.employer) as session:
        page = bank_views.page(session, maker, maker.employer, DEFAULTS, 35)
        for free in page.free_bank:
            if (free.item.day, free.call, free.booked) != (day, booking.call, False):
                continue  # another line, or an earlier run came so far
            line = booking_views.line(session, maker, free.item.id)
            new = NewBooking(
                bank_line=line.item.id,
                kind=line.usual,
                reason=booking.reason,
                grant_id=line.grants[0][0] if booking.call is Call.FEE else None,
                late_reason=_LATE if line.late else "",
            )
            made = bookings.propose(session, maker, new)
            if booking.posted:
                bookings.post(session, checker, made)


def _reconcile(desk: Desk, founded: Founded, employer: int, now: datetime, day: date) -> None:
    maker, checker = _people(founded, employer, now)
    with desk.database.transaction(maker.employer) as session:
        if not bank_views.page(session, maker, maker.employer, DEFAULTS, 35).tables:
            bank.approve(session, checker, bank.draw(session, maker, day))


def _spec(desk: Desk, founded: Founded, employer: int, today: date) -> StatementSpec:
    """Draw up what the bank did until yesterday from what the book says, and its own."""
    maker = founded.actor(cast.MAKERS[employer], calendar.office_hour(today, _noon(today)))
    with desk.database.transaction(maker.employer) as session:
        items = bank_views.book_side(session, maker.employer)
        lines = [*_of_book(session, items), *_of_bank(founded.approved_on)]
    held = sorted((line for line in lines if line.day < today), key=lambda line: line.day)
    yesterday = today - timedelta(days=1)
    return StatementSpec(
        cast.EMPLOYERS[employer], founded.approved_on, yesterday, _NOTHING, tuple(held)
    )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=business_day.BEIJING)


def _of_bank(begin: date) -> list[DrawnLine]:
    """Give what the bank did of itself: interest and fees."""
    own = [(*_INTEREST, "结息"), *((*fee, "账户管理费") for fee in _FEES)]
    return [
        DrawnLine(begin + timedelta(days=days), amount, "示例银行", "", what, f"YH{days:06d}")
        for days, amount, what in own
    ]


def _of_book(session: Session, items: Sequence[BookItem]) -> list[DrawnLine]:
    arrived = session.scalars(
        select(InstalmentRow).where(InstalmentRow.employer_entry_id.is_not(None))
    )
    receipts = {row.employer_entry_id: row.bank_reference or "" for row in arrived}
    sold = session.execute(
        select(ClaimRow.number, InvoiceRow.seller_name, ClaimRow.bank_slip).join(
            InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id
        )
    ).all()
    sellers = {row.number: row.seller_name for row in sold}
    slips = {row.number: row.bank_slip for row in sold}
    own = {
        item.entry for item in items if item.kind in {Kind.INTEREST, Kind.BANK_FEE}
    }  # drawn by `_of_bank`
    payments = [item for item in items if item.entry not in receipts.keys() | own]
    drawn = [
        DrawnLine(i.day, i.amount, CENTER, "0200001234", "拨款", receipts[i.entry])
        for i in items
        if i.entry in receipts
    ]
    for place, item in enumerate(payments):
        late = item is payments[-1]
        told = place % 3 > 0 or late  # some payments bear the number of their claim
        drawn.append(
            DrawnLine(
                item.day + timedelta(days=_LAST_LAG if late else _LAG),
                item.amount,
                sellers.get(item.memo) or "北京示例商贸有限公司",
                f"0200{place:04d}19200362",
                f"报销 {item.memo}" if told else "转账支付",
                slips.get(item.memo) or f"ZF{item.day:%Y%m%d}{place:03d}",
            )
        )
    return drawn


def _split(whole: StatementSpec) -> tuple[StatementSpec, StatementSpec]:
    """Cut a statement the day before its last payment reached the bank."""
    paid = [line.day for line in whole.lines if line.reference.startswith("ZF")]
    last = max(paid, default=whole.to_day)
    cut = last - timedelta(days=1)
    before = tuple(line for line in whole.lines if line.day <= cut)
    after = tuple(line for line in whole.lines if line.day > cut)
    first = StatementSpec(whole.holder, whole.from_day, cut, whole.opening, before)
    return first, StatementSpec(whole.holder, last, whole.to_day, first.closing, after)
