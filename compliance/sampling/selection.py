"""The sample of a check: which items of a frame are looked at, and why each.

It is decided by the plan (with its seed) and the frame alone, so the same two give the same list on
any machine. Extending a sample keeps what was drawn: a round is added to the rounds before.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Stratum(StrEnum):
    """Why an item is in the sample."""

    HIGH_VALUE = "high_value"  # worth at least the plan's high value: all are taken
    MARKED = "marked"  # has a mark of which the plan takes all
    DRAWN = "drawn"  # drawn by chance: only these are projected
    GROUP = "group"  # drawn by chance so that its group is seen: its errors are known errors only


class Drawn(NamedTuple):
    """One item of the sample.

    `position` is its place in the frame, from 1 (line `position` + 1 of the frame's file); `hits`
    how often it was hit: 1, or more when several of its fen were drawn; `round` the round that took
    it first, from 1; `mark` for a marked item the marks that made it one, with spaces between.
    """

    key: str
    value: int
    group: str
    position: int
    stratum: Stratum
    hits: int
    round: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """The items drawn from a frame, by round and place in the frame.

    `rounds` holds the size of each round (hits to be had); `count` and `total` (fen) are those of
    the items that could be drawn, the strata taken whole left out; `beyond` how many items no fen
    can hit, because they are worth nothing or less. `interval` is `total` over the first round's
    size, for monetary units only. The hits of all DRAWN items are together the sum of the rounds.
    """

    algorithm: str
    seed: str
    frame_hash: str
    drawn: tuple[Drawn, ...]
    rounds: tuple[int, ...]
    count: int
    total: int
    beyond: int = 0
    interval: Fraction | None = None
