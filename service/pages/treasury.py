"""应缴财政: what was recovered is declared by one person of the Center and paid by another."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import treasury
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("treasury", __name__)


class SlipForm(Schema):
    """The slip of the bank."""

    reference = Text(treasury.REFERENCE_MAX)


@blueprint.get("/treasury")
@needs(Permission.OPEN_CASE)
def show() -> ResponseReturnValue:
    """Show what was recovered, declared and paid to the treasury."""
    with transaction() as session:
        undeclared = treasury.undeclared(session)
        lines = treasury.remittances(session, actor())
    return render_template("treasury.html", undeclared=undeclared, lines=lines)


@blueprint.post("/treasury/declare")
@needs(Permission.OPEN_CASE)
def declare() -> ResponseReturnValue:
    """Declare what has arrived."""
    form = Form()
    with form.refusals():
        with transaction() as session:
            treasury.declare(session, actor())
        flash(gettext("已确认应缴财政，待另一人上缴。"))
    return _back(form)


@blueprint.post("/treasury/<uuid:remittance_id>/remit")
@needs(Permission.OPEN_CASE)
def remit(remittance_id: UUID) -> ResponseReturnValue:
    """Pay to the treasury what another person declared."""
    form = forms.read(SlipForm())
    if form.data is not None:
        with form.refusals():
            with transaction() as session:
                treasury.remit(session, actor(), remittance_id, form.data["reference"])
            flash(gettext("已上缴国库。"))
    return _back(form)


def _back(form: Form) -> ResponseReturnValue:
    for sentence in form.errors.values():
        flash(sentence, "block")
    return redirect(url_for("treasury.show"))
