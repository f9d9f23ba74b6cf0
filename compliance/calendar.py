"""Working days: weekends, statutory rest days and the days worked instead (调休).

The yearly notice of the State Council decides. A year without one is counted by its weekends
alone, and whatever rests on it says so: it is provisional, never silently guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from compliance.messages import Message
from compliance.text import Heading, TextKind, heading_of

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A day counted out, and whether a year without a notice had a say in it."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """One version of the working calendar.

    `rest` holds the statutory days of rest with what they are for; `worked` the Saturdays and
    Sundays that are worked; `years` those with an official notice.
    """

    heading: Heading
    years: frozenset[int]
    rest: Mapping[date, Message]
    worked: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on that day; see `is_provisional` for how sure that is."""
        if day in self.rest:
            return False
        return day in self.worked or day.weekday() < _SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Tell whether the day's year has no official notice here."""
        return day.year not in self.years

    def roll(self, day: date) -> Due:
        """Return the day, or the next working day when it is none (民法典 §203)."""
        provisional = self.is_provisional(day)
        while not self.is_working_day(day):
            day += _DAY
            provisional = provisional or self.is_provisional(day)
        return Due(day, provisional)

    def after(self, start: date, days: int) -> Due:
        """Return the `days`-th working day after `start`, which is not counted (民法典 §201)."""
        assert days >= 0, "deadlines lie ahead"
        day, provisional = start, self.is_provisional(start)
        while days:
            day += _DAY
            provisional = provisional or self.is_provisional(day)
            days -= self.is_working_day(day)
        return Due(day, provisional)


def parse(record: Mapping[str, Any], content: str) -> Calendar:
    """Build the calendar that a text describes; KeyError or ValueError when it is none."""
    rest: dict[date, Message] = {}
    for holiday in record["rest"]:
        words = Message(holiday["zh"], english=holiday["en"])
        for number in range((holiday["last_on"] - holiday["first_on"]).days + 1):
            rest[holiday["first_on"] + timedelta(days=number)] = words
    worked = frozenset(record["worked"])
    assert not worked & rest.keys(), "no day is worked and rested"
    assert all(day.weekday() >= _SATURDAY for day in worked), "only a weekend is worked instead"
    years = frozenset(record["years"])
    assert {day.year for day in (*rest, *worked)} <= years, "days belong to a year with a notice"
    return Calendar(heading_of(TextKind.CALENDAR, record, content), years, rest, worked)
