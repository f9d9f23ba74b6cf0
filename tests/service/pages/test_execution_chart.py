"""The drawing of spending against time: pure arithmetic."""

from datetime import date
from decimal import Decimal

from ledger.lookups import Month
from service.pages import execution_chart

PERIOD = (date(2026, 1, 1), date(2026, 12, 31))
BUDGET = Decimal(1000)


def month(number: int, amount: str) -> Month:
    return Month(date(2026, number, 1), Decimal(amount))


def test_the_line_climbs_with_the_months_and_stops_today() -> None:
    months = [month(1, "100.00"), month(3, "400.00")]
    drawn = execution_chart.chart(PERIOD, BUDGET, months, date(2026, 7, 1))
    assert drawn is not None
    assert drawn.spent == "0,200 82.42,180.00 244.51,100.00 497.25,100.00"
    assert drawn.area == drawn.spent + " 497.25,200"
    assert (drawn.today, drawn.plan_end, drawn.top) == (Decimal("497.25"), Decimal("0.00"), BUDGET)
    assert (drawn.of_budget, drawn.of_time, drawn.ahead) == ("50.00%", "49.72%", True)
    assert [(row.month, row.so_far, row.of_budget, row.of_time) for row in drawn.rows] == [
        ("2026-01", Decimal("100.00"), "10.00%", "8.24%"),
        ("2026-03", Decimal("500.00"), "50.00%", "24.45%"),
    ]


def test_the_month_that_runs_ends_today() -> None:
    drawn = execution_chart.chart(PERIOD, BUDGET, [month(3, "10.00")], date(2026, 3, 2))
    assert drawn is not None
    assert drawn.spent == "0,200 164.84,198.00 164.84,198.00"


def test_what_lies_outside_the_period_stands_at_its_edge() -> None:
    early = execution_chart.chart(PERIOD, BUDGET, [], date(2025, 12, 1))
    late = execution_chart.chart(PERIOD, BUDGET, [month(12, "2000.00")], date(2027, 2, 1))
    assert early is not None
    assert late is not None
    assert (early.today, early.of_time, early.spent) == (None, "0.00%", "0,200 0.00,200.00")
    assert (late.today, late.of_time, late.of_budget) == (None, "100.00%", "200.00%")
    assert (late.top, late.plan_end) == (Decimal("2000.00"), Decimal("100.00"))


def test_what_was_taken_back_never_leaves_the_drawing() -> None:
    drawn = execution_chart.chart(PERIOD, BUDGET, [month(2, "-5.00")], date(2026, 3, 1))
    assert drawn is not None
    assert drawn.spent.split(" ")[1].endswith(",200.00")


def test_without_a_budget_there_is_nothing_to_hold_it_against() -> None:
    assert execution_chart.chart(PERIOD, Decimal(0), [], date(2026, 3, 1)) is None
