"""A large share of a grant's spending of a year in its last month: money spent to be spent."""

from collections.abc import Iterator
from fractions import Fraction

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
)
from compliance.signal_thresholds import percent

TITLE = N_("年末突击支出")
MEANING = N_("全年支出大量集中在12月。可能是突击花钱，也可能是合同在年末验收付款。")
FOUND = N_("项目 {grant} 在 {year} 年12月支出 {part}，占全年 {share}，共 {count} 笔。")
BOUNDS = ("year_end_from", "year_end_count", "year_end_share")
_DECEMBER = 12


def find(population: Population) -> Iterator[Signal]:
    """Hold December against its year, grant by grant; a year that runs is looked at in December."""
    thresholds, today = population.thresholds, population.today

    def of_year(each: Purchase) -> tuple[str, int] | None:
        day = each.issued_on
        if day is None or (day.year, _DECEMBER) > (today.year, today.month):
            return None
        return each.grant, day.year

    for (grant, year), own in grouped(population.handed_in, of_year).items():
        whole = sum(each.amount for each in own)
        late = [each for each in own if each.issued_on and each.issued_on.month == _DECEMBER]
        if whole < thresholds.fen("year_end_from") or len(late) < thresholds.count(
            "year_end_count"
        ):
            continue
        part = sum(each.amount for each in late)
        share = Fraction(part, whole)
        if share < thresholds.number("year_end_share"):
            continue
        values = {
            "grant": population.grants[grant], "year": str(year), "part": money(part),
            "share": percent(share), "count": str(len(late)),
        }  # fmt: skip
        yield Signal(
            key=key_of(grant, str(year)),
            found=Message(FOUND, values),
            figures=(
                figure(N_("12月支出"), money(part)),
                figure(N_("全年支出"), money(whole)),
                figure(N_("占比"), percent(share, 2)),
            ),
            purchases=in_order(late),
            bounds=BOUNDS,
        )
