"""利息分摊: what each grant's unspent money did for the interest that the bank credits."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, text

from ledger.journal import BookId
from ledger.splits import balance_days

_DAILY: Final = text(
    "select a.grant_id, l.effective_on as day, -sum(l.amount) as moved"
    "  from ledger.account a join ledger.line l on l.account_id = a.id"
    " where a.book_id = :book and a.code = '2401.F' and l.effective_on <= :day"
    " group by a.grant_id, l.effective_on order by a.grant_id, l.effective_on"
)
_LAST: Final = text(
    "select max(e.effective_on) from ledger.entry e"
    " where e.book_id = :book and e.kind = 'interest' and e.effective_on < :day"
)


def products(connection: Connection, book: BookId, day: date) -> Mapping[str, Decimal]:
    """Return the daily-balance product (积数) of each grant's unspent money, in yuan times days.

    The days run from the last interest before `day` to the day before it; without an earlier one,
    from the first money. Weights for `ledger.splits.split`; a grant without any money is left out.
    """
    standing: dict[str, list[tuple[date, Decimal]]] = {}
    for row in connection.execute(_DAILY, {"book": book, "day": day}):
        known = standing.setdefault(row.grant_id, [])
        before = known[-1][1] if known else Decimal("0.00")
        known.append((row.day, before + row.moved))
    last = connection.execute(_LAST, {"book": book, "day": day}).scalar_one()
    first = last or min((known[0][0] for known in standing.values()), default=day)
    after = max(day, first + timedelta(days=1))
    found = {grant: balance_days(known, first, after) for grant, known in standing.items()}
    return {grant: product for grant, product in found.items() if product > 0}
