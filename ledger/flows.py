"""What came in, went away and was called back of a grant's money, source by source.

The balances of a book say what is left; these figures say what went through it, so that the one
can be held against the other. What was taken back by a reversal counts as if it had never been.
Amounts are yuan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, func, select

from ledger import tables
from ledger.accounts import Source
from ledger.journal import BookId

_NOTHING: Final = Decimal("0.00")
_IN: Final = frozenset({"receive", "receive_transfer", "contribute", "interest"})
_OPENED: Final = frozenset({"open_balances"})  # what came before: unspent, handed out, spent
_CODES: Final = ("2401.F", "2401.P", "6117.G", "2241.OUT", "2241.RTN", "5301.X", "5301.D")
_BACK: Final = frozenset({"claw_back", "return_surplus", "release_matching"})
_RESTORED: Final = frozenset({"put_back"})
_CLOSED: Final = frozenset({"close_grant"})
_HELD: Final = frozenset({"2401.F", "2241.OUT", "2241.RTN"})


@dataclass(frozen=True, slots=True)
class Flow:
    """One source of a grant in one book.

    `restored` is what the employer put back of wrong costs; `closed` and `closed_wrong` what had
    been spent, and spent wrongly, when the grant's accounts were brought to nought.
    """

    received: Decimal = _NOTHING
    moved_out: Decimal = _NOTHING
    returned: Decimal = _NOTHING  # called back or released, whether or not paid yet
    restored: Decimal = _NOTHING
    closed: Decimal = _NOTHING
    closed_wrong: Decimal = _NOTHING


def of_grant(connection: Connection, book: BookId, grant: str) -> Mapping[Source, Flow]:
    """Add up the entries of a book that touch a grant; sources without any are left out."""
    original, reversed_ = tables.entry.alias("original"), tables.entry.c
    kind = func.coalesce(original.c.kind, reversed_.kind)
    account, line = tables.account.c, tables.line.c
    rows = connection.execute(
        select(kind, account.code, account.source, func.sum(line.amount))
        .join_from(tables.line, tables.entry, reversed_.id == line.entry_id)
        .join(tables.account, account.id == line.account_id)
        .outerjoin(original, original.c.id == reversed_.reverses)
        .where(
            account.book_id == book,
            account.grant_id == grant,
            account.code.in_(_CODES),
        )
        .group_by(kind, account.code, account.source)
    )
    sums = {(each_kind, code, source): amount for each_kind, code, source, amount in rows}
    return {
        source: _flow(sums, source)
        for source in Source
        if any(source == key[2] and key[1] in _HELD for key in sums)
    }


def _flow(sums: Mapping[tuple[str, str, str], Decimal], source: Source) -> Flow:
    def moved(kinds: frozenset[str], code: str) -> Decimal:
        """Add up the credits, less the debits, of entries of some kinds on an account."""
        return -sum((sums.get((kind, code, source), _NOTHING) for kind in kinds), _NOTHING)

    released = frozenset({"release_matching"})
    return Flow(
        received=moved(_IN, "2401.F")
        + sum((moved(_OPENED, code) for code in ("2401.F", "2401.P", "6117.G")), _NOTHING),
        moved_out=moved(frozenset({"approve_transfer"}), "2241.OUT"),
        returned=moved(_BACK, "2241.RTN") - moved(released, "2401.F"),
        restored=moved(_RESTORED, "2401.F"),
        closed=moved(_CLOSED, "5301.X"),
        closed_wrong=moved(_CLOSED, "5301.D"),
    )
