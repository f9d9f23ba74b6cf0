from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import deadlines, library
from compliance.deadlines import Unit

CALENDAR = library.installed().calendar()


def test_working_days_are_counted_from_the_day_after() -> None:
    counted = deadlines.counted("rectify", date(2026, 9, 28), CALENDAR)
    assert counted.due.day == date(2026, 10, 23)  # over the National Day holiday; 10 October worked
    assert (counted.days, counted.unit, counted.due.provisional) == (15, Unit.WORKING, False)


def test_natural_days_that_end_on_a_rest_day_end_on_the_next_working_day() -> None:
    counted = deadlines.counted("comment", date(2026, 9, 24), CALENDAR)
    assert counted.due.day == date(2026, 10, 8)  # 4 October rests


def test_a_year_without_a_notice_makes_the_deadline_provisional() -> None:
    assert deadlines.counted("rectify", date(2026, 12, 28), CALENDAR).due.provisional


def test_an_extension_is_counted_from_the_same_start() -> None:
    start = date(2026, 3, 2)
    more = deadlines.terms()["rectify"].extension_days
    extended = deadlines.counted("rectify", start, CALENDAR, more)
    assert extended.due.day == CALENDAR.after(start, 25).day


def test_the_calendar_that_counted_is_named() -> None:
    counted = deadlines.counted("decide", date(2026, 3, 2), CALENDAR)
    assert counted.calendar == CALENDAR.heading.name


@pytest.mark.parametrize(
    ("mark", "day"),
    [(-5, date(2026, 9, 30)), (-2, date(2026, 10, 10)), (0, date(2026, 10, 13)),
     (1, date(2026, 10, 14)), (5, date(2026, 10, 20))],
)  # fmt: skip
def test_reminders_are_sent_on_working_days_around_the_due_day(mark: int, day: date) -> None:
    assert deadlines.reminder_on(date(2026, 10, 13), mark, CALENDAR) == day


@given(st.dates(date(2025, 1, 1), date(2026, 10, 1)), st.sampled_from(sorted(deadlines.terms())))
def test_a_deadline_never_ends_before_its_days_and_always_on_a_working_day(
    start: date, name: str
) -> None:
    counted = deadlines.counted(name, start, CALENDAR)
    assert (counted.due.day - start).days >= counted.days
    assert CALENDAR.is_working_day(counted.due.day)


@pytest.mark.parametrize(("unit", "days"), [(Unit.WORKING, 4), (Unit.NATURAL, 12)])
def test_days_on_which_a_clock_stood_are_counted_by_the_unit(unit: Unit, days: int) -> None:
    # from 30 September over the holiday to the 12th; the 8th to 10th and the 12th are worked
    assert deadlines.elapsed(date(2026, 9, 30), date(2026, 10, 12), unit, CALENDAR) == days
    assert deadlines.elapsed(date(2026, 10, 12), date(2026, 10, 12), unit, CALENDAR) == 0


@given(st.dates(date(2026, 1, 5), date(2026, 9, 1)), st.integers(0, 60), st.integers(0, 60))
def test_a_clock_that_stood_leaves_as_many_days_as_there_were(
    start: date, ran: int, stood: int
) -> None:
    days = 15
    stopped = CALENDAR.after(start, min(ran, days)).day
    resumed = CALENDAR.after(stopped, stood).day
    more = deadlines.elapsed(stopped, resumed, Unit.WORKING, CALENDAR)
    due = deadlines.due_day(start, days + more, Unit.WORKING, CALENDAR).day
    assert deadlines.elapsed(resumed, due, Unit.WORKING, CALENDAR) == days - min(ran, days)


@pytest.mark.parametrize(
    ("today", "mark"),
    [
        (date(2026, 9, 29), None), (date(2026, 9, 30), -5), (date(2026, 10, 9), -5),
        (date(2026, 10, 10), -2), (date(2026, 10, 13), 0), (date(2026, 10, 19), 1),
        (date(2026, 11, 30), 5),
    ],
)  # fmt: skip
def test_the_latest_reminder_that_is_due_is_the_one_to_send(today: date, mark: int | None) -> None:
    due = date(2026, 10, 13)
    assert deadlines.reached(date(2026, 9, 1), due, today, CALENDAR) == mark


def test_nobody_is_reminded_on_the_day_a_term_starts() -> None:
    start, due = date(2026, 10, 13), CALENDAR.after(date(2026, 10, 13), 5).day
    assert deadlines.reached(start, due, start, CALENDAR) is None
    assert deadlines.reached(start, due, date(2026, 10, 14), CALENDAR) is None


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 9, 8), 3),
        (date(2026, 9, 11), 0),
        (date(2026, 9, 12), -1),  # a day of rest after the due day is late, too
        (date(2026, 9, 15), -2),
    ],
)
def test_the_days_that_are_left_are_working_days(today: date, days: int) -> None:
    assert deadlines.left(today, date(2026, 9, 11), CALENDAR) == days
