"""What governs a book besides its entries: soft closes, tolerances, accounts shut, books halted.

A month is closed for good in `ledger.closing` only.

Every function works in the caller's transaction and takes the head of the book first, like a
posting, so that neither can slip past the other.
"""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, func, select

from ledger.accounts import AccountRef
from ledger.journal import BookId
from ledger.refusals import refusing


def soft_close_through(connection: Connection, book: BookId, day: date) -> date:
    """Let a month be closed: entries until the day must say why they are late (预结账).

    An earlier day opens what is not closed for good. Returns the day in force.
    """
    with refusing():
        closed: date = connection.execute(
            select(func.ledger.soft_close_through(book, day))
        ).scalar_one()
    return closed


def hold(connection: Connection, *books: BookId) -> None:
    """Let nothing be posted to these books before the transaction ends: what was read stays so."""
    connection.execute(select(func.ledger.lock_books([int(book) for book in books])))


def halt(connection: Connection, book: BookId, why: str) -> None:
    """Stop a book that failed its proof; every posting is refused until `resume`."""
    with refusing():
        connection.execute(select(func.ledger.halt(book, why)))


def resume(connection: Connection, book: BookId) -> None:
    """Let a halted book go on: somebody has found out what was wrong with it."""
    with refusing():
        connection.execute(select(func.ledger.halt(book, None)))


def set_tolerance(
    connection: Connection, book: BookId, grant: str, tolerance: Decimal, actor: str
) -> None:
    """Let each spending direction of a grant be overdrawn by so many yuan (提示控制).

    Settled once, before the budget is committed; without it no direction goes below nought.
    """
    with refusing():
        connection.execute(select(func.ledger.set_tolerance(book, grant, tolerance, actor)))


def close_grant(connection: Connection, book: BookId, grant: str) -> None:
    """Shut a grant's accounts in a book; refused while anything stands on one (项目结清)."""
    with refusing():
        connection.execute(select(func.ledger.close_grant(book, grant)))


def set_account_open(
    connection: Connection, book: BookId, account: AccountRef, *, is_open: bool
) -> None:
    """Let an account take postings, or none until it is opened again (暂停, Art. 32)."""
    with refusing():
        opened = connection.execute(
            select(
                func.ledger.open_account(
                    book,
                    account.code,
                    account.grant or "",
                    account.source or "",
                    account.category or "",
                )
            )
        ).scalar_one()
        connection.execute(select(func.ledger.set_account_open(opened, is_open)))
