"""Numbers in a row from one seller to one employer, also over days that no rule compares."""

from collections.abc import Iterator, Sequence
from itertools import chain

from compliance.messages import N_, Message
from compliance.signal import (
    Population,
    Purchase,
    Signal,
    by_invoice,
    figure,
    grouped,
    in_order,
    key_of,
    money,
)

TITLE = N_("连号发票")
MEANING = N_(
    "一个单位持有同一销售方号码相连的多张发票。可能是分开开票或虚开，也可能是月末集中开票。"
)
FOUND = N_("“{seller}”开给{employer}的 {count} 张发票号码相连：{first}—{last}，合计 {sum}。")
BOUNDS = ("consecutive_count",)
_GAP = 2  # 101 and 103 still follow each other, as in the rule about splitting


def find(population: Population) -> Iterator[Signal]:
    """Find runs of numbers that follow each other, each number once."""
    least = population.thresholds.count("consecutive_count")

    def numbered(each: Purchase) -> tuple[str, str, int] | None:
        number = each.invoice_number or ""
        if each.is_ticket or not each.seller or not number.isdecimal():
            return None
        return each.employer, each.seller, len(number)

    for (employer, seller, _), own in grouped(population.handed_in, numbered).items():
        if len(own) < least:
            continue
        sharing = by_invoice(own)
        for run in _runs([each[0] for each in sharing.values()]):
            if len(run) >= least:
                claims = chain.from_iterable(sharing[each.invoice or each.claim] for each in run)
                yield _signal(population, key_of(employer, seller), run, in_order(claims))


def _runs(own: Sequence[Purchase]) -> Iterator[list[Purchase]]:
    run: list[Purchase] = []
    for each in sorted(own, key=lambda one: (int(one.invoice_number or 0), one.claim)):
        if run and int(each.invoice_number or 0) - int(run[-1].invoice_number or 0) > _GAP:
            yield run
            run = []
        run.append(each)
    yield run


def _signal(
    population: Population, about: str, run: Sequence[Purchase], claims: tuple[Purchase, ...]
) -> Signal:
    first, last = run[0].invoice_number or "", run[-1].invoice_number or ""
    days = {each.issued_on for each in run}
    values = {
        "seller": run[0].seller_name, "employer": population.employers[run[0].employer],
        "count": str(len(run)), "first": first, "last": last,
        "sum": money(sum(each.price for each in run)),
    }  # fmt: skip
    return Signal(
        key=key_of(about, first),
        found=Message(FOUND, values),
        figures=(figure(N_("开票日期数"), str(len(days))),),
        purchases=claims,
        bounds=BOUNDS,
    )
