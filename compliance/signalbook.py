"""Every kind of signal, in the order in which a reader looks at them.

To add a kind: one module in `signals/`, one line here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from compliance.messages import Message
from compliance.signal import Population, Signal
from compliance.signals import (
    benford,
    consecutive_numbers,
    just_below,
    listed_sellers,
    near_numbers,
    new_sellers,
    quick_approval,
    related_sellers,
    repeated_values,
    rest_days,
    round_amounts,
    same_invoice,
    same_purchase,
    seller_concentration,
    shared_accounts,
    splitting,
    year_end_burst,
)


class SignalModule(Protocol):
    """What a module in `signals/` offers; `BOUNDS`, where it has any, names its thresholds."""

    __name__: str
    TITLE: str
    MEANING: str

    def find(self, population: Population, /) -> Iterator[Signal]: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of signals as the book lists it."""

    code: str
    title: Message
    meaning: Message
    bounds: tuple[str, ...]
    find: Callable[[Population], Iterator[Signal]]


def _kind(module: SignalModule) -> Kind:
    return Kind(
        module.__name__.rpartition(".")[2],
        Message(module.TITLE),
        Message(module.MEANING),
        getattr(module, "BOUNDS", ()),
        module.find,
    )


KINDS = tuple(
    _kind(module)
    for module in (
        # one purchase in several places
        same_invoice,
        same_purchase,
        near_numbers,
        # round a bound
        splitting,
        just_below,
        consecutive_numbers,
        # from whom
        seller_concentration,
        related_sellers,
        shared_accounts,
        listed_sellers,
        new_sellers,
        # figures
        round_amounts,
        repeated_values,
        benford,
        # when, and by whom
        year_end_burst,
        rest_days,
        quick_approval,
    )
)
BY_CODE = {kind.code: kind for kind in KINDS}


def find_all(population: Population) -> Iterator[tuple[Kind, Signal]]:
    """Find the signals of every kind, kind by kind."""
    for kind in KINDS:
        for signal in kind.find(population):
            yield kind, signal
