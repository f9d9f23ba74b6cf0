"""拨付批次: chosen and proposed by one person, approved by another, paid with a slip for each."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema, fields

from importers import chinese_amount
from service.actions import disbursement_batch_views, disbursement_batches
from service.actions.disbursement_batch_views import BatchView
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Key, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("instalment_batches", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIP = "slip-"  # and the identity of the instalment: the field of its slip


class ProposalForm(Schema):
    """What is proposed."""

    title = Text(disbursement_batches.TITLE_MAX)
    instalments = fields.List(Key(), load_default=list)


class ReasonForm(Schema):
    """Why a batch or a line of it does not go on."""

    reason = Text(disbursement_batches.REASON_MAX)


@blueprint.get("/instalments/batches")
@needs(Permission.SEE_PROGRAMME)
def show_all() -> ResponseReturnValue:
    """List the batches."""
    with transaction() as session:
        found = disbursement_batch_views.batches(session, actor())
    return render_template("batches/list.html", batches=found)


@blueprint.route("/instalments/batches/new", methods=["GET", "POST"])
@needs(Permission.SEND_DISBURSEMENT)
def add() -> ResponseReturnValue:
    """Choose planned instalments and propose them together."""
    form = Form()
    if request.method == "POST":
        form = forms.read(ProposalForm())
        with form.refusals():
            if form.data is not None:
                with transaction() as session:
                    batch_id = disbursement_batches.propose(
                        session, actor(), form.data["title"], form.data["instalments"]
                    )
                flash(gettext("批次已提出，等另一人批准。"))
                return redirect(url_for("instalment_batches.show", batch_id=batch_id))
    with transaction() as session:
        found = disbursement_batch_views.choosable(session, actor())
    return render_template(
        "batches/new.html",
        form=form,
        chosen=request.form.getlist("instalments"),
        ready=[each for each in found if not each.unmet],
        unready=[each for each in found if each.unmet],
        today=actor().today,
    ), form.status


@blueprint.get("/instalments/batches/<uuid:batch_id>")
@needs(Permission.SEE_PROGRAMME)
def show(batch_id: UUID) -> ResponseReturnValue:
    """Show a batch: its lines, what stands in their way, the button."""
    return _page(_seen(batch_id), Form())


@blueprint.get("/instalments/batches/<uuid:batch_id>/payments")
@needs(Permission.SEND_DISBURSEMENT)
def payments(batch_id: UUID) -> ResponseReturnValue:
    """Hand out the list by which the bank is told whom to pay."""
    with transaction() as session:
        name, content = disbursement_batch_views.payment_file(session, actor(), batch_id)
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.post("/instalments/batches/<uuid:batch_id>/approve")
@needs(Permission.APPROVE_DISBURSEMENT)
def approve(batch_id: UUID) -> ResponseReturnValue:
    """Approve a batch, all of it or nothing."""
    form = Form()
    with form.refusals():
        with transaction() as session:
            disbursement_batches.approve(session, actor(), batch_id)
        flash(gettext("整批已批准，等付款人办理。"))
    return _after(batch_id, form)


@blueprint.post("/instalments/batches/<uuid:batch_id>/reject")
@needs(Permission.APPROVE_DISBURSEMENT)
def reject(batch_id: UUID) -> ResponseReturnValue:
    """Give a batch back."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                disbursement_batches.reject(session, actor(), batch_id, form.data["reason"])
            flash(gettext("批次已退回，其中的拨款回到待批准。"))
    return _after(batch_id, form)


@blueprint.post("/instalments/batches/<uuid:batch_id>/withdraw")
@needs(Permission.SEND_DISBURSEMENT)
def withdraw(batch_id: UUID) -> ResponseReturnValue:
    """Give a batch up."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                disbursement_batches.withdraw(session, actor(), batch_id, form.data["reason"])
            flash(gettext("批次已撤回。"))
    return _after(batch_id, form)


@blueprint.post("/instalments/batches/<uuid:batch_id>/lines/<uuid:instalment_id>/strike")
@needs(Permission.SEE_PROGRAMME)
def strike(batch_id: UUID, instalment_id: UUID) -> ResponseReturnValue:
    """Strike an instalment from a batch."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                disbursement_batches.strike(
                    session, actor(), batch_id, instalment_id, form.data["reason"]
                )
            flash(gettext("已从批次中剔除，这笔拨款可以单独办理。"))
    return _after(batch_id, form)


@blueprint.post("/instalments/batches/<uuid:batch_id>/send")
@needs(Permission.SEND_DISBURSEMENT)
def send(batch_id: UUID) -> ResponseReturnValue:
    """Record the payments of a batch, each with its slip."""
    seen = _seen(batch_id)
    typed = {each.instalment.id: f"{SLIP}{each.instalment.id}" for each in seen.going}
    slips = {
        instalment_id: request.form.get(name, "")[: disbursement_batches.SLIP_MAX]
        for instalment_id, name in typed.items()
    }
    form = Form({typed[instalment_id]: slip for instalment_id, slip in slips.items()})
    with form.refusals():
        with transaction() as session:
            disbursement_batches.send(session, actor(), batch_id, slips)
        flash(gettext("整批已记付款，等各单位确认到账。"))
    return _after(batch_id, form)


def _after(batch_id: UUID, form: Form) -> ResponseReturnValue:
    if form.errors:  # nothing typed is lost
        return _page(_seen(batch_id), form)
    return redirect(url_for("instalment_batches.show", batch_id=batch_id))


def _seen(batch_id: UUID) -> BatchView:
    with transaction() as session:
        return disbursement_batch_views.batch(session, actor(), batch_id)


def _page(batch: BatchView, form: Form) -> ResponseReturnValue:
    page = render_template(
        "batches/batch.html", batch=batch, form=form, in_words=chinese_amount.words
    )
    return page, form.status
