"""执行进度: how much of each grant was spent, month by month, from the ledger."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from ledger import lookups
from ledger.lookups import Month
from service.actions import bank

__all__ = ["Month", "by_month"]


def by_month(session: Session, employer_id: UUID) -> Mapping[str, Sequence[Month]]:
    """Give the months of each grant of an employer, by the grant's number, in order."""
    return lookups.spent_by_month(session.connection(), bank.book_of(session, employer_id))
