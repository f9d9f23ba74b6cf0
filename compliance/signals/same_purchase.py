"""Two employers buy for the same amount from one seller on one day: perhaps one purchase twice."""

from collections.abc import Iterator
from datetime import date

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

TITLE = N_("跨单位同日同价")
MEANING = N_("不同单位在同一天向同一销售方支付相同金额，发票号码不同。也可能是统一定价的商品。")
FOUND = N_("{count} 个单位在 {day} 都有“{seller}”金额 {amount} 的发票。")
BOUNDS = ("same_from",)


def find(population: Population) -> Iterator[Signal]:
    """Find purchases that agree in seller, day and amount and differ in employer and number."""
    least = population.thresholds.fen("same_from")

    def alike(each: Purchase) -> tuple[str, date, int] | None:
        if each.is_ticket or not each.seller or each.issued_on is None or each.price < least:
            return None
        return each.seller, each.issued_on, each.price

    for (seller, day, price), same in grouped(population.purchases, alike).items():
        invoices = one_of_each(same)
        employers = {each.employer for each in invoices}
        numbers = {each.key or each.invoice_number or each.invoice for each in invoices}
        if len(employers) < 2 or len(numbers) < 2:  # noqa: PLR2004  # two are needed for a pair
            continue
        values = {
            "count": str(len(employers)), "day": day.isoformat(), "seller": same[0].seller_name,
            "amount": money(price),
        }  # fmt: skip
        yield Signal(
            key=key_of(seller, day.isoformat(), str(price)),
            found=Message(FOUND, values),
            figures=(
                figure(N_("不同发票"), str(len(numbers))),
                figure(N_("不同单位"), str(len(employers))),
            ),
            purchases=in_order(same),
            bounds=BOUNDS,
        )
