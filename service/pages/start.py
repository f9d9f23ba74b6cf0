"""The front door: log-in, log-out, and the first page of each role."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import people
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Text
from service.permissions import Permission, Role
from service.web import sessions
from service.web.access import actor, needs, safe_next, transaction

blueprint = Blueprint("session", __name__)

FIRST_PAGES = {
    Role.EMPLOYER_MAKER: "desk.show",
    Role.EMPLOYER_CHECKER: "desk.show",
    Role.EMPLOYER_CASHIER: "desk.show",
    Role.CENTER_AUDITOR: "programme.show",
    Role.CENTER_MANAGER: "programme.show",
    Role.ADMINISTRATOR: "users.show",
    Role.SELECTEE: "own_grant.show",
}


class LogInForm(Schema):
    """Who wants to come in."""

    login = Text(64)
    password = Text(128, as_typed=True)


class PasswordForm(Schema):
    """A change of one's own password."""

    old = Text(128, as_typed=True)
    new = Text(128, as_typed=True)
    again = Text(128, as_typed=True)


@blueprint.get("/")
@needs(Permission.SIGNED_IN)
def start() -> ResponseReturnValue:
    """Go to the first page of the role."""
    return redirect(url_for(FIRST_PAGES[actor().role]))


@blueprint.route("/login", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def log_in() -> ResponseReturnValue:
    """Show the log-in form; let in whoever knows the password."""
    form = Form()
    if request.method == "POST":
        form = forms.read(LogInForm())
        with form.refusals():
            if form.data is not None and _let_in(form, **form.data):
                return redirect(safe_next(request.form.get("next")))
    wanted = request.values.get("next", "")
    return render_template("log_in.html", form=form, next=wanted), form.status


def _let_in(form: Form, login: str, password: str) -> bool:
    if sessions.log_in(login, password, request.remote_addr or "") is not None:
        return True
    form.errors[""] = gettext("登录名或密码不对，请重新输入。")
    form.status = 401
    return False


@blueprint.post("/logout")
@needs(Permission.PUBLIC)
def log_out() -> ResponseReturnValue:
    """End the session."""
    sessions.log_out()
    return redirect(url_for("session.log_in"))


@blueprint.route("/password", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def password() -> ResponseReturnValue:
    """Change one's own password; every session ends with the old one."""
    form = Form()
    if request.method == "POST":
        form = forms.read(PasswordForm())
        with form.refusals():
            if form.data is not None and _changed(form, **form.data):
                flash(gettext("密码已修改，请用新密码登录。"))
                return redirect(url_for("session.log_in"))
    return render_template("password.html", form=form), form.status


def _changed(form: Form, old: str, new: str, again: str) -> bool:
    if new != again:
        form.errors["again"] = gettext("两次输入的新密码不一致。")
        form.status = 422
        return False
    with transaction() as session:
        people.change_own_password(session, actor(), old, new)
    return True
