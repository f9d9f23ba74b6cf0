"""The sample of a check: which items of a frame are looked at, and why each.

It is decided by the plan (with its seed) and the frame alone, so the same two give the same list on
any machine. Extending a sample keeps what was drawn: a round is added to the rounds before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from compliance.messages import N_, Message
from compliance.sampling import methods, sizes, strata
from compliance.sampling.frame import Frame
from compliance.sampling.generator import ALGORITHM, Stream
from compliance.sampling.plan import Plan, PlanError, Selection, Unit
from compliance.sampling.strata import Division, Stratum

__all__ = ["Drawn", "Sample", "Stratum", "extend", "redraw", "select", "verify"]


class Drawn(NamedTuple):
    """One item of the sample.

    `position` is its place in the frame, from 1 (line `position` + 1 of the frame's file); `hits`
    how often it was hit in all rounds: 1, or more when several of its fen were drawn; `round` the
    round that hit it first, from 1; `marks` are those of its marks of which the plan takes all.
    A later round may hit what was taken before: its hits go up, and a GROUP item becomes DRAWN.
    """

    key: str
    value: int
    group: str
    position: int
    stratum: Stratum
    hits: int
    round: int
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sample:
    """The items drawn from a frame, by round and place in the frame.

    `rounds` holds the size of each round (hits to be had), nothing when every open item is taken;
    `count` and `total` (fen) are those of the items that could be drawn, all that is certain left
    out; `beyond` how many items no fen can hit, because they are worth nothing or less. The hits
    of all DRAWN items are together the sum of the rounds.
    """

    algorithm: str
    seed: str
    frame_hash: str
    drawn: tuple[Drawn, ...]
    rounds: tuple[int, ...]
    count: int
    total: int
    beyond: int

    @property
    def interval(self) -> Fraction | None:
        """The money behind each hit, in fen; None when nothing was drawn."""
        return Fraction(self.total, sum(self.rounds)) if self.rounds else None


def select(plan: Plan, frame: Frame) -> Sample:
    """Return the sample of a plan; PlanError when the plan has no seed or cannot be carried out."""
    division = strata.divide(plan, frame)
    count = len(division.open)
    if not count:
        return redraw(plan, frame, ())
    wanted = sizes.planned(plan, count, sum(frame.items[place].value for place in division.open))
    return redraw(plan, frame, () if wanted.whole else (wanted.size,))


def extend(sample: Sample, plan: Plan, frame: Frame, more: int) -> Sample:
    """Return the sample with another round of `more` hits; all that was drawn stays.

    Where an item can be hit once only, the round ends with the last item that is left. PlanError
    when plan and frame are not those of the sample, or nothing is left to draw.
    """
    verify(sample, plan, frame)
    if once_only(plan):
        more = min(more, sample.count - sum(sample.rounds))
    if not sample.rounds or more < 1:
        raise PlanError(Message(N_("清单中的项目已全部抽取，或增加的数量不足 1 项，不能扩大。")))
    return redraw(plan, frame, (*sample.rounds, more))


def verify(sample: Sample, plan: Plan, frame: Frame) -> None:
    """Draw the sample again; PlanError unless the plan and the frame give exactly this one."""
    if redraw(plan, frame, sample.rounds) != sample:
        raise PlanError(Message(N_("按这个方案和清单得不出这个样本：请用抽样时的方案和清单。")))


def once_only(plan: Plan) -> bool:
    """Tell whether an item can be hit only once, so that a sample ends with the last item."""
    return plan.unit is Unit.RECORD or plan.selection is Selection.SIEVE


def redraw(plan: Plan, frame: Frame, rounds: tuple[int, ...]) -> Sample:
    """Return the sample of rounds of known sizes; without rounds every open item is taken.

    This is how a sample is reproduced: the plan, the frame and the sizes say all. PlanError when
    the seed cannot be used or the sizes ask for more than there is.
    """
    division = strata.divide(plan, frame)
    if any(size < 1 for size in rounds) or (once_only(plan) and sum(rounds) > len(division.open)):
        raise PlanError(Message(N_("各轮样本量须大于零，合计不超过可抽取的项目数。")))
    if not rounds:
        division = division.all_certain()
    taken = _taken(plan, frame, division, rounds)
    return Sample(
        ALGORITHM,
        plan.seed,
        frame.hash,
        tuple(sorted((_drawn(plan, frame, *each) for each in taken.items()), key=_in_order)),
        rounds,
        len(division.open),
        sum(frame.items[place].value for place in division.open),
        division.beyond,
    )


class _Taken(NamedTuple):
    stratum: Stratum
    hits: int
    round: int


def _taken(
    plan: Plan, frame: Frame, division: Division, rounds: Sequence[int]
) -> dict[int, _Taken]:
    """Return what is in the sample, by place in the frame."""
    stream = partial(Stream, plan.seed, frame.hash)
    items = [frame.items[place] for place in division.open]
    weights = [item.value for item in items] if plan.unit is Unit.MONETARY else None
    pool = methods.Pool([item.key for item in items], weights, stream)
    taken = {place: _Taken(why, 1, 1) for place, why in division.certain.items()}
    hits = methods.draw(plan.selection, pool, rounds)
    for count, hit in enumerate(hits, 1):
        for entry, often in hit.items():
            place = division.open[entry]
            before = taken.get(place, _Taken(Stratum.DRAWN, 0, count))
            taken[place] = before._replace(hits=before.hits + often)
    first = (*division.certain, *(division.open[entry] for hit in hits[:1] for entry in hit))
    for place in strata.of_groups(plan, frame, first, stream("group")):
        taken.setdefault(place, _Taken(Stratum.GROUP, 1, 1))
    return taken


def _drawn(plan: Plan, frame: Frame, place: int, taken: _Taken) -> Drawn:
    item = frame.items[place]
    return Drawn(item.key, item.value, item.group, place + 1, *taken, item.marks & plan.take_all)


def _in_order(drawn: Drawn) -> tuple[int, int]:
    return drawn.round, drawn.position
