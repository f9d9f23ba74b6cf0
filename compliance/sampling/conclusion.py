"""What follows from a sample, and the sentence that says it."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil
from types import MappingProxyType
from typing import Final

from compliance.messages import N_, Message, message
from compliance.sampling import classical
from compliance.sampling.observed import Estimate, Observed, weight
from compliance.sampling.plan import Plan, Purpose

DIGITS: Final = 8
"""Decimals of an upper rate, rounded up."""


class Decision(StrEnum):
    """What follows from the sample."""

    ACCEPT = "accept"  # the upper bound is within what is tolerable
    EXTEND = "extend"  # the most likely error is tolerable, the upper bound is not, or not proven
    REJECT = "reject"  # the most likely error is more than is tolerable


_SENTENCES: Final[Mapping[Decision, str]] = MappingProxyType(
    {
        Decision.ACCEPT: N_(
            "{seen}，差错 {errors} 项，其中无法取证 {unproven} 项。"
            "差错上限 {upper}，不超过可容忍的 {tolerable}：总体可以接受。"
        ),
        Decision.EXTEND: N_(
            "{seen}，差错 {errors} 项，其中无法取证 {unproven} 项。最可能差错 {likely}，"
            "差错上限 {upper}，超过可容忍的 {tolerable}：请扩大样本，或先调整已查明的差错。"
        ),
        Decision.REJECT: N_(
            "{seen}，差错 {errors} 项，其中无法取证 {unproven} 项。最可能差错 {likely}，"
            "差错上限 {upper}，可容忍 {tolerable}：总体不能接受，请责成整改并扩大检查。"
        ),
    }
)
_TOO_FEW: Final = N_(
    "{seen}，差错 {errors} 项，其中无法取证 {unproven} 项。差错不足 {enough} 项，"
    "经典估计的上限 {upper} 不可靠，不能据此接受总体：请扩大样本，或用 Stringer 法另行抽查。"
)


def sentence(plan: Plan, observed: Observed, estimate: Estimate, decision: Decision) -> Message:
    """Say what was looked at, what was found, and what follows."""
    whole = weight(plan, observed)
    wrong = [item for item in observed.items if item.wrong]
    seen = (
        message(N_("全部检查 {count} 项"), count=str(len(observed.items)))
        if observed.complete
        else message(
            N_("抽查 {count} 项，置信度 {confidence}"),
            count=str(len(observed.items)),
            confidence=percent(plan.confidence),
        )
    )
    figures = {
        "upper": estimate.upper,
        "likely": estimate.most_likely,
        "tolerable": plan.tolerable * whole,
    }
    said = {name: _figure(plan, amount, whole) for name, amount in figures.items()}
    counts = {
        "errors": len(wrong),
        "unproven": sum(item.audited is None for item in wrong),
        "enough": classical.ENOUGH,
    }
    unproven_bound = decision is Decision.EXTEND and estimate.upper <= plan.tolerable * whole
    return message(
        _TOO_FEW if unproven_bound else _SENTENCES[decision],
        seen=seen,
        **{name: str(count) for name, count in counts.items()},
        **said,
    )


def _figure(plan: Plan, amount: Fraction, whole: int) -> str:
    """Write an amount of errors: a rate, for money with its yuan; both rounded up."""
    rate = percent(amount / whole)
    if plan.purpose is not Purpose.MONETARY:
        return rate
    return f"¥{Decimal(ceil(amount)).scaleb(-2):,.2f}（{rate}）"


def percent(rate: Fraction) -> str:
    """Write a rate in percent of two decimals, rounded up, without zeros at the end.

    >>> percent(Fraction(1, 20)), percent(Fraction(1, 30))
    ('5%', '3.34%')
    """
    return f"{rounded_up(100 * rate, 2):f}".rstrip("0").rstrip(".") + "%"


def rounded_up(number: Fraction, digits: int) -> Decimal:
    """Write a number with so many decimals, rounded up."""
    return Decimal(ceil(number * 10**digits)).scaleb(-digits)
