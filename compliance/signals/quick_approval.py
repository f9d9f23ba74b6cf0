"""One pair of people: what one hands in the other approves within seconds, again and again."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from statistics import median_low

from compliance.messages import N_, Message
from compliance.signal import Population, Purchase, Signal, figure, grouped, in_order, key_of
from compliance.signal_thresholds import percent

TITLE = N_("快速复核")
MEANING = N_(
    "同一经办人提交后，同一复核人几乎立即通过。可能没有真正复核，也可能是当面看过凭证后批量办理。"
)
FOUND = N_(
    "{employer}：{maker}提交、{checker}复核的 {count} 张中有 {quick} 张在 {seconds} 秒内通过，"
    "占 {share}。"
)
BOUNDS = ("quick_seconds", "quick_count", "quick_share")


def find(population: Population) -> Iterator[Signal]:
    """Measure how soon each checker approves what each maker handed in."""
    thresholds = population.thresholds
    most = timedelta(seconds=thresholds.count("quick_seconds"))

    def pair(each: Purchase) -> tuple[str, str, str] | None:
        if not (each.maker and each.checker and each.submitted_at and each.approved_at):
            return None
        return each.employer, each.maker, each.checker

    for (employer, maker, checker), own in grouped(population.handed_in, pair).items():
        quick = [each for each in own if _waited(each) <= most]
        share = Fraction(len(quick), len(own))
        if len(quick) < thresholds.count("quick_count") or share < thresholds.number("quick_share"):
            continue
        people = population.people
        values = {
            "employer": population.employers[employer], "maker": people[maker],
            "checker": people[checker], "count": str(len(own)), "quick": str(len(quick)),
            "seconds": str(thresholds.count("quick_seconds")), "share": percent(share),
        }  # fmt: skip
        median = median_low(sorted(_waited(each) for each in own))
        yield Signal(
            key=key_of(employer, maker, checker),
            found=Message(FOUND, values),
            figures=(
                figure(N_("等待时间的中位数（秒）"), str(int(median.total_seconds()))),
                figure(N_("占比"), percent(share, 2)),
            ),
            purchases=in_order(quick),
            bounds=BOUNDS,
        )


def _waited(each: Purchase) -> timedelta:
    assert each.submitted_at is not None, "only what was handed in is approved"
    assert each.approved_at is not None, "only what was approved is measured"
    return each.approved_at - each.submitted_at
