"""The worksheet of AICPA for monetary-unit samples with a fixed interval.

Items of an interval or more are certain to be drawn: their errors are known. Of the rest each taint
stands for an interval. Upper limit = known + basic precision + projected + incremental allowance.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from compliance.sampling import bounds
from compliance.sampling.enclosure import divided_up
from compliance.sampling.observed import Estimate, Observed
from compliance.sampling.plan import Plan

_PRINTED: Final = 100
"""Factors have two decimals, rounded up, as in the printed tables."""


@dataclass(frozen=True, slots=True)
class Line:
    """One error: its taint, what it stands for, and the allowance for its being one of more."""

    taint: Fraction
    projected: Fraction
    incremental: Fraction


@dataclass(frozen=True, slots=True)
class Worksheet:
    """The form; amounts are fen, lines by falling taint."""

    interval: Fraction
    factor: Fraction
    known: Fraction
    basic: Fraction
    lines: tuple[Line, ...]

    @property
    def projected(self) -> Fraction:
        """The sum of what the errors stand for, without those known."""
        return sum((line.projected for line in self.lines), Fraction(0))

    @property
    def incremental(self) -> Fraction:
        """The sum of the allowances."""
        return sum((line.incremental for line in self.lines), Fraction(0))

    @property
    def upper(self) -> Fraction:
        """The upper limit."""
        return self.known + self.basic + self.projected + self.incremental


def fill(
    interval: Fraction, known: int, taints: Iterable[Fraction], factors: Sequence[Fraction]
) -> Worksheet:
    """Fill the form; `factors` are those of no error, one, two, … as many as there are errors."""
    errors = sorted((taint for taint in taints if taint > 0), reverse=True)
    lines = tuple(
        Line(taint, taint * interval, (factor - before - 1) * taint * interval)
        for taint, (before, factor) in zip(errors, pairwise(factors), strict=False)
    )
    return Worksheet(interval, factors[0], Fraction(known), factors[0] * interval, lines)


def of(plan: Plan, observed: Observed) -> Worksheet:
    """Fill the form from a sample."""
    figures = observed.figures
    certain = Fraction(figures.open_total, max(figures.rounds))
    known = sum(item.overstated for item in observed.drawn if item.value >= certain)
    taints = [
        item.taint for item in observed.drawn if item.value < certain for _ in range(item.hits)
    ]
    errors = sum(taint > 0 for taint in taints)
    factors = [printed_factor(count, plan.risk) for count in range(errors + 1)]
    return fill(Fraction(figures.open_total, figures.draws), known, taints, factors)


def estimate(plan: Plan, observed: Observed) -> Estimate:
    """Return what the form comes to."""
    form = of(plan, observed)
    return Estimate(form.known + form.projected, form.upper)


def printed_factor(errors: int, risk: Fraction) -> Fraction:
    """Return the factor of so many errors as tables print it."""
    exact = bounds.factor(errors, risk) * _PRINTED
    return Fraction(divided_up(exact.numerator, exact.denominator), _PRINTED)
