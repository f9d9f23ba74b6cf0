"""标准和限额: rates per person, day or hour, and the bounds the rules compare with.

All figures are dated data with their source; those nobody has yet confirmed against the document
say so (`verified = false`), and whoever relies on one is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Any

from compliance.labour_tax import gross_of
from compliance.messages import N_, Message
from compliance.text import Heading, TextKind, both, heading_of


class Per(StrEnum):
    """What a rate is counted by."""

    PERSON_DAY = "person_day"
    PERSON_NIGHT = "person_night"
    PERSON_DAY_AFTER_TAX = "person_day_after_tax"
    HOUR_AFTER_TAX = "hour_after_tax"

    @property
    def after_tax(self) -> bool:
        """Tell whether the rate is what the person receives, so that tax comes on top."""
        return self in {Per.PERSON_DAY_AFTER_TAX, Per.HOUR_AFTER_TAX}

    def rated(self, amount: str) -> Message:
        """Say a rate of so much."""
        return Message(_RATED[self], {"amount": amount})

    def counted(self, people: int, units: Decimal) -> Message:
        """Say for how many people and how long."""
        values = {"people": str(people), "units": f"{units.normalize():f}"}
        return Message(_COUNTED[self], values)


_RATED = {
    Per.PERSON_DAY: N_("每人每天 {amount}"),
    Per.PERSON_NIGHT: N_("每人每晚 {amount}"),
    Per.PERSON_DAY_AFTER_TAX: N_("每人每天税后 {amount}"),
    Per.HOUR_AFTER_TAX: N_("每学时税后 {amount}"),
}
_COUNTED = {
    Per.PERSON_DAY: N_("{people} 人 {units} 天"),
    Per.PERSON_NIGHT: N_("{people} 人 {units} 晚"),
    Per.PERSON_DAY_AFTER_TAX: N_("{people} 人 {units} 天"),
    Per.HOUR_AFTER_TAX: N_("{people} 人 {units} 学时"),
}
_FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Step:
    """From this many units on, only a share of the rate is due."""

    above: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate: `code` names it in facts (MEETING_3), `amount` is yuan.

    `kind` is what it is for, by the names of `facts.EventKind`; `steps` what is due beyond some
    units, in rising order; `half` the share for what is left of a half unit; `people_most` and
    `units_most` how large and how long such an event may be, where that is bounded.
    """

    code: str
    kind: str
    title: Message
    per: Per
    amount: Decimal
    source: str
    verified: bool
    steps: tuple[Step, ...] = ()
    half: Decimal | None = None
    people_most: int | None = None
    units_most: Decimal | None = None

    def limit(self, people: int, units: Decimal) -> Decimal:
        """Return the most that may be charged for so many people and units, in yuan.

        A rate after tax is raised to what must be paid so that each person receives it.

        >>> rate = Rate(code="", kind="meeting", title=Message(""), per=Per.PERSON_DAY,
        ...             amount=Decimal(550), source="", verified=True)
        >>> rate.limit(20, Decimal(2))
        Decimal('22000.00')
        """
        each = (self.amount * self._counted(units)).quantize(_FEN)
        return (gross_of(each) if self.per.after_tax else each) * people

    def _counted(self, units: Decimal) -> Decimal:
        """Weigh the units: the last half by its share, those beyond a step by theirs."""
        whole = units.to_integral_value(ROUND_FLOOR)
        rest = units - whole
        if rest and self.half is not None:
            return self._stepped(whole) + self.half * self._share(units)
        return self._stepped(units)

    def _stepped(self, units: Decimal) -> Decimal:
        counted, upper = Decimal(0), units
        for step in reversed(self.steps):
            beyond = max(upper - step.above, Decimal(0))
            counted, upper = counted + beyond * step.share, upper - beyond
        return counted + upper

    def _share(self, units: Decimal) -> Decimal:
        """Return the share of the rate that the last of these units is due."""
        reached = [step.share for step in self.steps if units > step.above]
        return reached[-1] if reached else Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds and waiting times; amounts in yuan, shares of one, days and months as named."""

    pre_project_claim_months: int  # until when costs before approval may be claimed
    pre_project_warn_share: Decimal  # of the first instalment
    invoice_grace_days: int  # CR-09
    claim_within_days: int  # from the invoice's date to the claim
    verification_fresh_days: int
    verify_from: Decimal  # an invoice of less needs no answer of the platform
    cash_most: Decimal
    personal_transfer_most: Decimal  # above it the purpose is written on the transfer
    acceptor_from: Decimal  # goods of this amount and more say who accepted them
    split_days: int
    split_from: Decimal  # what a purchase must reach for splitting it to matter
    consecutive_count: int
    repeated_count: int
    unusual_from_count: int
    seller_share_warn: Decimal  # of one category's spending
    refund_days: int
    transfer_grace_days: int  # after leaving, until when costs of before may be finished


@dataclass(frozen=True, slots=True)
class Standards:
    """One version of the standards."""

    heading: Heading
    rates: tuple[Rate, ...]
    limits: Limits
    forbidden_places: tuple[str, ...]
    vat_rates: frozenset[Decimal]  # per cent

    def rate(self, code: str) -> Rate | None:
        """Return a rate by its code; None when this version has none."""
        return next((rate for rate in self.rates if rate.code == code), None)


def parse(record: Mapping[str, Any], content: str) -> Standards:
    """Build the standards that a text describes; KeyError or ValueError when it is none."""
    given = record["limits"]
    limits: dict[str, Any] = {
        each.name: Decimal(str(given[each.name])) if each.type is Decimal else given[each.name]
        for each in fields(Limits)
    }
    rates = tuple(_rate(each) for each in record["rate"])
    codes = [rate.code for rate in rates]
    assert len(codes) == len(set(codes)), "a rate stands once"
    return Standards(
        heading_of(TextKind.STANDARDS, record, content),
        rates,
        Limits(**limits),
        tuple(record["forbidden_places"]),
        frozenset(Decimal(each) for each in record["vat_rates"]),
    )


def _rate(record: Mapping[str, Any]) -> Rate:
    steps = tuple(Step(Decimal(s["above"]), Decimal(s["share"])) for s in record.get("steps", ()))
    assert [step.above for step in steps] == sorted(step.above for step in steps), "steps rise"
    return Rate(
        code=record["code"],
        kind=record["kind"],
        title=both(record, "title"),
        per=Per(record["per"]),
        amount=Decimal(record["amount"]),
        source=record["source"],
        verified=record.get("verified", True),
        steps=steps,
        half=_decimal(record.get("half")),
        people_most=record.get("people_most"),
        units_most=_decimal(record.get("units_most")),
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
