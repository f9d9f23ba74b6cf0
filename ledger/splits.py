"""Amounts divided to the fen: a claim over several sources, interest over several grants."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from typing import Any, Final, Protocol, TypeVar

from ledger.journal import FEN, money


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...  # noqa: ANN401  # whatever it is compared with


Part = TypeVar("Part", bound="_Ordered")

_WIDE: Final = Context(prec=60)  # an amount times a sum of balances times days, to the last digit


def split(amount: Decimal, weights: Mapping[Part, Decimal]) -> dict[Part, Decimal]:
    """Divide yuan in proportion to the weights, to the fen, so that the shares add up (最大余额法).

    Every share is its exact part rounded down; the fen left over go one each to the largest
    remainders, of equal ones to the greater weight, then to the part that comes first in order.
    The order in which weights are given does not matter. Parts come back in their order, those
    with nothing as 0.00. Raises `ValueError` for an amount below nought or with more than two
    places, for a weight below nought, and where there is no weight at all.
    """
    if money(amount) < 0 or not all(w.is_finite() and w >= 0 for w in weights.values()):
        raise ValueError(f"nothing below nought is divided: {amount} by {dict(weights)}")
    with localcontext(_WIDE):
        whole = sum(weights.values(), Decimal(0))
        if not whole:
            raise ValueError(f"nobody has a share of {amount}")
        products = {part: amount * weights[part] for part in sorted(weights)}
        shares = {
            part: (product / whole).quantize(FEN, ROUND_FLOOR) for part, product in products.items()
        }
        left = int((amount - sum(shares.values())) / FEN)
        remainders = {part: products[part] - shares[part] * whole for part in shares}
        first = sorted(shares, key=lambda part: (-remainders[part], -weights[part]))
        for part in first[:left]:
            shares[part] += FEN
    return shares


def balance_days(balances: Iterable[tuple[date, Decimal]], first: date, after: date) -> Decimal:
    """Return the daily-balance product (积数) of the days from `first` to before `after`.

    `balances` are days with the balance at their end, in yuan, in the order of days; each lasts
    until the next, and what stood before `first` is its last balance on or before that day.
    The product is in yuan times days.
    """
    product, standing, since = Decimal(0), Decimal(0), first
    for day, balance in balances:
        if day >= after:
            break
        product += standing * max((day - since).days, 0)
        standing, since = balance, max(day, first)
    return product + standing * (after - since).days
