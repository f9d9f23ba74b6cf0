"""What people do with a claim: change, submit, approve, return, withdraw."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema, fields

from compliance import law
from compliance.categories import Category
from service.actions import claim_views, claims
from service.actions.claims import Change
from service.messages import Refused
from service.pages import claim, forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Day, Money, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("claim_steps", __name__)

VERSION_MAX = 2**31 - 1


class VersionForm(Schema):
    """Which state of the claim the reader saw."""

    version = Count(1, VERSION_MAX)


class ReasonForm(VersionForm):
    """A step that has to be explained."""

    reason = Text(500)


class ChangeForm(VersionForm):
    """What the maker fills in."""

    category = Choice(*(category.value for category in Category), optional=True)
    amount = Money()
    lower_to = Money(optional=True)  # by the button of a finding: no need to retype it
    cost_on = Day(optional=True)
    statement = Text(2000, optional=True)
    explanation = Text(2000, optional=True)
    evidence = fields.List(Choice(*law.evidence()))


@blueprint.post("/claims/<uuid:claim_id>")
@needs(Permission.MAKE_CLAIM)
def change(claim_id: UUID) -> ResponseReturnValue:
    """Save what was filled in and check again; then submit, when that button was pressed."""
    form = forms.read(ChangeForm())
    if form.data is None:
        return claim.render(claim.load(claim_id), form)
    with form.refusals():
        version = _change(claim_id, form.data)
        if request.form.get("then") == "submit" and form.data["lower_to"] is None:
            return _submit(claim_id, version)
        flash(gettext("已保存，并已重新核对。"))
        return _to(claim_id)
    return claim.render(claim.load(claim_id), form)


def _change(claim_id: UUID, data: dict[str, Any]) -> int:
    """Save the change; give the version that the claim has now."""
    category = data["category"]
    wanted = Change(
        category=Category(category) if category else None,
        amount=data["lower_to"] or data["amount"],
        cost_on=data["cost_on"],
        statement=data["statement"],
        explanation=data["explanation"],
        evidence=frozenset(data["evidence"]),
    )
    with transaction() as session:
        claims.change(session, actor(), claim_id, data["version"], wanted)
    with transaction() as session:
        return claim_views.claim_page(session, actor(), claim_id).claim.version


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
    """Approve a claim: its spending is posted."""
    form = forms.read(VersionForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                claims.approve(session, actor(), claim_id, form.data["version"])
            flash(gettext("复核通过，已记入专户账。"))
    return _answer(claim_id, form)


@blueprint.post("/claims/<uuid:claim_id>/return")
@needs(Permission.CHECK_CLAIM)
def return_(claim_id: UUID) -> ResponseReturnValue:
    """Give a claim back with a reason."""
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
