"""Two trial balances of one book, read while nothing was posted to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from ledger import book, moments
from ledger.accounts import AccountRef
from ledger.book import Head
from ledger.journal import BookId
from ledger.moments import Moment
from reports.period import Month

READINGS_MAX = 20  # a book to which somebody posts all the time is read again this often


class BookInMotion(Exception):  # noqa: N818  # names a state of the book, not a mistake
    """Somebody posted during every reading; the report can be made a little later."""


@dataclass(frozen=True, slots=True)
class StillBook:
    """What stood on the accounts before a month and at its end, and the state it was read at."""

    head: Head
    opening: Mapping[AccountRef, Decimal]
    closing: Mapping[AccountRef, Decimal]

    @property
    def chain_head(self) -> str:
        """Name the last entry that was known: its number in the book and its hash."""
        return f"{self.head.seq} {self.head.hash.hex()}"


def read(connection: Connection, book_id: BookId, month: Month) -> StillBook:
    """Read a book's balances of both ends of a month; raise `BookInMotion` when it never rests.

    Whoever posts moves the head in the same transaction: an unmoved head means unmoved lines.
    """
    for _ in range(READINGS_MAX):
        head = book.head(connection, book_id)
        opening = _balances(connection, book_id, month.preceding.last)
        closing = _balances(connection, book_id, month.last)
        if book.head(connection, book_id).seq == head.seq:
            return StillBook(head, opening, closing)
    raise BookInMotion(f"entries were posted to book {book_id} during every reading")


def _balances(connection: Connection, book_id: BookId, until: date) -> dict[AccountRef, Decimal]:
    return moments.balances(connection, book_id, Moment(until=until))
