from datetime import date

import pytest

from reports.period import Month


def test_a_month_knows_its_first_and_last_day() -> None:
    assert Month(2028, 2).first == date(2028, 2, 1)
    assert Month(2028, 2).last == date(2028, 2, 29)
    assert Month(2026, 12).last == date(2026, 12, 31)


def test_months_follow_each_other_across_years() -> None:
    assert Month(2026, 12).following == Month(2027, 1)
    assert Month(2027, 1).preceding == Month(2026, 12)


def test_every_month_follows_the_one_before_it() -> None:
    month = Month(2020, 1)
    for _ in range(240):
        assert month.following.preceding == month
        assert month < month.following
        month = month.following


def test_a_month_is_written_for_machines_and_for_people() -> None:
    assert Month(2026, 9).key == "2026-09"
    assert Month(2026, 9).label == "2026年9月"


def test_a_month_is_read_back_as_it_was_written() -> None:
    assert Month.parse("2026-09") == Month(2026, 9)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-9", "2026", "", "2026-09-01", "next", "9999-12", "0001-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # any sentence will do: callers say their own
        Month.parse(text)


def test_a_month_beyond_the_calendar_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="month"):
        Month(2026, 0)
