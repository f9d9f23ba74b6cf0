"""Lines of goods and services whose sums hold, printed as an invoice prints them.

>>> line("*研发和技术服务*测试费", Decimal("1000"), "6%").tax
'60.00'
>>> line_of_total("*信息技术服务*软件服务费", Decimal("106"), "6%").amount
'100.00'
"""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from importers.invoice import Line, decimal_of

CENT = Decimal("0.01")
MASKED = "***"
_PRICE_PLACES = Decimal("0.00000001")


def cents(value: Decimal) -> Decimal:
    """Round to whole cents, half up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """Write a number without an exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(rate: str) -> Decimal | None:
    """Return the tax share of a printed rate: 6% → 0.06; None for 免税, 不征税 and ***."""
    return Decimal(rate.removesuffix("%")).scaleb(-2) if rate.endswith("%") else None


def line(
    name: str,
    amount: Decimal,
    rate: str = "6%",
    *,
    quantity: Decimal | None = None,
    unit: str | None = None,
    spec: str | None = None,
) -> Line:
    """Return a line of `amount` yuan without tax; the unit price follows from the quantity."""
    part = share(rate)
    price = None
    if quantity:
        price = plain((amount / quantity).quantize(_PRICE_PLACES, ROUND_HALF_UP))
    return Line(
        name=name,
        spec=spec,
        unit=unit,
        quantity=plain(quantity) if quantity else None,
        unit_price=price,
        amount=f"{cents(amount)}",
        tax_rate=rate,
        tax=MASKED if part is None else f"{cents(amount * part)}",
    )


def line_of_total(
    name: str,
    total: Decimal,
    rate: str = "6%",
    *,
    quantity: Decimal | None = None,
    unit: str | None = None,
    spec: str | None = None,
) -> Line:
    """Return a line whose amount and tax together are exactly `total` yuan."""
    part = share(rate) or Decimal(0)
    amount = cents(total / (1 + part))
    made = line(name, amount, rate, quantity=quantity, unit=unit, spec=spec)
    return made if made.tax == MASKED else replace(made, tax=f"{total - amount:.2f}")


def discount(of: Line, amount: Decimal) -> Line:
    """Return the discount line that stands right below `of`: `amount` yuan (positive) less."""
    assert of.name is not None, "a discount repeats the name of its line"
    assert of.tax_rate is not None, "a discount repeats the rate of its line"
    return line(of.name, -amount, of.tax_rate)


def negative(of: Line) -> Line:
    """Return the line of a red-letter invoice that takes `of` back."""
    return replace(
        of, quantity=_negated(of.quantity), amount=_negated(of.amount), tax=_negated(of.tax)
    )


def _negated(text: str | None) -> str | None:
    value = decimal_of(text)
    return text if value is None else f"{-value:f}"


def total_amount(lines: tuple[Line, ...]) -> str:
    """Return the sum of the amounts without tax, as printed."""
    return f"{sum((decimal_of(each.amount) or Decimal(0) for each in lines), Decimal('0.00')):.2f}"


def total_tax(lines: tuple[Line, ...]) -> str:
    """Return the sum of the taxes as printed: `***` when every line's tax is masked."""
    taxes = [value for each in lines if (value := decimal_of(each.tax)) is not None]
    return f"{sum(taxes):.2f}" if taxes else MASKED
