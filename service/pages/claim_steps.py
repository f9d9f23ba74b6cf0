"""What people do with a claim: change, submit, approve, return, withdraw."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import EXCLUDE, Schema, ValidationError

from compliance.categories import Category
from service.actions import (
    claim_budget,
    claim_views,
    claims,
    freezing,
    papers,
    paying,
    reversals,
)
from service.actions.claim_form import PEOPLE_MAX
from service.actions.claim_form import limit as limit_of
from service.actions.claims import Change
from service.actions.paying import Slip
from service.messages import Refused
from service.pages import claim, claim_form, forms
from service.pages.claim_form import ChangeForm, VersionForm
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Day, Halves, Money, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("claim_steps", __name__)

PAPER = "paper_"  # and the code of the paper: a file chosen at a finding


class ReasonForm(VersionForm):
    """A step that has to be explained."""

    reason = Text(500)


class DeclineForm(Schema):
    """A proposal declined."""

    reason = Text(500)


class ApprovalForm(VersionForm):
    """An approval, with the checker's own reason where one is needed."""

    confirmation = Text(2000, optional=True)


class PaymentForm(VersionForm):
    """A payment: the slip of the bank, and its day; no day: today."""

    slip = Text(60)
    paid_on = Day(optional=True)


class LimitForm(Schema):
    """What a standard is counted by."""

    rate = Text(50)
    people = Count(1, PEOPLE_MAX)
    units = Halves()


class BudgetForm(Schema):
    """What of a budget is asked for."""

    category = Choice(*(category.value for category in Category))
    amount = Money()


@blueprint.post("/claims/<uuid:claim_id>")
@needs(Permission.MAKE_CLAIM)
def change(claim_id: UUID) -> ResponseReturnValue:
    """Save what was filled in and check again; then submit, when that button was pressed."""
    form, page = forms.read(ChangeForm()), claim.load(claim_id)
    wanted = claim_form.change_of(page, form)
    if form.data is None or wanted is None:
        return claim.render(page, form)
    with form.refusals():
        version = _change(claim_id, form.data["version"], wanted)
        version = _attach(claim_id, version)
        if request.form.get("then") == "submit" and form.data["lower_to"] is None:
            return _submit(claim_id, version)
        flash(gettext("已保存，并已重新核对。"))
        return _to(claim_id)
    return claim.render(claim.load(claim_id), form)


def _change(claim_id: UUID, version: int, wanted: Change) -> int:
    """Save the change; give the version that the claim has now."""
    with transaction() as session:
        claims.change(session, actor(), claim_id, version, wanted)
    with transaction() as session:
        return claim_views.claim_page(session, actor(), claim_id).claim.version


def _attach(claim_id: UUID, version: int) -> int:
    """Attach the files chosen right at the findings; give the version that the claim has then."""
    chosen = {
        name.removeprefix(PAPER): file
        for name, file in request.files.items()
        if name.startswith(PAPER) and file.filename
    }
    for code, file in chosen.items():
        name = file.filename or ""
        papers.attach(parts().desk, actor(), claim_id, code, name, file.read())
    return claim.load(claim_id).claim.version if chosen else version


@blueprint.get("/claims/<uuid:claim_id>/limit")
@needs(Permission.MAKE_CLAIM)
def limit(claim_id: UUID) -> ResponseReturnValue:
    """Say what a standard allows, while the form is filled in; nothing while it cannot be said."""
    try:
        asked = LimitForm().load(request.args, unknown=EXCLUDE)
    except ValidationError:
        return Response("", mimetype="text/plain")
    with transaction() as session:
        rate, most = limit_of(session, actor(), claim_id, **asked)
    said = claim_form.limit_words(rate, asked["people"], asked["units"], most)
    return Response(said, mimetype="text/plain")


@blueprint.get("/claims/<uuid:claim_id>/budget")
@needs(Permission.MAKE_CLAIM)
def budget(claim_id: UUID) -> ResponseReturnValue:
    """Say what is left of the budget, while the form is filled in; nothing while it cannot be."""
    try:
        asked = BudgetForm().load(request.args, unknown=EXCLUDE)
    except ValidationError:
        return Response("", mimetype="text/plain")
    with transaction() as session:
        effect = claim_budget.effect(
            session, actor(), claim_id, Category(asked["category"]), asked["amount"]
        )
    return Response(claim_form.budget_words(effect), mimetype="text/plain")


def _submit(claim_id: UUID, version: int) -> ResponseReturnValue:
    """Submit what has just been saved; a refusal leaves it saved."""
    try:
        with transaction() as session:
            claims.submit(session, actor(), claim_id, version)
    except Refused as refused:
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("已提交复核，相应预算已预留。"))
    return _to(claim_id)


@blueprint.post("/claims/<uuid:claim_id>/approve")
@needs(Permission.CHECK_CLAIM)
def approve(claim_id: UUID) -> ResponseReturnValue:
    """Approve a claim: the cashier pays it next."""
    form = forms.read(ApprovalForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                claims.approve(session, actor(), claim_id, **form.data)
            flash(gettext("复核通过，等待出纳付款。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/pay")
@needs(Permission.PAY_CLAIM)
def pay(claim_id: UUID) -> ResponseReturnValue:
    """Enter the payment of an approved claim: its spending is posted."""
    form = forms.read(PaymentForm())
    with form.refusals():
        if form.data is not None:
            slip = Slip(form.data["slip"], form.data["paid_on"])
            with transaction() as session:
                paying.pay(session, actor(), claim_id, form.data["version"], slip)
            flash(gettext("已付款，并记入专户账。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/reject")
@needs(Permission.CHECK_CLAIM)
def reject(claim_id: UUID) -> ResponseReturnValue:
    """Refuse a claim for good."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                claims.reject(session, actor(), claim_id, **form.data)
            flash(gettext("已决定不予报销，预留的预算已释放。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/release")
@needs(Permission.OPEN_CASE)
def release(claim_id: UUID) -> ResponseReturnValue:
    """Release a frozen claim to where it was frozen."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                freezing.release(session, actor(), claim_id, **form.data)
            flash(gettext("已放行，由单位继续办理。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/reversal")
@needs(Permission.MAKE_CLAIM)
def propose_reversal(claim_id: UUID) -> ResponseReturnValue:
    """Propose to take a claim in the books back."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                reversals.propose(session, actor(), claim_id, **form.data)
            flash(gettext("已提出冲销，等待复核人同意。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/reversal/<uuid:reversal_id>/agree")
@needs(Permission.CHECK_CLAIM)
def agree_to_reversal(claim_id: UUID, reversal_id: UUID) -> ResponseReturnValue:
    """Agree to take a claim back: its entries are mirrored."""
    form = forms.read(Schema())
    with form.refusals(), transaction() as session:
        reversals.agree(session, actor(), reversal_id)
    if not form.errors:
        flash(gettext("已冲销，资金和预算已恢复，原发票可以重新报销。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/reversal/<uuid:reversal_id>/decline")
@needs(Permission.CHECK_CLAIM)
def decline_reversal(claim_id: UUID, reversal_id: UUID) -> ResponseReturnValue:
    """Decline to take a claim back."""
    form = forms.read(DeclineForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                reversals.decline(session, actor(), reversal_id, **form.data)
            flash(gettext("已退回冲销申请，报销申请仍在账内。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/return")
@needs(Permission.CHECK_CLAIM)
def return_(claim_id: UUID) -> ResponseReturnValue:
    """Give a claim back with a reason."""
    return _return(claim_id)


@blueprint.post("/claims/<uuid:claim_id>/hand-back")
@needs(Permission.PAY_CLAIM)
def hand_back(claim_id: UUID) -> ResponseReturnValue:
    """Give a claim back instead of paying it, with a reason."""
    return _return(claim_id)


def _return(claim_id: UUID) -> ResponseReturnValue:
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                claims.return_(session, actor(), claim_id, **form.data)
            flash(gettext("已退回经办人，预留的预算已释放。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/withdraw")
@needs(Permission.MAKE_CLAIM)
def withdraw(claim_id: UUID) -> ResponseReturnValue:
    """Give up a claim."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                claims.withdraw(session, actor(), claim_id, **form.data)
            flash(gettext("已撤回，这张发票可以重新报销。"))
    return _answer(claim_id, form)


def _answer(claim_id: UUID, form: Form) -> ResponseReturnValue:
    for sentence in form.errors.values():
        flash(sentence, "block")
    return _to(claim_id)


def _to(claim_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("claims.show", claim_id=claim_id))
