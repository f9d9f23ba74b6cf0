"""线索: something that stands out in the whole population. A lead for a person, never a verdict.

A signal says what stands out, which claims it is about, with which figures and bounds it was found.
Its key names what it is about, so that another night finds the same signal again. Money is in fen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from compliance.calendar import Calendar
from compliance.messages import N_, Message, Value
from compliance.signal_thresholds import FEN, Thresholds
from compliance.wording import yuan

NOT_A_VERDICT = N_("线索，不是结论：请先核对凭证和说明，再决定是否跟进。")
_Key = TypeVar("_Key")


class Purchase(NamedTuple):
    """A claim with its invoice, as the signals see it; '' and None where nothing is known.

    A tuple, as there are very many of them.

    `amount` is what is claimed, `total` what the invoice says. `seller` is its name brought to one
    spelling. `accounts` are bank accounts and telephone numbers that the invoice names as the
    seller's. `is_ticket`: of a carrier, whose prices and numbers repeat by nature.
    """

    claim: str
    number: str
    employer: str
    grant: str
    amount: int
    total: int | None = None
    invoice: str = ""
    key: str | None = None
    invoice_number: str | None = None
    issued_on: date | None = None
    maker: str = ""
    checker: str = ""
    submitted_at: datetime | None = None
    approved_at: datetime | None = None
    seller_name: str = ""
    seller: str = ""
    seller_code: str = ""
    accounts: frozenset[str] = frozenset()
    is_ticket: bool = False
    is_handed_in: bool = True

    @property
    def price(self) -> int:
        """What the invoice says; what is claimed where it says nothing."""
        return self.amount if self.total is None else self.total


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whom a seller may turn out to be: `word` says what he is to whom."""

    name: str  # in one spelling
    code: str
    word: Message


@dataclass(frozen=True, slots=True)
class Listed:
    """A seller on the 关注名单, from that day."""

    name: str  # in one spelling
    code: str
    from_on: date
    barred: bool


@dataclass(frozen=True, kw_only=True)
class Population:
    """Everything that is looked at: the claims that count, and what is known around them.

    `employers`, `grants` and `people` give names to identities. `parties` are declared related
    parties, employers of the programme and people of its teams.
    """

    purchases: tuple[Purchase, ...]
    thresholds: Thresholds
    calendar: Calendar
    today: date
    employers: Mapping[str, str]
    grants: Mapping[str, str]
    people: Mapping[str, str]
    parties: tuple[Party, ...] = ()
    listed: tuple[Listed, ...] = ()
    own_accounts: Mapping[str, str] = field(default_factory=dict)  # number → whose it is

    @cached_property
    def handed_in(self) -> tuple[Purchase, ...]:
        """The claims that somebody handed in: what the employer stands by."""
        return tuple(each for each in self.purchases if each.is_handed_in)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of how a signal was found: what was counted, and what came of it."""

    title: Message
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Something that stands out: `bounds` names the thresholds that it was held against."""

    key: str
    found: Message
    figures: tuple[Figure, ...] = ()
    purchases: tuple[Purchase, ...]
    bounds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        assert self.purchases, "a signal is about claims"

    @property
    def amount(self) -> int:
        """What is claimed in all these claims."""
        return sum(each.amount for each in self.purchases)


def figure(title: str, value: Value) -> Figure:
    """Build one line of evidence."""
    return Figure(Message(title), value)


def money(fen: int) -> str:
    """Write an amount of fen.

    >>> money(119610)
    '¥1,196.10'
    """
    return yuan(Decimal(fen) / FEN)


def key_of(*parts: str) -> str:
    """Join what a signal is about into its key."""
    return "|".join(parts)


def grouped(
    purchases: Iterable[Purchase], key: Callable[[Purchase], _Key | None]
) -> dict[_Key, list[Purchase]]:
    """Put together what has the same key; what has none is left out."""
    groups: defaultdict[_Key, list[Purchase]] = defaultdict(list)
    for each in purchases:
        if (name := key(each)) is not None:
            groups[name].append(each)
    return groups


def in_order(purchases: Iterable[Purchase]) -> tuple[Purchase, ...]:
    """Put claims in the order of their days, then of their numbers."""
    return tuple(
        sorted(purchases, key=lambda each: (each.issued_on or date.min, each.number, each.claim))
    )


def by_invoice(purchases: Iterable[Purchase]) -> dict[str, list[Purchase]]:
    """Put together the claims that share an invoice."""
    return grouped(purchases, lambda each: each.invoice or each.claim)


def one_of_each(purchases: Iterable[Purchase]) -> list[Purchase]:
    """Keep one claim of each invoice: several claims may share one."""
    first: dict[str, Purchase] = {}
    for each in purchases:
        first.setdefault(each.invoice or each.claim, each)
    return list(first.values())
