"""Matches in the database: proposed, approved by another, withdrawn; and what is still free.

Nothing here posts. The database sees to it that the sums are equal, that no line is in two matches
that stand, and that nobody approves what he made himself.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, select, text

from ledger import tables as journal_tables
from ledger.bank import statements, tables
from ledger.bank.adjusting import Baseline, Joined
from ledger.bank.evidence import Fact
from ledger.bank.items import BankItem, BookItem, total
from ledger.bank.matching import MANUAL, Proposal
from ledger.bank.refusals import refusing
from ledger.bank.statements import StoredStatement
from ledger.journal import BookId

RULES: Final = "rules"  # the maker of what the search proposed
BANK_ACCOUNT: Final = "1002.S"

_PROPOSE: Final = text(
    "select ledger.propose_match(:book, :rule, cast(:evidence as jsonb), :maker,"
    " cast(:bank as bigint[]), cast(:entries as bigint[]), cast(:line_nos as smallint[]))"
)
_DECIDE: Final = text("select ledger.decide_match(:match, :state, :actor, :reason)")


@dataclass(frozen=True, slots=True)
class Match:
    """A match with its lines. `state`: proposed, approved or withdrawn."""

    id: int
    rule: str
    state: str
    maker: str
    made_at: datetime
    approver: str | None
    bank: tuple[BankItem, ...]
    book: tuple[BookItem, ...]
    evidence: tuple[Fact, ...]

    @property
    def manual(self) -> bool:
        """Whether a person made it."""
        return self.rule == MANUAL

    @property
    def day(self) -> date:
        """The day of its earliest line."""
        return min([*(item.day for item in self.bank), *(item.day for item in self.book)])

    @property
    def joined(self) -> Joined:
        """Its lines alone."""
        return Joined(self.bank, self.book)


@dataclass(frozen=True, slots=True)
class Sides:
    """Everything that is known of an account since its earliest statement begins."""

    statements: tuple[StoredStatement, ...]  # the newest first
    baseline: Baseline | None  # None without a statement
    bank: tuple[BankItem, ...]
    book: tuple[BookItem, ...]
    matches: tuple[Match, ...]  # those that stand

    @property
    def free_bank(self) -> tuple[BankItem, ...]:
        """Lines of the bank in no match."""
        taken = {item.id for match in self.matches for item in match.bank}
        return tuple(item for item in self.bank if item.id not in taken)

    @property
    def free_book(self) -> tuple[BookItem, ...]:
        """Lines of the book in no match."""
        taken = {item.entry for match in self.matches for item in match.book}
        return tuple(item for item in self.book if item.entry not in taken)

    @property
    def approved(self) -> tuple[Joined, ...]:
        """The matches that count in a table."""
        return tuple(match.joined for match in self.matches if match.state == "approved")


def propose(
    connection: Connection, book: BookId, proposals: Iterable[Proposal], maker: str = RULES
) -> tuple[int, ...]:
    """Keep proposals; a person as `maker` makes them manual. Raises `BankRefused`."""
    kept = []
    for each in proposals:
        values = {
            "book": book,
            "rule": each.rule if maker == RULES else MANUAL,
            "evidence": json.dumps([fact.to_record() for fact in each.evidence]),
            "maker": maker,
            "bank": [item.id for item in each.bank],
            "entries": [item.entry for item in each.book],
            "line_nos": [item.line_no for item in each.book],
        }
        with refusing():
            kept.append(int(connection.execute(_PROPOSE, values).scalar_one()))
    return tuple(kept)


def approve(connection: Connection, match: int, actor: str) -> None:
    """Say that a match holds; refused for a withdrawn one and for its maker. Again is nothing."""
    _decide(connection, match, "approved", actor)


def withdraw(connection: Connection, match: int, actor: str, reason: str) -> None:
    """Take a match back, approved or not; its lines are free again. Again is nothing."""
    _decide(connection, match, "withdrawn", actor, reason)


def _decide(connection: Connection, match: int, state: str, actor: str, reason: str = "") -> None:
    values = {"match": match, "state": state, "actor": actor, "reason": reason}
    with refusing():
        connection.execute(_DECIDE, values)


def sides(connection: Connection, book: BookId) -> Sides:
    """Read both sides of an account, and what joins them."""
    known = statements.statements(connection, book)
    bank = statements.lines(connection, book)
    every = book_items(connection, book)
    if not known:
        return Sides((), None, (), every, ())
    first = min(known, key=lambda statement: (statement.from_day, statement.id))
    before = [item for item in every if item.day < first.from_day]
    baseline = Baseline(first.from_day, first.opening, total(before))
    since = tuple(item for item in every if item.day >= first.from_day)
    return Sides(known, baseline, bank, since, standing(connection, book, bank, every))


_ENTRY: Final = journal_tables.entry.c
_LINE: Final = journal_tables.line.c


def book_items(
    connection: Connection, book: BookId | None, *wanted: ColumnElement[bool]
) -> tuple[BookItem, ...]:
    """Return the lines of 1002.S in a book (None: in any), the oldest first; or some of them."""
    account = journal_tables.account.c
    of_book = () if book is None else (account.book_id == book,)
    rows = connection.execute(
        select(
            _ENTRY.effective_on, _ENTRY.id, _LINE.line_no, _LINE.amount, _ENTRY.period, _ENTRY.word,
            _ENTRY.no, _ENTRY.kind, _ENTRY.memo, _ENTRY.reverses,
        )
        .join_from(journal_tables.line, journal_tables.entry, _ENTRY.id == _LINE.entry_id)
        .join(journal_tables.account, account.id == _LINE.account_id)
        .where(*of_book, account.code == BANK_ACCOUNT, *wanted)
        .order_by(_ENTRY.effective_on, _ENTRY.id)
    )  # fmt: skip
    return tuple(_book_item(row) for row in rows)


def _book_item(row: Row[*tuple[Any, ...]]) -> BookItem:
    year, month = divmod(row.period, 100)
    return BookItem(
        day=row.effective_on,
        entry=row.id,
        line_no=row.line_no,
        amount=row.amount,
        voucher=f"{year}-{month:02d} {row.word}-{row.no}",
        kind=row.kind,
        memo=row.memo,
        reverses=row.reverses,
    )


def standing(
    connection: Connection, book: BookId, bank: Sequence[BankItem], entries: Sequence[BookItem]
) -> tuple[Match, ...]:
    """Return the matches of a book that were not withdrawn, in the order of their making."""
    members = tables.bank_match_member.c
    joined = connection.execute(
        select(members.match_id, members.bank_line_id, members.entry_id, members.line_no)
        .where(members.book_id == book)
        .order_by(members.match_id, members.place)
    ).all()
    rows = [row for row in connection.execute(query_of(book)) if row.withdrawn is None]
    return put_together(rows, joined, bank, entries)


def put_together(
    rows: Sequence[Row[*tuple[Any, ...]]],
    members: Sequence[Row[*tuple[Any, ...]]],
    bank: Sequence[BankItem],
    entries: Sequence[BookItem],
) -> tuple[Match, ...]:
    """Give matches from their rows, their members in order, and the lines that these name."""
    of_bank = {item.id: item for item in bank}
    of_book = {(item.entry, item.line_no): item for item in entries}
    sides_of: dict[int, tuple[list[BankItem], list[BookItem]]] = {}
    for row in members:
        on_bank, on_book = sides_of.setdefault(row.match_id, ([], []))
        if row.bank_line_id is not None:
            on_bank.append(of_bank[row.bank_line_id])
        else:
            on_book.append(of_book[row.entry_id, row.line_no])
    return tuple(_match(row, *sides_of[row.id]) for row in rows)


def query_of(book: BookId) -> Select[Any]:
    """Give the query for the matches of a book, in the order of their making."""
    said_yes, withdrawn = (tables.bank_match_state.alias(name) for name in ("yes", "no"))
    match = tables.bank_match
    return (
        select(match, said_yes.c.actor.label("approver"), withdrawn.c.actor.label("withdrawn"))
        .outerjoin_from(
            match,
            said_yes,
            (said_yes.c.match_id == match.c.id) & (said_yes.c.state == "approved"),
        )
        .outerjoin(
            withdrawn,
            (withdrawn.c.match_id == match.c.id) & (withdrawn.c.state == "withdrawn"),
        )
        .where(match.c.book_id == book)
        .order_by(match.c.id)
    )


def _match(row: Row[*tuple[Any, ...]], bank: list[BankItem], book: list[BookItem]) -> Match:
    return Match(
        id=row.id,
        rule=row.rule,
        state="proposed" if row.approver is None else "approved",
        maker=row.maker,
        made_at=row.made_at,
        approver=row.approver,
        bank=tuple(bank),
        book=tuple(book),
        evidence=tuple(Fact.from_record(fact) for fact in row.evidence),
    )
