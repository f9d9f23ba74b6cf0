"""预算调剂: the employer asks to move budget; who decides is on the page of the case."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.categories import Category
from service.actions import desk, reallocations
from service.actions.reallocations import NewReallocation
from service.messages import N_, Refused
from service.pages import forms, money_lines
from service.pages.forms import Form
from service.pages.inputs import Choice, Key, Money, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("reallocations", __name__)


class ReallocationForm(Schema):
    """From which direction to which, how much, and why."""

    grant = Key()
    taken = Choice(*(category.value for category in Category))
    given = Choice(*(category.value for category in Category))
    amount = Money()
    reason = Text(reallocations.REASON_MAX)


@blueprint.get("/reallocations/new")
@needs(Permission.MAKE_CLAIM)
def ask() -> ResponseReturnValue:
    """Ask what to move."""
    return _page(Form({"grant": request.args.get("grant", "")}))


@blueprint.post("/reallocations/new")
@needs(Permission.MAKE_CLAIM)
def apply() -> ResponseReturnValue:
    """Ask for a reallocation."""
    form = forms.read(ReallocationForm())
    if form.data is not None:
        said = form.data
        new = NewReallocation(
            grant_id=said["grant"],
            taken=Category(said["taken"]),
            given=Category(said["given"]),
            amount=said["amount"],
            reason=said["reason"],
        )
        with form.refusals():
            with transaction() as session:
                case_id = reallocations.apply(session, actor(), new)
            flash(gettext("调剂申请已提交，待复核人办理。"))
            return redirect(url_for("cases.show", case_id=case_id))
    return _page(form)


def _page(form: Form) -> ResponseReturnValue:
    try:
        grant_id = UUID(form.value("grant"))
    except ValueError as error:
        raise Refused(N_("请从项目页面办理：先打开要办理的项目。")) from error
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
    html = render_template(
        "cases/reallocation_new.html",
        form=form,
        grant=grant,
        lines=money_lines.lines(grant.money),
        categories=money_lines.category_choices(),
    )
    return html, form.status
