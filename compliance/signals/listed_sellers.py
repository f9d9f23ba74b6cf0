"""Claims on sellers that the Center listed: nothing warned of what was bought before."""

from collections.abc import Iterator
from datetime import date

from compliance.messages import N_, Message
from compliance.signal import (
    Listed,
    Population,
    Purchase,
    Signal,
    figure,
    grouped,
    in_order,
    key_of,
    money,
)

TITLE = N_("关注名单的销售方")
MEANING = N_("销售方已列入关注名单。列入以前的报销当时没有提示，列入后可以回头看一看。")
FOUND = N_(
    "{employer}向“{seller}”采购 {count} 笔，合计 {sum}；其中 {before} 笔在列入（{day}）以前。"
)


def find(population: Population) -> Iterator[Signal]:
    """Find the claims on listed sellers, of whatever day."""
    names = {each.name: each for each in population.listed}
    codes = {each.code: each for each in population.listed if each.code}

    def listing(each: Purchase) -> Listed | None:
        return names.get(each.seller) or codes.get(each.seller_code)

    def sold(each: Purchase) -> tuple[str, Listed] | None:
        found = listing(each)
        return None if found is None else (each.employer, found)

    for (employer, listed), own in grouped(population.purchases, sold).items():
        before = [each for each in own if (each.issued_on or date.max) < listed.from_on]
        values = {
            "employer": population.employers[employer], "seller": own[0].seller_name,
            "count": str(len(own)), "sum": money(sum(each.amount for each in own)),
            "before": str(len(before)), "day": listed.from_on.isoformat(),
        }  # fmt: skip
        yield Signal(
            key=key_of(employer, listed.name, listed.from_on.isoformat()),
            found=Message(FOUND, values),
            figures=(figure(N_("列入以前的金额"), money(sum(each.amount for each in before))),),
            purchases=in_order(own),
        )
