"""主动退出, 结题: who is concerned applies; every further step is on the page of the case."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.machine import Machine
from compliance.procedures.exit import COMPLETION, WITHDRAWAL, ExitState
from service.actions import exits
from service.messages import N_, NotFound
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Key, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("exits", __name__)

MACHINES: dict[str, Machine[ExitState]] = {"withdrawal": WITHDRAWAL, "completion": COMPLETION}


class ExitForm(Schema):
    """Which grant, and why."""

    grant = Key()
    statement = Text(exits.STATEMENT_MAX)


@blueprint.get("/exits/<kind>/new")
@needs(Permission.APPLY)
def ask(kind: str) -> ResponseReturnValue:
    """Ask for the application."""
    return _page(_machine(kind), Form({"grant": request.args.get("grant", "")}))


@blueprint.post("/exits/<kind>/new")
@needs(Permission.APPLY)
def apply(kind: str) -> ResponseReturnValue:
    """File the application."""
    machine = _machine(kind)
    form = forms.read(ExitForm())
    if form.data is not None:
        with form.refusals():
            case_id = _filed(machine, form)
            flash(gettext("申请已提交，待单位复核人确认。"))
            return redirect(url_for("cases.show", case_id=case_id))
    return _page(machine, form)


def _machine(kind: str) -> Machine[ExitState]:
    if kind not in MACHINES:
        raise NotFound(N_("没有这个事项。"))
    return MACHINES[kind]


def _filed(machine: Machine[ExitState], form: Form) -> UUID:
    said = form.data or {}
    with transaction() as session:
        return exits.apply(session, actor(), machine, said["grant"], said["statement"]).id


def _page(machine: Machine[ExitState], form: Form) -> ResponseReturnValue:
    with transaction() as session:
        grants = exits.grants(session, actor())
    html = render_template(
        "cases/exit_new.html", form=form, grants=grants, completes=machine is COMPLETION,
        kind=machine.name,
    )  # fmt: skip
    return html, form.status
