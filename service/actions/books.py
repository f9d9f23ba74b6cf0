"""The ledger to look at: journal and trial balance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import book, moments
from ledger.book import RecordedEntry
from ledger.journal import BookId, EntryId
from ledger.moments import Moment
from ledger.recorded import TrialRow
from service import business_day
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import EmployerRow, UserRow

PAGE_ENTRIES = 30
LARGEST = 2**63 - 1  # what the database counts to; addresses may ask for more


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A page of a book's journal, newest first; `older` is where the next page begins."""

    title: str
    entries: tuple[RecordedEntry, ...]
    people: Mapping[str, str]  # identifier in the journal → name
    older: int | None
    halted_why: str | None = None  # what its proof found: nothing is posted until it is resumed


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """试算平衡表 of a book until a day, as it was known at the end of another (None: today)."""

    title: str
    until: date
    known_on: date | None
    rows: tuple[TrialRow, ...]


def journal(
    session: Session,
    actor: Actor,
    employer_id: UUID | None,
    *,
    grant: str | None = None,
    before: int | None = None,
) -> JournalPage:
    """Give a page of an employer's journal, or of the Center's own (None, for the Center)."""
    found, title = find_book(session, actor, employer_id)
    until = None if before is None else min(max(before, 0), LARGEST)
    entries = book.journal(
        session.connection(), found, grant=grant, before_seq=until, limit=PAGE_ENTRIES + 1
    )
    shown = entries[:PAGE_ENTRIES]
    older = shown[-1].seq if len(entries) > PAGE_ENTRIES else None
    halted_why = book.head(session.connection(), found).halted
    return JournalPage(title, shown, _people(session, shown), older, halted_why)


def entry(session: Session, actor: Actor, entry_id: int) -> JournalPage:
    """Give one entry as a page of its own; refuses as if it did not exist when it is another's."""
    try:
        found = book.entry(session.connection(), EntryId(min(entry_id, LARGEST)))
    except LookupError as error:
        raise NotFound(N_("没有这张凭证。")) from error
    if actor.employer_id is not None:
        mine, title = find_book(session, actor, actor.employer_id)
        if found.book != mine:
            raise NotFound(N_("没有这张凭证。"))
    else:
        title = ""
    return JournalPage(title, (found,), _people(session, (found,)), None)


def trial_balance(
    session: Session,
    actor: Actor,
    employer_id: UUID | None,
    *,
    until: date | None = None,
    known_on: date | None = None,
) -> TrialBalance:
    """Give the trial balance of a book until a day, by default today.

    With `known_on`, without what was entered after that day.
    """
    found, title = find_book(session, actor, employer_id)
    until = until or actor.today
    known = None if known_on is None else business_day.end_of(known_on)
    rows = moments.trial_balance(session.connection(), found, Moment(until, known))
    return TrialBalance(title, until, known_on, rows)


def find_book(session: Session, actor: Actor, employer_id: UUID | None) -> tuple[BookId, str]:
    """Give an employer's book, or the Center's for None, with its title; another's is not found."""
    if actor.employer_id is not None and employer_id != actor.employer_id:
        raise NotFound(N_("没有这本账。"))
    title = "北京市科协创新服务中心"
    if employer_id is not None:
        employer = session.get(EmployerRow, employer_id)
        if employer is None:
            raise NotFound(N_("没有这本账。"))
        title = employer.name
    return book.book_of(session.connection(), employer_id), title


def _people(session: Session, entries: tuple[RecordedEntry, ...]) -> dict[str, str]:
    ids = {who for e in entries for who in (e.actor, e.approver) if who is not None}
    wanted = [UUID(who) for who in ids]
    rows = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(wanted)))
    return {str(user_id): name for user_id, name in rows}
