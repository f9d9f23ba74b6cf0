"""期限: by when somebody must act, counted so that it can be counted again.

The day on which a term starts is not counted (民法典 §201); a term of natural days that ends on a
day of rest ends on the next working day (§203). Days are Beijing business dates. The lengths are
data, `texts/deadlines.toml`; which calendar counted, and whether all its years had an official
notice, is kept with every deadline.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from compliance import law
from compliance.calendar import Calendar, Due
from compliance.messages import Message

REMINDERS: Final = (-5, -2, 0, 1, 5)  # working days from the due day on which people are reminded
HANDLE: Final = "handle"  # the term of every step that names none and leaves people to act
ESCALATED: Final = 5  # the reminder that goes to the Center's manager too


class Unit(StrEnum):
    """工作日 or 自然日."""

    WORKING = "working"
    NATURAL = "natural"


@dataclass(frozen=True, slots=True)
class Term:
    """One length: `days` of `unit`, and by how many it may be extended, once (0: not at all)."""

    name: str
    title: Message
    days: int
    unit: Unit
    extension_days: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term counted out from `start`; `calendar` names the version that counted."""

    term: str
    start: date
    days: int
    unit: Unit
    due: Due
    calendar: str


@cache
def terms() -> Mapping[str, Term]:
    """Return every term by its name."""
    return {
        name: Term(
            name,
            Message(record["zh"], english=record["en"]),
            record["days"],
            Unit(record["unit"]),
            record.get("extension_days", 0),
        )
        for name, record in law.read("deadlines.toml")["deadlines"].items()
    }


def counted(name: str, start: date, calendar: Calendar, more_days: int = 0) -> Deadline:
    """Count a term from `start`; `more_days` are those of an extension or of a stopped clock."""
    term = terms()[name]
    days = term.days + more_days
    due = due_day(start, days, term.unit, calendar)
    return Deadline(name, start, days, term.unit, due, calendar.heading.name)


def due_day(start: date, days: int, unit: Unit, calendar: Calendar) -> Due:
    """Return the last day of `days` from `start`, which is not counted."""
    if unit is Unit.WORKING:
        return calendar.after(start, days)
    return calendar.roll(start + timedelta(days=days))


def elapsed(first: date, last: date, unit: Unit, calendar: Calendar) -> int:
    """Return how many days of the unit lie after `first`, up to `last`: while a clock stood."""
    days = [first + timedelta(days=number + 1) for number in range((last - first).days)]
    return sum(unit is Unit.NATURAL or calendar.is_working_day(day) for day in days)


def left(today: date, due: date, calendar: Calendar) -> int:
    """Count the working days from today to a due day; those past since then count below nought."""
    if due < today:
        return min(-1, -elapsed(due, today, Unit.WORKING, calendar))
    return elapsed(today, due, Unit.WORKING, calendar)


def reached(start: date, due: date, today: date, calendar: Calendar) -> int | None:
    """Return the latest reminder that is due today or before; none of the day a term starts."""
    days = {mark: reminder_on(due, mark, calendar) for mark in REMINDERS}
    return max((mark for mark, day in days.items() if start < day <= today), default=None)


def reminder_on(due: date, mark: int, calendar: Calendar) -> date:
    """Return the working day that lies `mark` working days from a due day."""
    if mark >= 0:
        return calendar.after(due, mark).day
    day = due
    while mark:
        day -= timedelta(days=1)
        mark += calendar.is_working_day(day)
    return day
