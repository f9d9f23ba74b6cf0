"""批量导出: asked for with a purpose, allowed by another, downloaded within a day."""

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from service.actions import bulk_exports
from service.actions.bulk_exports import APPROVED, DECLINED, NewExport
from service.messages import N_, Invalid, Refused
from service.pages import forms
from service.pages.disclosures import said
from service.pages.forms import Form
from service.pages.inputs import Count, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.bulk import GATED
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("bulk_exports", __name__)

ROWS_MOST = 10_000_000


class AskForm(Schema):
    """Which export, and why."""

    asked = Text(bulk_exports.ASKED_MOST)
    rows = Count(1, ROWS_MOST)
    purpose = Text(500)


@blueprint.get("/exports")
@needs(Permission.SEE_READINGS)
def show() -> ResponseReturnValue:
    """List what was asked for."""
    with transaction() as session:
        found = bulk_exports.requests(session, actor())
    return render_template(
        "bulk_exports.html",
        requests=[(each, said(each.row.what)) for each in found],
        limit=parts().settings.bulk_export_rows,
    )


@blueprint.get("/exports/new")
@needs(Permission.SEE_READINGS)
def ask() -> ResponseReturnValue:
    """Ask why so many rows are to leave."""
    given = {name: request.args.get(name, "") for name in ("asked", "rows")}
    return _page(Form(given))


@blueprint.post("/exports")
@needs(Permission.SEE_READINGS)
def request_export() -> ResponseReturnValue:
    """Ask for an export."""
    form = forms.read(AskForm())
    if form.data is not None:
        with form.refusals():
            new = NewExport(what=_endpoint(form.data["asked"]), **form.data)
            with transaction() as session:
                bulk_exports.ask(session, actor(), new)
            flash(gettext("已申请，待另一人批准；批准后一天内由您下载。"))
            return redirect(url_for("bulk_exports.show"))
    return _page(form)


@blueprint.post("/exports/<uuid:export_id>/<any('approve','decline'):answer>")
@needs(Permission.SEE_READINGS)
def decide(export_id: UUID, answer: str) -> ResponseReturnValue:
    """Allow what another asked for, or not."""
    decision = APPROVED if answer == "approve" else DECLINED
    try:
        with transaction() as session:
            reason = request.form.get("reason", "")
            bulk_exports.decide(session, actor(), export_id, decision, reason)
    except Refused as refused:  # said where it can be read again
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("批量导出申请已办理。"))
    return redirect(url_for("bulk_exports.show"))


def _endpoint(asked: str) -> str:
    """Give which export an address means; one that is not held needs no request."""
    adapter = current_app.url_map.bind("")
    try:
        endpoint, _ = adapter.match(asked.partition("?")[0])
    except (HTTPException, RequestRedirect) as error:
        raise Invalid(N_("没有这种导出格式。")) from error
    if endpoint not in GATED:
        raise Invalid(N_("没有这种导出格式。"))
    return str(endpoint)


def _page(form: Form) -> ResponseReturnValue:
    html = render_template(
        "bulk_export_new.html", form=form, limit=parts().settings.bulk_export_rows
    )
    return html, form.status
