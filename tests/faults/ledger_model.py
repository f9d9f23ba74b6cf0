"""The ledger as plain Python, a few dictionaries: what PostgreSQL's answers are compared with.

It shares the values of entries with the ledger and nothing else: no rule, no number, no sum.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from ledger.accounts import CHART, AccountRef, Layer
from ledger.journal import JournalEntry

NOTHING = Decimal("0.00")
BEGINNING = date(1999, 12, 31)


class Refused(Exception):  # noqa: N818  # an answer, like the ledger's
    """The model refuses; the message is the name of the refusal."""


@dataclass
class Account:
    floor: Decimal | None
    posted: Decimal = NOTHING
    is_open: bool = True


@dataclass(frozen=True)
class Receipt:
    seq: int
    period: int
    number: int
    replayed: bool


@dataclass
class ModelBook:
    """One book: its accounts, its entries by key, and what governs it."""

    accounts: dict[AccountRef, Account] = field(default_factory=dict)
    entries: dict[str, tuple[JournalEntry, Receipt]] = field(default_factory=dict)
    numbers: Counter[tuple[int, str]] = field(default_factory=Counter)
    reversed: set[int] = field(default_factory=set)
    tolerances: dict[str, Decimal] = field(default_factory=dict)
    closed: date = BEGINNING
    soft: date = BEGINNING
    halted: bool = False

    def copy(self) -> "ModelBook":
        return replace(
            self,
            accounts={name: replace(account) for name, account in self.accounts.items()},
            entries=dict(self.entries),
            numbers=Counter(self.numbers),
            reversed=set(self.reversed),
        )

    def post(self, entry: JournalEntry) -> Receipt:
        if entry.key in self.entries:
            first, receipt = self.entries[entry.key]
            if first != entry:
                raise Refused("IdempotencyConflict")
            return Receipt(receipt.seq, receipt.period, receipt.number, replayed=True)
        self._may(entry)
        for posting in entry.postings:
            self.account(posting.account)
        self._has(entry)
        for posting in entry.postings:
            self.accounts[posting.account].posted += posting.amount
        day = entry.effective_on
        period = day.year * 100 + day.month
        self.numbers[period, entry.word] += 1
        number = self.numbers[period, entry.word]
        receipt = Receipt(len(self.entries) + 1, period, number, replayed=False)
        self.entries[entry.key] = (entry, receipt)
        if entry.reverses is not None:
            self.reversed.add(entry.reverses)
        return receipt

    def _may(self, entry: JournalEntry) -> None:
        if self.halted:
            raise Refused("BookHalted")
        if entry.reverses in self.reversed:
            raise Refused("AlreadyReversed")
        if entry.effective_on <= self.closed:
            raise Refused("PeriodClosed")
        if entry.effective_on <= self.soft and "late_reason" not in entry.meta:
            raise Refused("PeriodClosing")

    def _has(self, entry: JournalEntry) -> None:
        if not all(self.accounts[posting.account].is_open for posting in entry.postings):
            raise Refused("AccountClosed")
        for posting in entry.postings:
            account, type_ = self.accounts[posting.account], CHART[posting.account.code]
            standing = (account.posted + posting.amount) * type_.sign
            if account.floor is not None and standing < account.floor:
                budget = type_.layer is Layer.BUDGET
                raise Refused("OverBudget" if budget else "InsufficientFunds")

    def account(self, name: AccountRef) -> Account:
        if name not in self.accounts:
            floor = NOTHING if CHART[name.code].floor_zero else None
            if name.code == "9001":
                floor = -self.tolerances.get(name.grant or "", NOTHING)
            self.accounts[name] = Account(floor)
        return self.accounts[name]

    def close(self, day: date) -> None:
        if self.halted:
            raise Refused("BookHalted")
        self.closed = max(self.closed, day)
        self.soft = max(self.soft, day)

    def soft_close(self, day: date) -> None:
        self.soft = max(self.closed, day)

    def first_open_day(self) -> date:
        return self.soft + timedelta(days=1)

    def set_tolerance(self, grant: str, tolerance: Decimal) -> None:
        if any(name.code == "9001" and name.grant == grant for name in self.accounts):
            raise Refused("ToleranceTooLate")
        self.tolerances[grant] = tolerance

    def close_grant(self, grant: str) -> None:
        of_grant = [account for name, account in self.accounts.items() if name.grant == grant]
        if any(account.posted for account in of_grant):
            raise Refused("AccountNotEmpty")
        for account in of_grant:
            account.is_open = False

    def balances(self) -> dict[AccountRef, Decimal]:
        return {
            name: account.posted * CHART[name.code].sign for name, account in self.accounts.items()
        }


@dataclass
class Model:
    """All books. What is refused leaves no trace in any of them."""

    books: dict[int, ModelBook]

    def post(self, *entries: JournalEntry) -> list[Receipt]:
        attempt = {of: model.copy() for of, model in self.books.items()}
        receipts = [attempt[entry.book].post(entry) for entry in entries]
        self.books = attempt
        return receipts
