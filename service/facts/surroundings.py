"""What stands beside a claim: other claims, red letters, purchases nearby, what is usual."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from compliance.fact_record import facts_of
from compliance.facts import ClaimState, Listing, Nearby, OtherClaim, RedLetter, Sameness, Usual
from compliance.window import days_after
from importers.invoice import Invoice
from service.facts.surroundings_question import QUESTION
from service.tables import ClaimRow, InvoiceRow


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands beside one claim; `usual` None where nothing of the kind was claimed yet."""

    others: tuple[OtherClaim, ...]
    red_letters: tuple[RedLetter, ...]
    nearby: tuple[Nearby, ...]
    usual: Usual | None
    listed: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class _Other:
    """A live claim on an invoice that has something in common with this one."""

    number: str
    state: ClaimState
    amount: Decimal
    grant: str
    how: tuple[Sameness, ...]
    invoice_number: str | None


def of(
    connection: Connection, claim: ClaimRow, invoice: InvoiceRow, read: Invoice, split_days: int
) -> Surroundings:
    """Read what stands beside a claim on an invoice that counts as `read`.

    Purchases are near that a rule on splitting would hold together: within its days.
    """
    row = QUESTION.one(
        connection,
        employer=claim.employer_id,
        claim=claim.id,
        category=claim.category,
        invoice=invoice.id,
        unsure=invoice.key is None,
        number=read.invoice_number,
        code=read.invoice_code,
        seller=read.seller_name,
        sellers=sorted(_spellings(read.seller_name or "")),
        seller_tax_id=read.seller_tax_id,
        total=read.total,
        **_days(read.issue_date, split_days),
    )
    return Surroundings(
        others=tuple(_others(facts_of(row.others, _Other), read.invoice_number)),
        red_letters=facts_of(row.red_letters, RedLetter),
        nearby=tuple(_nearby(row.nearby)),
        usual=next(iter(facts_of(row.usual, Usual)), None),
        listed=facts_of(row.listed, Listing),
    )


def _days(day: date | None, reach: int) -> dict[str, date | None]:
    if day is None:
        return {"day": None, "since": None, "until": None}
    return {
        "day": day,
        "since": days_after(day, -reach),
        "until": days_after(day, reach),
    }


def _nearby(records: Iterable[dict[str, str]]) -> Iterator[Nearby]:
    for each in records:
        day, total = date.fromisoformat(each["issued_on"]), Decimal(each["total"])
        yield Nearby(each["claim"], each["invoice_number"], day, total)


def _spellings(name: str) -> set[str]:
    """Give a name as the Center may have typed it: with brackets of either width."""
    wide = name.replace("(", "（").replace(")", "）")
    return {name, wide, wide.replace("（", "(").replace("）", ")")} - {""}


def _others(found: Iterable[_Other], number: str | None) -> Iterator[OtherClaim]:
    for other in found:
        same = _sameness(other, number)
        if same is not None:
            yield OtherClaim(other.number, other.state, other.amount, same, other.grant)


def _sameness(other: _Other, number: str | None) -> Sameness | None:
    """Give the surest thing two claims have in common.

    One file may hold several invoices: those that bear two numbers are two.
    """
    two = number is not None and other.invoice_number not in {None, number}
    return next(
        (same for same in _SUREST if same in other.how and not (same is _FILE and two)), None
    )


_FILE: Final = Sameness.FILE
_SUREST: Final = (Sameness.INVOICE, _FILE, Sameness.NUMBER, Sameness.CONTENT)
