import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.window import (
    Phase,
    days_after,
    months_after,
    months_before,
    phase,
    pre_project_window,
)

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def each_day(first_year: int, last_year: int) -> list[date]:
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("approved_on", "first_on"),
    [
        (date(2025, 8, 31), date(2025, 2, 28)),
        (date(2024, 8, 31), date(2024, 2, 29)),
        (date(2025, 5, 31), date(2024, 11, 30)),
        (date(2025, 12, 31), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 1, 1)),
    ],
)
def test_the_window_begins_six_calendar_months_back(approved_on: date, first_on: date) -> None:
    assert pre_project_window(approved_on).first_on == first_on


def test_window_and_period_meet_without_gap_or_overlap_for_every_day_of_approval() -> None:
    for approved_on in each_day(2000, 2040):
        window = pre_project_window(approved_on)
        assert window.last_on + timedelta(days=1) == approved_on
        assert window.first_on <= window.last_on
        assert approved_on not in window
        assert 181 <= (approved_on - window.first_on).days <= 184


def test_the_window_keeps_the_day_of_the_month_or_takes_the_last() -> None:
    for approved_on in each_day(2000, 2040):
        first_on = months_before(approved_on, 6)
        month_length = calendar.monthrange(first_on.year, first_on.month)[1]
        assert first_on.day == min(approved_on.day, month_length)
        assert (approved_on.month - first_on.month) % 12 == 6


def test_a_later_approval_never_opens_an_earlier_window() -> None:
    starts = [months_before(day, 6) for day in each_day(2000, 2040)]
    assert starts == sorted(starts)


@given(day=DAYS, approved_on=DAYS, length=st.integers(0, 2000))
def test_every_day_lies_in_exactly_one_phase(day: date, approved_on: date, length: int) -> None:
    ends_on = approved_on + timedelta(days=length)
    window = pre_project_window(approved_on)
    assert (
        phase(day, approved_on, ends_on)
        is {
            (True, False): Phase.PRE_PROJECT,
            (False, True): Phase.PROJECT,
            (False, False): Phase.TOO_EARLY if day < approved_on else Phase.TOO_LATE,
        }[day in window, approved_on <= day <= ends_on]
    )


def test_counting_forward_would_disagree_on_27_pairs_of_days_in_four_years() -> None:
    disagreements = 0
    for approved_on in each_day(2024, 2027):
        first_on = months_before(approved_on, 6)
        for offset in range(-4, 5):
            cost_on = first_on + timedelta(days=offset)
            forward = months_after(cost_on, 6) >= approved_on
            disagreements += forward != (cost_on >= first_on)
    assert disagreements == 27


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2023, 8, 31), date(2024, 2, 29)),
        (date(2025, 9, 5), date(2026, 3, 5)),
        (date(2025, 6, 30), date(2025, 12, 30)),
        (date(2025, 7, 1), date(2026, 1, 1)),
    ],
)
def test_six_months_later_is_the_same_day_or_the_last_of_the_month(day: date, after: date) -> None:
    assert months_after(day, 6) == after


@given(DAYS, st.integers(0, 60))
def test_going_forward_and_back_never_leaves_the_month(day: date, months: int) -> None:
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    back = months_before(after, months)
    assert (back.year, back.month) == (day.year, day.month)
    assert back <= day


@given(DAYS, st.integers(1, 1000), st.integers(-400, 1400))
def test_a_day_next_to_a_border_is_in_the_neighbouring_phase(
    approved_on: date, length: int, offset: int
) -> None:
    ends_on = approved_on + timedelta(days=length)
    order = [Phase.TOO_EARLY, Phase.PRE_PROJECT, Phase.PROJECT, Phase.TOO_LATE]
    day = approved_on + timedelta(days=offset)
    here, next_day = (
        order.index(phase(each, approved_on, ends_on)) for each in (day, day + timedelta(days=1))
    )
    assert 0 <= next_day - here <= 1, "no phase is skipped and none comes twice"


def test_counting_stops_where_days_end() -> None:
    assert months_before(date(1, 6, 30), 6) == date.min
    assert months_before(date(1, 7, 31), 6) == date(1, 1, 31)
    assert months_after(date(9999, 7, 1), 6) == date.max
    assert months_after(date(9999, 6, 1), 6) == date(9999, 12, 1)
    assert days_after(date.max, 1) == days_after(date.max, 0) == date.max
    assert days_after(date.min, -1) == date.min
    assert pre_project_window(date.min).last_on == date.min


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.integers(-300, 300))
def test_days_are_counted_as_by_the_calendar(day: date, days: int) -> None:
    assert days_after(day, days) == day + timedelta(days=days)
