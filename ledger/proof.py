"""The books prove themselves: everything that can be derived is derived anew and compared.

Twice: in plain Python (`ledger.proof_book`), from the bare rows, and inside the database
(`ledger.faults`). The two share no code with the posting path nor with each other, and must agree.
A fault is a value; sound books have none.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, text

from ledger import identities, proof_book
from ledger.accounts import CHART, BookKind
from ledger.fault import KINDS, MOST, Fault, fault
from ledger.identities import Leaf
from ledger.journal import BookId

__all__ = [
    "Fault",
    "Verdict",
    "prove",
    "prove_across",
    "prove_by_database",
    "prove_rest",
    "prove_twice",
]

_HELD: Final = text(
    "select p.last_seq from (select * from ledger.proof where book_id = :book"
    "  order by id desc limit 1) p join ledger.entry e"
    " on e.book_id = :book and e.seq = p.last_seq and e.hash = p.last_hash where p.faults = 0"
)
_OF_BOTH: Final = frozenset(kind.sentence for kind in KINDS.values())
_BOOKS: Final = text(
    "select id, kind from ledger.book where cast(:book as bigint) is null or id = :book order by id"
)
_BY_DATABASE: Final = text("select * from ledger.faults(:book, :since, :most)")
_SUMS: Final = text(
    "select a.book_id, a.code, a.grant_id, a.source, a.category, sum(l.amount) as total"
    " from ledger.account a join ledger.line l on l.account_id = a.id"
    " group by a.book_id, a.code, a.grant_id, a.source, a.category"
)


@dataclass(frozen=True)
class Verdict:
    """What the two verifiers found in one book; `faults` are of both, each told once."""

    faults: tuple[Fault, ...]
    by_python: int
    by_database: int

    @property
    def holds(self) -> bool:
        return not self.faults


def prove(connection: Connection, book: BookId | None = None, since: int = 0) -> tuple[Fault, ...]:
    """Return every fault of one book, or of all the transaction may see and of what joins them.

    `since` believes a book's chain up to that number and derives what comes after. In a REPEATABLE
    READ transaction nobody is held up; in any other the books are locked until it ends, because
    sums taken at two moments would not agree.
    """
    _hold_still(connection, book)
    faults: list[Fault] = []
    for row in connection.execute(_BOOKS, {"book": book}).all():
        faults += proof_book.faults(connection, row.id, since)
    return (*faults, *(prove_across(connection) if book is None else ()))


def prove_rest(connection: Connection, book: BookId) -> tuple[Fault, ...]:
    """Return the faults of what came into a book after its newest kept proof, if that one held.

    What was proved then is believed, closed months too. Where no proof was kept, where it found a
    fault, or where the chain is no longer the one it proved, everything is derived.
    """
    _hold_still(connection, book)
    held = int(connection.execute(_HELD, {"book": book}).scalar() or 0)
    return proof_book.faults(connection, book, held, closed_months=not held)


def prove_by_database(connection: Connection, book: BookId, since: int = 0) -> tuple[Fault, ...]:
    """Return what the database itself finds wrong with a book; the identities are not its part."""
    _hold_still(connection, book)
    found = connection.execute(_BY_DATABASE, {"book": book, "since": since, "most": MOST})
    return tuple(fault(book, row.name, row.seq, **row.detail) for row in found)


def prove_twice(connection: Connection, book: BookId, since: int = 0) -> Verdict:
    """Return what both verifiers find wrong with a book; that they disagree is a fault as well."""
    python = prove(connection, book, since)
    database = prove_by_database(connection, book, since)
    of_both = {_place(each) for each in python if each.message.template in _OF_BOTH}
    by_database = {_place(each) for each in database}
    only = tuple(each for each in database if _place(each) not in of_both)
    differ: tuple[Fault, ...] = ()
    if of_both != by_database and min(len(python), len(database)) < MOST:
        differ = (fault(book, "disagree", python=len(python), database=len(database)),)
    return Verdict((*python, *only, *differ), len(python), len(database))


def _place(of: Fault) -> tuple[str, int | None]:
    return of.check, of.seq


def prove_across(connection: Connection) -> tuple[Fault, ...]:
    """Return what does not agree between the Center's book and the employers' books.

    Nothing is compared where the transaction does not see the Center's book.
    """
    _hold_still(connection, None)
    sums: dict[int, dict[Leaf, Decimal]] = defaultdict(dict)
    centers = [
        row.id for row in connection.execute(_BOOKS, {"book": None}) if row.kind == BookKind.CENTER
    ]
    for row in connection.execute(_SUMS):
        leaf = Leaf(row.code, row.grant_id, row.source, row.category)
        sums[row.book_id][leaf] = row.total * (CHART[row.code].sign if row.code in CHART else 0)
    return tuple(
        Fault(BookId(center), check, None, message)
        for center in centers
        for check, message in identities.across(
            sums[center], [of for book, of in sums.items() if book != center]
        )
    )


def _hold_still(connection: Connection, book: BookId | None) -> None:
    level = connection.execute(text("show transaction_isolation")).scalar_one()
    if level not in {"repeatable read", "serializable"}:
        books = [row.id for row in connection.execute(_BOOKS, {"book": book})]
        connection.execute(text("select ledger.lock_books(:books)"), {"books": books})
