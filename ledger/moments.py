"""What stood on the accounts at any moment: effective until a day, as known at an instant, or both.

Two axes. *Effective*: what belongs into the days until `until`, whenever it was entered: the
newest snapshot of a closed month, and the lines after it. *Recorded*: what the book held at the
instant `known`, whatever was entered later: the last line before it carries the balance. A month
closed before the instant is known whole, so that both axes meet in one question. Lines of an
account are numbered in the order of their recording, hence the last one before an instant is found
by halving, in O(log n), over the keys that posting keeps anyway.

Amounts are yuan, positive on the side where an account grows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, TextClause, text

from ledger.accounts import AccountRef
from ledger.journal import BookId
from ledger.recorded import TrialRow

_Row: TypeAlias = Row[*tuple[Any, ...]]

# The entries of the book known at the instant end at `seq`; the lines of each account at `version`.
# Sub-queries as values, not joins: each step is one look-up by key, whatever the planner guesses;
# "offset 0" keeps it from being copied to both places that use it.
_KNOWN: Final = """
with recursive head as (
    select h.last_seq, h.last_at <= coalesce(cast(:known as timestamptz), 'infinity') as whole
      from ledger.book_head h where h.book_id = :book),
halved_book (low, high) as (
    select case when whole then last_seq else 0 end, last_seq from head
    union all
    select case when step.recorded_at <= :known then step.middle else step.low end,
           case when step.recorded_at <= :known then step.high else step.middle - 1 end
      from (select b.low, b.high, (b.low + b.high + 1) / 2 as middle,
                   (select e.recorded_at from ledger.entry e
                     where e.book_id = :book and e.seq = (b.low + b.high + 1) / 2) as recorded_at
              from halved_book b where b.low < b.high offset 0) step),
known as (select b.low as seq from halved_book b where b.low = b.high),
halved (id, low, high) as (
    select a.id, case when head.whole then v.version else 0 end, v.version
      from head cross join ledger.account a join ledger.balance v on v.account_id = a.id
     where a.book_id = :book {wanted}
    union all
    select step.id,
           case when step.seq <= step.known then step.middle else step.low end,
           case when step.seq <= step.known then step.high else step.middle - 1 end
      from (select h.id, h.low, h.high, (h.low + h.high + 1) / 2 as middle,
                   (select k.seq from known k) as known,
                   (select e.seq from ledger.line l join ledger.entry e on e.id = l.entry_id
                     where l.account_id = h.id
                       and l.account_seq = (h.low + h.high + 1) / 2) as seq
              from halved h where h.low < h.high offset 0) step),
leaf as (
    select a.id, a.code, a.grant_id, a.source, a.category, a.normal, h.low as version
      from halved h join ledger.account a on a.id = h.id where h.low = h.high)
"""
_ORDER: Final = " order by code, grant_id, source, category"
# The recorded axis alone: the last known line carries the balance.
_STANDING: Final = """
select leaf.*, leaf.normal * coalesce((
           select l.balance_after from ledger.line l
            where l.account_id = leaf.id and l.account_seq = leaf.version), 0.00) as amount
  from leaf"""
# Both axes: from the newest month that was closed before the day and known whole at the instant.
_TURNOVER: Final = """,
base as (
    select max(c.month) as month, coalesce(max(c.through), '-infinity') as through
      from ledger.period_close c
     where c.book_id = :book and c.through <= coalesce(cast(:until as date), 'infinity')
       and c.last_seq <= (select k.seq from known k))
select leaf.*, turnover.debits, turnover.debits - turnover.posted as credits,
       leaf.normal * turnover.posted as amount
  from leaf
  left join lateral (
       select s.posted, s.debits from ledger.balance_snapshot s
        where s.account_id = leaf.id and s.month <= (select base.month from base)
        order by s.month desc limit 1) closed on true
 cross join lateral (
       select sum(l.amount) as posted, sum(l.amount) filter (where l.amount > 0) as debits
         from ledger.line l
        where l.account_id = leaf.id and l.effective_on > (select base.through from base)
          and l.effective_on <= coalesce(cast(:until as date), 'infinity')
          and l.account_seq <= leaf.version) since
 cross join lateral (
       select coalesce(closed.posted, 0.00) + coalesce(since.posted, 0.00) as posted,
              coalesce(closed.debits, 0.00) + coalesce(since.debits, 0.00) as debits) turnover"""
_OF_BOOK: Final = ""
_OF_GRANT: Final = "and a.grant_id = :grant"
_OF_ACCOUNT: Final = (
    "and a.code = :code and a.grant_id = :grant and a.source = :source and a.category = :category"
)
_STATEMENTS: Final[Mapping[tuple[str, str], TextClause]] = {
    (statement, wanted): text(_KNOWN.replace("{wanted}", wanted) + statement + _ORDER)
    for statement in (_STANDING, _TURNOVER)
    for wanted in (_OF_BOOK, _OF_GRANT, _OF_ACCOUNT)
}


@dataclass(frozen=True)
class Moment:
    """A moment on both axes; None: no limit on that axis. `Moment()` is now, with all that is.

    `until`: the last effective day (Beijing) that counts. `known`: the instant, with its zone,
    after which nothing recorded counts; what was recorded at that very instant does.
    """

    until: date | None = None
    known: datetime | None = None

    def __post_init__(self) -> None:
        if self.known is not None and self.known.tzinfo is None:
            raise ValueError("an instant carries its zone")


NOW: Final = Moment()


def balance(
    connection: Connection, book: BookId, account: AccountRef, moment: Moment = NOW
) -> Decimal:
    """Return what stood on an account at the moment: O(log n) where `until` is None or closed."""
    named = {
        "code": account.code,
        "grant": account.grant or "",
        "source": account.source or "",
        "category": account.category or "",
    }
    found = _standing(connection, book, moment, _OF_ACCOUNT, named)
    return found.get(account, Decimal("0.00"))


def balances(
    connection: Connection, book: BookId, moment: Moment = NOW, *, grant: str | None = None
) -> dict[AccountRef, Decimal]:
    """Return every account of a book (or of a grant in it) as it stood at the moment."""
    wanted = _OF_BOOK if grant is None else _OF_GRANT
    return _standing(connection, book, moment, wanted, {"grant": grant})


def trial_balance(
    connection: Connection, book: BookId, moment: Moment = NOW
) -> tuple[TrialRow, ...]:
    """Return debit and credit turnover per account at the moment (试算平衡).

    Accounts that nothing had moved by then are left out.
    """
    rows = _ask(connection, _STATEMENTS[_TURNOVER, _OF_BOOK], book, moment, {})
    return tuple(
        TrialRow(_ref(row), row.debits, row.credits) for row in rows if row.debits or row.credits
    )


def _standing(
    connection: Connection, book: BookId, moment: Moment, wanted: str, named: Mapping[str, object]
) -> dict[AccountRef, Decimal]:
    statement = _STANDING if moment.until is None else _TURNOVER
    rows = _ask(connection, _STATEMENTS[statement, wanted], book, moment, named)
    return {_ref(row): row.amount for row in rows}


def _ask(
    connection: Connection,
    statement: TextClause,
    book: BookId,
    moment: Moment,
    named: Mapping[str, object],
) -> list[_Row]:
    values = {"book": book, "until": moment.until, "known": moment.known, **named}
    return [*connection.execute(statement, values)]


def _ref(row: _Row) -> AccountRef:
    return AccountRef(row.code, row.grant_id or None, row.source or None, row.category or None)
