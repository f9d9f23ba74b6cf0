"""The selectee changes employers: the grant keeps its number, its money changes books (Art. 30).

The three steps share one event: `pay_transfer` and `receive_transfer` are given an occasion that
names the `identifier` of the approval's, so that what left one book can be held against what
reached the other (I5 of `ledger.identities`).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ledger.accounts import AccountRef, Source
from ledger.events.amounts import (
    BANK,
    NOTHING,
    budget_opened,
    budget_withdrawn,
    funds,
    positive,
    purposes,
    total,
)
from ledger.events.occasion import Movement, Occasion, Purpose, entries
from ledger.journal import BookId, JournalEntry, credit, debit

_ANY: Final = tuple(Source)


def approve_transfer(
    old: BookId,
    new: BookId,
    occasion: Occasion,
    grant: str,
    money: Mapping[str, Decimal],
    budget: Mapping[Purpose, Decimal],
) -> tuple[JournalEntry, ...]:
    """批准划转: the grant's rest goes with the selectee to the new employer (Art. 30).

    `money` is unspent yuan by source, `budget` the available one by purpose. What the old employer
    added (MATCH) stays with it unless it is given here.
    Old employer: 借 2401.F 专项资金未用余额{g, s} / 贷 2241.OUT 应划转新单位款{g, s};
    budget: 借 9001 可用预算{g, s, c} / 贷 9000 预算控制{g, s};
    new employer, budget: 借 9000 预算控制{g, s} / 贷 9001 可用预算{g, s, c}.
    """
    if old == new:
        raise ValueError("a transfer has two employers")
    moved, followed = funds(money, _ANY), purposes(budget, grant)
    positive(total([*moved.values(), *followed.values()]))
    owed = _from_to(grant, moved, "2401.F", "2241.OUT")
    return entries(
        "approve_transfer",
        occasion,
        {old: [*owed, *budget_withdrawn(followed)], new: budget_opened(followed)},
    )


def pay_transfer(
    center: BookId, old: BookId, occasion: Occasion, grant: str, money: Mapping[str, Decimal]
) -> tuple[JournalEntry, ...]:
    """划转付款: the old employer pays; the money is on its way (Art. 30).

    Old employer: 借 2241.OUT 应划转新单位款{g, s} / 贷 1002.S 专户银行存款;
    Center, of fiscal money: 借 1218.T 在途拨款{g} / 贷 1218.A 拨出待核销{g}.
    `occasion.event` is the identifier of the approval.
    """
    moved = _on_the_way(occasion, money)
    paid = [
        *(debit(amount, AccountRef("2241.OUT", grant, source)) for source, amount in moved.items()),
        credit(total(moved.values()), BANK),
    ]
    watched = _watched(grant, moved, "1218.T", "1218.A")
    return entries("pay_transfer", occasion, {center: watched, old: paid})


def receive_transfer(
    center: BookId, new: BookId, occasion: Occasion, grant: str, money: Mapping[str, Decimal]
) -> tuple[JournalEntry, ...]:
    """划转到账: the money lies in the new employer's dedicated account (Art. 30).

    New employer: 借 1002.S 专户银行存款 / 贷 2401.F 专项资金未用余额{g, s};
    Center, of fiscal money: 借 1218.A 拨出待核销{g} / 贷 1218.T 在途拨款{g}.
    `occasion.event` is the identifier of the approval.
    """
    moved = _on_the_way(occasion, money)
    arrived = [
        debit(total(moved.values()), BANK),
        *(credit(amount, AccountRef("2401.F", grant, source)) for source, amount in moved.items()),
    ]
    watched = _watched(grant, moved, "1218.A", "1218.T")
    return entries("receive_transfer", occasion, {center: watched, new: arrived})


def _on_the_way(occasion: Occasion, money: Mapping[str, Decimal]) -> dict[Source, Decimal]:
    if occasion.event is None:
        raise ValueError("a step of a transfer names the event of its approval")
    moved = funds(money, _ANY)
    positive(total(moved.values()))
    return moved


def _from_to(
    grant: str, moved: Mapping[Source, Decimal], left: str, reached: str
) -> list[Movement]:
    return [
        movement
        for source, amount in moved.items()
        for movement in (
            debit(amount, AccountRef(left, grant, source)),
            credit(amount, AccountRef(reached, grant, source)),
        )
    ]


def _watched(grant: str, moved: Mapping[Source, Decimal], to: str, left: str) -> list[Movement]:
    fiscal = moved.get(Source.FISCAL, NOTHING)
    return [debit(fiscal, AccountRef(to, grant)), credit(fiscal, AccountRef(left, grant))]
