"""The same amount again and again from one seller to one employer, on whatever days."""

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
MEANING = N_(
    "同一销售方开给一个单位的多张发票金额完全相同。可能是重复报销或定额虚开，也可能是租金等固定费用。"
)
FOUND = N_("“{seller}”开给{employer}的 {count} 张发票金额都是 {amount}。")
BOUNDS = ("repeated_count", "repeated_from")


def find(population: Population) -> Iterator[Signal]:
    """Count the invoices of each amount at each employer."""
    least = population.thresholds.fen("repeated_from")
    often = population.thresholds.count("repeated_count")

    def priced(each: Purchase) -> tuple[str, str, int] | None:
        if each.is_ticket or not each.seller or each.price < least:
            return None
        return each.employer, each.seller, each.price

    for (employer, seller, price), own in grouped(population.handed_in, priced).items():
        invoices = one_of_each(own) if len(own) >= often else []
        if len(invoices) < often:
            continue
        days = {each.issued_on for each in invoices}
        values = {
            "employer": population.employers[employer], "count": str(len(invoices)),
            "amount": money(price), "seller": own[0].seller_name,
        }  # fmt: skip
        yield Signal(
            key=key_of(employer, seller, str(price)),
            found=Message(FOUND, values),
            figures=(
                figure(N_("合计"), money(price * len(invoices))),
                figure(N_("开票日期数"), str(len(days))),
            ),
            purchases=in_order(own),
            bounds=BOUNDS,
        )
