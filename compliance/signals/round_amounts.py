"""Many amounts that are whole thousands: prices rarely are, made-up figures often."""

from collections.abc import Iterator
from fractions import Fraction

from compliance.messages import N_, Message
from compliance.signal import (
    Population,
    Signal,
    figure,
    grouped,
    in_order,
    money,
    one_of_each,
)
from compliance.signal_thresholds import percent

TITLE = N_("整额集中")
MEANING = N_("整千元的金额占比过高。可能是估开、虚开，也可能是按合同约定的整额付款。")
FOUND = N_("{employer}的 {count} 张发票中有 {round} 张是 {step} 的整倍数，占 {share}。")
BOUNDS = ("round_step", "round_count", "round_share")


def find(population: Population) -> Iterator[Signal]:
    """Count the round amounts of each employer among those that could be round."""
    thresholds = population.thresholds
    step = thresholds.fen("round_step")
    for employer, own in grouped(population.handed_in, lambda each: each.employer).items():
        invoices = [each for each in one_of_each(own) if each.price >= step]
        rounded = [each for each in invoices if each.price % step == 0]
        if len(rounded) < thresholds.count("round_count"):
            continue
        share = Fraction(len(rounded), len(invoices))
        if share < thresholds.number("round_share"):
            continue
        values = {
            "employer": population.employers[employer], "count": str(len(invoices)),
            "round": str(len(rounded)), "step": money(step), "share": percent(share),
        }  # fmt: skip
        yield Signal(
            key=employer,
            found=Message(FOUND, values),
            figures=(
                figure(N_("整额合计"), money(sum(each.price for each in rounded))),
                figure(N_("占比"), percent(share, 2)),
            ),
            purchases=in_order(
                each for each in own if each.price >= step and each.price % step == 0
            ),
            bounds=BOUNDS,
        )
