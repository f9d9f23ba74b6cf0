"""How much of a budget is used, as the widths of a drawn bar."""

from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)
WHOLE = Decimal(100)
PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Bar:
    """Widths in percent of the budget; `used` says it in words: 12.34 %."""

    spent: Decimal
    reserved: Decimal
    used: str
    over: bool


def bar(budget: Decimal, spent: Decimal, reserved: Decimal) -> Bar:
    """Measure a bar; a budget of nothing is an empty bar, an overspent one is full and says so.

    >>> bar(Decimal(200), Decimal(50), Decimal(20))
    Bar(spent=Decimal('25.00'), reserved=Decimal('10.00'), used='35.00%', over=False)
    """
    if budget <= 0:
        return Bar(NOTHING, NOTHING, "0.00%", over=spent > 0)
    shares = [max(NOTHING, amount * WHOLE / budget) for amount in (spent, reserved)]
    drawn_spent = min(shares[0], WHOLE)
    drawn_reserved = min(shares[1], WHOLE - drawn_spent)
    return Bar(
        drawn_spent.quantize(PLACES),
        drawn_reserved.quantize(PLACES),
        f"{sum(shares, NOTHING).quantize(PLACES)}%",
        over=sum(shares, NOTHING) > WHOLE,
    )
