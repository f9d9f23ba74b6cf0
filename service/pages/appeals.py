"""申诉: a maker appeals right at a finding, or at what a claim was returned for."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import appeals
from service.actions.appeals import NewAppeal
from service.pages import claim, claim_form, forms
from service.pages.claim_form import VersionForm
from service.pages.inputs import Count, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("appeals", __name__)

FINDINGS_MOST = 1000


class AppealForm(VersionForm):
    """Against which finding (its place in the verdict; none: against the return), and why."""

    place = Count(0, FINDINGS_MOST, optional=True)
    grounds = Text(appeals.GROUNDS_MAX)


@blueprint.post("/claims/<uuid:claim_id>/appeals")
@needs(Permission.MAKE_CLAIM)
def raise_(claim_id: UUID) -> ResponseReturnValue:
    """Appeal; what was typed stays where it is refused."""
    form = forms.read(AppealForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            new = NewAppeal(claim_id=claim_id, **form.data)
            case = appeals.raise_appeal(session, actor(), new)
        if not form.errors:
            flash(gettext("申诉已提交，中心答复前这份申请保持不变。"))
            return redirect(url_for("cases.show", case_id=case))
    for sentence in form.errors.values():
        flash(sentence, "block")
    page = claim.load(claim_id)
    html, _ = claim.render(page, claim_form.form_of(page), {"place": "", **form.values})
    return html, form.status
