"""What a sample says of the whole: known error, most likely error, upper bound, and the decision.

Items of the strata taken whole are known, not estimated. Those drawn by chance are projected to all
that could be drawn. Those added so that a group is seen count as known errors only. An item for
which no evidence can be had counts as a whole error.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from compliance.messages import Message
from compliance.sampling.frame import Frame
from compliance.sampling.plan import Plan
from compliance.sampling.selection import Sample, Stratum


class EvaluationError(ValueError):
    """The observations do not fit the sample; `sentence` says why and what to do."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text())
        self.sentence = said


class Decision(StrEnum):
    """What follows from the sample."""

    ACCEPT = "accept"  # the upper bound is within what is tolerable
    EXTEND = "extend"  # the most likely error is tolerable, the upper bound is not
    REJECT = "reject"  # the most likely error is more than is tolerable


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was found of one item of the sample.

    `value` is its amount in the books and `audited` what it should be, in fen; None where no
    evidence can be had: the item is a whole error. `deviates` says that a requirement was not met,
    which is what attributes count. `hits`, `round` and `stratum` are those of the drawing.
    """

    key: str
    value: int
    audited: int | None
    deviates: bool = False
    stratum: Stratum = Stratum.DRAWN
    hits: int = 1
    round: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """The frame and the drawing: `count` items of `total` fen, of which by chance `draws` were made
    from `open_count` items of `open_total` fen (the strata taken whole left out)."""  # noqa: D205, D209

    count: int
    total: int
    open_count: int
    open_total: int
    draws: int

    @classmethod
    def of(cls, frame: Frame, sample: Sample) -> "Figures":
        """Return the figures of a sample drawn from a frame."""
        return cls(frame.count, frame.total, sample.count, sample.total, sum(sample.rounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The answer.

    Rates are shares of all items (attribute) or of all money (monetary); amounts are fen, None for
    attributes. `errors` items of those looked at are wrong or deviate, `unproven` of them because
    no evidence could be had; `known` is the sum of the amounts found wrong. `upper` is rounded up.
    """

    decision: Decision
    sentence: Message
    looked_at: int
    errors: int
    unproven: int
    most_likely: Fraction
    upper: Decimal
    known: int | None = None
    most_likely_amount: int | None = None
    upper_amount: int | None = None
    tolerable_amount: int | None = None


def evaluate(plan: Plan, figures: Figures, observations: Iterable[Observation]) -> Evaluation:
    """Return what the observations say of the frame; raises `EvaluationError`."""
    raise NotImplementedError
