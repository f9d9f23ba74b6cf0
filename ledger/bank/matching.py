"""Which lines of the bank and of the book are the same money: a pure and repeatable search.

Only what has exactly one answer is proposed; where several lines would do, all are offered to a
person with what speaks for each. Every proposal waits for a person all the same.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from heapq import nsmallest
from itertools import combinations
from typing import Final, TypeVar

from ledger.bank import evidence
from ledger.bank.evidence import NO_CLUES, Clues, Fact
from ledger.bank.items import BankItem, BookItem, Item, total

I = TypeVar("I", BankItem, BookItem)  # noqa: E741  # an item of either side
MANUAL: Final = "manual"  # the rule of a match that a person made


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How far the search goes. The defaults are ours, and every page that uses them shows them."""

    days: int = 7  # between bank and book, where amount alone speaks
    named_days: int = 45  # where the bank's line bears the book's number
    group: int = 4  # lines on the side of many
    window: int = 14  # candidates looked at for a group, the nearest in time
    offers: int = 5  # candidates shown for a line with several


DEFAULTS: Final = Thresholds()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Lines that come to the same sum; no bank is needed for vouchers that cancel each other."""

    rule: str
    bank: tuple[BankItem, ...]
    book: tuple[BookItem, ...]
    evidence: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What is proposed, and for what is left what a person may choose from."""

    proposals: tuple[Proposal, ...]
    offers: tuple[Proposal, ...]


class _Search:
    """The lines that are still free, and what was found for the others."""

    def __init__(
        self,
        bank: Iterable[BankItem],
        book: Iterable[BookItem],
        clues: Mapping[int, Clues],
        limits: Thresholds,
    ) -> None:
        self.bank, self.book = sorted(bank), sorted(book)
        self.clues, self.limits = clues, limits
        self.proposals: list[Proposal] = []

    def proposal(self, rule: str, bank: Sequence[BankItem], book: Sequence[BookItem]) -> Proposal:
        return Proposal(rule, tuple(bank), tuple(book), evidence.of(bank, book, self.clues))

    def take(self, rule: str, bank: Sequence[BankItem], book: Sequence[BookItem]) -> None:
        self.proposals.append(self.proposal(rule, bank, book))
        gone_bank, gone_book = {item.id for item in bank}, {item.entry for item in book}
        self.bank = [item for item in self.bank if item.id not in gone_bank]
        self.book = [item for item in self.book if item.entry not in gone_book]

    def clue(self, item: BookItem) -> Clues:
        return self.clues.get(item.entry, NO_CLUES)


def search(
    bank: Iterable[BankItem],
    book: Iterable[BookItem],
    clues: Mapping[int, Clues],
    limits: Thresholds = DEFAULTS,
) -> Found:
    """Search among free lines, the strongest evidence first; the same lines, the same answer."""
    found = _Search(bank, book, clues, limits)
    _reversals(found)
    _pairs(found, "reference", _named(found))
    _pairs(found, "counterparty", _party(found))
    _pairs(found, "amount", lambda one, other: _near(one, other, limits.days))
    _groups(found)
    return Found(tuple(found.proposals), tuple(_offers(found)))


def _reversals(found: _Search) -> None:
    """Join a voucher and its reversal: the bank knows of neither."""
    by_entry = {item.entry: item for item in found.book}
    for item in list(found.book):
        original = by_entry.get(item.reverses) if item.reverses is not None else None
        if original is not None and original.amount == -item.amount:
            found.take("reversal", [], [original, item])


def _near(one: Item, other: Item, days: int) -> bool:
    return abs((one.day - other.day).days) <= days


def _named(found: _Search) -> Callable[[BankItem, BookItem], bool]:
    return lambda one, other: (
        _near(one, other, found.limits.named_days) and evidence.named(one, found.clue(other))
    )


def _party(found: _Search) -> Callable[[BankItem, BookItem], bool]:
    return lambda one, other: (
        _near(one, other, found.limits.days) and evidence.known_party(one, found.clue(other))
    )


def _pairs(found: _Search, rule: str, fits: Callable[[BankItem, BookItem], bool]) -> None:
    """One to one with the same amount: where each is the only one for the other."""
    of_amount: dict[Decimal, list[BookItem]] = {}
    for other in found.book:
        of_amount.setdefault(other.amount, []).append(other)
    edges = [
        (one, other)
        for one in found.bank
        for other in of_amount.get(one.amount, ())
        if fits(one, other)
    ]
    of_bank = Counter(one.id for one, _ in edges)
    of_book = Counter(other.entry for _, other in edges)
    for one, other in edges:
        if of_bank[one.id] == of_book[other.entry] == 1:
            found.take(rule, [one], [other])


def _groups(found: _Search) -> None:
    """One to several, then several to one: where exactly one group comes to the sum."""
    for one in list(found.bank):
        groups = list(_sums(one, found.book, found.limits))
        if len(groups) == 1 and one in found.bank:
            found.take("one_to_many", [one], groups[0])
    for other in list(found.book):
        many = list(_sums(other, found.bank, found.limits))
        if len(many) == 1 and other in found.book:
            found.take("many_to_one", many[0], [other])


def _sums(target: Item, free: Sequence[I], limits: Thresholds) -> Iterator[tuple[I, ...]]:
    """Yield groups of two or more that come to the target, among the nearest of its direction."""
    around = _around(free, target, limits.days)
    if any(item.amount == target.amount for item in around):
        return  # a single line would do: a person looks at that first
    near = [
        item
        for item in around
        if (item.amount > 0) == (target.amount > 0) and abs(item.amount) < abs(target.amount)
    ]
    near.sort(key=lambda item: (abs((item.day - target.day).days), item))
    window = _useful(near[: limits.window], target)
    fen, wanted = [int(item.amount * 100) for item in window], int(target.amount * 100)
    for size in range(2, min(limits.group, len(window)) + 1):
        sums = map(sum, combinations(fen, size))  # in whole fen: thousands of sums a line
        for group, reached in zip(combinations(window, size), sums, strict=True):
            if reached == wanted:
                yield tuple(sorted(group))


def _around(free: Sequence[I], target: Item, days: int) -> Sequence[I]:
    """Return the lines within some days; `free` is sorted by day."""
    reach = timedelta(days=days)
    begin = bisect_left(free, target.day - reach, key=lambda item: item.day)
    return free[begin : bisect_right(free, target.day + reach, key=lambda item: item.day)]


def _useful(window: list[I], target: Item) -> list[I]:
    """Return nothing where even all of them together do not reach the target."""
    return window if abs(total(window)) >= abs(target.amount) else []


def _offers(found: _Search) -> Iterator[Proposal]:
    """Say for each free line of the bank what it might be, the nearest first."""
    for one in found.bank:
        around = _around(found.book, one, found.limits.named_days)
        same = [other for other in around if one.amount == other.amount]
        groups = list(_sums(one, found.book, found.limits))
        count = len(same) + len(groups)
        shown = [(other,) for other in _nearest(one, same, found.limits.offers)]
        for group in [*shown, *groups][: found.limits.offers]:
            offered = found.proposal("offer", [one], group)
            if count > 1:
                several = Fact("several", {"count": str(count - 1)})
                offered = Proposal("offer", (one,), tuple(group), (*offered.evidence, several))
            yield offered


def _nearest(one: BankItem, same: list[BookItem], most: int) -> list[BookItem]:
    return nsmallest(most, same, key=lambda other: (abs((one.day - other.day).days), other))
