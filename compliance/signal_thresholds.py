"""线索的阈值: dated configuration, `texts/signals.toml`; some bounds are those of the standards.

No article names a bound: each says from which day it holds, where it comes from, and whether
anybody has confirmed it. Shares and other numbers are exact fractions, money is in fen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from compliance import law
from compliance.messages import N_, Message
from compliance.standards import Limits, Standards
from compliance.wording import yuan

FEN: Final = 100


class Unit(StrEnum):
    """What a bound is counted in."""

    COUNT = "count"
    DAYS = "days"
    SECONDS = "seconds"
    YUAN = "yuan"
    SHARE = "share"
    NUMBER = "number"


_WRITTEN = {
    Unit.COUNT: "{value}",
    Unit.DAYS: N_("{value} 日"),
    Unit.SECONDS: N_("{value} 秒"),
    Unit.YUAN: "{value}",
    Unit.SHARE: "{value}",
    Unit.NUMBER: "{value}",
}

# Bounds that claims are judged by too: name here → field of the standards.
_OF_STANDARDS: Final = {
    "split_from": (Unit.YUAN, N_("拆分采购的金额界限")),
    "split_days": (Unit.DAYS, N_("拆分采购的天数")),
    "consecutive_count": (Unit.COUNT, N_("连号发票不少于")),
    "repeated_count": (Unit.COUNT, N_("重复金额的次数不少于")),
    "seller_share_warn": (Unit.SHARE, N_("同一销售方的占比不少于")),
    "verify_from": (Unit.YUAN, N_("须查验发票的金额界限")),
    "acceptor_from": (Unit.YUAN, N_("须写明验收人的金额界限")),
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """One bound: `value` in its unit, from the day on which it holds."""

    name: str
    title: Message
    unit: Unit
    value: Fraction
    effective_from: date
    source: Message
    verified: bool

    def told(self) -> Message:
        """Say the bound as people write it.

        >>> nothing, quarter = Message(""), Fraction(1, 4)
        >>> Threshold("", nothing, Unit.SHARE, quarter, date.min, nothing, False).told().text()
        '25%'
        """
        return Message(_WRITTEN[self.unit], {"value": _figure(self.unit, self.value)})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Every bound that holds on one day, by its name."""

    all: Mapping[str, Threshold]

    def __getitem__(self, name: str) -> Threshold:
        return self.all[name]

    def count(self, name: str) -> int:
        """Return a bound of times, days or seconds."""
        value = self.all[name].value
        assert value.denominator == 1, f"{name} is counted in wholes"
        return value.numerator

    def fen(self, name: str) -> int:
        """Return a bound of money in fen."""
        threshold = self.all[name]
        assert threshold.unit is Unit.YUAN, f"{name} is no money"
        return int(threshold.value * FEN)

    def number(self, name: str) -> Fraction:
        """Return a share or another number."""
        return self.all[name].value


def on(day: date, standards: Standards) -> Thresholds:
    """Return the bounds that hold on a day; `standards` are those in force then."""
    ours = {
        name: _threshold(name, record, day)
        for name, record in law.read("signals.toml")["thresholds"].items()
    }
    return Thresholds(ours | {name: _of_standards(name, standards) for name in _OF_STANDARDS})


def _threshold(name: str, record: Mapping[str, Any], day: date) -> Threshold:
    in_order = sorted(record["values"], key=lambda each: each["from"])
    holding = [each for each in in_order if each["from"] <= day] or in_order[:1]
    newest = holding[-1]
    return Threshold(
        name,
        Message(record["zh"], english=record["en"]),
        Unit(record["unit"]),
        Fraction(newest["value"]),
        newest["from"],
        Message(record["source_zh"], english=record["source_en"]),
        record.get("verified", False),
    )


def _of_standards(name: str, standards: Standards) -> Threshold:
    unit, title = _OF_STANDARDS[name]
    limits: Limits = standards.limits
    value = Fraction(getattr(limits, name))
    source = Message(N_("《{title}》"), {"title": standards.heading.title})
    return Threshold(
        name, Message(title), unit, value, standards.heading.effective_from, source, verified=False
    )


def _figure(unit: Unit, value: Fraction) -> str:
    if unit is Unit.YUAN:
        return yuan(Decimal(value.numerator) / value.denominator)
    if unit is Unit.SHARE:
        return percent(value)
    exact = Decimal(value.numerator) / value.denominator
    return f"{exact.normalize():f}"


def percent(share: Fraction, places: int = 1) -> str:
    """Write a share of one, half up; needless noughts are left out.

    >>> percent(Fraction(1, 3)), percent(Fraction(1, 4))
    ('33.3%', '25%')
    """
    scale = 10**places
    rounded = (share * 100 * scale + Fraction(1, 2)).__floor__()
    return f"{(Decimal(rounded) / scale).normalize():f}%"
