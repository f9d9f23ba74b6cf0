"""Invented purchases to look for signals in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from compliance import library, signal_thresholds, signalbook
from compliance.signal import Population, Purchase, Signal

TODAY = date(2026, 3, 10)
DAY = date(2026, 1, 14)  # a Wednesday
SELLER = "北京明远检测技术有限公司"


@cache
def nobody() -> Population:
    """A population without purchases."""
    texts = library.installed()
    return Population(
        purchases=(),
        thresholds=signal_thresholds.on(TODAY, texts.standards(TODAY)),
        calendar=texts.calendar(),
        today=TODAY,
        employers={"e1": "甲公司", "e2": "乙公司", "e3": "丙公司"},
        grants={"g1": "X-001", "g2": "X-002", "g3": "X-003"},
        people={"m": "王经办", "c": "李复核"},
    )


def bought(number: int, **changes: Any) -> Purchase:
    """A purchase for 1,234.56 yuan, by one employer from one seller."""
    name = f"BX2026-{number:06d}"
    purchase = Purchase(
        claim=f"c{number}", number=name, employer="e1", grant="g1", amount=123_456, total=123_456,
        invoice=f"i{number}", key=f"k{number}", invoice_number=f"{900 * number:08d}",
        issued_on=DAY, seller=SELLER, seller_name=SELLER,
    )  # fmt: skip
    return purchase._replace(**changes)


def found(code: str, purchases: Iterable[Purchase], **around: Any) -> list[Signal]:
    """Look for one kind of signal."""
    population = replace(nobody(), purchases=tuple(purchases), **around)
    return list(signalbook.BY_CODE[code].find(population))


def claims(signal: Signal) -> list[str]:
    return [each.claim for each in signal.purchases]
