"""标准和限额: rates per person, day or hour, and the bounds the rules compare with.

All figures are dated data with their source; those nobody has yet confirmed against the document
say so (`verified = false`), and whoever relies on one is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from compliance.messages import Message
from compliance.text import Heading, TextKind, both, heading_of


class Per(StrEnum):
    """What a rate is counted by."""

    PERSON_DAY = "person_day"
    PERSON_NIGHT = "person_night"
    PERSON_DAY_AFTER_TAX = "person_day_after_tax"
    HOUR_AFTER_TAX = "hour_after_tax"


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: `code` names it in facts (MEETING_3), `amount` is yuan."""

    code: str
    title: Message
    per: Per
    amount: Decimal
    source: str
    verified: bool


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


@dataclass(frozen=True, slots=True)
class Standards:
    """One version of the standards."""

    heading: Heading
    rates: tuple[Rate, ...]
    limits: Limits
    forbidden_places: tuple[str, ...]

    def rate(self, code: str) -> Rate:
        """Return a rate by its code; KeyError when there is none."""
        return {rate.code: rate for rate in self.rates}[code]


def parse(record: Mapping[str, Any], content: str) -> Standards:
    """Build the standards that a text describes; KeyError or ValueError when it is none."""
    given = record["limits"]
    limits: dict[str, Any] = {
        each.name: Decimal(str(given[each.name])) if each.type is Decimal else given[each.name]
        for each in fields(Limits)
    }
    rates = tuple(
        Rate(
            each["code"],
            both(each, "title"),
            Per(each["per"]),
            Decimal(each["amount"]),
            each["source"],
            each.get("verified", True),
        )
        for each in record["rate"]
    )
    codes = [rate.code for rate in rates]
    assert len(codes) == len(set(codes)), "a rate stands once"
    places = tuple(record["forbidden_places"])
    return Standards(
        heading_of(TextKind.STANDARDS, record, content), rates, Limits(**limits), places
    )
