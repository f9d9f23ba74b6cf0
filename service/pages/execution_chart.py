"""执行进度 as a drawing: money spent against time, beside an even pace. Pure arithmetic.

Lengths are those of the drawing, WIDE by HIGH; it is stretched to the width of the page.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.actions.execution import Month

WIDE, HIGH = Decimal(1000), Decimal(200)
NOTHING = Decimal(0)
PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Row:
    """A month in the table beside the drawing; shares in words: 12.34%."""

    month: str
    spent: Decimal
    so_far: Decimal
    of_budget: str
    of_time: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: `spent` the points of a line, `area` what lies beneath it, `today` its place."""

    spent: str
    area: str
    plan_end: Decimal  # how high the even pace ends
    today: Decimal | None  # None outside the period
    begins_on: date
    ends_on: date
    top: Decimal  # yuan at the upper edge
    of_budget: str
    of_time: str
    ahead: bool  # more of the budget is spent than of the time
    rows: tuple[Row, ...]


def chart(
    period: tuple[date, date], budget: Decimal, months: Sequence[Month], today: date
) -> Chart | None:
    """Draw a grant; None where there is no budget to hold the spending against."""
    if budget <= 0:
        return None
    points = list(_points(months, today))
    spent = points[-1][1] if points else NOTHING
    top = max(budget, *(so_far for _, so_far, _ in points), budget)
    drawn = [(NOTHING, HIGH), *((_x(period, day), _y(so_far, top)) for day, so_far, _ in points)]
    drawn.append((_x(period, min(max(today, period[0]), period[1])), _y(spent, top)))
    line = " ".join(f"{x},{y}" for x, y in drawn)
    elapsed, used = _elapsed(period, today), spent * 100 / budget
    return Chart(
        spent=line,
        area=f"{line} {drawn[-1][0]},{HIGH}",
        plan_end=_y(budget, top),
        today=_x(period, today) if period[0] <= today <= period[1] else None,
        begins_on=period[0],
        ends_on=period[1],
        top=top,
        of_budget=_share(used),
        of_time=_share(elapsed),
        ahead=used > elapsed,
        rows=tuple(_rows(period, budget, points)),
    )


def _points(months: Sequence[Month], today: date) -> Iterator[tuple[date, Decimal, Decimal]]:
    """Give each month's last day, what was spent by then, and in it."""
    so_far = Decimal("0.00")
    for month in months:
        so_far += month.spent
        first = month.first_on
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        yield min(last, max(today, first)), so_far, month.spent


def _rows(
    period: tuple[date, date],
    budget: Decimal,
    points: Sequence[tuple[date, Decimal, Decimal]],
) -> Iterator[Row]:
    for day, so_far, spent in points:
        yield Row(
            f"{day.year}-{day.month:02d}",
            spent,
            so_far,
            _share(so_far * 100 / budget),
            _share(_elapsed(period, day)),
        )


def _elapsed(period: tuple[date, date], day: date) -> Decimal:
    """Give how much of the period lies behind a day, in percent."""
    return _x(period, day) * 100 / WIDE


def _x(period: tuple[date, date], day: date) -> Decimal:
    begins, ends = period
    whole = max((ends - begins).days, 1)
    passed = min(max((day - begins).days, 0), whole)
    return (WIDE * passed / whole).quantize(PLACES)


def _y(amount: Decimal, top: Decimal) -> Decimal:
    return (HIGH - HIGH * max(amount, NOTHING) / top).quantize(PLACES)


def _share(percent: Decimal) -> str:
    return f"{percent.quantize(PLACES)}%"
