"""关联方: whoever sells to an employer and is no stranger to it; declared there, seen by all."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.facts import Relation
from service.actions import listings, register_views, related_parties
from service.actions.related_parties import NewRelatedParty
from service.messages import NotFound, Refused
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Key, Text
from service.pages.words import RELATIONS, choices, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("related", __name__)


class RelatedForm(Schema):
    """A related party; whose it is, where the Center enters it."""

    employer_id = Key(optional=True)
    name = Text(listings.NAME_MAX)
    uscc = Text(30, optional=True)
    relation = Choice(*RELATIONS)


class ReasonForm(Schema):
    """Why a party is related no more."""

    reason = Text(200)


@blueprint.get("/related-parties")
@needs(Permission.SEE_PARTIES)
def show() -> ResponseReturnValue:
    """List the related parties: the own ones, or all for the Center."""
    return _page(Form())


@blueprint.post("/related-parties")
@needs(Permission.DECLARE_RELATED)
def declare() -> ResponseReturnValue:
    """Declare a related party."""
    form = forms.read(RelatedForm())
    if form.data is not None and actor().employer_id is None and not form.data["employer_id"]:
        form.errors["employer_id"], form.status = gettext("请从列表中选择一项。"), 422
    elif form.data is not None:
        new = NewRelatedParty(
            employer_id=actor().employer_id or form.data["employer_id"],
            name=form.data["name"],
            uscc=form.data["uscc"],
            relation=Relation(form.data["relation"]),
        )
        with form.refusals(), transaction() as session:
            related_parties.declare(session, actor(), new)
            flash(gettext("关联方已登记。"))
            return redirect(url_for("related.show"))
    return _page(form)


@blueprint.post("/related-parties/<uuid:party_id>/end")
@needs(Permission.DECLARE_RELATED)
def end(party_id: UUID) -> ResponseReturnValue:
    """Say that a party is related no more."""
    form = forms.read(ReasonForm())
    reason = form.data["reason"] if form.data else ""
    try:
        with transaction() as session:
            related_parties.end(session, actor(), party_id, reason)
    except NotFound:
        raise
    except Refused as refused:  # said where the reason can be written
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("关联关系已结束。"))
    return redirect(url_for("related.show"))


def _page(form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = related_parties.parties(session, actor())
        of_center = actor().employer_id is None
        employers = register_views.employers(session) if of_center else []
    html = render_template(
        "related.html",
        parties=found,
        form=form,
        of_center=of_center,
        employers=[(employer.id, employer.name) for employer in employers],
        relations=choices(RELATIONS),
        relation_word=lambda code: word(RELATIONS, code),
    )
    return html, form.status
