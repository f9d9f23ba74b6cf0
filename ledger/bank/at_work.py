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
    """The lines in no match since the earliest statement begins, and the matches that wait.

    `held` counts the matches that hold.
    """

    statements: tuple[StoredStatement, ...]  # the newest first
    free_bank: tuple[BankItem, ...]
    free_book: tuple[BookItem, ...]
    proposed: tuple[Match, ...]
    held: int


def at_work(connection: Connection, book: BookId) -> AtWork:
    """Read what is free, and what waits for somebody's word."""
    known = statements.statements(connection, book)
    free_book = _free_entries(connection, book)
    if known:
        since = min(statement.from_day for statement in known)
        free_book = tuple(item for item in free_book if item.day >= since)
    free = _ids(connection, select(_BANK.id).where(_BANK.book_id == book, _free(_BANK.id, book)))
    lines = statements.lines(connection, None, _BANK.id.in_(free))
    said = exists().where(_STATE.c.book_id == book, _STATE.c.match_id == _MATCH.id)
    waiting = select(_MATCH.id).where(_MATCH.book_id == book, ~said)
    proposed = _standing(connection, book, waiting)
    held = _count(connection, _MATCH.book_id == book) - len(proposed)
    given_up = _count(connection, _STATE.c.book_id == book, _STATE.c.state == "withdrawn")
    return AtWork(known, lines, free_book, proposed, held - given_up)


def approved(
    connection: Connection, book: BookId, before: int | None, most: int
) -> tuple[Match, ...]:
    """Return matches that hold, the newest first: those made before the one named, so many."""
    held = select(_MATCH.id).where(_MATCH.book_id == book, _said("approved"), ~_said("withdrawn"))
    if before is not None:
        held = held.where(_MATCH.id < before)
    found = _standing(connection, book, held.order_by(_MATCH.id.desc()).limit(most))
    return tuple(reversed(found))


def free_line(connection: Connection, book: BookId, number: int) -> tuple[BankItem | None, bool]:
    """Return a line of the bank, None where there is none, and whether it is in no match."""
    found = statements.lines(connection, book, _BANK.id == number)
    free = statements.lines(connection, book, (_BANK.id == number) & _free(_BANK.id, book))
    return (found[0] if found else None), bool(free)


def _free_entries(connection: Connection, book: BookId) -> tuple[BookItem, ...]:
    account, line = journal_tables.account.c, journal_tables.line.c
    free = _ids(
        connection,
        select(line.entry_id)
        .join_from(journal_tables.account, journal_tables.line, account.id == line.account_id)
        .where(account.book_id == book, account.code == matches.BANK_ACCOUNT)
        .where(_free(line.entry_id, book)),
    )
    return matches.book_items(connection, book, journal_tables.entry.c.id.in_(free))


def _count(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).where(*conditions)).scalar_one())


def _ids(connection: Connection, query: Select[Any]) -> Sequence[int]:
    """Return the identifiers alone, which indexes tell; what they name is read after."""
    return connection.execute(query).scalars().all()


def _said(state: str) -> ColumnElement[bool]:
    """Give the condition that somebody said this of a match."""
    said = _STATE.alias().c
    return exists().where(said.match_id == _MATCH.id, said.state == state)


def _withdrawn(book: BookId) -> Select[Any]:
    return select(_STATE.c.match_id).where(_STATE.c.book_id == book, _STATE.c.state == "withdrawn")


def _free(number: ColumnElement[Any], book: BookId) -> ColumnElement[bool]:
    """Give the condition that no match that stands names a line of the bank, or an entry."""
    named = _MEMBER.bank_line_id if number is _BANK.id else _MEMBER.entry_id
    return ~exists().where(
        _MEMBER.book_id == book, named == number, _MEMBER.match_id.not_in(_withdrawn(book))
    )


def _standing(connection: Connection, book: BookId, wanted: Select[Any]) -> tuple[Match, ...]:
    ids = _ids(connection, wanted)
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
