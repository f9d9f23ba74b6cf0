"""One book proved in plain Python: its entries, then what stands beside them.

Amounts are whole fen inside, yuan in what is told.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, Row, text

from ledger import closing, identities, proof_rows
from ledger.accounts import CHART, BookKind, Dimension
from ledger.fault import Fault
from ledger.identities import Leaf
from ledger.journal import BookId
from ledger.proof_walk import Standing, Start, Walk, fen, genesis, microseconds, yuan

_Row: TypeAlias = Row[*tuple[Any, ...]]

_BOOK: Final = text(
    "select b.kind, b.tenant_id::text as tenant, h.tenant_id::text as head_tenant, h.last_seq,"
    " h.last_hash from ledger.book b left join ledger.book_head h on h.book_id = b.id"
    " where b.id = :book"
)
_ACCOUNTS: Final = text(
    "select a.id, a.tenant_id::text as tenant, a.code, a.grant_id, a.source, a.category, a.layer,"
    " a.normal, b.tenant_id::text as balance_tenant, b.layer as balance_layer,"
    " b.normal as balance_normal, b.floor, b.posted, b.version,"
    " case when a.code = '9001' then coalesce(c.tolerance, 0.00) else 0.00 end as tolerance"
    " from ledger.account a left join ledger.balance b on b.account_id = a.id"
    " left join ledger.budget_control c on c.book_id = a.book_id and c.grant_id = a.grant_id"
    " where a.book_id = :book order by a.id"
)
_UNMIRRORED: Final = text(
    "select r.seq, o.seq as original from ledger.entry r"
    " left join ledger.entry o on o.id = r.reverses and o.book_id = r.book_id"
    " where r.book_id = :book and r.seq > :since and r.reverses is not null"
    " and (o.id is null or exists ("
    "   select from (select account_id, sum(amount) as total from ledger.line"
    "                 where entry_id in (r.id, o.id) group by account_id) both_of_them"
    "    where total <> 0)) order by r.seq"
)
_COUNT: Final = text(
    "select count(*) from ledger.account a join ledger.line l on l.account_id = a.id"
    " where a.book_id = :book"
)

# What is believed of a chain that is derived from one of its numbers on.
_BEFORE: Final = text(
    "select seq, hash, recorded_at::text as recorded_at from ledger.entry"
    " where book_id = :book and seq <= :since order by seq desc limit 1"
)
_STOOD: Final = text(
    "select a.id, l.balance_after::text as amount, l.account_seq from ledger.account a,"
    " lateral (select x.balance_after, x.account_seq from ledger.line x"
    "   join ledger.entry e on e.id = x.entry_id"
    "  where x.account_id = a.id and e.seq <= :since order by x.account_seq desc limit 1) l"
    " where a.book_id = :book"
)
_NUMBERED: Final = text(
    "select s.period, s.word, (select max(e.no) from ledger.entry e where e.book_id = :book"
    "   and e.period = s.period and e.word = s.word and e.seq <= :since) as no"
    " from (select distinct period, word from ledger.entry"
    "        where book_id = :book and seq > :since) s"
)


def faults(
    connection: Connection, book: BookId, since: int = 0, *, closed_months: bool = True
) -> tuple[Fault, ...]:
    """Return what is wrong with a book after one number of its chain, which is believed.

    Closed months are added up again from all their lines, unless they are believed as well.
    """
    found = _BookProof(connection, book, since).run()
    if not closed_months:
        return found
    broken = closing.prove_closing(connection, book)
    return (*found, *(Fault(book, check, seq, message) for check, seq, message in broken))


class _BookProof:
    def __init__(self, connection: Connection, book: BookId, since: int) -> None:
        self.connection = connection
        self.names = {"book": book, "since": since}
        self.book = book
        self.since = since
        self.row = connection.execute(_BOOK, self.names).one()
        self.accounts = connection.execute(_ACCOUNTS, self.names).all()
        self.walk = Walk(book, self.row.tenant, self._start())
        for row in self.accounts:
            self.walk.accounts[row.id] = Standing(_said(row), _layer(row.code) or row.layer)
        if since:
            self._believe()

    def run(self) -> tuple[Fault, ...]:
        for entry, lines in proof_rows.entries(self.connection, self.book, self.since):
            self.walk.take(entry, lines)
        self._prove_head()
        for row in self.connection.execute(_UNMIRRORED, self.names):
            self.walk.fault("unmirrored", row.seq, original=row.original)
        self._prove_strays()
        for account in self.accounts:
            self._prove_account(account)
            self._prove_balance(account)
        of_kind = {
            BookKind.CENTER: identities.of_center,
            BookKind.EMPLOYER: identities.of_employer,
        }
        broken = of_kind[BookKind(self.row.kind)](self._sums())
        told = (Fault(self.book, check, None, message) for check, message in broken)
        return (*self.walk.faults, *told)

    def _start(self) -> Start:
        before = self.connection.execute(_BEFORE, self.names).one_or_none()
        if before is None:
            return genesis(self.book)
        return Start(before.seq, before.hash, microseconds(before.recorded_at))

    def _believe(self) -> None:
        for row in self.connection.execute(_STOOD, self.names):
            account = self.walk.accounts[row.id]
            account.posted = account.after = fen(row.amount)
            account.count = account.number = row.account_seq
        for row in self.connection.execute(_NUMBERED, self.names):
            self.walk.numbers[row.period, row.word] = row.no or 0

    def _sums(self) -> Mapping[Leaf, Decimal]:
        sums = {}
        for row in self.accounts:
            leaf = Leaf(row.code, row.grant_id, row.source, row.category)
            sums[leaf] = yuan(self.walk.accounts[row.id].posted) * _sign(row.code)
        return MappingProxyType(sums)

    def _prove_head(self) -> None:
        head = (self.row.last_seq, self.row.last_hash, self.row.head_tenant)
        if head != (self.walk.seq, self.walk.hash, self.row.tenant):
            self.walk.fault("head")

    def _prove_strays(self) -> None:
        if self.since:
            return  # they belong to no number of the chain
        found = self.connection.execute(_COUNT, self.names).scalar_one()
        count = found - sum(self.walk.accounts[row.id].count for row in self.accounts)
        if count:
            self.walk.fault("stray", count=count)

    def _prove_account(self, row: _Row) -> None:
        if {row.tenant, row.balance_tenant} != {self.row.tenant}:
            self.walk.fault("account_tenant", code=row.code)
        sides = {(row.layer, row.normal), (row.balance_layer, row.balance_normal)}
        if not self._is_in_chart(row) or sides != {(_layer(row.code), _sign(row.code))}:
            self.walk.fault("account", code=row.code, grant=row.grant_id)

    def _is_in_chart(self, row: _Row) -> bool:
        type_ = CHART.get(row.code)
        values = zip(Dimension, (row.grant_id, row.source, row.category), strict=True)
        given = {dimension for dimension, value in values if value}
        return type_ is not None and type_.book == self.row.kind and set(type_.dims) == given

    def _prove_balance(self, row: _Row) -> None:
        account = self.walk.accounts[row.id]
        posted = yuan(account.posted)
        if (row.posted, row.version) != (posted, account.count):
            self.walk.fault("cached", code=row.code, grant=row.grant_id, found=row.posted,
                            expected=posted)  # fmt: skip
        has_floor = row.code in CHART and CHART[row.code].floor_zero
        floor = -row.tolerance if has_floor else None
        standing = posted * _sign(row.code)
        if row.floor != floor or (floor is not None and standing < floor):
            self.walk.fault("floor", code=row.code, grant=row.grant_id, found=standing)


def _said(row: _Row) -> str:
    return f"{row.code}|{row.grant_id}|{row.source}|{row.category}|"


def _layer(code: str) -> str | None:
    return CHART[code].layer.value if code in CHART else None


def _sign(code: str) -> int:
    return CHART[code].sign if code in CHART else 0
