"""Values of structured data in the form in which invoices print them."""

from datetime import date

import pytest

from importers.data_values import amount, day, in_words, iso_day, percent


@pytest.mark.parametrize(
    "text",
    ["2026-02-27", "2026-2-27 17:28", "2026年02月27日", "2026/02/27", "20260227", "202602271728",
     "20260227172851", "20260227172851000", "2026.02.27", "2026-02-27T17:28:51+08:00"],
)  # fmt: skip
def test_days_are_read_in_every_form(text: str) -> None:
    assert day(text) == date(2026, 2, 27)
    assert iso_day(text) == "2026-02-27"


@pytest.mark.parametrize(
    "text", [None, "", "2026-13-41", "20261341", "26112000001297155376", "明天"]
)
def test_what_is_no_day_is_none(text: str | None) -> None:
    assert day(text) is None
    assert iso_day(text) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [("¥1,200.00", "1200.00"), ("￥ 5", "5"), ("5.00元", "5.00"), ("＊＊＊", "***"),
     ("-1.00", "-1.00"), ("", None), (None, None)],
)  # fmt: skip
def test_amounts_are_bare_numbers(text: str | None, printed: str | None) -> None:
    assert amount(text) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [("0.06", "6%"), ("0.015", "1.5%"), ("0.030000", "3%"), ("0", "0%"), ("6%", "6%"),
     ("13", "13"), ("免税", "免税"), (None, None)],
)  # fmt: skip
def test_shares_become_percentages(text: str | None, printed: str | None) -> None:
    assert percent(text) == printed


def test_totals_are_put_into_words() -> None:
    assert in_words("106.00") == "壹佰零陆圆整"
    assert in_words("-5.5") == "（负数）伍圆伍角"
    assert in_words("1.234") is None
    assert in_words("***") is None
    assert in_words(None) is None
