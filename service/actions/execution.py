"""执行进度: how much of each grant was spent, month by month, from the ledger."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from ledger import book, lookups
from ledger.lookups import Month
from service.actions import bank

__all__ = ["Month", "by_month"]

BOOKS_KEPT = 200
# The hash at the end of a book stands for all that is in it: the same end, the same sums.
_KNOWN: dict[bytes, Mapping[str, Sequence[Month]]] = {}


def by_month(session: Session, employer_id: UUID) -> Mapping[str, Sequence[Month]]:
    """Give the months of each grant of an employer, by the grant's number, in order."""
    connection = session.connection()
    book_id = bank.book_of(session, employer_id)
    end = book.head(connection, book_id).hash
    known = _KNOWN.get(end)
    if known is None:
        known = lookups.spent_by_month(connection, book_id)
        if len(_KNOWN) >= BOOKS_KEPT:
            _KNOWN.clear()
        _KNOWN[end] = known
    return known
