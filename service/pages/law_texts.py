"""A text is loaded, approved, turned down: the steps of the Center."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.text import TextKind
from service.actions import law_texts
from service.actions.law_texts import NewText
from service.messages import N_, Invalid
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("law_texts", __name__)


class LoadForm(Schema):
    """What a file is, and why it is loaded."""

    kind = Choice(*(kind.value for kind in TextKind))
    reason = Text(law_texts.REASON_MAX)


class ReasonForm(Schema):
    """Why a text is turned down."""

    reason = Text(law_texts.REASON_MAX)


@blueprint.route("/rules/texts/new", methods=["GET", "POST"])
@needs(Permission.PROPOSE_TEXT)
def load() -> ResponseReturnValue:
    """Load a file."""
    form = Form()
    if request.method == "POST":
        form = forms.read(LoadForm())
        if form.data is not None:
            with form.refusals():
                kind = TextKind(form.data["kind"])
                new = NewText(kind=kind, content=_file(), reason=form.data["reason"])
                with transaction() as session:
                    version = law_texts.load(session, actor(), new).version
                flash(gettext("文本已载入，等另一人批准。"))
                return redirect(url_for("rules.text", kind=kind.value, version=version))
    kinds = [(kind.value, say(kind.words)) for kind in TextKind]
    return render_template("rules/load.html", form=form, kinds=kinds), form.status


def _file() -> bytes:
    sent = request.files.get("file")
    content = sent.read() if sent else b""
    if not content:
        raise Invalid(N_("请选择要载入的文件（TOML）。"))
    return content


@blueprint.post("/rules/texts/<uuid:text_id>/approve")
@needs(Permission.APPROVE_TEXT)
def approve(text_id: UUID) -> ResponseReturnValue:
    """Let a text take effect."""
    with transaction() as session:
        law_texts.approve(session, actor(), text_id)
    flash(gettext("文本已批准。"))
    return redirect(url_for("rules.texts"))


@blueprint.post("/rules/texts/<uuid:text_id>/reject")
@needs(Permission.APPROVE_TEXT)
def reject(text_id: UUID) -> ResponseReturnValue:
    """Turn a text down."""
    form = forms.read(ReasonForm())
    reason = form.data["reason"] if form.data else ""
    with transaction() as session:
        law_texts.reject(session, actor(), text_id, reason)
    flash(gettext("文本未获批准，已记下原因。"))
    return redirect(url_for("rules.texts"))


@blueprint.post("/rules/texts/<uuid:text_id>/withdraw")
@needs(Permission.PROPOSE_TEXT)
def withdraw(text_id: UUID) -> ResponseReturnValue:
    """Take one's own text back."""
    with transaction() as session:
        law_texts.withdraw(session, actor(), text_id)
    flash(gettext("文本已撤回。"))
    return redirect(url_for("rules.texts"))
