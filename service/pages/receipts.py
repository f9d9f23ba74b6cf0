"""到账确认: the employer says that an instalment arrived in the dedicated account."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import money, receipt_views
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("receipts", __name__)


class ReceiptForm(Schema):
    """What proves the arrival."""

    bank_reference = Text(64)


@blueprint.get("/receipts")
@needs(Permission.CONFIRM_RECEIPT)
def show() -> ResponseReturnValue:
    """List the employer's instalments, those to confirm first."""
    return _page(Form(), None)


@blueprint.post("/receipts/<uuid:instalment_id>")
@needs(Permission.CONFIRM_RECEIPT)
def confirm(instalment_id: UUID) -> ResponseReturnValue:
    """Confirm that an instalment arrived."""
    form = forms.read(ReceiptForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            money.confirm_receipt(session, actor(), instalment_id, form.data["bank_reference"])
            flash(gettext("已确认到账，专户账和中心账已同时入账。"))
            return redirect(url_for("receipts.show"))
    return _page(form, instalment_id)


def _page(form: Form, tried: UUID | None) -> ResponseReturnValue:
    with transaction() as session:
        found = receipt_views.receipts(session, actor())
    page = render_template(
        "receipts.html",
        account=found.account,
        waiting=found.waiting,
        others=found.others,
        form=form,
        tried=tried,
        empty=Form(),
    )
    return page, form.status
