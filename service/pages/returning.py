"""追回 and 结算: where the Center begins them; every step is on the page of the case."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.clawback import Mode
from service.actions import clawbacks, desk, returning_views, settlements
from service.actions.clawbacks import NewClawback
from service.messages import N_, NotFound, Refused
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Key, Text
from service.pages.words import CLAWBACK_MODES, SOURCES, choices, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("returning", __name__)


class ClawbackForm(Schema):
    """Of which grant, in which mode, on what facts and ground."""

    grant = Key()
    mode = Choice(*CLAWBACK_MODES)
    facts = Text(clawbacks.TEXT_MAX)
    ground = Text(clawbacks.TEXT_MAX)


class GrantForm(Schema):
    """Of which grant."""

    grant = Key()


@blueprint.get("/clawbacks/new")
@needs(Permission.OPEN_CASE)
def ask() -> ResponseReturnValue:
    """Show what each way would come to, and ask for facts and ground."""
    return _page(Form({"grant": request.args.get("grant", "")}))


@blueprint.post("/clawbacks/new")
@needs(Permission.OPEN_CASE)
def propose() -> ResponseReturnValue:
    """Propose a clawback."""
    form = forms.read(ClawbackForm())
    if form.data is not None:
        said = form.data
        new = NewClawback(
            grant_id=said["grant"],
            mode=Mode(said["mode"]),
            facts=said["facts"],
            ground=said["ground"],
        )
        with form.refusals():
            with transaction() as session:
                case_id = clawbacks.propose(session, actor(), new)
            flash(gettext("追回已提出，待单位陈述申辩。"))
            return redirect(url_for("cases.show", case_id=case_id))
    return _page(form)


def _page(form: Form) -> ResponseReturnValue:
    try:
        grant_id = UUID(form.value("grant"))
    except ValueError as error:
        raise Refused(N_("请从项目页面办理：先打开要办理的项目。")) from error
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
        ways, figures, modes = returning_views.ways(session, actor(), grant_id)
    html = render_template(
        "cases/clawback_new.html",
        form=form,
        grant=grant,
        ways=ways,
        figures=figures,
        modes=choices({mode.value: CLAWBACK_MODES[mode.value] for mode in modes}),
        mode_word=lambda mode: word(CLAWBACK_MODES, mode),
        source_word=lambda fund: word(SOURCES, fund),
    )
    return html, form.status


@blueprint.post("/settlements/new")
@needs(Permission.OPEN_CASE)
def state_account() -> ResponseReturnValue:
    """State what is left of an ended grant to its employer."""
    form = forms.read(GrantForm())
    if form.data is None:
        raise NotFound(N_("没有这个项目。"))
    grant_id = form.data["grant"]
    with form.refusals():
        with transaction() as session:
            case_id = settlements.state_account(session, actor(), grant_id)
        flash(gettext("结算已送单位核对。"))
        return redirect(url_for("cases.show", case_id=case_id))
    for sentence in form.errors.values():
        flash(sentence, "block")
    return redirect(url_for("grant.for_center", grant_id=grant_id))
