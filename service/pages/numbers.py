"""A masked number shown whole, in the answer to a button and nowhere else."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from service.actions import reveals
from service.actions.reveals import Revealed
from service.pages.forms import Form
from service.permissions import Permission
from service.web import disclosing
from service.web.access import actor, needs, safe_next, transaction

blueprint = Blueprint("numbers", __name__)


@blueprint.post("/numbers/accounts/<uuid:employer_id>")
@needs(Permission.SEE_BANK)
def account(employer_id: UUID) -> ResponseReturnValue:
    """Show the number of an employer's dedicated account."""
    return _shown(reveals.account, employer_id)


@blueprint.post("/numbers/transfers/<uuid:case_id>")
@needs(Permission.SEE_BANK)
def receiving(case_id: UUID) -> ResponseReturnValue:
    """Show where the money of a transfer goes."""
    return _shown(reveals.receiving, case_id)


def _shown(reveal: Callable[..., Revealed], key: UUID) -> ResponseReturnValue:
    form, found = Form({"purpose": request.form.get("purpose", "")[:1000]}), None
    with form.refusals():
        with transaction() as session:
            found = reveal(session, actor(), key, form.value("purpose"))
        disclosing.say_purpose(found.purpose)
        disclosing.say_number(found.masked)
    back = safe_next(request.form.get("next"))
    return render_template("number.html", found=found, form=form, back=back), form.status
