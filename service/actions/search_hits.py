"""What a search finds: hits, each of one kind, gathered in groups of a kind."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.messages import Sayable

SHOWN = 8  # hits of a group; the rest is reached by the list behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that was found.

    `key` leads to it (an identity, a number, a code); `name` is what people call it; `about` says
    more in data, `said` in a sentence to be translated; `exact`: its own number was typed.
    """

    key: str
    name: str | Sayable
    about: tuple[str, ...] = ()
    said: str | Sayable = ""
    state: str = ""
    outcome: str = ""
    amount: Decimal | None = None
    day: date | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind, the first of them; `total` None: there are more, nobody counted them."""

    kind: str
    hits: tuple[Hit, ...]
    total: int | None

    @property
    def more(self) -> bool:
        """Tell whether there are more than are shown."""
        return self.total is None or self.total > len(self.hits)


def group(kind: str, found: list[Hit], total: int | None = None) -> Group:
    """Gather hits, of which a search asks one more than it shows; `total` where it was counted."""
    counted = total if total is not None else len(found) if len(found) <= SHOWN else None
    return Group(kind, tuple(found[:SHOWN]), counted)
