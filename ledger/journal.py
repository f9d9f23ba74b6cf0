"""Entries of the journal (记账凭证) as values that cannot be built wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NewType
from uuid import UUID

from ledger.accounts import AccountRef, Layer

BookId = NewType("BookId", int)
EntryId = NewType("EntryId", int)

FEN: Final = Decimal("0.01")
LARGEST: Final = Decimal("99999999999999.99")
WORDS: Final = frozenset({"记", "收", "付", "转"})  # 凭证字
_TEXT_LIMITS: Final = {"key": 200, "kind": 40, "actor": 100, "approver": 100, "memo": 500}


def money(amount: Decimal) -> Decimal:
    """Return the amount in yuan with exactly two places; `ValueError` when that would change it."""
    if not amount.is_finite() or abs(amount) > LARGEST:
        raise ValueError(f"not an amount of money: {amount!r}")
    exact = amount.quantize(FEN)
    if exact != amount:
        raise ValueError(f"an amount has at most two places: {amount}")
    return exact


@dataclass(frozen=True)
class Posting:
    """One 借/贷 line: yuan on one account, debit positive, credit negative, never nought."""

    account: AccountRef
    amount: Decimal

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", money(self.amount))
        if not self.amount:
            raise ValueError(f"a posting of nothing on {self.account}")


def debit(amount: Decimal, account: AccountRef) -> tuple[AccountRef, Decimal]:
    """Return what 借记 `account` means for its balance."""
    return account, money(amount)


def credit(amount: Decimal, account: AccountRef) -> tuple[AccountRef, Decimal]:
    """Return what 贷记 `account` means for its balance."""
    return account, -money(amount)


def netted(movements: Iterable[tuple[AccountRef, Decimal]]) -> tuple[Posting, ...]:
    """Join movements on the same account and drop what cancels out.

    The floor of a balance is judged per line, so an entry must not pass through a low point.
    """
    sums: dict[AccountRef, Decimal] = {}
    for account, amount in movements:
        sums[account] = sums.get(account, Decimal("0.00")) + amount
    return tuple(Posting(account, amount) for account, amount in sums.items() if amount)


@dataclass(frozen=True)
class JournalEntry:
    """One entry for one book, zero in every layer. Raises `ValueError` when it would not be.

    `key` makes posting safe to repeat: same key and same content is the same entry. `event` ties
    together the entries that one event leaves in several books. `actor` and `approver` are
    identifiers, never names of people: the journal cannot forget (Art. 34). `meta` holds further
    identifiers, such as the SHA-256 of the original. `effective_on` is a Beijing business date.
    """

    book: BookId
    kind: str
    key: str
    effective_on: date
    postings: tuple[Posting, ...]
    actor: str
    approver: str | None = None
    event: UUID | None = None
    memo: str = ""
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    reverses: EntryId | None = None
    word: str = "记"

    def __post_init__(self) -> None:
        object.__setattr__(self, "meta", MappingProxyType(dict(self.meta)))
        self._check_texts()
        accounts = {posting.account for posting in self.postings}
        if len(self.postings) < 2 or len(accounts) < len(self.postings):  # noqa: PLR2004  # double entry
            raise ValueError("an entry has two lines or more, each on an account of its own")
        if len({account.type.book for account in accounts}) > 1:
            raise ValueError("an entry stays inside one book")
        for layer in Layer:
            if self.total(layer):
                raise ValueError(f"layer {layer} is out of balance by {self.total(layer)}")

    def _check_texts(self) -> None:
        for name, limit in _TEXT_LIMITS.items():
            value = getattr(self, name)
            if value is not None and len(value) > limit:
                raise ValueError(f"{name} is longer than {limit} characters")
        if not (self.key and self.kind and self.actor) or self.approver == "":
            raise ValueError("an entry has a key, a kind and an actor; no approver is None")
        if self.word not in WORDS:
            raise ValueError(f"no such voucher word: {self.word!r}")

    def total(self, layer: Layer) -> Decimal:
        """Sum of all lines in one layer, in yuan: nought for every entry that exists."""
        return sum(
            (p.amount for p in self.postings if p.account.type.layer is layer), Decimal("0.00")
        )

    def reversed(
        self,
        original: EntryId,
        *,
        key: str,
        effective_on: date,
        actor: str,
        approver: str | None = None,
        memo: str = "",
    ) -> "JournalEntry":
        """Return the entry that takes this one back (冲销): every line with the other sign.

        `original` is the posted entry's identifier; the database lets it be reversed once only.
        """
        mirrored = tuple(Posting(p.account, -p.amount) for p in self.postings)
        return replace(
            self,
            kind="reverse",
            key=key,
            effective_on=effective_on,
            actor=actor,
            approver=approver,
            memo=memo,
            postings=mirrored,
            reverses=original,
        )

    def dated(self, effective_on: date) -> "JournalEntry":
        """Return the same entry effective on another day."""
        return replace(self, effective_on=effective_on)
