"""Many invoices of one employer issued on weekends and holidays: purchases that may be private."""

from collections.abc import Iterator
from fractions import Fraction

from compliance.messages import N_, Message
from compliance.signal import (
    Population,
    Signal,
    figure,
    grouped,
    in_order,
    money,
    one_of_each,
)
from compliance.signal_thresholds import percent

TITLE = N_("休息日采购")
MEANING = N_("休息日开具的发票占比过高。可能是个人消费，也可能是网上采购或会议、实验恰在周末。")
FOUND = N_("{employer}的 {count} 张发票中有 {rest} 张开在休息日，占 {share}。")
BOUNDS = ("rest_count", "rest_share")


def find(population: Population) -> Iterator[Signal]:
    """Count the invoices of days of rest; tickets, bought when people travel, are left out."""
    thresholds, calendar = population.thresholds, population.calendar
    for employer, own in grouped(population.handed_in, lambda each: each.employer).items():
        dated = [each for each in one_of_each(own) if each.issued_on and not each.is_ticket]
        rested = [
            each for each in dated if each.issued_on and not calendar.is_working_day(each.issued_on)
        ]
        if len(rested) < thresholds.count("rest_count"):
            continue
        share = Fraction(len(rested), len(dated))
        if share < thresholds.number("rest_share"):
            continue
        unsure = sum(calendar.is_provisional(each.issued_on) for each in rested if each.issued_on)
        values = {
            "employer": population.employers[employer], "count": str(len(dated)),
            "rest": str(len(rested)), "share": percent(share),
        }  # fmt: skip
        yield Signal(
            key=employer,
            found=Message(FOUND, values),
            figures=(
                figure(N_("休息日金额合计"), money(sum(each.price for each in rested))),
                figure(N_("占比"), percent(share, 2)),
                figure(N_("其中按周末推算（该年放假安排未公布）"), str(unsure)),
            ),
            purchases=in_order(rested),
            bounds=BOUNDS,
        )
