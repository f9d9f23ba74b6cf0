"""考核结果 (Art. 31): the Center records them and sees them; failing twice opens a case."""

from decimal import Decimal
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import assessments, sanction_views
from service.actions.assessments import NewAssessment
from service.messages import N_
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Day, Key, Text
from service.pages.words import choices
from service.permissions import Permission
from service.web import disclosing
from service.web.access import actor, needs, transaction

blueprint = Blueprint("assessments", __name__)

ROUNDS = {"first": N_("首次考核"), "again": N_("整改后复评")}
CONCLUSIONS = {"passed": N_("合格"), "failed": N_("不合格")}


class AssessmentForm(Schema):
    """The outcome of one stage."""

    grant = Key()
    stage = Text(assessments.STAGE_MAX)
    round = Choice(*ROUNDS)
    self_score = Count(0, 100)
    employer_score = Count(0, 100)
    expert_score = Count(0, 100)
    conclusion = Choice(*CONCLUSIONS)
    assessed_on = Day()


@blueprint.get("/assessments")
@needs(Permission.SEE_PROGRAMME)
def show() -> ResponseReturnValue:
    """List the outcomes."""
    return _page(Form())


@blueprint.post("/assessments")
@needs(Permission.OPEN_CASE)
def record() -> ResponseReturnValue:
    """Record an outcome."""
    form = forms.read(AssessmentForm())
    if form.data is not None:
        said = form.data
        new = NewAssessment(
            grant_id=said["grant"],
            stage=said["stage"],
            again=said["round"] == "again",
            self_score=Decimal(said["self_score"]),
            employer_score=Decimal(said["employer_score"]),
            expert_score=Decimal(said["expert_score"]),
            passed=said["conclusion"] == "passed",
            assessed_on=said["assessed_on"],
        )
        with form.refusals():
            with transaction() as session:
                case_id = assessments.record(session, actor(), new)
            flash(gettext("考核结果已登记。"))
            if case_id is not None:
                return redirect(url_for("cases.show", case_id=case_id))
            return redirect(url_for("assessments.show"))
    return _page(form)


@blueprint.post("/assessments/<uuid:assessment_id>/purpose")
@needs(Permission.SEE_PROGRAMME)
def state_purpose(assessment_id: UUID) -> ResponseReturnValue:
    """State why the scores of an assessment are read by somebody who does not handle it."""
    form = Form()
    with form.refusals():
        with transaction() as session:
            said = request.form.get("purpose", "")
            assessments.state_purpose(session, actor(), assessment_id, said)
        return redirect(url_for("assessments.show", _anchor=f"of-{assessment_id}"))
    return _page(form)


def _page(form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = assessments.outcomes(session, actor())
        grants = sanction_views.offered(session).grants
    disclosing.say_purpose("；".join(dict.fromkeys(each.purpose for each in found if each.purpose)))
    html = render_template(
        "registers/assessments.html",
        outcomes=found,
        form=form,
        grants=[(each.id, each.words) for each in grants],
        rounds=choices(ROUNDS),
        conclusions=choices(CONCLUSIONS),
    )
    return html, form.status
