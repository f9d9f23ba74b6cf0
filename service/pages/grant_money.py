"""The money of a grant as several pages draw it: by direction, and through time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from service.actions.desk import GrantView
from service.actions.execution import Month
from service.pages import execution_chart, money_lines
from service.pages.execution_chart import Chart
from service.pages.money_lines import BudgetLine


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant, its budget by direction, their sum, and how its spending went through time."""

    grant: GrantView
    lines: list[BudgetLine]
    total: BudgetLine
    chart: Chart | None


def drawn(grant: GrantView, months: Mapping[str, Sequence[Month]], today: date) -> GrantLine:
    """Draw a grant; without an agreement, or a budget, there is nothing to draw through time."""
    lines = money_lines.lines(grant.money)
    total = money_lines.total(lines)
    chart = None
    if grant.agreement is not None:
        period = (grant.agreement.approved_on, grant.agreement.ends_on)
        chart = execution_chart.chart(period, total.budget, months.get(grant.number, ()), today)
    return GrantLine(grant, lines, total, chart)
