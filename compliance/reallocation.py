"""预算调剂: budget moves between spending directions; who decides depends on how much (Art. 27).

The Measures say nothing about it. By the Center's default an employer decides itself as long as all
it has moved into or out of a direction stays within a share of what was agreed for it; more, or
anything into a direction that has no agreed budget, the Center decides. Amounts are yuan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cache
from typing import Final

from compliance import law
from compliance.categories import Category

NOTHING: Final = Decimal("0.00")
FEN: Final = Decimal("0.01")
Amounts = Mapping[Category, Decimal]


@cache
def employers_share() -> Decimal:
    """Return the share of a direction's agreed budget that an employer may move itself."""
    share = Decimal(law.read("reallocation.toml")["employers_share"])
    assert 0 <= share < 1
    return share


@dataclass(frozen=True, slots=True)
class Moved:
    """One direction: all the employer has moved itself, with this move, and what it may."""

    category: Category
    agreed: Decimal
    moved: Decimal

    @property
    def limit(self) -> Decimal:
        """Give how much of the direction the employer may move itself, in whole fen."""
        return (self.agreed * employers_share()).quantize(FEN, ROUND_DOWN)

    @property
    def is_small(self) -> bool:
        """Tell whether the employer may decide it."""
        return self.moved <= self.limit


def measured(
    agreed: Amounts, before: Amounts, taken: Category, given: Category, amount: Decimal
) -> tuple[Moved, Moved]:
    """Measure a move at both directions; `before` is what the employer moved itself until now."""
    if taken is given or amount <= 0:
        raise ValueError("budget moves from one direction to another")
    return tuple(  # type: ignore[return-value]  # of two directions
        Moved(each, agreed.get(each, NOTHING), before.get(each, NOTHING) + amount)
        for each in (taken, given)
    )
