"""A text is loaded, approved, turned down: the steps of the Center."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.text import TextKind
from service.actions import law_text_views, law_texts
from service.actions.law_texts import NewText
from service.messages import N_, Invalid, NotFound, Refused
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


@blueprint.post("/rules/texts/<kind>/<version>/approve")
@needs(Permission.APPROVE_TEXT)
def approve(kind: str, version: str) -> ResponseReturnValue:
    """Let a text take effect."""
    return _step(kind, version, law_texts.approve, gettext("文本已批准。"))


@blueprint.post("/rules/texts/<kind>/<version>/reject")
@needs(Permission.APPROVE_TEXT)
def reject(kind: str, version: str) -> ResponseReturnValue:
    """Turn a text down."""
    form = forms.read(ReasonForm())
    step = partial(law_texts.reject, reason=form.data["reason"] if form.data else "")
    return _step(kind, version, step, gettext("文本未获批准，已记下原因。"))


@blueprint.post("/rules/texts/<kind>/<version>/withdraw")
@needs(Permission.PROPOSE_TEXT)
def withdraw(kind: str, version: str) -> ResponseReturnValue:
    """Take one's own text back."""
    return _step(kind, version, law_texts.withdraw, gettext("文本已撤回。"))


def _step(kind: str, version: str, step: Callable[..., None], done: str) -> ResponseReturnValue:
    """Take a step and come back to the text, with what is in the way if it could not be taken."""
    try:
        with transaction() as session:
            step(session, actor(), law_text_views.id_of(session, kind, version))
    except NotFound:
        raise
    except Refused as refused:
        flash(say(refused.sentence), "block")
    else:
        flash(done)
    return redirect(url_for("rules.text", kind=kind, version=version))
