"""The bank of a walk: it prints what the books say, and some lines that only it knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from ledger.bank.matching import DEFAULTS
from service.actions import bank, bank_views, bookings, put_backs
from service.actions.booking_entries import Kind
from service.actions.bookings import NewBooking
from service.permissions import Actor
from tests.service.office import Office
from tests.service.statements import a_file
from tests.service.walking import Do, World

RECENT_DAYS = 35
FIRST_DAY = date(2026, 2, 8)  # before any money came


@dataclass(frozen=True)
class Line:
    """A line that the bank prints: yuan, negative where money left, and its own number."""

    amount: Decimal
    reference: str


def bank_prints(world: World, office: Office, lines: Sequence[Line]) -> bool:
    """Take in a statement from the day after the last one to today; once a day."""
    actor = replace(office.maker, at=world.now)
    today = actor.today
    with world.database.transaction(office.employer_id) as session:
        seen = bank_views.page(session, actor, office.employer_id, DEFAULTS, RECENT_DAYS)
    last = seen.statements[0] if seen.statements else None
    if last is not None and last.to_day >= today:
        return False
    since = FIRST_DAY if last is None else last.to_day + timedelta(days=1)
    balance = Decimal("0.00") if last is None else last.closing
    printed = []
    for line in lines:
        balance += line.amount
        out, came = (f"{-line.amount}", "") if line.amount < 0 else ("", f"{line.amount}")
        printed.append(f"{today},{out},{came},{balance},往来单位,,往来,{line.reference}")
    assert seen.account is not None
    content = a_file(
        *printed, days=f"{since}至{today}", account=seen.account.account_number.replace(" ", "")
    )
    bank.take_in(office.desk, actor, f"{today}.csv", content)
    return True


def bank_speaks(world: World, office: Office) -> bool:
    """Have the bank print what the book says, interest and what was put back beside it.

    Two people book what only the bank knew, agree on every line, and on the sum.
    """
    maker, checker = (replace(each, at=world.now) for each in (office.maker, office.checker))
    with world.database.transaction(office.employer_id) as session:
        seen = bank_views.page(session, maker, office.employer_id, DEFAULTS, RECENT_DAYS)
    news = {world.slip(): each for each in _news(world, office)}
    known = [Line(each.amount, world.slip()) for each in seen.free_book]
    told = [Line(each.amount, reference) for reference, each in news.items()]
    if not bank_prints(world, office, [*known, *told]):
        return False
    _confirm(world, office)
    with world.database.transaction(office.employer_id) as session:
        seen = bank_views.page(session, maker, office.employer_id, DEFAULTS, RECENT_DAYS)
        lines = [each.item for each in seen.free_bank if each.item.reference not in news]
        for entry in seen.free_book:
            same = next((item for item in lines if item.amount == entry.amount), None)
            if same is not None:
                lines.remove(same)
                bank.match_by_hand(session, maker, [same.id], [entry.entry])
    for free in seen.free_bank:
        if free.item.reference in news:
            booking = news[free.item.reference].booking(free.item.id)
            world.attempt(f"book {booking.kind}", maker, _booked(maker, checker, booking))
    _confirm(world, office)
    return world.attempt("bank.draw", maker, lambda session: _table(session, maker, checker))


@dataclass(frozen=True)
class News:
    """A line that only the bank knows, and what it is."""

    kind: Kind
    amount: Decimal
    grant_id: UUID | None = None
    finding: str = ""

    def booking(self, line: int) -> NewBooking:
        return NewBooking(
            bank_line=line, kind=self.kind, reason="银行回单", grant_id=self.grant_id,
            finding=self.finding,
        )  # fmt: skip


def _news(world: World, office: Office) -> Iterator[News]:
    yield News(Kind.INTEREST, Decimal("0.37"), office.grant_id)
    with world.database.transaction(office.employer_id) as session:
        waiting = put_backs.awaited(session, office.employer_id)
    for each in waiting:
        yield News(Kind.PUT_BACK, each.left, finding=each.number)


def _booked(maker: Actor, checker: Actor, new: NewBooking) -> Do:
    return lambda session: bookings.post(session, checker, bookings.propose(session, maker, new))


def _confirm(world: World, office: Office) -> None:
    checker = replace(office.checker, at=world.now)
    with world.database.transaction(office.employer_id) as session:
        seen = bank_views.page(session, checker, office.employer_id, DEFAULTS, RECENT_DAYS)
        bank.confirm(session, checker, [match.id for match in seen.proposed])


def _table(session: Session, maker: Actor, checker: Actor) -> None:
    bank.approve(session, checker, bank.draw(session, maker, maker.today))
