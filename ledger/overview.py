"""The whole programme out of all books at once: what was given, what came of it, what is left.

Most of it is what stands on the accounts; of what goes on through an account, what moved it is
added up by the kind of entry. A reversal counts with the kind of what it takes back, so that what
was taken back counts as if it had never been. Amounts are yuan, positive where an account grows.
The sums are made by the database: how many claims there are does not matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from ledger.accounts import CATEGORIES, Source

_NOTHING: Final = Decimal("0.00")
# The same words stand in the index of migration 0036, or the database would read every entry.
_MOVING: Final = (
    "'appropriate', 'disburse', 'confirm_receipt', 'open_balances', 'receive', 'contribute',"
    " 'interest', 'approve_transfer', 'receive_transfer', 'claw_back', 'return_surplus',"
    " 'release_matching', 'close_grant'"
)
_ALL: Final = "null::uuid, ''"
_EACH: Final = "a.tenant_id, a.grant_id"
_STANDING: Final = """
    select {of}, '', a.code, a.source, a.category, sum(l.normal * l.posted)
      from ledger.account a
      join ledger.balance l on l.account_id = a.id
     where l.posted <> 0
     group by {by} a.code, a.source, a.category
"""
_CLOSED_MONTHS: Final = """
    select b.tenant_id, h.closed_through, e.effective_on
      from ledger.book b
      join ledger.book_head h on h.book_id = b.id
      join ledger.entry e on e.book_id = b.id and e.seq = 1
     where b.tenant_id is not null
"""
_MOVED: Final = """
    with moving as (
        select e.id, e.kind from ledger.entry e where e.kind in ({moving})
         union all
        select e.id, o.kind
          from ledger.entry e
          join ledger.entry o on o.id = e.reverses
         where e.reverses is not null and o.kind in ({moving})
    )
    select {of}, m.kind, a.code, a.source, a.category, sum(a.normal * l.amount)
      from moving m
      join ledger.line l on l.entry_id = m.id
      join ledger.account a on a.id = l.account_id
     group by {by} m.kind, a.code, a.source, a.category
"""


class Sum(NamedTuple):
    """What stands on accounts of one name (`kind` ''), or what entries of a kind moved on them.

    `tenant` and `grant` are None and '' where the whole programme is added up, and of the Center's
    own accounts.
    """

    tenant: UUID | None
    grant: str
    kind: str
    code: str
    source: str
    category: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Term:
    """Accounts that a figure adds up: by code; by kinds of entries, or what stands on them ('').

    `less`: they are taken away instead. No sources, no category: of all.
    """

    codes: tuple[str, ...]
    kinds: tuple[str, ...] = ("",)
    sources: tuple[str, ...] = ()
    category: str = ""
    less: bool = False

    def of(self, each: Sum) -> Decimal:
        """Give what a sum adds to the figure."""
        counts = (
            each.code in self.codes
            and each.kind in self.kinds
            and (not self.sources or each.source in self.sources)
            and self.category in {"", each.category}
        )
        if not counts:
            return _NOTHING
        return -each.amount if self.less else each.amount


Figure = tuple[Term, ...]
_SPENT: Final = ("5301.X", "5301.D")
_CLOSED: Final = ("close_grant",)
_OPENED: Final = ("open_balances",)
_CALLED_BACK: Final = ("claw_back", "return_surplus")


def _in(kind: str, source: Source) -> Figure:
    return (Term(("2401.F",), (kind,), (source.value,)),)


def _spent(code: str, category: str = "") -> Figure:
    """Give what was spent and not taken back, and what a grant had spent when it was closed."""
    return (
        Term((code,), category=category),
        Term((code,), _CLOSED, category=category, less=True),
    )


FIGURES: Final[Mapping[str, Figure]] = {
    "appropriated": (Term(("9100",), ("appropriate", *_OPENED)),),
    "uncommitted": (Term(("9101",)),),
    "committed": (Term(("9102",)),),
    "disbursed": (Term(("9103",), ("disburse", *_OPENED)),),
    "on_the_way": (Term(("1218.T",), ("disburse", "confirm_receipt", *_OPENED)),),
    "received": _in("receive", Source.FISCAL),
    "matched": _in("contribute", Source.MATCH),
    "raised": _in("contribute", Source.RAISED),
    "earned": _in("interest", Source.INTEREST),
    "opened": (Term(("2401.F", "2401.P", "6117.G"), _OPENED),),
    **{f"spent_{each.lower()}": _spent("5301.X", each) for each in sorted(CATEGORIES)},
    "disallowed": _spent("5301.D"),
    "spent": (*_spent("5301.X"), *_spent("5301.D")),
    "called_back": (Term(("2241.RTN",), _CALLED_BACK),),
    "owed_back": (Term(("2241.RTN",)),),
    "released": (Term(("2401.F",), ("release_matching",), less=True),),
    "moving": (
        Term(("2241.OUT",), ("approve_transfer",)),
        Term(("2401.F",), ("receive_transfer",), less=True),
    ),
    "balance": (Term(("2401.F", "2401.P")),),
    "advanced": (Term(("2401.P",)),),
    "reserved": (Term(("9002",)),),
    "budget": (Term(("9001", "9002", "9003")),),
    "in_accounts": (Term(("1002.S",)),),
}


def value(figure: str, sums: Iterable[Sum]) -> Decimal:
    """Add a figure up."""
    terms = FIGURES[figure]
    return sum((term.of(each) for each in sums for term in terms), _NOTHING)


def by_grant(figure: str, sums: Iterable[Sum]) -> dict[tuple[UUID | None, str], Decimal]:
    """Add a figure up for each grant at each employer; what comes to nought is left out."""
    found: dict[tuple[UUID | None, str], Decimal] = {}
    terms = FIGURES[figure]
    for each in sums:
        amount = sum((term.of(each) for term in terms), _NOTHING)
        found[each.tenant, each.grant] = found.get((each.tenant, each.grant), _NOTHING) + amount
    return {key: amount for key, amount in found.items() if amount}


def sums(connection: Connection, *, each_grant: bool = False) -> list[Sum]:
    """Read all that the figures need, for the whole programme or for each grant by itself."""
    of, by = (_EACH, f"{_EACH},") if each_grant else (_ALL, "")
    rows: list[Sum] = []
    for statement in (_STANDING, _MOVED):
        found = connection.exec_driver_sql(statement.format(of=of, by=by, moving=_MOVING))
        rows += [Sum(*row) for row in found]
    return rows


def open_months(connection: Connection, today: date) -> dict[UUID, int]:
    """Count the months of each employer's book that are over and not closed for good."""
    return {
        tenant: _months(max(closed + timedelta(days=1), first), today)
        for tenant, closed, first in connection.exec_driver_sql(_CLOSED_MONTHS)
    }


def _months(first: date, today: date) -> int:
    """Count the months from that of `first` to the one before today's."""
    return max(0, (today.year - first.year) * 12 + today.month - first.month)
