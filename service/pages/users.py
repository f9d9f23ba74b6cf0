"""Users: the administrator's list, new users, passwords, disabling."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import people, register_views
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Key, Text
from service.pages.words import ROLES, choices
from service.permissions import Permission, Role
from service.web.access import actor, needs, transaction

blueprint = Blueprint("users", __name__)


class UserForm(Schema):
    """A new user."""

    login = Text(64)
    name = Text(100)
    role = Choice(*ROLES)
    password = Text(128, as_typed=True)
    employer_uscc = Text(30, optional=True)
    selectee_id = Key(optional=True)


class ResetForm(Schema):
    """A new password for somebody else."""

    password = Text(128, as_typed=True)


@blueprint.get("/users")
@needs(Permission.KEEP_USERS)
def show() -> ResponseReturnValue:
    """List the users."""
    with transaction() as session:
        found = people.list_users(session, actor())
    return render_template("users.html", users=found, roles=dict(choices(ROLES)))


@blueprint.route("/users/new", methods=["GET", "POST"])
@needs(Permission.KEEP_USERS)
def add() -> ResponseReturnValue:
    """Add a user."""
    form = forms.read(UserForm()) if request.method == "POST" else Form()
    if form.data is not None:
        with form.refusals(), transaction() as session:
            people.add_user(session, actor(), _user(form.data))
            flash(gettext("用户已添加，请把登录名和初始密码告诉本人。"))
            return redirect(url_for("users.show"))
    with transaction() as session:
        employers = register_views.employers(session)
        selectees = register_views.selectees(session)
    page = render_template(
        "user_new.html",
        form=form,
        roles=choices(ROLES),
        employers=[(each.uscc, each.name) for each in employers],
        selectees=[(each.id, f"{each.name} · {each.employer_name}") for each in selectees],
    )
    return page, form.status


def _user(data: dict[str, Any]) -> people.NewUser:
    role = Role(data["role"])
    return people.NewUser(
        login=data["login"],
        name=data["name"],
        role=role,
        password=data["password"],
        employer_uscc=data["employer_uscc"] or None,
        selectee_id=data["selectee_id"],
    )


@blueprint.post("/users/<uuid:user_id>/disable")
@needs(Permission.KEEP_USERS)
def disable(user_id: UUID) -> ResponseReturnValue:
    """Disable a user; the user's sessions end at once."""
    return _set_active(user_id, active=False)


@blueprint.post("/users/<uuid:user_id>/enable")
@needs(Permission.KEEP_USERS)
def enable(user_id: UUID) -> ResponseReturnValue:
    """Enable a disabled user again."""
    return _set_active(user_id, active=True)


def _set_active(user_id: UUID, *, active: bool) -> ResponseReturnValue:
    with transaction() as session:
        people.set_active(session, actor(), user_id, active=active)
    flash(gettext("用户已启用。") if active else gettext("用户已停用，其登录已全部失效。"))
    return redirect(url_for("users.show"))


@blueprint.post("/users/<uuid:user_id>/password")
@needs(Permission.KEEP_USERS)
def reset_password(user_id: UUID) -> ResponseReturnValue:
    """Give a user a new password."""
    form = forms.read(ResetForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                people.reset_password(session, actor(), user_id, form.data["password"])
            flash(gettext("密码已重设，请告诉本人。"))
    for sentence in form.errors.values():
        flash(sentence, "block")
    return redirect(url_for("users.show"))
