"""What the pages of 对账 show: both sides, proposals, offers, tables, and how fresh all is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import masking
from ledger import book as books
from ledger.bank import at_work, lookups, matches, matching, reconciling, statements
from ledger.bank.adjusting import AdjustingTable
from ledger.bank.items import BankItem, BookItem
from ledger.bank.matches import Match
from ledger.bank.matching import Proposal, Thresholds
from ledger.bank.reconciling import Check, Reconciliation
from ledger.bank.refusals import BankRefused
from ledger.bank.statements import StoredStatement
from reports import bank_adjusting, render_xlsx
from service.actions import bank, bank_clues, booking_views, bookings
from service.actions.bank_clues import Call
from service.actions.intake import Desk
from service.db import CENTER
from service.messages import N_, NotFound, Refused
from service.permissions import Actor
from service.tables import DedicatedAccountRow, EmployerRow, UserRow

HELD_ROWS = 50  # matches that hold, on one page


@dataclass(frozen=True, slots=True)
class FreeBank:
    """A line of the bank in no match: the event it calls for, and what it might be."""

    item: BankItem
    call: Call
    offers: tuple[Proposal, ...]
    booked: bool  # its booking waits for another person


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPage:
    """对账 of one employer."""

    employer_id: UUID
    employer: str
    account: DedicatedAccountRow | None
    statements: tuple[StoredStatement, ...]
    proposed: tuple[Match, ...]
    approved: tuple[Match, ...]  # a page of them, the newest first
    approved_count: int
    earlier: int | None  # where the next page of them begins
    free_bank: tuple[FreeBank, ...]
    free_book: tuple[BookItem, ...]
    bookings: tuple[booking_views.Waiting, ...]
    tables: tuple[Reconciliation, ...]
    recent: Check
    thresholds: Thresholds
    people: Mapping[str, str]  # identifier → name

    @property
    def until(self) -> date | None:
        """The last day that a statement reaches."""
        return self.statements[0].to_day if self.statements else None


@dataclass(frozen=True, slots=True)
class TablePage:
    """The 余额调节表 of a day as it is now, and the one that was kept."""

    employer_id: UUID
    employer: str
    account: DedicatedAccountRow | None
    table: AdjustingTable
    kept: Reconciliation | None
    chain_head: str
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """An employer's line in the Center's list."""

    employer_id: UUID
    employer: str
    confirmed_on: date | None
    recent: Check


def page(
    session: Session,
    actor: Actor,
    employer_id: UUID,
    thresholds: Thresholds,
    recent_days: int,
    before: int | None = None,
) -> BankPage:
    """Give 对账 of an employer, its own or, for the Center, anyone's.

    Of the matches that hold, those made before the one that `before` names.
    """
    employer = _employer(session, actor, employer_id)
    connection = session.connection()
    book_id = bank.book_of(session, employer_id)
    sides = at_work.at_work(connection, book_id)
    held = at_work.approved(connection, book_id, before, HELD_ROWS + 1)
    clues = bank_clues.clues(session, sides.free_book)
    offers = matching.search(sides.free_bank, sides.free_book, clues, thresholds)
    tables = reconciling.reconciliations(connection, book_id)
    confirmed = reconciling.confirmed_on(connection, book_id)
    booked = booking_views.waiting(session, employer_id, sides.free_bank)
    return BankPage(
        employer_id=employer_id,
        employer=employer.name,
        account=_account(session, employer_id),
        statements=sides.statements,
        proposed=sides.proposed,
        approved=held[:HELD_ROWS],
        approved_count=sides.held,
        earlier=held[HELD_ROWS - 1].id if len(held) > HELD_ROWS else None,
        free_bank=_free(
            sides.free_bank,
            (*offers.proposals, *offers.offers),
            {each.item.id for each in booked},
        ),
        free_book=sides.free_book,
        bookings=booked,
        tables=tables,
        recent=reconciling.recent(confirmed, actor.today, recent_days),
        thresholds=thresholds,
        people=_people(session, (*sides.proposed, *held), tables, sides.statements),
    )


def _free(
    items: Sequence[BankItem], offers: Iterable[Proposal], booked: Collection[int]
) -> tuple[FreeBank, ...]:
    """Put beside each free line what it might be, and whether its booking waits."""
    may_be: dict[int, list[Proposal]] = {}
    for each in offers:
        for item in each.bank:
            may_be.setdefault(item.id, []).append(each)
    return tuple(
        FreeBank(item, bank_clues.call_for(item), tuple(may_be.get(item.id, ())), item.id in booked)
        for item in items
    )


def table(session: Session, actor: Actor, employer_id: UUID, day: date) -> TablePage:
    """Give the 余额调节表 of a day."""
    employer = _employer(session, actor, employer_id)
    connection = session.connection()
    book_id = bank.book_of(session, employer_id)
    try:
        drawn = reconciling.table(matches.sides(connection, book_id), day)
    except BankRefused as refusal:
        raise Refused(refusal.message.template, **refusal.message.values) from refusal
    kept = reconciling.tables_of(connection, book_id, day)
    head = books.head(connection, book_id)
    return TablePage(
        employer_id,
        employer.name,
        _account(session, employer_id),
        drawn,
        kept[0] if kept else None,
        f"{head.seq} {head.hash.hex()}",
        _people(session, (), kept, ()),
    )


def workbook(session: Session, actor: Actor, employer_id: UUID, day: date) -> tuple[str, bytes]:
    """Give the 余额调节表 of a day as a workbook: the file's name, and its bytes."""
    shown = table(session, actor, employer_id, day)
    account = masking.masked(shown.account.account_number) if shown.account else "－"
    sheet = bank_adjusting.sheet(shown.table, shown.employer, account, shown.chain_head)
    return f"余额调节表-{shown.employer}-{day.isoformat()}.xlsx", render_xlsx.render(sheet)


def statement_file(desk: Desk, actor: Actor, employer_id: UUID, number: int) -> tuple[str, bytes]:
    """Give the file of a statement as it was imported: its name, and its bytes."""
    with desk.database.transaction(actor.employer_id or CENTER) as session:
        _employer(session, actor, employer_id)
        book_id = bank.book_of(session, employer_id)
        known = statements.statements(session.connection(), book_id)
    found = [each for each in known if each.id == number]
    if not found:
        raise NotFound(N_("没有这份对账单。"))
    return found[0].file_name, desk.originals.fetch(found[0].sha256)


def book_side(session: Session, employer_id: UUID) -> tuple[BookItem, ...]:
    """List what the book of an employer says of its bank account."""
    return matches.book_items(session.connection(), bank.book_of(session, employer_id))


def standings(session: Session, actor: Actor, recent_days: int) -> tuple[Standing, ...]:
    """List all employers with the day their bank balance was last confirmed (for the Center)."""
    lines = []
    for employer in session.scalars(select(EmployerRow).order_by(EmployerRow.name)):
        confirmed = reconciling.confirmed_on(
            session.connection(), bank.book_of(session, employer.id)
        )
        recent = reconciling.recent(confirmed, actor.today, recent_days)
        lines.append(Standing(employer.id, employer.name, confirmed, recent))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the desk says about the bank: what there is to confirm or post, and how fresh it is."""

    matches: int
    tables: int
    bookings: int
    recent: Check


def waiting(session: Session, actor: Actor, recent_days: int) -> Waiting:
    """Give what waits at 对账 for the actor's employer."""
    connection = session.connection()
    book_id = bank.book_of(session, actor.employer)
    tables = reconciling.reconciliations(connection, book_id)
    confirmed = reconciling.confirmed_on(connection, book_id)
    me = str(actor.user_id)
    return Waiting(
        lookups.proposed_count(connection, book_id, me),
        sum(kept.state == "proposed" and kept.maker != me for kept in tables),
        bookings.waiting_count(session, actor),
        reconciling.recent(confirmed, actor.today, recent_days),
    )


def _employer(session: Session, actor: Actor, employer_id: UUID) -> EmployerRow:
    found = session.get(EmployerRow, employer_id)
    if found is None or actor.employer_id not in {None, employer_id}:
        raise NotFound(N_("没有这个单位的对账。"))
    return found


def _account(session: Session, employer_id: UUID) -> DedicatedAccountRow | None:
    return session.scalar(
        select(DedicatedAccountRow).where(DedicatedAccountRow.employer_id == employer_id)
    )


def _people(
    session: Session,
    joined: tuple[Match, ...],
    tables: tuple[Reconciliation, ...],
    known: tuple[StoredStatement, ...],
) -> dict[str, str]:
    who = {name for match in joined for name in (match.maker, match.approver)}
    who |= {name for kept in tables for name in (kept.maker, kept.approver)}
    who |= {statement.imported_by for statement in known}
    wanted = [UUID(name) for name in who if name is not None and name != matches.RULES]
    rows = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(wanted)))
    return {str(user_id): name for user_id, name in rows}
