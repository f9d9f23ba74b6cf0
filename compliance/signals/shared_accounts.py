"""Sellers of different names that share a bank account or a telephone, or bear an employer's own.

What is compared stands in the remarks of invoices; many have none, so that silence says nothing.
"""

from collections.abc import Iterator

from compliance.messages import N_, Message, Value
from compliance.signal import Population, Purchase, Signal, figure, in_order, money

TITLE = N_("共用账号或电话")
MEANING = N_("名称不同的销售方使用同一银行账号或电话。可能是一套人马，也可能是分支机构共用账户。")
SHARED = N_("{count} 个销售方共用账号或电话 {mark}：{sellers}。")
OWN = N_("销售方“{seller}”使用的账号 {mark} 是{owner}的专门账户。")
_SHOWN = 4


def find(population: Population) -> Iterator[Signal]:
    """Find marks that stand on invoices of two sellers, or that are an employer's account."""
    by_mark: dict[str, list[Purchase]] = {}
    for each in population.purchases:
        for mark in each.accounts if each.seller else ():
            by_mark.setdefault(mark, []).append(each)
    for mark, own in by_mark.items():
        names = {each.seller: each.seller_name for each in own}
        sellers = [names[seller] for seller in sorted(names)]
        owner = population.own_accounts.get(mark)
        if owner is None and len(sellers) == 1:
            continue
        yield Signal(
            key=mark,
            found=_owned(sellers[0], mark, owner) if owner else _shared(sellers, mark),
            figures=(
                figure(N_("销售方"), str(len(sellers))),
                figure(N_("金额合计"), money(sum(each.amount for each in own))),
            ),
            purchases=in_order(own),
        )


def _owned(seller: str, mark: str, owner: str) -> Message:
    return Message(OWN, {"seller": seller, "mark": _masked(mark), "owner": owner})


def _shared(sellers: list[str], mark: str) -> Message:
    names = tuple(Message("{value}", {"value": seller}) for seller in sellers)
    values: dict[str, Value] = {"count": str(len(sellers)), "mark": _masked(mark), "sellers": names}
    return Message(SHARED, values)


def _masked(mark: str) -> str:
    """Show the last digits only: the whole stands on the invoices."""
    return "*" * (len(mark) - _SHOWN) + mark[-_SHOWN:]
