"""解释与版本 (Art. 35, 36, 37): all read; one person of the Center records, another publishes."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance import law
from compliance.law import ARTICLE_COUNT
from service.actions import rulings
from service.actions.rulings import NewRuling, NewVersion
from service.messages import NotFound, Refused
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Count, Day, Key, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("rulings", __name__)


class RulingForm(Schema):
    """A question and its answer."""

    article = Count(1, ARTICLE_COUNT)
    question = Text(rulings.TEXT_MAX)
    answer = Text(rulings.TEXT_MAX)
    author = Text(100)
    answered_on = Day()
    replaces = Key(optional=True)


class VersionForm(Schema):
    """A version of the Measures."""

    version = Text(50)
    title = Text()
    issuer = Text()
    published_on = Day()
    effective_on = Day()
    note = Text(rulings.TEXT_MAX, optional=True)


@blueprint.get("/rulings")
@needs(Permission.SEE_RULES)
def show() -> ResponseReturnValue:
    """List the rulings and the versions."""
    return _page(Form(), Form())


@blueprint.post("/rulings")
@needs(Permission.OPEN_CASE)
def record() -> ResponseReturnValue:
    """Record a ruling."""
    form = forms.read(RulingForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            rulings.record(session, actor(), NewRuling(**form.data))
            flash(gettext("解释已登记，待另一人发布。"))
            return redirect(url_for("rulings.show"))
    return _page(form, Form())


@blueprint.post("/rulings/<uuid:ruling_id>/publish")
@needs(Permission.OPEN_CASE)
def publish(ruling_id: UUID) -> ResponseReturnValue:
    """Publish what another person recorded."""
    try:
        with transaction() as session:
            rulings.publish(session, actor(), ruling_id)
    except NotFound:
        raise
    except Refused as refused:
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("解释已发布。"))
    return redirect(url_for("rulings.show"))


@blueprint.post("/rulings/versions")
@needs(Permission.OPEN_CASE)
def record_version() -> ResponseReturnValue:
    """Record a version of the Measures."""
    form = forms.read(VersionForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            rulings.record_version(session, actor(), NewVersion(**form.data))
            flash(gettext("版本已登记。"))
            return redirect(url_for("rulings.show", _anchor="versions"))
    return _page(Form(), form)


def _page(form: Form, version_form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = rulings.rulings(session, actor())
        versions = rulings.versions(session)
    html = render_template(
        "registers/rulings.html",
        rulings=found,
        versions=versions,
        form=form,
        version_form=version_form,
        standing=[(each.id, each.number) for each in found if each.published],
        articles=[(each.number, say(law.citation(each.number))) for each in law.articles()],
        article_word=lambda number: say(law.citation(number)),
    )
    return html, max(form.status, version_form.status)
