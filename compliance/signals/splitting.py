"""Invoices of one seller, each below the bound and together at it within some days, per employer.

The rule about splitting looks round one claim when it is made; this looks over all grants of the
employer and at what came later.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from compliance.messages import N_, Message
from compliance.signal import (
    Population,
    Purchase,
    Signal,
    by_invoice,
    figure,
    grouped,
    in_order,
    key_of,
    money,
)

TITLE = N_("拆分采购")
MEANING = N_("同一销售方短期内的多张发票都低于限额，合计达到限额。也可能是分批交货或按月结算。")
FOUND = N_(
    "{employer}在 {first} 至 {last} 有“{seller}”{count} 张发票，各低于 {bound}，合计 {sum}。"
)
BOUNDS = ("split_from", "split_days")


def find(population: Population) -> Iterator[Signal]:
    """Find stretches of days whose small invoices of one seller reach the bound."""
    bound = population.thresholds.fen("split_from")
    length = timedelta(days=population.thresholds.count("split_days") - 1)

    def small(each: Purchase) -> tuple[str, str] | None:
        if not each.seller or each.issued_on is None or not 0 < each.price < bound:
            return None
        return each.employer, each.seller

    for (employer, seller), own in grouped(population.handed_in, small).items():
        sharing = by_invoice(own)
        for part in _stretches([each[0] for each in sharing.values()], length, bound):
            claims = chain.from_iterable(sharing[each.invoice or each.claim] for each in part)
            yield _signal(population, key_of(employer, seller), part, in_order(claims))


def _stretches(own: Sequence[Purchase], length: timedelta, bound: int) -> Iterator[list[Purchase]]:
    """Take stretches that reach the bound, from the first day on; none overlaps another."""
    ordered = in_order(own)
    start = end = total = 0  # from start up to end lies the stretch, with its sum
    while start < len(ordered):
        while end < len(ordered) and _day(ordered[end]) <= _day(ordered[start]) + length:
            total += ordered[end].price
            end += 1
        if total >= bound:
            yield list(ordered[start:end])
            start, total = end, 0
        else:
            total -= ordered[start].price
            start += 1


def _day(each: Purchase) -> date:
    assert each.issued_on is not None, "only dated invoices are looked at"
    return each.issued_on


def _signal(
    population: Population, about: str, part: Sequence[Purchase], claims: tuple[Purchase, ...]
) -> Signal:
    first, last = _day(part[0]).isoformat(), _day(part[-1]).isoformat()
    values = {
        "employer": population.employers[part[0].employer], "seller": part[0].seller_name,
        "first": first, "last": last, "count": str(len(part)),
        "bound": money(population.thresholds.fen("split_from")),
        "sum": money(sum(each.price for each in part)),
    }  # fmt: skip
    return Signal(
        key=key_of(about, first),
        found=Message(FOUND, values),
        figures=(
            figure(N_("最大一张"), money(max(each.price for each in part))),
            figure(N_("涉及项目"), str(len({each.grant for each in part}))),
        ),
        purchases=claims,
        bounds=BOUNDS,
    )
