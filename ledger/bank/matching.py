"""Which lines of the bank and of the book are the same money: a pure and repeatable search.

Only what has exactly one answer is proposed; where several lines would do, all are offered to a
person with what speaks for each. Every proposal waits for a person all the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
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
    """Lines that come to the same sum; one side may be empty when the other cancels out."""

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
        self.bank = [item for item in self.bank if item not in bank]
        self.book = [item for item in self.book if item not in book]

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
    times = Counter[Item](item for edge in edges for item in edge)
    for one, other in edges:
        if times[one] == times[other] == 1:
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
    if any(item.amount == target.amount and _near(item, target, limits.days) for item in free):
        return  # a single line would do: a person looks at that first
    near = [
        item
        for item in free
        if (item.amount > 0) == (target.amount > 0)
        and abs(item.amount) < abs(target.amount)
        and _near(item, target, limits.days)
    ]
    near.sort(key=lambda item: (abs((item.day - target.day).days), item))
    window = near[: limits.window]
    for size in range(2, limits.group + 1):
        groups = (group for group in combinations(window, size) if total(group) == target.amount)
        yield from (tuple(sorted(group)) for group in groups)


def _offers(found: _Search) -> Iterator[Proposal]:
    """Say for each free line of the bank what it might be, the nearest first."""
    for one in found.bank:
        same = [
            other
            for other in found.book
            if one.amount == other.amount and _near(one, other, found.limits.named_days)
        ]
        same.sort(key=lambda other: (abs((one.day - other.day).days), other))
        shown = [[other] for other in same]
        shown += [list(group) for group in _sums(one, found.book, found.limits)]
        for group in shown[: found.limits.offers]:
            offered = found.proposal("offer", [one], group)
            if len(shown) > 1:
                several = Fact("several", {"count": str(len(shown) - 1)})
                offered = Proposal("offer", (one,), tuple(group), (*offered.evidence, several))
            yield offered
