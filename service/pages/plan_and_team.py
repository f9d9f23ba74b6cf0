"""What a grant's money is for and who works on it: plan items and team members are registered."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.categories import Category
from service.actions import desk, plan_and_team
from service.actions.plan_and_team import NewMember, NewPlanItem
from service.pages import forms, money_lines
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("plan_and_team", __name__)


class ItemForm(Schema):
    """An item of the training plan."""

    title = Text(plan_and_team.TITLE_MAX)
    category = Choice(*(category.value for category in Category), optional=True)


class MemberForm(Schema):
    """A member of the team."""

    name = Text(plan_and_team.NAME_MAX)
    from_on = Day()
    until_on = Day(optional=True)


class EndForm(Schema):
    """A member's last day."""

    until_on = Day()


@blueprint.route("/register/grants/<uuid:grant_id>/plan", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def add_item(grant_id: UUID) -> ResponseReturnValue:
    """Add an item to the training plan."""
    form = forms.read(ItemForm()) if request.method == "POST" else Form()
    if form.data is not None:
        chosen = form.data["category"]
        item = NewPlanItem(form.data["title"], Category(chosen) if chosen else None)
        with form.refusals():
            with transaction() as session:
                plan_and_team.add_item(session, actor(), grant_id, item)
            flash(gettext("已登记。"))
            return _to(grant_id, "plan")
    return _page("plan_item", grant_id, form)


@blueprint.route("/register/grants/<uuid:grant_id>/team", methods=["GET", "POST"])
@needs(Permission.KEEP_REGISTER)
def add_member(grant_id: UUID) -> ResponseReturnValue:
    """Add a member to the team."""
    form = forms.read(MemberForm()) if request.method == "POST" else Form()
    if form.data is not None:
        with form.refusals():
            with transaction() as session:
                plan_and_team.add_member(session, actor(), grant_id, NewMember(**form.data))
            flash(gettext("已登记。"))
            return _to(grant_id, "team")
    return _page("member", grant_id, form)


@blueprint.post("/register/grants/<uuid:grant_id>/team/<uuid:member_id>/end")
@needs(Permission.KEEP_REGISTER)
def end_member(grant_id: UUID, member_id: UUID) -> ResponseReturnValue:
    """Say which day was a member's last."""
    form = forms.read(EndForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                plan_and_team.end_member(session, actor(), member_id, form.data["until_on"])
            flash(gettext("已登记。"))
    for sentence in form.errors.values():
        flash(sentence, "block")
    return _to(grant_id, "team")


def _page(template: str, grant_id: UUID, form: Form) -> ResponseReturnValue:
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
    html = render_template(
        f"register/{template}.html",
        form=form,
        grant=grant,
        categories=money_lines.category_choices(),
    )
    return html, form.status


def _to(grant_id: UUID, section: str) -> ResponseReturnValue:
    return redirect(url_for("grant.for_center", grant_id=grant_id, _anchor=section))
