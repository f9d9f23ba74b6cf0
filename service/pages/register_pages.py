"""The Center's register: calls, notices, recommenders, employers, selectees, accounts."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import desk, register, register_views
from service.actions.register import NewAccount, NewCall, NewEmployer, NewSelectee
from service.messages import N_
from service.pages import forms, register_forms
from service.pages.forms import Form
from service.pages.words import REGIMES
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("register", __name__)

DONE = N_("已登记。")


@blueprint.get("/register")
@needs(Permission.KEEP_REGISTER)
def show() -> ResponseReturnValue:
    """Show the register."""
    with transaction() as session:
        shown = {
            "calls": register_views.calls(session),
            "recommenders": register_views.recommenders(session),
            "employers": register_views.employers(session),
            "regimes": REGIMES,
            "unsigned": [g for g in desk.grants(session, actor()) if g.agreement is None],
        }
    return render_template("register/show.html", empty=Form(), **shown)


class Choices(NamedTuple):
    """What the register's forms offer to choose from."""

    calls: list[tuple[UUID, str]]
    recommenders: list[tuple[UUID, str]]
    employers: list[tuple[UUID, str]]
    accountless: list[tuple[UUID, str]]
    regimes: list[tuple[str, str]]


def _choices() -> Choices:
    with transaction() as session:
        employers = register_views.employers(session)
        return Choices(
            [(call.id, call.title) for call in register_views.calls(session)],
            [(body.id, body.name) for body in register_views.recommenders(session)],
            [(employer.id, employer.name) for employer in employers],
            [(employer.id, employer.name) for employer in employers if employer.account is None],
            [(regime, gettext(word)) for regime, word in REGIMES.items()],
        )


def _form(schema: Schema, standing: Mapping[str, str] | None = None) -> Form:
    return forms.read(schema) if request.method == "POST" else Form(standing)


def _page(template: str, form: Form) -> ResponseReturnValue:
    page = render_template(f"register/{template}.html", form=form, choices=_choices())
    return page, form.status


def _done(section: str) -> ResponseReturnValue:
    flash(gettext(DONE))
    return redirect(url_for("register.show", _anchor=section))


@blueprint.route("/register/calls/new", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def add_call() -> ResponseReturnValue:
    """Register an annual call."""
    form = _form(register_forms.CallForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            register.add_call(session, actor(), NewCall(**form.data))
            return _done("calls")
    return _page("call", form)


@blueprint.route("/register/notices/new", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def add_notice() -> ResponseReturnValue:
    """Register the public notice of a call."""
    form = _form(register_forms.NoticeForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            register.add_notice(session, actor(), **form.data)
            return _done("calls")
    return _page("notice", form)


@blueprint.route("/register/recommenders/new", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def add_recommender() -> ResponseReturnValue:
    """Register a recommending body."""
    form = _form(register_forms.RecommenderForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            register.add_recommender(session, actor(), **form.data)
            return _done("recommenders")
    return _page("recommender", form)


@blueprint.route("/register/employers/new", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def add_employer() -> ResponseReturnValue:
    """Register an employer and open its book."""
    form = _form(register_forms.EmployerForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            register.add_employer(session, actor(), NewEmployer(**form.data))
            return _done("employers")
    return _page("employer", form)


@blueprint.route("/register/employers/<uuid:employer_id>/regime", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def set_regime(employer_id: UUID) -> ResponseReturnValue:
    """Say by which accounting system an employer keeps its own books."""
    with transaction() as session:
        now = register_views.regime(session, employer_id)
    form = _form(register_forms.RegimeForm(), {"regime": now})
    if form.data is not None:
        with transaction() as session:
            register.set_regime(session, actor(), employer_id, form.data["regime"])
        return _done("employers")
    return _page("regime", form)


@blueprint.route("/register/selectees/new", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def add_selectee() -> ResponseReturnValue:
    """Register a selectee and the grant."""
    form = _form(register_forms.SelecteeForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            register.add_selectee(session, actor(), NewSelectee(**form.data))
            return _done("unsigned")
    return _page("selectee", form)


@blueprint.route("/register/accounts/new", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def add_account() -> ResponseReturnValue:
    """Register an employer's dedicated account."""
    form = _form(register_forms.AccountForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            register.add_account(session, actor(), NewAccount(**form.data))
            return _done("employers")
    return _page("account", form)
