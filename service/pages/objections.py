"""公示异议 (Art. 18): recorded, verified, settled; the Center's alone."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import objections, register_views, sanction_views
from service.actions.objections import CONCLUSIONS, NewObjection
from service.messages import NotFound, Refused
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Key, Text
from service.pages.words import choices, word
from service.permissions import Permission
from service.web import disclosing
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("objections", __name__)


class ObjectionForm(Schema):
    """An objection as it came in."""

    notice_id = Key()
    grant_id = Key(optional=True)
    raised_on = Day()
    raised_by = Text(100)
    content = Text(objections.TEXT_MAX)


class VerifyForm(Schema):
    """What the recommending body found."""

    recommender_id = Key()
    finding = Text(objections.TEXT_MAX)


class SettleForm(Schema):
    """How it ends."""

    conclusion = Choice(*CONCLUSIONS)


@blueprint.get("/objections")
@needs(Permission.SEE_PROGRAMME)
def show() -> ResponseReturnValue:
    """List the objections."""
    return _page(Form())


@blueprint.post("/objections")
@needs(Permission.OPEN_CASE)
def raise_() -> ResponseReturnValue:
    """Record an objection."""
    form = forms.read(ObjectionForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            objections.raise_(session, actor(), NewObjection(**form.data))
            flash(gettext("异议已登记：办结前不拨付。"))
            return redirect(url_for("objections.show"))
    return _page(form)


@blueprint.post("/objections/<uuid:objection_id>/verify")
@needs(Permission.OPEN_CASE)
def verify(objection_id: UUID) -> ResponseReturnValue:
    """Record what the recommending body found."""
    form = forms.read(VerifyForm())
    if form.data is None:
        flash(gettext("请选择推荐单位并填写核实意见。"), "block")
        return redirect(url_for("objections.show"))
    said = form.data
    try:
        with transaction() as session:
            objections.verify(
                session, actor(), objection_id, said["recommender_id"], said["finding"]
            )
    except NotFound:
        raise
    except Refused as refused:  # said where it can be read again
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("核实意见已登记。"))
    return redirect(url_for("objections.show"))


@blueprint.post("/objections/<uuid:objection_id>/settle")
@needs(Permission.OPEN_CASE)
def settle(objection_id: UUID) -> ResponseReturnValue:
    """Settle an objection."""
    form = forms.read(SettleForm())
    conclusion = form.data["conclusion"] if form.data else ""
    try:
        with transaction() as session:
            objections.settle(session, actor(), objection_id, conclusion)
    except NotFound:
        raise
    except Refused as refused:  # likewise
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("异议已办结。"))
    return redirect(url_for("objections.show"))


@blueprint.post("/objections/<uuid:objection_id>/purpose")
@needs(Permission.SEE_PROGRAMME)
def state_purpose(objection_id: UUID) -> ResponseReturnValue:
    """State why an objection is read by somebody who does not handle it."""
    form = Form()
    with form.refusals():
        with transaction() as session:
            said = request.form.get("purpose", "")
            objections.state_purpose(session, actor(), objection_id, said)
        return redirect(url_for("objections.show", _anchor=f"of-{objection_id}"))
    return _page(form)


def _page(form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = objections.objections(session, actor())
        calls = register_views.calls(session)
        recommenders = register_views.recommenders(session)
        grants = sanction_views.offered(session).grants
    disclosing.say_purpose("；".join(dict.fromkeys(each.purpose for each in found if each.purpose)))
    html = render_template(
        "registers/objections.html",
        objections=found,
        form=form,
        notices=[(each.notice.id, f"{each.year} {each.title}") for each in calls if each.notice],
        recommenders=[(each.id, each.name) for each in recommenders],
        grants=[(each.id, each.words) for each in grants],
        conclusions=choices(CONCLUSIONS),
        conclusion_word=lambda code: word(CONCLUSIONS, code),
    )
    return html, form.status
