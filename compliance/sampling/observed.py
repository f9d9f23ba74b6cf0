"""What was found of a sample, complete and fit to be evaluated."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from compliance.messages import N_, Message, message
from compliance.sampling.frame import Frame
from compliance.sampling.plan import Plan, Purpose, Unit
from compliance.sampling.selection import Sample
from compliance.sampling.strata import Stratum


class EvaluationError(ValueError):
    """The observations cannot be evaluated; `sentence` says why and what to do."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text())
        self.sentence = said


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

    @property
    def overstated(self) -> int:
        """How much too much the books have, in fen; all of it where no evidence can be had."""
        return max(self.value - (self.audited or 0), 0)

    @property
    def wrong(self) -> bool:
        """Whether it counts as an error."""
        return self.deviates or self.audited != self.value

    @property
    def taint(self) -> Fraction:
        """Give the share of the amount that is too much; nothing of an item worth nothing."""
        return Fraction(self.overstated, self.value) if self.value > 0 else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The frame and the drawing.

    `count` items of `total` fen are in the frame; `sampled` of them are in the sample. By chance
    the hits of each of the `rounds` were drawn, from `open_count` items of `open_total` fen.
    """

    count: int
    total: int
    sampled: int
    open_count: int
    open_total: int
    rounds: tuple[int, ...]

    @classmethod
    def of(cls, frame: Frame, sample: Sample) -> "Figures":
        """Return the figures of a sample drawn from a frame."""
        return cls(
            count=frame.count,
            total=frame.total,
            sampled=len(sample.drawn),
            open_count=sample.count,
            open_total=sample.total,
            rounds=sample.rounds,
        )

    @property
    def draws(self) -> int:
        """How many hits all rounds have together."""
        return sum(self.rounds)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a method says of the open part: items, or fen; more than the sample has seen."""

    most_likely: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True)
class Observed:
    """Figures and observations that belong together."""

    figures: Figures
    items: tuple[Observation, ...]

    @classmethod
    def checked(
        cls, plan: Plan, figures: Figures, observations: Iterable[Observation]
    ) -> "Observed":
        """Put them together; `EvaluationError` when one is missing, double or impossible."""
        items = tuple(observations)
        observed = cls(figures, items)
        if len({item.key for item in items}) != len(items):
            raise EvaluationError(message(N_("同一样本项目有不止一个检查结果。")))
        hits = sum(item.hits for item in observed.drawn)
        undrawn = figures.open_count > 0 and not figures.rounds
        if undrawn or len(items) != figures.sampled or hits != figures.draws:
            raise EvaluationError(
                message(
                    N_("样本共 {all} 项，有结果的 {done} 项：请先完成全部检查。"),
                    all=str(figures.sampled),
                    done=str(len(items)),
                )
            )
        if any(item.audited is not None and item.audited < min(item.value, 0) for item in items):
            raise EvaluationError(message(N_("审定金额须不小于零。")))
        if weight(plan, observed) <= 0:
            raise EvaluationError(message(N_("抽样总体的金额合计不大于零，不能推断。")))
        return observed

    @property
    def drawn(self) -> tuple[Observation, ...]:
        """Give those drawn by chance, which stand for the open part."""
        return tuple(item for item in self.items if item.stratum is Stratum.DRAWN)

    @property
    def certain(self) -> tuple[Observation, ...]:
        """Give those of the strata taken whole."""
        open_part = {Stratum.DRAWN, Stratum.GROUP}
        return tuple(item for item in self.items if item.stratum not in open_part)

    @property
    def complete(self) -> bool:
        """Whether all of the open part was looked at, so that nothing has to be inferred."""
        return len(self.items) - len(self.certain) >= self.figures.open_count


def weight(plan: Plan, observed: Observed) -> int:
    """Return the size of the frame in what the plan measures: fen or items."""
    return observed.figures.total if by_money(plan) else observed.figures.count


def open_size(plan: Plan, observed: Observed) -> int:
    """Return the size of the open part in the same."""
    return observed.figures.open_total if by_money(plan) else observed.figures.open_count


def by_money(plan: Plan) -> bool:
    """Tell whether the plan measures money: amounts in error, or the fen of items that deviate."""
    return plan.purpose is Purpose.MONETARY or plan.unit is Unit.MONETARY
