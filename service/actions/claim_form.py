"""What the form of a claim offers: plan items, rates of standards, and what of it matters."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.facts import EventKind
from compliance.standards import Rate
from importers import tax_category
from importers.invoice import Invoice, Kind
from service import readings, texts
from service.actions import plan_and_team
from service.messages import N_, Invalid, NotFound
from service.permissions import Actor
from service.tables import ClaimRow, InvoiceRow, PlanItemRow

WITH_EVENTS = (Category.TRAIN, Category.EXCH, Category.MENTOR, Category.CONF)
SPECIAL = {Kind.E_SPECIAL, Kind.VAT_E_SPECIAL, Kind.VAT_PAPER_SPECIAL}
KINDS = frozenset(EventKind)  # a rate for anything else cannot be chosen
PEOPLE_MAX, UNITS_MAX = 10_000, Decimal(1000)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form offers; `special`: input VAT may be deducted; `goods`: somebody accepts them.

    `limit` is what the standard allows for the event as it stands, in yuan.
    """

    plan: tuple[PlanItemRow, ...]
    rates: tuple[Rate, ...]
    special: bool
    goods: bool
    limit: Decimal | None


def offer(session: Session, claim: ClaimRow, invoice: Invoice) -> Offer:
    """Give what a claim's form offers."""
    rates = _rates(session, claim, invoice.issue_date)
    return Offer(
        plan=tuple(plan_and_team.plan_of(session, claim.agreement_id)),
        rates=rates,
        special=invoice.kind in SPECIAL,
        goods=any(_is_of_goods(line.name, line.code) for line in invoice.items),
        limit=_limit_as_stands(claim, rates),
    )


def limit(
    session: Session, actor: Actor, claim_id: UUID, rate: str, people: int, units: Decimal
) -> tuple[Rate, Decimal]:
    """Give the rate and what it allows for so many people and units, before anything is saved."""
    claim = session.get(ClaimRow, claim_id)
    if claim is None or claim.employer_id != actor.employer_id:
        raise NotFound(N_("没有这份报销申请。"))
    invoice = readings.of(session, session.get_one(InvoiceRow, claim.invoice_id))
    found = _rate(_rates(session, claim, invoice.issue_date), rate)
    within = 0 < people <= PEOPLE_MAX and units.is_finite() and 0 < units <= UNITS_MAX
    if found is None or not within:
        raise Invalid(N_("请选择标准，并填写人数和天数或小时数。"))
    return found, found.limit(people, units)


def _rates(session: Session, claim: ClaimRow, issued_on: date | None) -> tuple[Rate, ...]:
    day = claim.cost_on or issued_on or date.max
    rates = texts.agreed(session, claim.grant_id, day).standards.rates
    return tuple(rate for rate in rates if rate.kind in KINDS)


def _rate(rates: tuple[Rate, ...], code: object) -> Rate | None:
    return next((rate for rate in rates if rate.code == code), None)


def _limit_as_stands(claim: ClaimRow, rates: tuple[Rate, ...]) -> Decimal | None:
    event = claim.event or {}
    rate = _rate(rates, event.get("rate"))
    if rate is None:
        return None
    return rate.limit(int(str(event["people"])), Decimal(str(event["units"])))


def _is_of_goods(name: str | None, code: str | None) -> bool:
    found = tax_category.resolve(name, code)
    return found is not None and found.division is tax_category.Division.GOODS
