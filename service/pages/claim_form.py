"""The form of a claim: what it offers, what stands in it, what was typed as a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext
from marshmallow import Schema, fields

from compliance import law
from compliance.categories import Category
from compliance.facts import Event, EventKind, PaymentMethod, VatClaim
from compliance.standards import Rate
from service.actions.claim_budget import Effect
from service.actions.claim_form import PEOPLE_MAX, WITH_EVENTS
from service.actions.claim_views import ClaimPage
from service.actions.claims import Change
from service.pages import money_lines, writing
from service.pages.forms import Form
from service.pages.inputs import MISSING, Choice, Count, Day, Halves, Key, Money, Text
from service.pages.words import EVENT_KINDS, PAYMENTS, VAT, choices, word
from service.web.words import say

VERSION_MAX = 2**31 - 1
YES = "yes"


class VersionForm(Schema):
    """Which state of the claim the reader saw."""

    version = Count(1, VERSION_MAX)


class ChangeForm(VersionForm):
    """What the maker fills in."""

    category = Choice(*(category.value for category in Category), optional=True)
    amount = Money()
    lower_to = Money(optional=True)  # by the button of a finding: no need to retype it
    cost_on = Day(optional=True)
    plan_item = Key(optional=True)
    rate = Text(50, optional=True)
    people = Count(1, PEOPLE_MAX, optional=True)
    units = Halves(optional=True)
    place = Text(100, optional=True)
    approved_over = Choice(YES, optional=True)
    payment = Choice(*PAYMENTS, optional=True)
    payee = Text(100, optional=True)
    vat = Choice(*VAT, optional=True)
    acceptor = Text(100, optional=True)
    statement = Text(2000, optional=True)
    explanation = Text(2000, optional=True)
    evidence = fields.List(Choice(*law.evidence()))


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form offers, in words, and which of its parts matter for this claim."""

    plan: list[tuple[str, str]]
    rates: list[tuple[str, list[tuple[str, str]]]]  # by kind of event
    payments: list[tuple[str, str]]
    vat: list[tuple[str, str]]
    with_events: str  # directions for which the event matters, for the page's script
    event_matters: bool
    vat_matters: bool
    acceptor_matters: bool
    limit: str


def offered(page: ClaimPage, form: Form) -> Offered:
    """Give what the form of a claim offers; `form` is what stands in it."""
    offer = page.offer
    return Offered(
        plan=[(str(item.id), plan_words(page, item.id)) for item in offer.plan],
        rates=_groups(offer.rates),
        payments=choices(PAYMENTS),
        vat=choices(VAT),
        with_events=" ".join(WITH_EVENTS),
        event_matters=form.value("category") in WITH_EVENTS,
        vat_matters=offer.special,
        acceptor_matters=offer.goods or bool(page.claim.acceptor),
        limit=limit_as_stands(page),
    )


def plan_words(page: ClaimPage, item_id: object) -> str:
    """Write an item of the plan with its number and direction; nothing for none."""
    for item in page.offer.plan:
        if item.id == item_id:
            direction_word = money_lines.category_word(item.category)
            direction = f"{gettext('（')}{direction_word}{gettext('）')}" if direction_word else ""
            return f"{item.number} {item.title}{direction}"
    return ""


def _groups(rates: Iterable[Rate]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {kind: [] for kind in EVENT_KINDS}
    for rate in rates:
        groups[rate.kind].append((rate.code, rate_words(rate)))
    return [(word(EVENT_KINDS, kind), found) for kind, found in groups.items() if found]


def rate_words(rate: Rate) -> str:
    """Write a rate with its figure."""
    figure = say(rate.per.rated(writing.money(rate.amount)))
    return f"{say(rate.title)}{gettext('（')}{figure}{gettext('）')}"


def limit_words(rate: Rate, people: int, units: Decimal, limit: Decimal) -> str:
    """Say what a rate allows; nobody is to rely on a figure not yet confirmed."""
    words: str = gettext(
        "%(rate)s，%(counted)s，限额 %(limit)s。",
        rate=say(rate.title),
        counted=say(rate.per.counted(people, units)),
        limit=writing.money(limit),
    )
    return words if rate.verified else words + gettext("这一标准的金额尚未与原文件核对。")


def budget_words(effect: Effect) -> str:
    """Say what a claim leaves of its direction's budget, or by how much it exceeds it."""
    known = {
        "direction": money_lines.category_word(effect.category),
        "available": writing.money(effect.before),
    }
    if effect.after < 0:
        over: str = gettext(
            "“%(direction)s”可用预算 %(available)s，本次超出 %(over)s："
            "请减少列支金额，或先办理预算调剂。",
            **known,
            over=writing.money(-effect.after),
        )
        return over
    words: str = gettext(
        "“%(direction)s”可用预算 %(available)s，提交后剩余 %(left)s。",
        **known,
        left=writing.money(effect.after),
    )
    return words


def limit_as_stands(page: ClaimPage) -> str:
    """Say what the standard allows for the event of a claim as it stands; nothing for none."""
    event, limit = page.claim.event, page.offer.limit
    if event is None or limit is None:
        return ""
    rate = next(rate for rate in page.offer.rates if rate.code == event["rate"])
    return limit_words(rate, int(str(event["people"])), Decimal(str(event["units"])), limit)


def form_of(page: ClaimPage) -> Form:
    """Give the form as the claim stands."""
    claim, event = page.claim, page.claim.event or {}
    return Form(
        {
            "category": claim.category or "",
            "amount": writing.plain_money(claim.amount),
            "cost_on": claim.cost_on.isoformat() if claim.cost_on else "",
            "plan_item": str(claim.plan_item_id or ""),
            "rate": str(event.get("rate", "")),
            "people": str(event.get("people", "")),
            "units": str(event.get("units", "")),
            "place": str(event.get("place", "")),
            "approved_over": YES if event.get("approved_over") else "",
            "payment": claim.payment,
            "payee": claim.payee,
            "vat": claim.vat,
            "acceptor": claim.acceptor,
            "statement": claim.statement,
            "explanation": claim.explanation,
        }
    )


def change_of(page: ClaimPage, form: Form) -> Change | None:
    """Give the change that was typed; None when it does not hold, with its errors in the form."""
    data = form.data
    if data is None or not _event_is_whole(form, data):
        return None
    category = data["category"]
    return Change(
        category=Category(category) if category else None,
        amount=data["lower_to"] or data["amount"],
        cost_on=data["cost_on"],
        statement=data["statement"],
        explanation=data["explanation"],
        evidence=frozenset(data["evidence"]),
        plan_item_id=_plan_item(page, data),
        event=_event(page, data),
        payment=PaymentMethod(data["payment"] or PaymentMethod.TRANSFER),
        payee=data["payee"],
        vat=VatClaim(data["vat"] or VatClaim.NOT_STATED),
        acceptor=data["acceptor"],
    )


def _plan_item(page: ClaimPage, data: dict[str, Any]) -> UUID | None:
    """Give the item chosen; one left standing while the direction changed follows it.

    It follows only where the plan has one item of the new direction.
    """
    chosen: UUID | None = data["plan_item"]
    if data["category"] == page.claim.category or chosen != page.claim.plan_item_id:
        return chosen
    of_direction = [item.id for item in page.offer.plan if item.category == data["category"]]
    return of_direction[0] if len(of_direction) == 1 else chosen


def _has_event(data: dict[str, Any]) -> bool:
    return bool(data["rate"]) and data["category"] in WITH_EVENTS


def _event_is_whole(form: Form, data: dict[str, Any]) -> bool:
    """Refuse a standard without the numbers that it is counted by."""
    if _has_event(data):
        for name in ("people", "units"):
            if data[name] is None:
                form.errors[name] = str(MISSING)
                form.status = 422
    return not form.errors


def _event(page: ClaimPage, data: dict[str, Any]) -> Event | None:
    kinds = {rate.code: rate.kind for rate in page.offer.rates}
    if not _has_event(data) or data["rate"] not in kinds:
        return None
    return Event(
        kind=EventKind(kinds[data["rate"]]),
        rate=data["rate"],
        people=data["people"],
        units=data["units"],
        place=data["place"],
        approved_over=data["approved_over"] == YES,
    )
