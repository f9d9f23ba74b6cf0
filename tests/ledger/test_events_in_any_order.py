"""Whatever happens, in whatever order: the identities hold after every step, and undoing it."""

import random
from collections import Counter
from decimal import Decimal
from itertools import islice
from uuid import UUID

import pytest
from sqlalchemy import Connection

from ledger import book, events, flows, identities, proof
from ledger.accounts import AccountRef
from ledger.identities import Leaf, Sums
from ledger.journal import BookId, EntryId, JournalEntry
from tests.ledger.story import GRANT, on, open_books
from tests.ledger.walk import Step, Walk

pytestmark = pytest.mark.slow

WALKS, STEPS = 3, 100
# The beginning and the end are no steps on the way; they have stories of their own.
ELSEWHERE = {"open_balances", "close_grant", "reverse", "together"}


def test_the_identities_hold_after_every_step_and_undoing_them_leaves_nothing(
    ledger_connection: Connection,
) -> None:
    kinds: Counter[str] = Counter()
    for seed in range(WALKS):
        with ledger_connection.begin_nested() as walked:
            chance = random.Random(seed)  # noqa: S311  # a repeatable walk, no secret
            walk = Walk(ledger_connection, open_books(ledger_connection), chance)
            entries = _walked(walk)
            kinds.update(entry.kind for entry in entries)
            assert proof.prove(ledger_connection) == ()
            walked.rollback()
    every = {name for name in events.__all__ if name[0].islower()}
    assert every - kinds.keys() == ELSEWHERE


def _walked(walk: Walk) -> list[JournalEntry]:
    """Take the steps, then undo them all, the last one first."""
    posted: list[tuple[Step, list[EntryId]]] = []
    transfers: dict[UUID, dict[Leaf, Decimal]] = {}
    for step in islice(walk.steps(), STEPS):
        posted.append((step, [got.entry_id for got in book.post(walk.connection, *step)]))
        transfers |= {of.event: {} for of in walk.transfers if of.event not in transfers}
        _all_is_well(walk, transfers, step)
    for number, (step, entries) in enumerate(reversed(posted)):
        for entry in entries:
            book.reverse(walk.connection, entry, on(f"undo:{number}"))
        _all_is_well(walk, transfers, tuple(events.reverse(of, EntryId(0), on("u")) for of in step))
    assert not any(amount for of in walk.standing.values() for amount in of.values())
    return [entry for step, _ in posted for entry in step]


def _all_is_well(walk: Walk, transfers: dict[UUID, dict[Leaf, Decimal]], step: Step) -> None:
    """Every identity holds, in the books as they stand and in every transfer so far."""
    walk.look()
    assert _broken(walk) == []
    for entry in step:
        if entry.event in transfers:
            moved = transfers[entry.event]
            for posting in entry.postings:
                leaf, grown = _leaf(posting.account), posting.amount * posting.account.type.sign
                moved[leaf] = moved.get(leaf, Decimal("0.00")) + grown
    for moved in transfers.values():
        assert list(identities.of_transfer(moved)) == []
    for of in (walk.books.employer, walk.books.other):
        _what_came_is_there_or_gone(walk, of)


def _what_came_is_there_or_gone(walk: Walk, of: BookId) -> None:
    """Of each source: received less what left is spent, handed out in advance or unspent."""
    left = ("2401.F", "2401.P", "5301.X", "5301.D")
    for source, flow in flows.of_grant(walk.connection, of, GRANT).items():
        found = (
            amount
            for account, amount in walk.standing[of].items()
            if account.code in left and account.source == source
        )
        assert flow.received - flow.moved_out - flow.returned == sum(found)


def _broken(walk: Walk) -> list[str]:
    sums: dict[BookId, Sums] = {
        of: {_leaf(ref): amount for ref, amount in balances.items()}
        for of, balances in walk.standing.items()
    }
    center = sums.pop(walk.center)
    found = [
        *identities.of_center(center),
        *(fault for of in sums.values() for fault in identities.of_employer(of)),
        *identities.across(center, sums.values()),
    ]
    return [message.text() for _, message in found]


def _leaf(account: AccountRef) -> Leaf:
    return Leaf(account.code, account.grant or "", account.source or "", account.category or "")
