"""任务书: the signed agreement with its budget by direction and its instalments; amendments."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from marshmallow import Schema

from compliance.categories import Category
from service.actions import amendments, desk, law_text_views, money
from service.actions.amendments import Amended, NewAmendment
from service.actions.desk import GrantView
from service.actions.money import NewAgreement, NewInstalment
from service.actions.plan_and_team import TITLE_MAX, NewPlanItem
from service.pages import forms, money_lines
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Money, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("agreements", __name__)

PLACES = range(1, 5)  # so many instalments can be planned at once
ITEMS = range(1, 9)  # and so many items of the training plan; more are added later
MORE_ITEMS = range(1, 4)  # that an amendment brings at once


class AgreementForm(Schema):
    """The agreement itself; budget and instalments are added below."""

    number = Text(100)
    approved_on = Day()
    signed_on = Day()
    ends_on = Day()
    negative_list = Text(64)


BUDGET = {f"budget_{category.value}": Money(optional=True) for category in Category}
PLAN = {f"amount_{place}": Money(optional=True) for place in PLACES}
DUE = {f"due_{place}": Day(optional=True) for place in PLACES}
ITEM = {f"item_{place}": Text(TITLE_MAX, optional=True) for place in ITEMS}
SERVES = {
    f"item_category_{place}": Choice(*(category.value for category in Category), optional=True)
    for place in ITEMS
}
WholeForm = AgreementForm.from_dict(
    {**AgreementForm._declared_fields, **BUDGET, **PLAN, **DUE, **ITEM, **SERVES}  # noqa: SLF001  # marshmallow's way to add fields
)


class AmendmentForm(Schema):
    """What an amendment says; further items of the training plan are added below."""

    signed_on = Day()
    ends_on = Day()
    negative_list = Text(64)
    reason = Text(amendments.REASON_MAX)


WholeAmendmentForm = AmendmentForm.from_dict(
    AmendmentForm._declared_fields  # noqa: SLF001  # likewise
    | {name: ITEM[name] for name in (f"item_{place}" for place in MORE_ITEMS)}
    | {name: SERVES[name] for name in (f"item_category_{place}" for place in MORE_ITEMS)}
)


@blueprint.route("/register/agreements/<uuid:grant_id>", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def sign(grant_id: UUID) -> ResponseReturnValue:
    """Record the signed agreement of a grant."""
    form = Form()
    if request.method == "POST":
        form = forms.read(WholeForm())
        _check_plan(form)
        if form.data is not None and not form.errors:
            with form.refusals(), transaction() as session:
                money.sign_agreement(session, actor(), _agreement(grant_id, form.data))
                flash(gettext("任务书已登记，经费已承诺入账。"))
                return redirect(url_for("grant.for_center", grant_id=grant_id))
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
        lists = law_text_views.lists(session, actor().today)
    page = render_template(
        "register/agreement.html",
        form=form,
        grant=grant,
        categories=money_lines.category_choices(),
        places=PLACES,
        items=ITEMS,
        versions=[(each.version, f"{say(each.title)} · {each.version}") for each in lists],
    )
    return page, form.status


@blueprint.route("/register/agreements/<uuid:grant_id>/amend", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def amend(grant_id: UUID) -> ResponseReturnValue:
    """Record an amendment of the agreement of a grant."""
    form = forms.read(WholeAmendmentForm()) if request.method == "POST" else None
    if form is not None and form.data is not None:
        with form.refusals():
            with transaction() as session:
                done = amendments.amend(session, actor(), _amendment(grant_id, form.data))
            flash(_told(done))
            return redirect(url_for("grant.for_center", grant_id=grant_id, _anchor="terms"))
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
        lists = law_text_views.lists(session, actor().today)
    form = form or Form(_as_agreed(grant))
    page = render_template(
        "register/amendment.html",
        form=form,
        grant=grant,
        categories=money_lines.category_choices(),
        items=MORE_ITEMS,
        versions=[(each.version, f"{say(each.title)} · {each.version}") for each in lists],
    )
    return page, form.status


def _as_agreed(grant: GrantView) -> dict[str, str]:
    """Give what an amendment leaves as it is unless somebody changes it."""
    agreed = grant.agreement
    if agreed is None:
        return {}
    return {"ends_on": agreed.ends_on.isoformat(), "negative_list": agreed.negative_list}


def _told(done: Amended) -> str:
    said: str = gettext("任务书变更已登记为第 %(version)s 版。", version=done.version)
    if done.decided_anew:
        said += ngettext(
            "%(num)s 份未入账的报销申请已按变更重新核对。",
            "%(num)s 份未入账的报销申请已按变更重新核对。",
            done.decided_anew,
        )
    return said


def _amendment(grant_id: UUID, data: dict[str, Any]) -> NewAmendment:
    return NewAmendment(
        grant_id=grant_id,
        signed_on=data["signed_on"],
        ends_on=data["ends_on"],
        negative_list=data["negative_list"],
        reason=data["reason"],
        plan=tuple(_items(data, MORE_ITEMS)),
    )


def _check_plan(form: Form) -> None:
    """Refuse an instalment that has only an amount or only a day."""
    for place in PLACES:
        amount, due = form.value(f"amount_{place}").strip(), form.value(f"due_{place}").strip()
        if bool(amount) != bool(due):
            missing = f"due_{place}" if amount else f"amount_{place}"
            form.errors.setdefault(missing, gettext("每期拨款须同时填写金额和计划日期。"))
            form.status = 422


def _agreement(grant_id: UUID, data: dict[str, Any]) -> NewAgreement:
    budget = {
        category: amount
        for category in Category
        if (amount := data[f"budget_{category.value}"]) is not None
    }
    plan = tuple(
        NewInstalment(data[f"amount_{place}"], data[f"due_{place}"])
        for place in PLACES
        if data[f"amount_{place}"] is not None
    )
    return NewAgreement(
        grant_id=grant_id,
        number=data["number"],
        approved_on=data["approved_on"],
        signed_on=data["signed_on"],
        ends_on=data["ends_on"],
        negative_list=data["negative_list"],
        budget=budget,
        instalments=plan,
        plan=tuple(_items(data, ITEMS)),
    )


def _items(data: dict[str, Any], places: Iterable[int]) -> Iterator[NewPlanItem]:
    """Give the items of the training plan that were filled in."""
    for place in places:
        category = data[f"item_category_{place}"]
        if data[f"item_{place}"]:
            yield NewPlanItem(data[f"item_{place}"], Category(category) if category else None)
