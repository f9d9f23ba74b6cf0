"""Numbers of published tables, and the plans that they stand for."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from compliance.sampling.plan import Distribution, Method, Plan, Purpose, Selection, Unit
from compliance.sampling.sizes import planned

TABLES: Final[dict[str, Any]] = json.loads(
    Path(__file__).with_name("published.json").read_text(encoding="utf-8")
)
ENDLESS: Final = 10**9
"""So many items that a table without a population means them."""


def percent(text: str | int) -> Fraction:
    return Fraction(text) / 100


def attributes(law: Distribution, confidence: Fraction, **asked: Any) -> Plan:
    return Plan(
        purpose=Purpose.ATTRIBUTE,
        distribution=law,
        confidence=confidence,
        selection=Selection.RANDOM,
        unit=Unit.RECORD,
        **asked,
    )


def monetary(law: Distribution, confidence: Fraction, **asked: Any) -> Plan:
    return Plan(
        purpose=Purpose.MONETARY,
        method=Method.STRINGER,
        distribution=law,
        confidence=confidence,
        **asked,
    )


def size(plan: Plan, population: int = ENDLESS) -> int:
    return planned(plan, population, population).size
