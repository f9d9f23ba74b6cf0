"""Books with a row in every table, for those who try to break them.

The identifiers are those of a fresh database, so that a catalogue can name them.
"""

from datetime import date
from typing import Final

from sqlalchemy import Connection

from ledger import book, control, events
from tests.ledger import abuse_bank, abuse_closing, abuse_proving
from tests.ledger.abuse_statements import CENTER_BOOK, EMPLOYER_BOOK, OTHER_BOOK, TOLERANT
from tests.ledger.story import CONF, GRANT, RND, Books, act_as, fund, on, yuan

LATER = "2026-021"  # a grant of the employer with a tolerance, whose budget is not open yet

# How the tables that the story leaves empty get their rows. A new table of the ledger needs one.
ROWS: Final = (*abuse_closing.ROWS, *abuse_bank.ROWS, *abuse_proving.ROWS)


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
    for statement in ROWS:
        connection.exec_driver_sql(statement)
    return books
