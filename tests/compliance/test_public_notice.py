from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import library
from compliance.calendar import Due
from compliance.public_notice import last_day

CALENDAR = library.installed().calendar()


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2025, 9, 29), date(2025, 10, 9)),  # the fifth day lies in the national holiday
        (date(2026, 2, 10), date(2026, 2, 24)),  # or in the spring festival
        (date(2025, 12, 30), date(2026, 1, 4)),  # a Sunday that is worked needs no roll
        (date(2026, 3, 9), date(2026, 3, 16)),  # a Saturday rolls to Monday
        (date(2026, 3, 10), date(2026, 3, 16)),  # and so does a Sunday
        (date(2026, 3, 11), date(2026, 3, 16)),
    ],
)
def test_a_public_notice_runs_five_days_and_ends_on_a_working_day(
    starts_on: date, ends_on: date
) -> None:
    assert last_day(starts_on, CALENDAR) == Due(ends_on, provisional=False)


def test_the_end_is_provisional_while_the_year_has_no_official_calendar() -> None:
    assert last_day(date(2027, 9, 28), CALENDAR) == Due(date(2027, 10, 4), provisional=True)
    assert last_day(date(2026, 12, 28), CALENDAR) == Due(date(2027, 1, 4), provisional=True)
    assert last_day(date(2026, 12, 24), CALENDAR) == Due(date(2026, 12, 29), provisional=False)


@given(st.dates(date(2000, 1, 1), date(2040, 12, 1)))
def test_no_notice_is_shorter_than_five_days_nor_ends_on_a_day_of_rest(starts_on: date) -> None:
    due = last_day(starts_on, CALENDAR)
    assert due.day >= starts_on + timedelta(days=5)
    assert CALENDAR.is_working_day(due.day)
