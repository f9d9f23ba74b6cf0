"""A check is planned: the form, what it would come to by three laws, and the plan settled."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import signal_views, spot_check_planning, spot_checks
from service.actions.spot_check_planning import WhatIf
from service.actions.spot_checks import NewCheck
from service.pages import check_chart, check_form, check_words, forms, money_lines, words
from service.pages.check_form import MANY, PRESETS, PlanForm
from service.pages.forms import Form
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("check_planning", __name__)

Ticked = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A plan over the books of now, with its drawing."""

    new: NewCheck
    found: WhatIf
    chart: check_chart.Chart | None


@blueprint.get("/checks/new")
@needs(Permission.MAKE_CHECK)
def ask() -> ResponseReturnValue:
    """Ask what is checked and how; a preset fills the form in, and a signal what it is about."""
    name = request.args.get("preset", "quarterly")
    form, ticked = check_form.preset(name, actor().today)
    signal = request.args.get("signal", type=UUID)
    if signal is not None:
        with transaction() as session:
            ground = signal_views.ground(session, signal)
        form.values |= check_form.from_signal(ground, actor().today)
    return _page(form, ticked, None)


@blueprint.post("/checks/new/sizes")
@needs(Permission.MAKE_CHECK)
def reckon() -> ResponseReturnValue:
    """Say what the plan would come to; nothing is kept."""
    form = forms.read(PlanForm())
    found = None
    if form.data is not None:
        with form.refusals(), transaction() as session:
            new = check_form.new_check(form.data)
            whatif = spot_check_planning.what_if(session, new.population, new.plan)
            chart = check_chart.chart(whatif.curve, new.plan.tolerable)
            found = Reckoned(new, whatif, chart)
    return _page(form, _ticked(), found)


@blueprint.post("/checks/new")
@needs(Permission.MAKE_CHECK)
def plan() -> ResponseReturnValue:
    """Settle the plan: the system draws the seed and keeps it closed."""
    form = forms.read(PlanForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            new = check_form.new_check(form.data)
            whatif = spot_check_planning.what_if(session, new.population, new.plan)
            spot_check_planning.refuse_useless(whatif, new.plan)
            check_id = spot_checks.open_check(session, actor(), new)
            flash(gettext("抽查计划已定，种子已由系统封存；请另一人审定后发出检查通知。"))
            return redirect(url_for("checks.show", check_id=check_id))
    return _page(form, _ticked(), None)


def _ticked() -> Ticked:
    return {name: request.form.getlist(name) for name in MANY}


def _page(form: Form, ticked: Ticked, reckoned: Reckoned | None) -> ResponseReturnValue:
    with transaction() as session:
        employers = spot_check_planning.employers(session)
    html = render_template(
        "checks/new.html",
        form=form,
        ticked=ticked,
        reckoned=reckoned,
        employers=employers,
        presets=words.choices(PRESETS),
        categories=money_lines.category_choices(),
        words=check_words,
    )
    return html, form.status
