"""拨付: the Center's instalments, approved by one person and paid by another."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from importers import chinese_amount
from service.actions import desk, money
from service.pages.words import INSTALMENT_STATES, choices
from service.permissions import Permission, Role
from service.web.access import actor, needs, transaction

blueprint = Blueprint("instalments", __name__)

FIRST_STATE = {Role.CENTER_AUDITOR: "planned", Role.CENTER_MANAGER: "approved"}


@blueprint.get("/instalments")
@needs(Permission.SEE_PROGRAMME)
def show() -> ResponseReturnValue:
    """List the instalments by due date and state."""
    state = request.args.get("state", FIRST_STATE.get(actor().role, "all"))
    with transaction() as session:
        found = desk.instalments(session, actor())
    shown = [each for each in found if state in {"all", each.state}]
    tabs = [
        (
            words,
            url_for("instalments.show", state=code),
            code == state,
            sum(1 for each in found if each.state == code),
        )
        for code, words in choices(INSTALMENT_STATES)
    ]
    tabs.append(
        (gettext("全部"), url_for("instalments.show", state="all"), state == "all", len(found))
    )
    return render_template(
        "instalments.html", instalments=shown, tabs=tabs, in_words=chinese_amount.words
    )


@blueprint.post("/instalments/<uuid:instalment_id>/approve")
@needs(Permission.APPROVE_DISBURSEMENT)
def approve(instalment_id: UUID) -> ResponseReturnValue:
    """Approve a planned instalment."""
    with transaction() as session:
        money.approve_instalment(session, actor(), instalment_id)
    flash(gettext("已批准拨付，等付款人办理。"))
    return redirect(url_for("instalments.show", state="planned"))


@blueprint.post("/instalments/<uuid:instalment_id>/send")
@needs(Permission.SEND_DISBURSEMENT)
def send(instalment_id: UUID) -> ResponseReturnValue:
    """Pay an approved instalment."""
    with transaction() as session:
        money.send_instalment(session, actor(), instalment_id)
    flash(gettext("已记付款，等单位确认到账。"))
    return redirect(url_for("instalments.show", state="approved"))
