"""A seller is a declared related party, another employer of the programme, or somebody of a team.

The rule about the seller looks at the employer's own declarations when a claim is made; here every
employer's count for all, and what was declared later counts too.
"""

from collections.abc import Iterator

from compliance.messages import N_, Message, Value
from compliance.signal import (
    Party,
    Population,
    Purchase,
    Signal,
    figure,
    grouped,
    in_order,
    key_of,
    money,
)

TITLE = N_("关联销售方")
MEANING = N_(
    "销售方与计划内的单位或人员有关联，或者单位之间互相开票。关联交易可以合法，须价格公允。"
)
FOUND = N_("{employer}向“{seller}”采购 {count} 笔，合计 {sum}；该销售方是{words}。")


def find(population: Population) -> Iterator[Signal]:
    """Find sellers who are one of the known parties by name or by code."""
    names = _index(population.parties, by_code=False)
    codes = _index(population.parties, by_code=True)

    def sold(each: Purchase) -> tuple[str, str] | None:
        known = each.seller in names or each.seller_code in codes
        return (each.employer, each.seller) if each.seller and known else None

    for (employer, seller), own in grouped(population.purchases, sold).items():
        parties = [*names.get(seller, ())]
        for code in sorted({each.seller_code for each in own}):
            parties += [party for party in codes.get(code, ()) if party not in parties]
        words = tuple(party.word for party in parties)
        values: dict[str, Value] = {
            "employer": population.employers[employer], "seller": own[0].seller_name,
            "count": str(len(own)), "sum": money(sum(each.amount for each in own)), "words": words,
        }  # fmt: skip
        yield Signal(
            key=key_of(employer, seller),
            found=Message(FOUND, values),
            figures=(figure(N_("对上的登记"), str(len(parties))),),
            purchases=in_order(own),
        )


def _index(parties: tuple[Party, ...], *, by_code: bool) -> dict[str, list[Party]]:
    index: dict[str, list[Party]] = {}
    for party in parties:
        name = party.code if by_code else party.name
        if name:
            index.setdefault(name, []).append(party)
    return index
