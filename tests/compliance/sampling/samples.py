"""Samples for evaluations: some items in error, the rest right."""

from collections.abc import Iterable

from compliance.sampling.observed import Figures, Observation, Observed
from compliance.sampling.plan import Plan
from compliance.sampling.strata import Stratum

Found = tuple[int, int | None, int]
"""Book value, audited value, hits."""


def drawn(number: int, found: Found) -> Observation:
    value, audited, hits = found
    return Observation(key=f"D{number}", value=value, audited=audited, hits=hits)


def whole(found: Iterable[Found], draws: int) -> list[Observation]:
    """Give what was found, and items that are right up to so many hits."""
    items = [drawn(number, each) for number, each in enumerate(found)]
    rest = draws - sum(item.hits for item in items)
    return [*items, *(drawn(len(items) + number, (100, 100, 1)) for number in range(rest))]


def figures(
    items: list[Observation], open_total: int, rounds: tuple[int, ...], open_count: int = 1000
) -> Figures:
    """Give the figures of a frame of the items taken whole and an open part."""
    certain = [item for item in items if item.stratum not in {Stratum.DRAWN, Stratum.GROUP}]
    return Figures(
        count=open_count + len(certain),
        total=open_total + sum(item.value for item in certain),
        sampled=len(items),
        open_count=open_count,
        open_total=open_total,
        rounds=rounds,
    )


def observed(
    plan: Plan,
    items: list[Observation],
    open_total: int,
    rounds: tuple[int, ...],
    open_count: int = 1000,
) -> Observed:
    return Observed.checked(plan, figures(items, open_total, rounds, open_count), items)
