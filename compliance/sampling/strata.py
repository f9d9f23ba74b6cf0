"""What is looked at whatever chance says: high value, marks, and something of every group."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from compliance.sampling.frame import Frame, Item
from compliance.sampling.generator import Stream
from compliance.sampling.plan import Plan, Unit


class Stratum(StrEnum):
    """Why an item is in the sample."""

    HIGH_VALUE = "high_value"  # worth at least the plan's high value: all are taken
    MARKED = "marked"  # has a mark of which the plan takes all
    WHOLE = "whole"  # no smaller sample will do: everything is taken
    DRAWN = "drawn"  # drawn by chance: only these are projected
    GROUP = "group"  # drawn by chance so that its group is seen: its errors are known errors only


class Division(NamedTuple):
    """A frame divided, each item by its place in the frame from 0.

    `certain` are taken for sure, with the reason; `open` can be drawn by the plan; `beyond` is how
    many neither are certain nor can be hit, because they have no fen.
    """

    certain: dict[int, Stratum]
    open: Sequence[int]
    beyond: int

    def all_certain(self) -> "Division":
        """Return the division when everything that could be drawn is taken."""
        return Division(self.certain | dict.fromkeys(self.open, Stratum.WHOLE), (), self.beyond)


def divide(plan: Plan, frame: Frame) -> Division:
    """Return who is certain to be looked at and who can be drawn."""
    reasons = [certain(plan, item) for item in frame.items]
    rest = [place for place, reason in enumerate(reasons) if reason is None]
    if plan.unit is Unit.MONETARY:
        able = [place for place in rest if frame.items[place].value > 0]
    else:
        able = rest
    taken = {place: reason for place, reason in enumerate(reasons) if reason is not None}
    return Division(taken, able, len(rest) - len(able))


def certain(plan: Plan, item: Item) -> Stratum | None:
    """Return why an item is certain to be taken, or None; high value comes before marks."""
    if plan.high_value is not None and item.value >= plan.high_value:
        return Stratum.HIGH_VALUE
    return Stratum.MARKED if item.marks & plan.take_all else None


def of_groups(plan: Plan, frame: Frame, taken: Iterable[int], chance: Stream) -> Iterator[int]:
    """Choose by chance what is missing, group by group, of the number the plan wants of each.

    Those of a group with the smallest numbers are chosen first; a smaller group is taken whole.
    """
    if not plan.per_group:
        return
    inside = set(taken)
    seen = Counter(frame.items[place].group for place in inside)
    waiting: dict[str, list[tuple[int, int]]] = {}
    for place, item in enumerate(frame.items):
        if item.group and place not in inside and seen[item.group] < plan.per_group:
            waiting.setdefault(item.group, []).append((chance.number(item.key), place))
    for group, those in waiting.items():
        yield from (place for _, place in sorted(those)[: plan.per_group - seen[group]])
