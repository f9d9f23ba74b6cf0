"""Invoices that crowd just below a bound, with few just above it, per employer."""

from collections.abc import Iterator, Sequence
from math import ceil

from compliance.messages import N_, Message
from compliance.signal import (
    Population,
    Purchase,
    Signal,
    figure,
    grouped,
    in_order,
    key_of,
    money,
    one_of_each,
)
from compliance.signal_thresholds import FEN, percent

TITLE = N_("紧贴限额")
MEANING = N_(
    "金额集中在限额以下一点点，超过限额一点点的却很少。可能是为避开查验、验收或审批而定价。"
)
FOUND = N_(
    "{employer}有 {below} 张发票在 {bound} 以下 {band} 之内，以上 {band} 之内只有 {above} 张。"
)
_LIMITS = ("verify_from", "acceptor_from", "split_from")
BOUNDS = ("below_band", "below_count", "below_times", *_LIMITS)


def find(population: Population) -> Iterator[Signal]:
    """Compare how many invoices lie just below each bound and just above it."""
    bounds = sorted({population.thresholds.fen(name) for name in _LIMITS})
    by_employer = grouped(population.handed_in, lambda each: each.employer)
    for employer, own in by_employer.items():
        for bound in bounds:
            yield from _at(population, bound, own, employer)


def _at(
    population: Population, bound: int, own: Sequence[Purchase], employer: str
) -> Iterator[Signal]:
    thresholds = population.thresholds
    band = thresholds.number("below_band")
    first, last = ceil(bound - bound * band), ceil(bound + bound * band)
    near = [each for each in own if first <= each.price < last]
    below = [each for each in near if each.price < bound]
    count, above = len(one_of_each(below)), len(one_of_each(near)) - len(one_of_each(below))
    if count < thresholds.count("below_count") or count < thresholds.number("below_times") * above:
        return
    values = {
        "employer": population.employers[employer], "below": str(count), "above": str(above),
        "bound": money(bound), "band": percent(band),
    }  # fmt: skip
    yield Signal(
        key=key_of(employer, str(bound // FEN)),
        found=Message(FOUND, values),
        figures=(
            figure(N_("限额以下"), str(count)),
            figure(N_("限额以上"), str(above)),
        ),
        purchases=in_order(below),
        bounds=BOUNDS,
    )
