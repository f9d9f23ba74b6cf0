"""One invoice in claims of two employers: the certain duplicate, whatever year or file."""

from collections.abc import Iterator

from compliance.messages import N_, Message, Value
from compliance.signal import Population, Signal, figure, grouped, in_order, money

TITLE = N_("跨单位同一发票")
MEANING = N_("同一号码的发票出现在两个以上单位的报销申请中。也可能是一个单位误传，或双方约定分摊。")
FOUND = N_("发票 {number} 出现在 {count} 个单位的报销申请中：{employers}。")


def find(population: Population) -> Iterator[Signal]:
    """Find invoices that several employers claim, also in drafts."""
    for key, same in grouped(population.purchases, lambda each: each.key).items():
        employers = sorted({each.employer for each in same})
        if len(employers) < 2:  # noqa: PLR2004  # two are needed for a duplicate
            continue
        names = tuple(Message("{value}", {"value": population.employers[e]}) for e in employers)
        ordered = in_order(same)
        values: dict[str, Value] = {
            "number": ordered[0].invoice_number or key, "count": str(len(employers)),
            "employers": names,
        }  # fmt: skip
        totals = sorted({each.total for each in same if each.total is not None})
        yield Signal(
            key=key,
            found=Message(FOUND, values),
            figures=(
                figure(N_("票面金额"), "、".join(map(money, totals)) or "—"),
                figure(N_("各份申请金额合计"), money(sum(each.amount for each in same))),
            ),
            purchases=ordered,
        )
