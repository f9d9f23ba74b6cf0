"""How a grant stands in a book: funded, spent, reserved, available, by source and direction.

Two things bound what may be spent, and the smaller one counts: the budget of the direction (预算)
and the money of the source (资金), each less what is spent and what is reserved for claims that
wait. Sources are never mixed: what came from one is available, spent, moved and returned as its
own. Amounts are yuan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from ledger import book as books
from ledger import tables
from ledger.accounts import AccountRef, Source
from ledger.journal import BookId

_NOTHING: Final = Decimal("0.00")
# what was received and is still the grant's: unspent, handed out in advance, spent
_FUNDED: Final = ("2401.F", "2401.P", "6117.G")
_AT_HAND: Final = """
    select h.book_id, h.closed_through, a.code, a.source, a.category, l.normal * l.posted as amount
      from ledger.book b
      join ledger.book_head h on h.book_id = b.id
      left join ledger.account a on a.book_id = b.id and a.grant_id = %(grant)s
      left join ledger.balance l on l.account_id = a.id
     where b.tenant_id = %(tenant)s
     order by a.code, a.source, a.category
"""
_BUDGET: Final = ("9001", "9002", "9003")


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a verdict asks of an employer's book: its closed days, and all balances of a grant."""

    book: BookId
    closed_through: date
    balances: tuple[tuple[AccountRef, Decimal], ...]


@dataclass(frozen=True)
class SourceStanding:
    """The money of one source (资金来源). An advance is reserved, not spent, until it is offset."""

    source: Source
    funded: Decimal
    spent: Decimal
    reserved: Decimal

    @property
    def available(self) -> Decimal:
        """Money that no claim has spent or reserved; below nought where budgets run ahead of it."""
        return self.funded - self.spent - self.reserved


@dataclass(frozen=True)
class DirectionStanding:
    """The budget of one spending direction (支出方向) from one source.

    `tolerance` is how far it may be overdrawn (提示控制); nought: not by a fen (刚性控制).
    `money` is what the source has available for all its directions together.
    """

    source: Source
    category: str
    budget: Decimal
    spent: Decimal
    reserved: Decimal
    tolerance: Decimal
    money: Decimal

    @property
    def available(self) -> Decimal:
        """Budget that no claim has spent or reserved; below nought where it is overdrawn."""
        return self.budget - self.spent - self.reserved

    @property
    def may_be_spent(self) -> Decimal:
        """What the next claim may ask for: budget with its tolerance, or money, if that is less."""
        return max(min(self.available + self.tolerance, self.money), _NOTHING)


@dataclass(frozen=True)
class Overdrawn:
    """A warning: a direction is overdrawn `by` so much, which its `tolerance` allows (超支)."""

    source: Source
    category: str
    by: Decimal
    tolerance: Decimal


@dataclass(frozen=True)
class GrantStanding:
    """How a grant stands in one book, source by source and direction by direction."""

    grant: str
    sources: tuple[SourceStanding, ...]
    directions: tuple[DirectionStanding, ...]

    @property
    def overdrawn(self) -> tuple[Overdrawn, ...]:
        """Warnings about directions whose budget is used up beyond what was agreed."""
        return tuple(
            Overdrawn(each.source, each.category, -each.available, each.tolerance)
            for each in self.directions
            if each.available < 0
        )


def standing(connection: Connection, book: BookId, grant: str) -> GrantStanding:
    """Read how a grant stands in a book now."""
    tolerance = tolerances(connection, book).get(grant, _NOTHING)
    return of_balances(books.balances(connection, book, grant), grant, tolerance)


def tolerances(connection: Connection, book: BookId) -> dict[str, Decimal]:
    """Return how far the directions of a grant may be overdrawn, for grants where they may."""
    columns = tables.budget_control.c
    rows = connection.execute(
        select(columns.grant_id, columns.tolerance).where(columns.book_id == book)
    )
    return {row.grant_id: row.tolerance for row in rows}


def of_balances(
    balances: Mapping[AccountRef, Decimal], grant: str, tolerance: Decimal = _NOTHING
) -> GrantStanding:
    """Return how a grant stands, from the balances of a book (other grants in it do not count)."""
    own = {account: amount for account, amount in balances.items() if account.grant == grant}

    def total(codes: tuple[str, ...], source: Source, category: str | None = None) -> Decimal:
        return sum(
            (
                amount
                for account, amount in own.items()
                if account.code in codes
                and account.source == source
                and category in {None, account.category}
            ),
            _NOTHING,
        )

    sources = tuple(
        SourceStanding(
            source,
            total(_FUNDED, source),
            total(("6117.G",), source),
            total(("9002",), source),
        )
        for source in Source
        if any(account.source == source for account in own)
    )
    money = {each.source: each.available for each in sources}
    budgeted = {
        (Source(account.source), account.category)
        for account in own
        if account.code in _BUDGET and account.source and account.category
    }
    directions = tuple(
        DirectionStanding(
            source=source,
            category=category,
            budget=total(_BUDGET, source, category),
            spent=total(("9003",), source, category),
            reserved=total(("9002",), source, category),
            tolerance=tolerance,
            money=money[source],
        )
        for source, category in sorted(budgeted)
    )
    return GrantStanding(grant, sources, directions)


def at_hand(connection: Connection, tenant: UUID, grant: str) -> AtHand:
    """Read an employer's book for one grant, in one statement; raise `BookUnknown` without one."""
    rows = connection.exec_driver_sql(_AT_HAND, {"tenant": tenant, "grant": grant}).all()
    if not rows:
        raise books.BookUnknown({})
    return AtHand(
        BookId(rows[0].book_id),
        rows[0].closed_through,
        tuple(
            (AccountRef(code, grant, source or None, category or None), amount)
            for _, _, code, source, category, amount in rows
            if code is not None  # a book that knows nothing of the grant
        ),
    )
