"""Statements in the database: taken in once, whatever the file is called and how often it comes.

Like `ledger.book`, every function works in the caller's transaction and commits nothing.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, Connection, select, text

from ledger.bank import tables
from ledger.bank.items import BankItem, NewLine
from ledger.bank.refusals import refusing
from ledger.journal import BookId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStatement:
    """A statement that adds up, to be imported; `sha256` is that of its file."""

    account_number: str
    from_day: date
    to_day: date
    opening: Decimal
    closing: Decimal
    lines: tuple[NewLine, ...]
    sha256: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a statement: how many lines are new, how many were known."""

    statement: int
    added: int
    known: int


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement in the database."""

    id: int
    from_day: date
    to_day: date
    opening: Decimal
    closing: Decimal
    sha256: str
    file_name: str
    imported_by: str
    imported_at: datetime


_IMPORT: Final = text(
    "select statement_id, added, known from ledger.import_statement(:book, :account, :from_day,"
    " :to_day, :opening, :closing, :sha256, :file, :actor, cast(:identities as text[]),"
    " cast(:days as date[]), cast(:amounts as numeric[]), cast(:parties as text[]),"
    " cast(:accounts as text[]), cast(:summaries as text[]), cast(:references as text[]))"
)

_RECEIVED: Final = """
    select day, id, amount, counterparty, summary, reference
      from ledger.bank_line
     where book_id = %(book)s and counterparty = %(party)s and day >= %(since)s and amount > 0
     order by day, id
     limit %(most)s
"""


def import_statement(
    connection: Connection, book: BookId, new: NewStatement, actor: str
) -> Imported:
    """Take in a statement; raise `BankRefused` where it contradicts what is known.

    Lines that overlap with earlier statements are recognised by the bank's reference, or by what
    they say where the bank gives none.
    """
    lines = new.lines
    values = {
        "book": book,
        "account": new.account_number,
        "from_day": new.from_day,
        "to_day": new.to_day,
        "opening": new.opening,
        "closing": new.closing,
        "sha256": new.sha256,
        "file": new.file_name,
        "actor": actor,
        "identities": identities(lines),
        "days": [line.day for line in lines],
        "amounts": [line.amount for line in lines],
        "parties": [line.counterparty for line in lines],
        "accounts": [line.counterparty_account for line in lines],
        "summaries": [line.summary for line in lines],
        "references": [line.reference for line in lines],
    }
    with refusing():
        row = connection.execute(_IMPORT, values).one()
    return Imported(row.statement_id, row.added, row.known)


def identities(lines: Iterable[NewLine]) -> list[str]:
    """Name each line so that it bears the same name in every statement that holds it.

    A bank may give one reference to a payment and its fee: the second bears "#2". Lines without a
    reference are named by what they say, equal ones by their place among equals.
    """
    seen = Counter[str]()
    names = []
    for line in lines:
        name = line.reference or f"={_digest(line)}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


def _digest(line: NewLine) -> str:
    said = [
        line.day.isoformat(), str(line.amount), line.counterparty, line.counterparty_account,
        line.summary, None if line.balance is None else str(line.balance),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:40]


def statements(connection: Connection, book: BookId) -> tuple[StoredStatement, ...]:
    """Return the statements of a book, the newest first."""
    columns = tables.bank_statement.c
    rows = connection.execute(
        select(
            columns.id, columns.from_day, columns.to_day, columns.opening, columns.closing,
            columns.sha256, columns.file_name, columns.imported_by, columns.imported_at,
        )
        .where(columns.book_id == book)
        .order_by(columns.to_day.desc(), columns.id.desc())
    )  # fmt: skip
    return tuple(StoredStatement(*row) for row in rows)


def lines(
    connection: Connection, book: BookId | None, *wanted: ColumnElement[bool]
) -> tuple[BankItem, ...]:
    """Return the lines of the bank for a book (None: any), the oldest first; or some of them."""
    columns = tables.bank_line.c
    of_book = () if book is None else (columns.book_id == book,)
    rows = connection.execute(
        select(
            columns.day, columns.id, columns.amount, columns.counterparty, columns.summary,
            columns.reference,
        )
        .where(*of_book, *wanted)
        .order_by(columns.day, columns.id)
    )  # fmt: skip
    return tuple(BankItem(*row) for row in rows)


def numbered(
    connection: Connection, book: BookId, numbers: Collection[int]
) -> tuple[BankItem, ...]:
    """Return those lines of the bank for a book that are named, the oldest first."""
    return lines(connection, book, tables.bank_line.c.id.in_(numbers)) if numbers else ()


def of_slip(connection: Connection, book: BookId, reference: str) -> tuple[BankItem, ...]:
    """Return the lines of the bank for a book with one number of the bank (流水号)."""
    return lines(connection, book, tables.bank_line.c.reference == reference)


def received(
    connection: Connection, book: BookId, counterparty: str, since: date, most: int
) -> tuple[BankItem, ...]:
    """Return what came in from one counterparty from a day on, the oldest first."""
    values = {"book": book, "party": counterparty, "since": since, "most": most}
    return tuple(BankItem(*row) for row in connection.exec_driver_sql(_RECEIVED, values))
