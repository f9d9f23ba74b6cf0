"""A walk through everything that can happen to a grant: each step is one that the books allow.

What is possible is read from the balances, so that a step the database refuses is a mistake of
either of the two.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection

from ledger import book, events
from ledger.accounts import AccountRef, Source
from ledger.events import Occasion, Purpose, Recall
from ledger.journal import BookId, JournalEntry
from tests.ledger.story import GRANT, Books, on, yuan

Step: TypeAlias = tuple[JournalEntry, ...]
CATEGORIES = ("RND", "TRAIN", "CONF")
NOTHING = yuan("0.00")
BANK, OWN = AccountRef("1002.S"), AccountRef("3999")


@dataclass
class Transfer:
    """A transfer that is under way, and what of it has been paid."""

    event: UUID
    old: BookId
    new: BookId
    money: dict[str, Decimal]
    paid: bool = False


@dataclass
class Walk:
    """`standing` is what all books hold; `arriving` the instalments that are on their way."""

    connection: Connection
    books: Books
    chance: random.Random
    standing: dict[BookId, dict[AccountRef, Decimal]] = field(default_factory=dict)
    arriving: list[Decimal] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    number: int = 0

    def look(self) -> None:
        """Read every balance of every book."""
        self.standing = {
            of: book.balances(self.connection, of)
            for of in (self.books.center, self.books.employer, self.books.other)
        }

    def steps(self) -> Iterator[Step]:
        """Give steps without end, each possible in what was last looked at."""
        self.look()
        taken: Counter[Move] = Counter()
        while True:
            self.number += 1
            weights = {move: (taken[move] + 1) * self.chance.random() for move in MOVES}
            for move in sorted(MOVES, key=weights.__getitem__):  # the rarer, the sooner
                if step := move(self):
                    taken[move] += 1
                    yield step
                    break

    def on(self, event: UUID | None = None) -> Occasion:
        return on(f"step:{self.number}", event=event)

    @property
    def center(self) -> BookId:
        return self.books.center

    @property
    def employer(self) -> BookId:
        return self.chance.choice((self.books.employer, self.books.other))

    def stands(self, of: BookId, account: AccountRef) -> Decimal:
        return self.standing[of].get(account, NOTHING)

    def at_center(self, code: str) -> Decimal:
        """What the Center has on an account, kept by grant or not."""
        amounts = (a for ref, a in self.standing[self.center].items() if ref.code == code)
        return sum(amounts, NOTHING)

    def fiscal_spent(self) -> Decimal:
        account = AccountRef("6117.G", GRANT, "FISCAL")
        return self.stands(self.books.employer, account) + self.stands(self.books.other, account)

    def purpose(self, of: BookId, code: str) -> Purpose | None:
        """Some purpose for which something stands on this account."""
        found = [
            Purpose(ref.grant or "", ref.source or "", ref.category or "")
            for ref, amount in self.standing[of].items()
            if ref.code == code and amount > 0
        ]
        return self.chance.choice(found) if found else None

    def part(self, *limits: Decimal) -> Decimal:
        """Some amount up to the least of the limits, often all; nought where there is none."""
        fen = int(min(limits) * 100)
        if fen <= 0:
            return NOTHING
        return Decimal(self.chance.choice((fen, self.chance.randint(1, fen)))).scaleb(-2)

    def budget(self, of: BookId, source: str, upto: Decimal) -> dict[Purpose, Decimal]:
        """Available budget of a source, direction by direction, up to an amount."""
        found: dict[Purpose, Decimal] = {}
        for category in CATEGORIES:
            purpose = Purpose(GRANT, source, category)
            if taken := min(upto, self.stands(of, purpose.on("9001"))):
                found[purpose] = taken
                upto -= taken
        return found


Move: TypeAlias = Callable[[Walk], Step | None]


def appropriate(walk: Walk) -> Step | None:
    return (events.appropriate(walk.center, walk.on(), walk.part(yuan("500000.00"))),)


def commit(walk: Walk) -> Step | None:
    if not (amount := walk.part(walk.at_center("9101"), yuan("300000.00"))):
        return None
    budget = {walk.chance.choice(CATEGORIES): amount}
    return events.commit_agreement(walk.center, walk.employer, walk.on(), GRANT, budget)


def cancel(walk: Walk) -> Step | None:
    employer = walk.employer
    available = walk.budget(employer, "FISCAL", walk.part(walk.at_center("9102")))
    budget = {purpose.category: amount for purpose, amount in available.items()}
    if not budget:
        return None
    return events.cancel_commitment(walk.center, employer, walk.on(), GRANT, budget)


def disburse(walk: Walk) -> Step | None:
    if not (amount := walk.part(walk.at_center("9102"), walk.at_center("1011"))):
        return None
    walk.arriving.append(amount)
    return (events.disburse(walk.center, walk.on(), GRANT, amount),)


def arrive(walk: Walk) -> Step | None:
    if not walk.arriving:
        return None
    amount, occasion = walk.arriving.pop(), walk.on()
    return (
        events.receive(walk.employer, occasion, GRANT, amount),
        events.confirm_receipt(walk.center, occasion, GRANT, amount),
    )


def contribute(walk: Walk) -> Step | None:
    budget = {walk.chance.choice(CATEGORIES): walk.part(yuan("50000.00"))}
    source = walk.chance.choice(("MATCH", "RAISED"))
    return (events.contribute(walk.employer, walk.on(), GRANT, source, budget),)


def reserve(walk: Walk) -> Step | None:
    employer = walk.employer
    if not (purpose := walk.purpose(employer, "9001")):
        return None
    amount = walk.part(walk.stands(employer, purpose.on("9001")), yuan("20000.00"))
    return (events.reserve(employer, walk.on(), purpose, amount),)


def release(walk: Walk) -> Step | None:
    employer = walk.employer
    if not (purpose := walk.purpose(employer, "9002")):
        return None
    amount = walk.part(walk.stands(employer, purpose.on("9002")))
    return (events.release(employer, walk.on(), purpose, amount),)


def use(walk: Walk) -> Step | None:
    """A reserved claim is paid, laid out by the employer, or handed out in advance."""
    employer = walk.employer
    if not (purpose := walk.purpose(employer, "9002")):
        return None
    reserved = walk.part(walk.stands(employer, purpose.on("9002")))
    unspent = walk.stands(employer, purpose.fund("2401.F"))
    bank = walk.stands(employer, BANK)
    if not (amount := walk.part(reserved, unspent, bank)):
        return None
    spend = walk.chance.choice((events.spend, events.spend_pre_project))
    if walk.chance.random() < 0.4:  # a good part of claims begin with an advance
        return (events.advance(employer, walk.on(), purpose, amount),)
    return (spend(employer, walk.on(), purpose, amount, reserved),)


def reimburse(walk: Walk) -> Step | None:
    employer = walk.employer
    owed = walk.stands(employer, AccountRef("2241.ADV", GRANT))
    if not (amount := walk.part(owed, walk.stands(employer, BANK))):
        return None
    return (events.reimburse_employer(employer, walk.on(), GRANT, amount),)


def settle(walk: Walk) -> Step | None:
    employer = walk.employer
    if not (purpose := walk.purpose(employer, "1221.PRE")):
        return None
    outside = walk.stands(employer, purpose.on("1221.PRE"))
    if walk.chance.random() < 0.4:  # travellers often bring something back
        return (events.return_advance(employer, walk.on(), purpose, walk.part(outside)),)
    reserved = walk.part(walk.stands(employer, purpose.on("9002")))
    if not (amount := walk.part(outside, reserved)):
        return None
    return (events.settle_advance(employer, walk.on(), purpose, amount, reserved),)


def keep(walk: Walk) -> Step | None:
    employer, some = walk.employer, walk.part(yuan("99.99"))
    event = walk.chance.choice((events.bank_fee, events.top_up, None))
    if event is None:
        return (events.interest(employer, walk.on(), {GRANT: some}),)
    account = BANK if event is events.bank_fee else AccountRef("1221.OWN", GRANT)
    if not (amount := walk.part(walk.stands(employer, account), some)):
        return None
    return (event(employer, walk.on(), GRANT, amount),)


def stray(walk: Walk) -> Step | None:
    employer = walk.employer
    back = walk.part(walk.stands(employer, OWN), walk.stands(employer, BANK))
    if back:
        return (events.stray_return(employer, walk.on(), back),)
    return (events.stray_receipt(employer, walk.on(), walk.part(yuan("500.00"))),)


def reallocate(walk: Walk) -> Step | None:
    employer = walk.employer
    if not (taken := walk.purpose(employer, "9001")):
        return None
    given = Purpose(GRANT, taken.source, walk.chance.choice(CATEGORIES))
    if given == taken:
        return None
    amount = walk.part(walk.stands(employer, taken.on("9001")))
    return (events.reallocate(employer, walk.on(), taken, given, amount),)


def disallow(walk: Walk) -> Step | None:
    employer = walk.employer
    if not (purpose := walk.purpose(employer, "5301.X")):
        return None
    amount = walk.part(walk.stands(employer, purpose.on("5301.X")))
    return (events.disallow(employer, walk.on(), purpose, amount),)


def come_back(walk: Walk) -> Step | None:
    """A supplier refunds, or the employer puts back; what had been accepted no longer is."""
    employer = walk.employer
    code, event = walk.chance.choice((("5301.X", events.refund), ("5301.D", events.put_back)))
    if not (purpose := walk.purpose(employer, code)):
        return None
    amount = walk.part(walk.stands(employer, purpose.on(code)))
    step: Step = (event(employer, walk.on(), purpose, amount),)
    withdrawn = walk.at_center("5001") - walk.fiscal_spent() + amount
    if purpose.source == Source.FISCAL and withdrawn > 0:
        step += (events.withdraw_acceptance(walk.center, walk.on(), GRANT, withdrawn),)
    return step


def accept(walk: Walk) -> Step | None:
    spent = walk.fiscal_spent() - walk.at_center("5001")
    if not (amount := walk.part(spent, walk.at_center("1218.A"))):
        return None
    return (events.accept(walk.center, walk.on(), GRANT, amount),)


def approve_transfer(walk: Walk) -> Step | None:
    old = walk.employer
    new = walk.books.other if old == walk.books.employer else walk.books.employer
    money = {
        source.value: amount
        for source in Source
        if (amount := walk.part(walk.stands(old, AccountRef("2401.F", GRANT, source))))
    }
    if not money:
        return None
    budget = walk.budget(old, walk.chance.choice([*money]), yuan("100000.00"))
    occasion = walk.on()
    walk.transfers.append(Transfer(occasion.identifier, old, new, money))
    return events.approve_transfer(old, new, occasion, GRANT, money, budget)


def go_on_with_a_transfer(walk: Walk) -> Step | None:
    if not walk.transfers:
        return None
    moving = walk.chance.choice(walk.transfers)
    occasion = walk.on(moving.event)
    if moving.paid:
        walk.transfers.remove(moving)
        return events.receive_transfer(walk.center, moving.new, occasion, GRANT, moving.money)
    if sum(moving.money.values()) > walk.stands(moving.old, BANK):
        return None
    moving.paid = True
    return events.pay_transfer(walk.center, moving.old, occasion, GRANT, moving.money)


def claw_back(walk: Walk) -> Step | None:
    employer = walk.employer
    unspent = walk.part(walk.stands(employer, AccountRef("2401.F", GRANT, "FISCAL")))
    budget = walk.budget(employer, "FISCAL", unspent)
    disallowed = _some(walk, employer, "5301.D")
    spent = _some(walk, employer, "5301.X") if walk.chance.random() < 1 / 4 else {}
    earned = walk.part(walk.stands(employer, AccountRef("2401.F", GRANT, "INTEREST")))
    money = {"FISCAL": sum(budget.values(), NOTHING), "INTEREST": earned}
    found = sum([*disallowed.values(), *spent.values()], NOTHING)
    if not found + sum(money.values()):
        return None
    accepted = max(walk.at_center("5001") - walk.fiscal_spent() + found, NOTHING)
    event = events.claw_back if found else events.return_surplus
    recall = Recall(GRANT, money, budget, disallowed, accepted if found else NOTHING, spent)
    return event(walk.center, employer, walk.on(), recall)


def _some(walk: Walk, employer: BookId, code: str) -> dict[Purpose, Decimal]:
    """Give a part of the fiscal money that stands on an account of each direction."""
    return {
        purpose: amount
        for purpose in (Purpose(GRANT, "FISCAL", category) for category in CATEGORIES)
        if (amount := walk.part(walk.stands(employer, purpose.on(code))))
    }


def repay(walk: Walk) -> Step | None:
    employer = walk.employer
    source = walk.chance.choice(("FISCAL", "INTEREST"))
    owed = walk.stands(employer, AccountRef("2241.RTN", GRANT, source))
    if not (amount := walk.part(owed, walk.stands(employer, BANK))):
        return None
    return events.repay(walk.center, employer, walk.on(), GRANT, {source: amount})


def bring_home(walk: Walk) -> Step | None:
    lying, due = walk.at_center("1002"), walk.at_center("2103")
    if amount := walk.part(lying - due):
        return (events.declare_to_treasury(walk.center, walk.on(), amount),)
    if amount := walk.part(walk.at_center("1218.B")):
        return (events.recover(walk.center, walk.on(), GRANT, amount),)
    if amount := walk.part(lying, due):
        return (events.remit(walk.center, walk.on(), amount),)
    return None


def release_matching(walk: Walk) -> Step | None:
    employer, source = walk.employer, walk.chance.choice(("MATCH", "RAISED"))
    unspent = walk.stands(employer, AccountRef("2401.F", GRANT, source))
    available = walk.budget(employer, source, walk.part(unspent, walk.stands(employer, BANK)))
    if not available:
        return None
    budget = {purpose.category: amount for purpose, amount in available.items()}
    return (events.release_matching(employer, walk.on(), GRANT, source, budget),)


MOVES: tuple[Move, ...] = (
    appropriate, commit, cancel, disburse, arrive, contribute, reserve, release, use, reimburse,
    settle, keep, stray, reallocate, disallow, come_back, accept, approve_transfer,
    go_on_with_a_transfer, claw_back, repay, bring_home, release_matching,
)  # fmt: skip
