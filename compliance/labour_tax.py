"""劳务报酬: what a person receives of a fee, and what must be paid so that they receive it.

Individual income tax withheld on one payment for labour (个人所得税法 §3, §6; 实施条例 §14): 800
yuan are deducted up to 4,000, one fifth beyond; the rest is taxed at 20 %, 30 % less 2,000 above
20,000, or 40 % less 7,000 above 50,000. Going back from net to gross solves the same lines.

>>> gross_of(Decimal("2400.00")), tax_on(Decimal("2800.00"))
(Decimal('2800.00'), Decimal('400.00'))
"""

from decimal import ROUND_HALF_UP, Decimal

_FEN = Decimal("0.01")
_FREE = Decimal(800)
_FLAT_UNTIL = Decimal(4000)
_TAXED_SHARE = Decimal("0.8")
# Of the taxable part: up to so much, at this rate, less this.
_BRACKETS = (
    (Decimal(20_000), Decimal("0.20"), Decimal(0)),
    (Decimal(50_000), Decimal("0.30"), Decimal(2_000)),
    (Decimal("Infinity"), Decimal("0.40"), Decimal(7_000)),
)
# Of what is received: up to so much, the gross is (net - subtracted) / divisor.
_BACKWARDS = (
    (Decimal(800), Decimal(0), Decimal(1)),
    (Decimal(3_360), Decimal(160), Decimal("0.8")),
    (Decimal(21_000), Decimal(0), Decimal("0.84")),
    (Decimal(49_500), Decimal(2_000), Decimal("0.76")),
    (Decimal("Infinity"), Decimal(7_000), Decimal("0.68")),
)


def tax_on(gross: Decimal) -> Decimal:
    """Return the tax withheld on one payment of `gross` yuan."""
    assert gross >= 0, "a fee is not negative"
    taxable = gross - _FREE if gross <= _FLAT_UNTIL else gross * _TAXED_SHARE
    if taxable <= 0:
        return Decimal("0.00")
    _, rate, less = next(bracket for bracket in _BRACKETS if taxable <= bracket[0])
    return (taxable * rate - less).quantize(_FEN, ROUND_HALF_UP)


def net_of(gross: Decimal) -> Decimal:
    """Return what the person receives of one payment."""
    return gross - tax_on(gross)


def withheld(gross: Decimal, before: Decimal) -> Decimal:
    """Return the tax withheld on `gross`, where the person had `before` yuan that month already.

    What somebody receives for one thing within a month counts as one payment.

    >>> withheld(Decimal("2800.00"), Decimal("2800.00"))
    Decimal('496.00')
    """
    return tax_on(before + gross) - tax_on(before)


def gross_for(net: Decimal, before: Decimal) -> Decimal:
    """Return what must be paid for `net` to arrive, after `before` yuan gross that month already.

    >>> gross_for(Decimal("2304.00"), Decimal("2800.00"))
    Decimal('2800.00')
    """
    return gross_of(net_of(before) + net) - before


def gross_of(net: Decimal) -> Decimal:
    """Return what must be paid so that the person receives `net` yuan."""
    assert net >= 0, "a fee is not negative"
    _, less, divisor = next(line for line in _BACKWARDS if net <= line[0])
    return ((net - less) / divisor).quantize(_FEN, ROUND_HALF_UP)
