"""A seller nobody in the programme bought from before, with a large sum within its first weeks."""

from collections.abc import Iterator
from datetime import date, timedelta

from compliance.messages import N_, Message
from compliance.signal import Population, Signal, figure, grouped, in_order, key_of, money

TITLE = N_("新出现的大额销售方")
MEANING = N_(
    "整个计划以前没有出现过的销售方，短期内累计金额较大。可能是空壳公司，也可能是新的合作方。"
)
FOUND = N_("“{seller}”{first} 才首次出现，{employer}已向其采购 {count} 笔，合计 {sum}。")
BOUNDS = ("new_days", "new_from")


def find(population: Population) -> Iterator[Signal]:
    """Find sellers first met lately from whom one employer bought for much."""
    thresholds = population.thresholds
    since = population.today - timedelta(days=thresholds.count("new_days"))
    for seller, sold in grouped(population.handed_in, lambda each: each.seller or None).items():
        first = min((each.issued_on for each in sold if each.issued_on), default=date.min)
        if first < since:
            continue
        for employer, own in grouped(sold, lambda each: each.employer).items():
            total = sum(each.amount for each in own)
            if total < thresholds.fen("new_from"):
                continue
            values = {
                "seller": own[0].seller_name, "first": first.isoformat(), "count": str(len(own)),
                "employer": population.employers[employer], "sum": money(total),
            }  # fmt: skip
            yield Signal(
                key=key_of(employer, seller),
                found=Message(FOUND, values),
                figures=(figure(N_("首次开票日期"), first.isoformat()),),
                purchases=in_order(own),
                bounds=BOUNDS,
            )
