"""The same amount again and again at one employer, from whatever sellers."""

from collections.abc import Iterator

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

TITLE = N_("重复金额")
MEANING = N_("一个单位多张发票金额完全相同。可能是重复报销或定额虚开，也可能是租金等固定费用。")
FOUND = N_("{employer}有 {count} 张发票的金额都是 {amount}，来自 {sellers} 个销售方。")
BOUNDS = ("repeated_count", "repeated_from")


def find(population: Population) -> Iterator[Signal]:
    """Count the invoices of each amount at each employer."""
    least = population.thresholds.fen("repeated_from")
    often = population.thresholds.count("repeated_count")

    def priced(each: Purchase) -> tuple[str, int] | None:
        return None if each.is_ticket or each.price < least else (each.employer, each.price)

    for (employer, price), own in grouped(population.handed_in, priced).items():
        invoices = one_of_each(own) if len(own) >= often else []
        if len(invoices) < often:
            continue
        days = {each.issued_on for each in invoices}
        values = {
            "employer": population.employers[employer], "count": str(len(invoices)),
            "amount": money(price), "sellers": str(len({each.seller for each in invoices})),
        }  # fmt: skip
        yield Signal(
            key=key_of(employer, str(price)),
            found=Message(FOUND, values),
            figures=(
                figure(N_("合计"), money(price * len(invoices))),
                figure(N_("开票日期数"), str(len(days))),
            ),
            purchases=in_order(own),
            bounds=BOUNDS,
        )
