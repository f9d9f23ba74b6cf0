"""The window before approval and the project period: no gap between them, no overlap.

Article 28: costs of the six months before approval (立项前6个月) may be reimbursed. With D the day
of approval the window is [D - 6 months, D) and the project period [D, end]. Counting back keeps
the day of the month, or takes the month's last day where that day does not exist (民法典 §202,
mirrored). Counting forward from the cost instead would disagree around month ends.

>>> months_before(date(2025, 8, 31), 6), months_before(date(2024, 8, 31), 6)
(datetime.date(2025, 2, 28), datetime.date(2024, 2, 29))
"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

PRE_PROJECT_MONTHS = 6


class Phase(Enum):
    """Where a day lies in the life of a project."""

    TOO_EARLY = auto()
    PRE_PROJECT = auto()  # 立项前六个月
    PROJECT = auto()
    TOO_LATE = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first_on` to `last_on`, both included."""

    first_on: date
    last_on: date

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


def days_after(day: date, days: int) -> date:
    """Return the day so many days later; earlier if negative, and no further than days go.

    >>> days_after(date(9999, 12, 30), 60)
    datetime.date(9999, 12, 31)
    """
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def months_before(day: date, months: int) -> date:
    """Return the same day `months` earlier, or that month's last day; later if negative.

    No further than days go.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last_day))


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day (民法典 §202)."""
    return months_before(day, -months)


def pre_project_window(approved_on: date) -> Span:
    """Return the six months before approval; the day of approval is not among them."""
    return Span(months_before(approved_on, PRE_PROJECT_MONTHS), days_after(approved_on, -1))


def phase(day: date, approved_on: date, ends_on: date) -> Phase:
    """Tell in which phase of the project `day` lies."""
    if day > ends_on:
        return Phase.TOO_LATE
    if day >= approved_on:
        return Phase.PROJECT
    return Phase.PRE_PROJECT if day in pre_project_window(approved_on) else Phase.TOO_EARLY
