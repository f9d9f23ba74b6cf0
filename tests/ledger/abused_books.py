"""Books with a row in every table, for those who try to break them.

The identifiers are those of a fresh database, so that a catalogue can name them.
"""

from datetime import date
from typing import Final

from sqlalchemy import Connection, text

from ledger import book, control, events
from tests.ledger.story import CONF, GRANT, RND, Books, act_as, fund, on, yuan

CENTER_BOOK, EMPLOYER_BOOK, OTHER_BOOK = 1, 2, 3
TOLERANT = "2026-020"  # a grant of the other employer whose budget may be overdrawn by 10 yuan
LATER = "2026-021"  # one of the employer with the same tolerance, whose budget is not open yet

# How a table that the story leaves empty gets a row. A new table of the ledger needs one here.
ROWS: Final = {
    "period_close": "select ledger.close_month(2, 202601, 'user-1', '[]')",
}


def found(connection: Connection) -> Books:
    """Money, a reservation, a payment taken back, and a grant with a tolerance."""
    act_as(connection, "center")
    books = fund(connection)
    assert (books.center, books.employer, books.other) == (CENTER_BOOK, EMPLOYER_BOOK, OTHER_BOOK)
    for of, grant in ((books.other, TOLERANT), (books.employer, LATER)):
        control.set_tolerance(connection, of, grant, yuan("10.00"), "user-1")
    spent = book.post(
        connection,
        *events.commit_agreement(
            books.center, books.other, on("agreement:2"), TOLERANT, {"CE": yuan("50.00")}
        ),
        events.reserve(books.employer, on("r:1"), RND, yuan("100.00")),
        events.spend(books.employer, on("s:1"), RND, yuan("100.00")),
        events.reserve(books.employer, on("r:2"), CONF, yuan("50.00")),
    )
    book.reverse(connection, spent[3].entry_id, on("undo"))
    january = on("fee", date(2026, 1, 15))
    book.post(connection, events.bank_fee(books.employer, january, GRANT, yuan("3.00")))
    for table, statement in ROWS.items():
        if connection.scalar(text(f"select to_regclass('ledger.{table}') is not null")):
            connection.execute(text(statement))
    return books
