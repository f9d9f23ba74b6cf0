"""One seller holds a large share of what a grant, or an employer with several, has spent."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from compliance.messages import N_, Message
from compliance.signal import Population, Purchase, Signal, figure, grouped, in_order, key_of, money
from compliance.signal_thresholds import percent

TITLE = N_("销售方集中")
MEANING = N_("一个项目或单位的支出大部分付给同一销售方。可能是长期协作，也可能是利益输送。")
OF_GRANT = N_("项目 {about} 的支出有 {share} 付给“{seller}”：{part}，共 {count} 笔。")
OF_EMPLOYER = N_("{about}的支出有 {share} 付给“{seller}”：{part}，共 {count} 笔。")
BOUNDS = ("seller_share_warn", "concentration_from", "concentration_count")


def find(population: Population) -> Iterator[Signal]:
    """Find the sellers with a large share of one grant, then of one employer's several grants."""
    for grant, own in grouped(population.handed_in, lambda each: each.grant).items():
        yield from _among(population, own, grant, lambda who: (OF_GRANT, population.grants[who]))
    for employer, own in grouped(population.handed_in, lambda each: each.employer).items():
        if len({each.grant for each in own}) > 1:
            yield from _among(
                population, own, employer, lambda who: (OF_EMPLOYER, population.employers[who])
            )


def _among(
    population: Population,
    own: Sequence[Purchase],
    who: str,
    said: Callable[[str], tuple[str, str]],
) -> Iterator[Signal]:
    whole = sum(each.amount for each in own)
    thresholds = population.thresholds
    if whole < thresholds.fen("concentration_from"):
        return
    least = thresholds.number("seller_share_warn")
    for seller, sold in grouped(own, lambda each: each.seller or None).items():
        part = sum(each.amount for each in sold)
        share = Fraction(part, whole)
        if share < least or len(sold) < thresholds.count("concentration_count"):
            continue
        template, about = said(who)
        values = {
            "about": about, "share": percent(share), "seller": sold[0].seller_name,
            "part": money(part), "count": str(len(sold)),
        }  # fmt: skip
        yield Signal(
            key=key_of(who, seller),
            found=Message(template, values),
            figures=(
                figure(N_("付给该销售方"), money(part)),
                figure(N_("全部支出"), money(whole)),
                figure(N_("占比"), percent(share, 2)),
            ),
            purchases=in_order(sold),
            bounds=BOUNDS,
        )
