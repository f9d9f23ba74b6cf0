"""The first two digits of amounts against Benford's law, where there are enough of them.

Amounts that grow by themselves begin with d1 d2 in log10(1 + 1/d1d2) of the cases; figures that
people make up do not. Two measures have to speak: the mean absolute deviation, which does not grow
with the number of amounts, and chi-square, which says whether chance alone would do. Logarithms are
taken to 40 digits, everything else is exact; no amount decides by rounding.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache

from compliance.messages import N_, Message
from compliance.signal import (
    Figure,
    Population,
    Purchase,
    Signal,
    figure,
    grouped,
    in_order,
    one_of_each,
)

TITLE = N_("首两位数字规律")
MEANING = N_("金额首两位数字的分布偏离本福特定律。可能有编造的金额，也可能是定价或限额造成的。")
OF_ONE = N_("{about}的 {count} 个金额首两位不合本福特定律：{pairs} 过多。")
PAIR = N_("首两位 {pair}")
COUNTED = N_("实有 {found}，应约 {expected}")
WHOLE = N_("整个计划")
BOUNDS = ("digits_count", "digits_mad", "digits_chi", "digits_deviation")
PAIRS = range(10, 100)
_LEAST = 1000  # fen: ten yuan has two digits before its point
_PRECISE = Context(prec=40)
_PAIRS_TOLD = 5


@cache
def expected() -> Mapping[int, Fraction]:
    """Return the share of each pair of digits by Benford's law, to 40 digits."""
    logarithms = {pair: Fraction(_PRECISE.log10(Decimal(pair))) for pair in (*PAIRS, 100)}
    return {pair: logarithms[pair + 1] - logarithms[pair] for pair in PAIRS}


def find(population: Population) -> Iterator[Signal]:
    """Test the amounts of each employer, then those of the whole programme."""
    invoices = [each for each in one_of_each(population.handed_in) if each.price >= _LEAST]
    for employer, own in grouped(invoices, lambda each: each.employer).items():
        yield from _tested(population, own, employer, population.employers[employer])
    if len({each.employer for each in invoices}) > 1:
        yield from _tested(population, invoices, "", Message(WHOLE))


def _tested(
    population: Population, own: Sequence[Purchase], key: str, about: str | Message
) -> Iterator[Signal]:
    thresholds, count = population.thresholds, len(own)
    if count < thresholds.count("digits_count"):
        return
    found = Counter(pair_of(each) for each in own)
    mad, chi = deviation(found, count), chi_square(found, count)
    if mad <= thresholds.number("digits_mad") or chi <= thresholds.number("digits_chi"):
        return
    most = _too_frequent(found, count, thresholds.number("digits_deviation"))
    if not most:
        return
    pairs = tuple(Message("{value}", {"value": str(pair)}) for pair in most)
    yield Signal(
        key=key,
        found=Message(OF_ONE, {"about": about, "count": str(count), "pairs": pairs}),
        figures=(
            figure(N_("平均绝对偏差"), _written(mad, 5)),
            figure(N_("卡方值"), _written(chi, 2)),
            *_counted(found, most, count),
        ),
        purchases=in_order(each for each in own if pair_of(each) in most),
        bounds=BOUNDS,
    )


def pair_of(each: Purchase) -> int:
    """Return the first two digits of an amount."""
    return int(str(each.price)[:2])


def deviation(found: Mapping[int, int], count: int) -> Fraction:
    """Return the mean absolute deviation of the shares of the 90 pairs."""
    apart = (abs(Fraction(found.get(pair, 0), count) - share) for pair, share in expected().items())
    return sum(apart, Fraction(0)) / len(PAIRS)


def chi_square(found: Mapping[int, int], count: int) -> Fraction:
    """Return chi-square over the 90 pairs: 89 degrees of freedom."""
    parts = (
        (found.get(pair, 0) - count * share) ** 2 / (count * share)
        for pair, share in expected().items()
    )
    return sum(parts, Fraction(0))


def _too_frequent(found: Mapping[int, int], count: int, bound: Fraction) -> list[int]:
    """Return the pairs that are too frequent by more than so many deviations, the worst first.

    Squares are compared, so that no root is taken.
    """
    excess: dict[int, Fraction] = {}
    for pair, share in expected().items():
        over = found.get(pair, 0) - count * share
        variance = count * share * (1 - share)
        if over > 0 and over * over > bound * bound * variance:
            excess[pair] = over * over / variance
    return sorted(excess, key=lambda pair: (-excess[pair], pair))[:_PAIRS_TOLD]


def _counted(found: Mapping[int, int], most: Sequence[int], count: int) -> Iterator[Figure]:
    for pair in most:
        values = {"found": str(found[pair]), "expected": _written(count * expected()[pair], 1)}
        yield Figure(Message(PAIR, {"pair": str(pair)}), Message(COUNTED, values))


def _written(value: Fraction, places: int) -> str:
    """Write a number to so many places, half up."""
    scale = 10**places
    return f"{Decimal((value * scale + Fraction(1, 2)).__floor__()) / scale:.{places}f}"
