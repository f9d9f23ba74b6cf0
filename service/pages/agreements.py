"""任务书: the signed agreement with its budget by direction and its instalments."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.categories import Category
from service.actions import desk, law_text_views, money
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
        plan=tuple(_items(data)),
    )


def _items(data: dict[str, Any]) -> Iterator[NewPlanItem]:
    """Give the items of the training plan that were filled in."""
    for place in ITEMS:
        category = data[f"item_category_{place}"]
        if data[f"item_{place}"]:
            yield NewPlanItem(data[f"item_{place}"], Category(category) if category else None)
