"""Books for the exports to copy: a story with every kind of line, and how a journal is written."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection

from ledger import book, events
from ledger.exchange import beancount, hledger
from ledger.journal import BookId
from tests.ledger.exchange.programs import Program
from tests.ledger.story import CONF, DAY, GRANT, RND, Books, fund, on, yuan

JOURNALS: dict[str, Callable[[Connection, BookId], Iterator[str]]] = {
    "beancount": beancount.journal,
    "hledger": hledger.journal,
}
BEFORE, AFTER = DAY - timedelta(days=40), DAY + timedelta(days=9)


def lived(connection: Connection) -> Books:
    """Two sources, a saving, a reversal, an entry of an earlier day, accounts that are empty."""
    books = fund(connection)
    of = books.employer
    posted = book.post(
        connection,
        events.contribute(of, on("m"), GRANT, "MATCH", {"RND": yuan("5000.00")}),
        events.reserve(of, on("r:1"), RND, yuan("1000.01")),
        events.spend(of, on("s:1"), RND, yuan("999.99"), yuan("1000.01")),
        events.reserve(of, on("r:2"), CONF, yuan("70.00")),
        events.bank_fee(of, on("fee", AFTER), GRANT, yuan("0.02")),
        events.interest(of, on("interest", BEFORE), {GRANT: yuan("3.07")}),
    )
    book.reverse(connection, posted[3].entry_id, on('undo: "quoted", 100%; [2026-01-01]'))
    return books


def written(connection: Connection, of: BookId, program: Program, folder: Path) -> Path:
    path = folder / f"book.{program.name}"
    path.write_text("".join(JOURNALS[program.name](connection, of)), encoding="utf-8")
    return path


def ours(connection: Connection, of: BookId, program: Program) -> dict[str, Decimal]:
    """Every balance that is not nought, debit positive, under the program's names."""
    return {
        program.account_name(account): amount * account.type.sign
        for account, amount in book.balances(connection, of).items()
        if amount
    }
