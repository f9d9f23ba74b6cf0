"""What of an account still needs work: free lines and proposals; and what holds, page by page.

`matches.sides` reads all there ever was, which a table of a day needs. Here nothing is read of what
was matched long ago, however much that is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from ledger import tables as journal_tables
from ledger.bank import matches, statements, tables
from ledger.bank.items import BankItem, BookItem
from ledger.bank.matches import Match
from ledger.bank.statements import StoredStatement
from ledger.journal import BookId

_MEMBER: Final = tables.bank_match_member.c
_BANK: Final = tables.bank_line.c
_MATCH: Final = tables.bank_match.c
_STATE: Final = tables.bank_match_state


@dataclass(frozen=True, slots=True)
class AtWork:
    """The lines in no match since the earliest statement begins, and the matches that wait."""

    statements: tuple[StoredStatement, ...]  # the newest first
    free_bank: tuple[BankItem, ...]
    free_book: tuple[BookItem, ...]
    proposed: tuple[Match, ...]


def at_work(connection: Connection, book: BookId) -> AtWork:
    """Read what is free, and what waits for somebody's word."""
    known = statements.statements(connection, book)
    free_book = matches.book_items(connection, book, _free(_MEMBER.entry_id, book))
    if known:
        since = min(statement.from_day for statement in known)
        free_book = tuple(item for item in free_book if item.day >= since)
    free = statements.lines(connection, book, _free(_MEMBER.bank_line_id, book))
    waiting = select(_MATCH.id).where(_MATCH.book_id == book, ~_said())
    return AtWork(known, free, free_book, _standing(connection, book, waiting))


def approved(
    connection: Connection, book: BookId, before: int | None, most: int
) -> tuple[Match, ...]:
    """Return matches that hold, the newest first: those made before the one named, so many."""
    held = select(_MATCH.id).where(_MATCH.book_id == book, _said("approved"), ~_said("withdrawn"))
    if before is not None:
        held = held.where(_MATCH.id < before)
    found = _standing(connection, book, held.order_by(_MATCH.id.desc()).limit(most))
    return tuple(reversed(found))


def approved_count(connection: Connection, book: BookId) -> int:
    """Count the matches that hold."""
    query = (
        select(func.count())
        .select_from(_STATE)
        .where(
            _STATE.c.book_id == book,
            _STATE.c.state == "approved",
            ~_said("withdrawn", _STATE.c.match_id),
        )
    )
    return int(connection.execute(query).scalar_one())


def free_line(connection: Connection, book: BookId, number: int) -> tuple[BankItem | None, bool]:
    """Return a line of the bank, None where there is none, and whether it is in no match."""
    found = statements.lines(connection, book, _BANK.id == number)
    free = statements.lines(
        connection, book, (_BANK.id == number) & _free(_MEMBER.bank_line_id, book)
    )
    return (found[0] if found else None), bool(free)


def _said(state: str | None = None, of: ColumnElement[Any] = _MATCH.id) -> ColumnElement[bool]:
    """Give the condition that somebody said this, or anything, of a match."""
    said = _STATE.alias().c
    this = () if state is None else (said.state == state,)
    return exists().where(said.match_id == of, *this)


def _free(named: ColumnElement[Any], book: BookId) -> ColumnElement[bool]:
    """Give the condition that no match that stands names a line of the bank, or an entry."""
    of = _BANK.id if named is _MEMBER.bank_line_id else journal_tables.entry.c.id
    return ~exists().where(
        _MEMBER.book_id == book, named == of, ~_said("withdrawn", _MEMBER.match_id)
    )


def _standing(connection: Connection, book: BookId, wanted: Select[Any]) -> tuple[Match, ...]:
    ids = connection.execute(wanted).scalars().all()
    rows = connection.execute(matches.query_of(book).where(_MATCH.id.in_(ids))).all()
    members = _members(connection, ids)
    on_bank = [each.bank_line_id for each in members if each.bank_line_id is not None]
    on_book = [each.entry_id for each in members if each.entry_id is not None]
    return matches.put_together(
        rows,
        members,
        statements.lines(connection, None, _BANK.id.in_(on_bank)),
        matches.book_items(connection, None, journal_tables.entry.c.id.in_(on_book)),
    )


def _members(connection: Connection, wanted: Sequence[int]) -> Sequence[Any]:
    query = select(_MEMBER.match_id, _MEMBER.bank_line_id, _MEMBER.entry_id, _MEMBER.line_no)
    query = query.where(_MEMBER.match_id.in_(wanted)).order_by(_MEMBER.match_id, _MEMBER.place)
    return connection.execute(query).all()
