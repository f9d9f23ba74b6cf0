"""Sizes against the tolerable rate as a drawing: a line for each law. Pure arithmetic.

Lengths are those of the drawing, WIDE by HIGH; it is stretched to the width of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from compliance.sampling.plan import Distribution
from service.actions.spot_check_planning import Point

WIDE, HIGH = 1000, 200
_PLACES: Final = Decimal("0.01")
_FEWEST: Final = 2  # points of a line


@dataclass(frozen=True, slots=True)
class Line:
    """One law: the points of its line, and its place among the marks of the legend."""

    law: str
    points: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: `now` is where the plan's own rate stands, `top` the size at the upper edge."""

    lines: tuple[Line, ...]
    now: Decimal
    first: Fraction
    last: Fraction
    top: int


def chart(curve: Sequence[Point], tolerable: Fraction) -> Chart | None:
    """Draw the sizes; None where there is no line to draw."""
    known = [size for point in curve for size in point.sizes.values() if size is not None]
    if len(curve) < _FEWEST or not known:
        return None
    first, last, top = curve[0].tolerable, curve[-1].tolerable, max(known)

    def across(rate: Fraction) -> Decimal:
        return _exact((rate - first) / (last - first) * WIDE)

    lines = tuple(
        Line(law.value, " ".join(
            f"{across(point.tolerable)},{_exact(HIGH - Fraction(size * HIGH, top))}"
            for point in curve
            if (size := point.sizes.get(law)) is not None
        ))
        for law in Distribution
    )  # fmt: skip
    return Chart(lines, across(tolerable), first, last, top)


def _exact(length: Fraction) -> Decimal:
    return (Decimal(length.numerator) / Decimal(length.denominator)).quantize(_PLACES)
