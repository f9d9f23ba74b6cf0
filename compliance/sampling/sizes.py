"""How many draws a plan needs: the smallest number that keeps the risk, in exact arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from compliance.sampling.plan import Distribution, Plan, PlanError


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan comes to over the items that can be drawn.

    `size` draws (in two-stage sampling: of the first stage, and as many of the second). `allowed`
    errors among them still let the population pass; a fraction only with the Poisson law. `whole`
    says that no sample smaller than everything will do, so that all items are looked at.
    `interval` is the money behind each draw in fen, for monetary units only.
    """

    size: int
    allowed: Fraction
    whole: bool = False
    interval: Fraction | None = None


def planned(plan: Plan, count: int, total: int) -> Planned:
    """Return the size for `count` items of `total` fen that can be drawn; raises `PlanError`."""
    raise NotImplementedError


def side_by_side(plan: Plan, count: int, total: int) -> Mapping[Distribution, Planned | PlanError]:
    """Return the sizes by each law for the what-if, or why there is none."""
    raise NotImplementedError
