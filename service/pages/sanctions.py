"""中止与取消: the Center opens a case and releases frozen claims one by one (Art. 32, A-18)."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance import law
from compliance.grounds import Consequence, Ground, grounds
from service.actions import freezing, sanction_views, sanctions
from service.actions.sanctions import NewSanction
from service.messages import N_, NotFound, Refused
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Key, Text
from service.pages.words import choices
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("sanctions", __name__)

CONSEQUENCES = {"suspend": N_("中止"), "revoke": N_("取消")}


class SanctionForm(Schema):
    """What is proposed, on which ground and facts."""

    grant = Key()
    ground = Choice(*grounds())
    consequence = Choice(*CONSEQUENCES)
    facts = Text(sanctions.FACTS_MAX)
    assessment = Key(optional=True)
    rectification = Key(optional=True)


class ReleaseForm(Schema):
    """Why one frozen claim may go on."""

    version = Count(0, 1_000_000)
    release_reason = Text(1000)


@blueprint.get("/sanctions/new")
@needs(Permission.OPEN_CASE)
def ask() -> ResponseReturnValue:
    """Ask what is proposed."""
    return _page(Form({"grant": request.args.get("grant", "")}))


@blueprint.post("/sanctions/new")
@needs(Permission.OPEN_CASE)
def propose() -> ResponseReturnValue:
    """Open a case."""
    form = forms.read(SanctionForm())
    if form.data is not None:
        with form.refusals():
            case_id = _opened(form)
            flash(gettext("已提出，待告知单位和入选者。"))
            return redirect(url_for("cases.show", case_id=case_id))
    return _page(form)


def _opened(form: Form) -> UUID:
    said = form.data or {}
    new = NewSanction(
        grant_id=said["grant"],
        ground=said["ground"],
        consequence=Consequence(said["consequence"]),
        facts=said["facts"],
        assessment_id=said["assessment"],
        rectification_id=said["rectification"],
    )
    with transaction() as session:
        return sanctions.propose(session, actor(), new).id


@blueprint.post("/sanctions/<uuid:case_id>/release/<uuid:claim_id>")
@needs(Permission.OPEN_CASE)
def release(case_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Release one frozen claim for what the employer was bound to before the suspension."""
    form = forms.read(ReleaseForm())
    if form.data is None:
        flash(gettext("请写明放行的理由。"), "block")
        return redirect(url_for("cases.show", case_id=case_id, _anchor="frozen"))
    said = form.data
    try:
        with transaction() as session:
            freezing.release(session, actor(), claim_id, said["version"], said["release_reason"])
    except NotFound:
        raise
    except Refused as refused:  # said where the reason can be written
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("已放行。"))
    return redirect(url_for("cases.show", case_id=case_id, _anchor="frozen"))


def _ground_words(ground: Ground) -> str:
    return f"{say(law.citation(ground.article))}{ground.clause} {say(ground.title)}"


def _page(form: Form) -> ResponseReturnValue:
    with transaction() as session:
        offered = sanction_views.offered(session)
    html = render_template(
        "cases/sanction_new.html",
        form=form,
        grants=[(each.id, each.words) for each in offered.grants],
        grounds=[(each.name, _ground_words(each)) for each in offered.grounds],
        consequences=choices(CONSEQUENCES),
        assessments=[(each.id, each.words) for each in offered.assessments],
        rectifications=[(each.id, each.words) for each in offered.rectifications],
    )
    return html, form.status
