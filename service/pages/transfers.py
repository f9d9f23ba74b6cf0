"""划转: the written application (Art. 30). Every further step is on the page of the case."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import desk, transfers
from service.actions.transfers import Application
from service.messages import N_
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Key, Text
from service.pages.words import choices
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("transfers", __name__)

PLACES = {"yes": N_("在北京"), "no": N_("不在北京")}
FIELDS = {"yes": N_("继续原研究领域"), "no": N_("转到其他领域")}


class ApplicationForm(Schema):
    """Where the selectee goes, and from which day on."""

    grant = Key()
    applied_on = Day()
    paper = Text(transfers.TEXT_MAX)
    leaves_on = Day()
    new_name = Text(transfers.TEXT_MAX)
    new_uscc = Text(30)
    seat_evidence = Text(transfers.TEXT_MAX, optional=True)
    workplace = Text(transfers.TEXT_MAX)
    in_beijing = Choice(*PLACES)
    same_field = Choice(*FIELDS)
    field = Text(transfers.TEXT_MAX)


@blueprint.get("/transfers/new")
@needs(Permission.APPLY)
def ask() -> ResponseReturnValue:
    """Ask where the selectee goes."""
    return _page(Form({"grant": request.args.get("grant", "")}))


@blueprint.post("/transfers/new")
@needs(Permission.APPLY)
def apply() -> ResponseReturnValue:
    """File an application."""
    form = forms.read(ApplicationForm())
    if form.data is not None:
        with form.refusals():
            case_id = _filed(form)
            flash(gettext("申请已提交，待原单位签署同意。"))
            return redirect(url_for("cases.show", case_id=case_id))
    return _page(form)


def _filed(form: Form) -> UUID:
    said = dict(form.data or {})
    new = Application(
        grant_id=said.pop("grant"),
        in_beijing=said.pop("in_beijing") == "yes",
        same_field=said.pop("same_field") == "yes",
        **said,
    )
    with transaction() as session:
        return transfers.apply(session, actor(), new)


def _page(form: Form) -> ResponseReturnValue:
    with transaction() as session:
        grants = desk.grants(session, actor())
    html = render_template(
        "cases/transfer_new.html",
        form=form,
        grants=[(grant.id, f"{grant.number} {grant.selectee}") for grant in grants],
        places=choices(PLACES),
        fields=choices(FIELDS),
    )
    return html, form.status
