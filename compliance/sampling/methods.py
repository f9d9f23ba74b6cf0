"""The ways of drawing, over anything that can be drawn: which entries are hit, and how often.

An entry is a place in `Pool.keys`. Entries with weights are drawn by their fen, each fen with the
same chance; without weights each entry has the same chance. Where a width is a fraction it is
counted in parts of a fen, so that no chance is rounded (docs/sampling.md).
"""

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

from compliance.sampling.generator import RANGE, Stream
from compliance.sampling.plan import Selection

Hits = Mapping[int, int]
"""Entry → how often it was hit."""


@dataclass(frozen=True)
class Pool:
    """What can be drawn, in the order of the frame, and the streams of the drawing.

    `weights` are the fen of each entry, all above 0; None when entries are drawn, not fen.
    """

    keys: Sequence[str]
    weights: Sequence[int] | None
    stream: Callable[[str], Stream]

    @cached_property
    def ends(self) -> Sequence[int]:
        """How many fen there are up to and with each entry."""
        return tuple(accumulate(self.weights or ()))

    def entry(self, fen: int) -> int:
        """Return the entry that a fen belongs to, counted from 0 over all entries."""
        return bisect_right(self.ends, fen)


def draw(selection: Selection, pool: Pool, rounds: Sequence[int]) -> list[Hits]:
    """Return what each round hits; the rounds before one are the same whatever comes after.

    Every round is of 1 or more; together they are no more than there are entries where each can be
    hit once only, that is, except for the fen of random, cell and interval drawings.
    """
    ways = RECORD_WAYS if pool.weights is None else MONETARY_WAYS
    return list(ways[selection](pool, rounds)) if rounds else []


def points(total: int, size: int, start: int | Fraction) -> Iterator[int]:
    """Return `size` places at equal distance below `total`; `start` counts in `size`-ths."""
    return (int((start + step * total) // size) for step in range(size))


def _by_ticket(pool: Pool, rounds: Sequence[int]) -> Iterator[Hits]:
    """Draw the largest of weight / (number + 1): for equal weights, the smallest numbers.

    A round takes up where the one before ended. A part of 2^-512 decides nothing but ties, which
    go to the entry that comes first.
    """
    number = pool.stream("ticket").number
    weights = pool.weights or [1] * len(pool.keys)
    scale = RANGE * RANGE
    scores = (
        (weight * scale // (number(key) + 1), -place)
        for place, (key, weight) in enumerate(zip(pool.keys, weights, strict=True))
    )
    best = iter(heapq.nlargest(sum(rounds), scores))
    for size in rounds:
        yield {-place: 1 for _, (_, place) in zip(range(size), best, strict=False)}


def _random_fen(pool: Pool, rounds: Sequence[int]) -> Iterator[Hits]:
    """Draw fen one by one, any of them as often as it comes."""
    fen = pool.stream("fen")
    for size in rounds:
        yield Counter(pool.entry(fen.below(pool.ends[-1])) for _ in range(size))


def _cells_of_fen(pool: Pool, rounds: Sequence[int]) -> Iterator[Hits]:
    """Cut all fen into as many cells as draws and draw one place in each."""
    total = pool.ends[-1]
    for count, size in enumerate(rounds, 1):
        place = pool.stream(f"cell {count}")
        yield Counter(
            pool.entry((cell * total + place.below(total)) // size) for cell in range(size)
        )


def _interval_of_fen(pool: Pool, rounds: Sequence[int]) -> Iterator[Hits]:
    """Draw where to start in the first interval, then take every interval's same place."""
    total = pool.ends[-1]
    for count, size in enumerate(rounds, 1):
        start = pool.stream(f"interval {count}").below(total)
        yield Counter(map(pool.entry, points(total, size, start)))


def _of_those_left(
    pool: Pool, rounds: Sequence[int], places: Callable[[int, int, int], Iterator[int]]
) -> Iterator[Hits]:
    """Draw each round from the entries that no round before has taken."""
    left: Sequence[int] = range(len(pool.keys))
    for count, size in enumerate(rounds, 1):
        taken = {left[place]: 1 for place in places(count, len(left), size)}
        left = [entry for entry in left if entry not in taken]
        yield taken


def _cells_of_records(pool: Pool, rounds: Sequence[int]) -> Iterator[Hits]:
    """Cut the entries, laid in a ring turned by chance, into cells and draw one of each.

    Cells differ by one entry at most; the turn gives every entry the same chance all the same.
    """

    def places(count: int, left: int, size: int) -> Iterator[int]:
        chance = pool.stream(f"cell {count}")
        turn = chance.below(left)
        for begin, end in pairwise(cell * left // size for cell in range(size + 1)):
            yield (turn + begin + chance.below(end - begin)) % left

    return _of_those_left(pool, rounds, places)


def _interval_of_records(pool: Pool, rounds: Sequence[int]) -> Iterator[Hits]:
    """Draw where to start, then take the entries at equal distances."""

    def places(count: int, left: int, size: int) -> Iterator[int]:
        return points(left, size, pool.stream(f"interval {count}").below(left))

    return _of_those_left(pool, rounds, places)


_Way = Callable[[Pool, Sequence[int]], Iterator[Hits]]
RECORD_WAYS: Final[Mapping[Selection, _Way]] = {
    Selection.RANDOM: _by_ticket,
    Selection.CELL: _cells_of_records,
    Selection.INTERVAL: _interval_of_records,
    Selection.SIEVE: _by_ticket,
}
MONETARY_WAYS: Final[Mapping[Selection, _Way]] = {
    Selection.RANDOM: _random_fen,
    Selection.CELL: _cells_of_fen,
    Selection.INTERVAL: _interval_of_fen,
    Selection.SIEVE: _by_ticket,
}
