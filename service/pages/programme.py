"""The Center's overview: the programme's money, its employers, what waits."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import (
    crossing_views,
    desk,
    law_text_views,
    letter_views,
    money,
    proceeding_views,
)
from service.actions.desk import CenterOverview
from service.pages import forms, money_lines
from service.pages.bars import bar
from service.pages.forms import Form
from service.pages.inputs import Money, Text
from service.pages.money_lines import BudgetLine
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("programme", __name__)


class AppropriationForm(Schema):
    """A fiscal document that makes budget available."""

    document = Text(200)
    amount = Money()


@blueprint.get("/programme")
@needs(Permission.SEE_PROGRAMME)
def show() -> ResponseReturnValue:
    """Show the programme on one page, every figure from the ledger."""
    with transaction() as session:
        overview = desk.center_overview(session, actor())
        texts = law_text_views.waiting(session, actor())
        crossings = crossing_views.count_open(session)
        cases = proceeding_views.waiting_count(session, actor())
        letters = letter_views.waiting_count(session, actor())
    waiting = [each for each in overview.instalments if each.state in {"planned", "approved"}]
    employers = [
        (line, bar(line.received, line.spent, line.reserved)) for line in overview.employers
    ]
    return render_template(
        "programme.html",
        overview=overview,
        texts=texts,
        crossings=crossings,
        cases=cases,
        letters=letters,
        employers=employers,
        total=_total(overview),
        to_approve=[each for each in waiting if each.state == "planned" and not each.unmet],
        to_send=[each for each in waiting if each.state == "approved"],
    )


def _total(overview: CenterOverview) -> BudgetLine:
    """Add the employers up: what they received stands where a grant has its budget."""
    return money_lines.total(
        [
            BudgetLine(line.employer.name, line.received, line.spent, line.reserved)
            for line in overview.employers
        ]
    )


@blueprint.get("/programme/grants")
@needs(Permission.SEE_PROGRAMME)
def grants() -> ResponseReturnValue:
    """List every grant with its money."""
    with transaction() as session:
        found = desk.grants(session, actor())
    shown = [
        (grant, bar(grant.money.budget, grant.money.spent, grant.money.reserved)) for grant in found
    ]
    return render_template("grants.html", grants=shown)


@blueprint.route("/programme/appropriation", methods=["GET", "POST"])
@needs(Permission.SEND_DISBURSEMENT)
def appropriate() -> ResponseReturnValue:
    """Book the budget that a fiscal document made available."""
    form = Form()
    if request.method == "POST":
        form = forms.read(AppropriationForm())
        with form.refusals():
            if form.data is not None:
                with transaction() as session:
                    money.appropriate(session, actor(), form.data["document"], form.data["amount"])
                flash(gettext("预算已下达入账。"))
                return redirect(url_for("programme.show"))
    return render_template("appropriation.html", form=form), form.status
