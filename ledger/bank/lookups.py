"""Looking up lines of the bank by partner, slip or amount, and counting what waits.

Row-level security lets an index be used only by operators that leak nothing: a beginning is asked
for as a stretch of the order of characters, never as a pattern.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, select, text

from ledger import tables as journal
from ledger.bank import tables
from ledger.journal import BookId, EntryId

_LAST: Final = "\U0010ffff"  # comes after every other character
_PROPOSED: Final = text(
    "select count(*) from ledger.bank_match m where m.book_id = :book and m.maker <> :me"
    " and not exists (select from ledger.bank_match_state s where s.match_id = m.id)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a line is looked up by: any of these; empty ones find nothing.

    `partner` and `slip` are beginnings, `partners` whole names, `amount` counts in either way.
    """

    partner: str = ""
    partners: Collection[str] = ()
    slip: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line of the bank; `entry` is the voucher it was matched with, None while it is free."""

    id: int
    day: date
    amount: Decimal
    counterparty: str
    summary: str
    reference: str
    entry: EntryId | None


@dataclass(frozen=True, slots=True)
class MatchedLine:
    """A line of the bank in a match that stands; `approver` is None while it is only proposed."""

    id: int
    day: date
    amount: Decimal
    counterparty: str
    summary: str
    reference: str
    rule: str
    maker: str
    approver: str | None


def lines(connection: Connection, sought: Sought, most: int) -> tuple[FoundLine, ...]:
    """Find lines in the books that may be seen, the newest first."""
    books = connection.execute(select(journal.book.c.id)).scalars().all()
    line = tables.bank_line.c
    found: dict[int, FoundLine] = {}
    for condition in _conditions(sought):
        query = (
            select(line.id, line.day, line.amount, line.counterparty, line.summary)
            .add_columns(line.reference, _entry(line.id))
            .where(line.book_id.in_(books), condition)
            .order_by(line.day.desc(), line.id.desc())
            .limit(most)
        )
        found |= {row.id: FoundLine(*row) for row in connection.execute(query)}
    newest = sorted(found.values(), key=lambda each: (each.day, each.id), reverse=True)
    return tuple(newest[:most])


def of_entry(connection: Connection, entry: EntryId) -> tuple[MatchedLine, ...]:
    """Give the lines of the bank that an entry is matched with, in the order of their days."""
    member, other = tables.bank_match_member, tables.bank_match_member.alias()
    line, match = tables.bank_line, tables.bank_match
    approved, withdrawn = tables.bank_match_state.alias(), tables.bank_match_state.alias()
    taken_back = select(withdrawn.c.match_id).where(
        withdrawn.c.match_id == match.c.id, withdrawn.c.state == "withdrawn"
    )
    query = (
        select(line.c.id, line.c.day, line.c.amount, line.c.counterparty, line.c.summary)
        .add_columns(line.c.reference, match.c.rule, match.c.maker, approved.c.actor)
        .distinct()
        .join_from(member, match, match.c.id == member.c.match_id)
        .join(other, other.c.match_id == match.c.id)
        .join(line, line.c.id == other.c.bank_line_id)
        .outerjoin(approved, (approved.c.match_id == match.c.id) & (approved.c.state == "approved"))
        .where(member.c.entry_id == entry, ~taken_back.exists())
        .order_by(line.c.day, line.c.id)
    )
    return tuple(MatchedLine(*row) for row in connection.execute(query))


def proposed_count(connection: Connection, book: BookId, me: str) -> int:
    """Count the matches that wait for somebody's word and that this person did not make."""
    return int(connection.execute(_PROPOSED, {"book": book, "me": me}).scalar_one())


def _conditions(sought: Sought) -> Iterator[ColumnElement[bool]]:
    line = tables.bank_line.c
    if sought.partner:
        yield _begins(line.counterparty, sought.partner)
    if sought.partners:
        yield line.counterparty.collate("C").in_(sought.partners)
    if sought.slip:
        yield _begins(line.reference, sought.slip)
    if sought.amount is not None:
        yield line.amount.in_([sought.amount, -sought.amount])


def _begins(column: ColumnElement[Any], beginning: str) -> ColumnElement[bool]:
    plain = column.collate("C")
    return (plain >= beginning) & (plain < beginning + _LAST)


def _entry(line_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Ask for the voucher in the match of a line that stands."""
    member, other = tables.bank_match_member, tables.bank_match_member.alias()
    state = tables.bank_match_state
    withdrawn = select(state.c.match_id).where(
        state.c.match_id == member.c.match_id, state.c.state == "withdrawn"
    )
    query: Select[Any] = (
        select(other.c.entry_id)
        .join_from(member, other, other.c.match_id == member.c.match_id)
        .where(member.c.bank_line_id == line_id, other.c.entry_id.is_not(None), ~withdrawn.exists())
        .limit(1)
    )
    return query.scalar_subquery()
