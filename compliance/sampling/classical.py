"""Classical estimates from items drawn with equal chances: difference, ratio, regression, direct.

Each estimates the error of the open part from what is left over when the audited amounts are
explained by the books: mean ± t · s / √n, with the correction for a finite population. They want
many items and many errors; with few errors the bound is not to be trusted (Touw & Hoogduin 2011):
a sample without an error has no spread at all. So with few no population is accepted by them.
"""

from fractions import Fraction
from math import isqrt
from typing import Final, NamedTuple

from compliance.messages import N_, message
from compliance.sampling import student
from compliance.sampling.observed import Estimate, EvaluationError, Observed
from compliance.sampling.plan import Method, Plan, Purpose, Unit

LEAST: Final = 3
"""Fewer items have no spread worth the name."""
ENOUGH: Final = 20
"""With fewer errors among the items drawn a bound within the tolerable share proves nothing."""
_FINE: Final = 10**4
"""A root is rounded up to the ten-thousandth of a fen."""


class Line(NamedTuple):
    """audited = level + slope · book, with so many degrees of freedom left."""

    level: Fraction
    slope: Fraction
    degrees: int


def estimate(plan: Plan, observed: Observed) -> Estimate:
    """Estimate the amount in error of the open part and its upper bound, in fen.

    An item without evidence has an audited amount of 0. Raises `EvaluationError`.
    """
    pairs = [(item.value, item.audited or 0) for item in observed.drawn]
    figures = observed.figures
    if len(pairs) < LEAST:
        raise EvaluationError(
            message(N_("经典估计至少需要 {least} 项：请扩大样本。"), least=str(LEAST))
        )
    line = fit(plan.method, pairs)
    audited = line.level * figures.open_count + line.slope * figures.open_total
    likely = figures.open_total - audited
    return Estimate(likely, likely + precision(line, pairs, figures.open_count, plan.risk))


def too_few(plan: Plan, observed: Observed) -> bool:
    """Tell whether the bound is one of these methods and rests on too few errors."""
    if plan.purpose is not Purpose.MONETARY or plan.unit is not Unit.RECORD or observed.complete:
        return False
    return sum(item.wrong for item in observed.drawn) < ENOUGH


def fit(method: Method, pairs: list[tuple[int, int]]) -> Line:
    """Explain the audited amounts by the books as the method does."""
    count = len(pairs)
    books, audits = (sum(column) for column in zip(*pairs, strict=True))
    slope, degrees = _slope(method, pairs), count - 1 - (method is Method.REGRESSION)
    level = Fraction(0) if method is Method.RATIO else (audits - slope * books) / count
    return Line(level, slope, degrees)


def _slope(method: Method, pairs: list[tuple[int, int]]) -> Fraction:
    count = len(pairs)
    books, audits = (sum(column) for column in zip(*pairs, strict=True))
    spread = count * sum(book * book for book, _ in pairs) - books * books
    together = count * sum(book * audit for book, audit in pairs) - books * audits
    if method is Method.DIFFERENCE:
        return Fraction(1)
    if method is Method.DIRECT:
        return Fraction(0)
    up, down = (audits, books) if method is Method.RATIO else (together, spread)
    if not down:
        raise EvaluationError(message(N_("样本金额没有差别，不能用这种估计：请改用差额估计。")))
    return Fraction(up, down)


def precision(
    line: Line, pairs: list[tuple[int, int]], population: int, risk: Fraction
) -> Fraction:
    """Return t · N · s / √n · √(1 - n/N), rounded up."""
    count = len(pairs)
    rests = (audit - line.level - line.slope * book for book, audit in pairs)
    left = sum((rest * rest for rest in rests), Fraction(0))
    variance = left / line.degrees / count * population * (population - count)
    return root_up(variance * student.quantile(risk, line.degrees) ** 2)


def root_up(square: Fraction) -> Fraction:
    """Return the square root, rounded up."""
    scaled = square * _FINE**2
    whole = -(-scaled.numerator // scaled.denominator)
    root = isqrt(whole)
    return Fraction(root + (root * root < whole), _FINE)
