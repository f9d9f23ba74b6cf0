from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import library
from compliance.calendar import Due
from compliance.library import FOLDER, parse
from compliance.text import InvalidTextError, TextKind

CALENDAR = library.installed().calendar()
CONTENT = Path(FOLDER, "calendar", f"{CALENDAR.heading.version}.toml").read_text(encoding="utf-8")
KNOWN = st.dates(date(2019, 1, 1), date(2026, 12, 1))
ANY = st.dates(date(2000, 1, 1), date(2040, 12, 1))
DAY = timedelta(days=1)


def each_day(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]


def test_every_day_of_the_known_years_is_worked_or_rested_as_published() -> None:
    differing = [
        day
        for day in each_day(date(2019, 1, 1), date(2026, 12, 31))
        if CALENDAR.is_working_day(day) is not chinese_calendar.is_workday(day)
    ]
    assert differing == []


def test_every_rest_that_is_no_weekend_has_its_name() -> None:
    for day in each_day(date(2019, 1, 1), date(2026, 12, 31)):
        if chinese_calendar.is_holiday(day) and day.weekday() < 5:
            assert CALENDAR.rest[day].text()
            assert CALENDAR.rest[day].english


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        (date(2025, 10, 4), date(2025, 10, 9)),  # within the national holiday
        (date(2026, 2, 15), date(2026, 2, 24)),  # within the spring festival
        (date(2026, 1, 4), date(2026, 1, 4)),  # a Sunday that is worked instead
        (date(2026, 3, 7), date(2026, 3, 9)),  # a Saturday
        (date(2026, 3, 10), date(2026, 3, 10)),
    ],
)
def test_a_last_day_of_rest_rolls_to_the_next_working_day(day: date, rolled: date) -> None:
    assert CALENDAR.roll(day) == Due(rolled, provisional=False)


def test_a_year_without_a_notice_counts_by_weekends_and_says_so() -> None:
    assert CALENDAR.roll(date(2027, 10, 1)) == Due(date(2027, 10, 1), provisional=True)
    assert CALENDAR.roll(date(2027, 5, 1)) == Due(date(2027, 5, 3), provisional=True)
    assert CALENDAR.is_provisional(date(2018, 12, 31))
    assert not CALENDAR.is_provisional(date(2019, 1, 1))
    assert not CALENDAR.is_provisional(date(2026, 12, 31))
    assert CALENDAR.is_provisional(date(2027, 1, 1))


def test_a_deadline_that_crosses_into_such_a_year_is_provisional_too() -> None:
    assert CALENDAR.after(date(2026, 12, 31), 1) == Due(date(2027, 1, 1), provisional=True)
    assert CALENDAR.after(date(2026, 12, 30), 1) == Due(date(2026, 12, 31), provisional=False)
    assert CALENDAR.after(date(2018, 12, 31), 1) == Due(date(2019, 1, 2), provisional=True)


def test_working_days_are_counted_without_the_first() -> None:
    assert CALENDAR.after(date(2026, 9, 30), 1) == Due(date(2026, 10, 8), provisional=False)
    assert CALENDAR.after(date(2026, 10, 8), 3) == Due(date(2026, 10, 12), provisional=False)
    assert CALENDAR.after(date(2026, 10, 3), 0) == Due(date(2026, 10, 3), provisional=False)
    with pytest.raises(AssertionError, match="ahead"):
        CALENDAR.after(date(2026, 10, 3), -1)


@given(ANY)
def test_a_rolled_day_is_the_first_working_day_from_there_on(day: date) -> None:
    due = CALENDAR.roll(day)
    assert due.day >= day
    assert CALENDAR.is_working_day(due.day)
    assert not any(CALENDAR.is_working_day(each) for each in each_day(day, due.day - DAY))


@given(ANY, st.integers(0, 60))
def test_as_many_working_days_lie_between_as_were_asked_for(start: date, days: int) -> None:
    due = CALENDAR.after(start, days)
    between = each_day(start + DAY, due.day)
    assert sum(CALENDAR.is_working_day(each) for each in between) == days
    assert due.provisional == any(CALENDAR.is_provisional(each) for each in [start, *between])


@given(KNOWN, st.integers(0, 20), st.integers(0, 20))
def test_deadlines_add_up(start: date, some: int, more: int) -> None:
    assert CALENDAR.after(CALENDAR.after(start, some).day, more) == CALENDAR.after(
        start, some + more
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("worked = [\n  2019-02-02,", "worked = [\n  2019-02-05,"),  # rested and worked
        ("worked = [\n  2019-02-02,", "worked = [\n  2019-02-11,"),  # a Monday is worked anyway
        ("years = [2019, ", "years = ["),  # days of a year without a notice
        ("zh = ", "name = "),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(old: str, new: str) -> None:
    assert old in CONTENT
    with pytest.raises(InvalidTextError):
        parse(TextKind.CALENDAR, CONTENT.replace(old, new))
