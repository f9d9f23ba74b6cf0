"""执行进度: how much of each grant was spent, month by month, from the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from ledger import lookups
from ledger.lookups import Month
from service.actions import bank
from service.permissions import Actor

__all__ = ["Month", "by_month"]


def by_month(session: Session, actor: Actor) -> Mapping[str, Sequence[Month]]:
    """Give the months of each grant of the actor's employer, by the grant's number, in order."""
    return lookups.spent_by_month(session.connection(), bank.book_of(session, actor.employer))
