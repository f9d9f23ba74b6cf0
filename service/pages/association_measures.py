"""市科协措施 (Art. 33（二）): recorded by the Center; who is barred goes out as a file."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import association_measures, register_views
from service.actions.association_measures import MEASURES, NewMeasure
from service.messages import NotFound, Refused
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Key, Text
from service.pages.words import choices, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("measures", __name__)


class MeasureForm(Schema):
    """A measure of 市科协."""

    employer_id = Key()
    measure = Choice(*MEASURES)
    document = Text(100)
    decided_on = Day()
    facts = Text(association_measures.TEXT_MAX)


class EndForm(Schema):
    """Why a measure is in force no more."""

    reason = Text(300)


@blueprint.get("/association-measures")
@needs(Permission.SEE_PROGRAMME)
def show() -> ResponseReturnValue:
    """List the measures."""
    return _page(Form())


@blueprint.post("/association-measures")
@needs(Permission.OPEN_CASE)
def record() -> ResponseReturnValue:
    """Record a measure."""
    form = forms.read(MeasureForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            association_measures.record(session, actor(), NewMeasure(**form.data))
            flash(gettext("措施已登记。"))
            return redirect(url_for("measures.show"))
    return _page(form)


@blueprint.post("/association-measures/<uuid:measure_id>/end")
@needs(Permission.OPEN_CASE)
def end(measure_id: UUID) -> ResponseReturnValue:
    """Record that a measure was taken back."""
    form = forms.read(EndForm())
    reason = form.data["reason"] if form.data else ""
    try:
        with transaction() as session:
            association_measures.end(session, actor(), measure_id, reason)
    except NotFound:
        raise
    except Refused as refused:  # said where the reason can be written
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("措施已终止。"))
    return redirect(url_for("measures.show"))


@blueprint.get("/association-measures/barred.csv")
@needs(Permission.SEE_PROGRAMME)
def barred() -> ResponseReturnValue:
    """Give who is barred from which year, for the next call."""
    with transaction() as session:
        content = association_measures.barred(session)
    return Response(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="barred.csv"'},
    )


def _page(form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = association_measures.measures(session)
        employers = register_views.employers(session)
    html = render_template(
        "registers/measures.html",
        measures=found,
        form=form,
        employers=[(employer.id, employer.name) for employer in employers],
        kinds=choices(MEASURES),
        measure_word=lambda code: word(MEASURES, code),
    )
    return html, form.status
