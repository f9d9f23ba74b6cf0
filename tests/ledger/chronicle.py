"""Tells what happens to one grant, and holds every balance of every book against what is told."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

import pytest
from sqlalchemy import Connection, text

from ledger import book, control, events, identities, proof
from ledger.accounts import AccountRef
from ledger.events import Occasion, Purpose
from ledger.identities import Leaf
from ledger.journal import BookId, JournalEntry
from tests.ledger.story import GRANT, Books

Standing: TypeAlias = dict[str, Decimal]

RESEARCH = Purpose(GRANT, "FISCAL", "RND")
TRAINING = Purpose(GRANT, "FISCAL", "TRAIN")
MEETINGS = Purpose(GRANT, "FISCAL", "CONF")
EXCHANGE = Purpose(GRANT, "FISCAL", "EXCH")
MATCHED = Purpose(GRANT, "MATCH", "RND")


@dataclass
class Chronicle:
    """`told` is what stands on every account so far, such as "甲厂 2401.F FISCAL": 5.00."""

    connection: Connection
    books: Books
    told: Standing = field(default_factory=dict)

    def happens(self, *entries: JournalEntry, leaves: str) -> None:
        """Post the entries; then all balances are as told before, but for those `leaves` names."""
        book.post(self.connection, *entries)
        self._stands(leaves)

    def undoes(self, key: str, occasion: Occasion, *, leaves: str) -> book.Posted:
        """Take the entry of this key in the employer's book back, in the same way."""
        recorded = book.journal(self.connection, self.books.employer, limit=500)
        (wrong,) = [entry for entry in recorded if entry.key == key]
        undone = book.reverse(self.connection, wrong.id, occasion)
        self._stands(leaves)
        return undone

    def refuses(self, why: str, *entries: JournalEntry) -> None:
        """The entries are refused with this sentence, and nothing has changed."""
        with pytest.raises(book.PostingRefused) as refused, self.connection.begin_nested():
            book.post(self.connection, *entries)
        assert str(refused.value) == why
        self._stands("")

    def refuses_to_shut(self, why: str, of: BookId) -> None:
        """The grant's accounts in this book are not shut, for this reason."""
        with pytest.raises(book.PostingRefused) as refused, self.connection.begin_nested():
            control.close_grant(self.connection, of, GRANT)
        assert str(refused.value) == why

    def stands(self, of: BookId, account: AccountRef) -> Decimal:
        """What is left on an account, to be told away by the next event."""
        return book.balance(self.connection, of, account)

    def proves(self) -> None:
        """The chapter is over: the books prove themselves."""
        assert proof.prove(self.connection) == ()

    def ends_of_the_transfer_agree(self, approval: Occasion) -> None:
        """What left the old employer is on its way or with the new one (I5)."""
        moved: dict[Leaf, Decimal] = defaultdict(lambda: Decimal("0.00"))
        for of in (self.books.center, self.books.employer, self.books.other):
            for entry in book.journal(self.connection, of, grant=GRANT, limit=500):
                if entry.event == approval.identifier:
                    for line in entry.lines:
                        moved[_leaf(line.account)] += line.amount * line.account.type.sign
        assert moved
        assert list(identities.of_transfer(moved)) == []

    def everything_is_settled(self, spare: set[str]) -> None:
        """Nothing stands on any account but those in `spare`."""
        assert {name for name, amount in self.told.items() if amount} == spare

    def open_accounts_of_the_grant(self) -> int:
        """How many accounts of the grant still take postings, in all books."""
        statement = text(
            "select count(*) from ledger.balance b join ledger.account a on a.id = b.account_id"
            " where a.grant_id = :grant and b.open"
        )
        found: int = self.connection.execute(statement, {"grant": GRANT}).scalar_one()
        return found

    def _stands(self, leaves: str) -> None:
        for line in leaves.strip().splitlines():
            name, _, amount = line.strip().rpartition(" ")
            self.told[" ".join(name.split())] = Decimal(amount)
        found = {
            " ".join((label, *(part for part in leaf if part and part != GRANT))): amount
            for label, sums in self._sums().items()
            for leaf, amount in sums.items()
        }
        assert _not_nothing(found) == _not_nothing(self.told)
        self._agrees()

    def _agrees(self) -> None:
        center, *employers = self._sums().values()
        broken = [
            *identities.of_center(center),
            *(fault for sums in employers for fault in identities.of_employer(sums)),
            *identities.across(center, employers),
        ]
        assert [message.text() for _, message in broken] == []

    def _sums(self) -> dict[str, dict[Leaf, Decimal]]:
        named = {"中心": self.books.center, "甲厂": self.books.employer, "乙厂": self.books.other}
        return {
            label: {
                _leaf(ref): amount for ref, amount in book.balances(self.connection, of).items()
            }
            for label, of in named.items()
        }


def _leaf(account: AccountRef) -> Leaf:
    return Leaf(account.code, account.grant or "", account.source or "", account.category or "")


def _not_nothing(standing: Standing) -> Standing:
    return {name: amount for name, amount in sorted(standing.items()) if amount}


def close(chronicle: Chronicle, occasion: Occasion) -> tuple[JournalEntry, ...]:
    """Return the entries that bring the grant to nought in the books of all its employers."""
    books = chronicle.books
    left = {
        of: book.balances(chronicle.connection, of, GRANT) for of in (books.employer, books.other)
    }
    return events.close_grant(books.center, occasion, GRANT, left)
