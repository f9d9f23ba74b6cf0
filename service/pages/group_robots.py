"""群机器人: groups of 企业微信 and 钉钉 that are told what waits; kept by their own house."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import delivery_views, group_robots
from service.actions.group_robots import NewRobot
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Text
from service.pages.words import (
    DELIVERY_STATE_MARKS,
    DELIVERY_STATES,
    ROBOT_KINDS,
    TONGUES,
    choices,
)
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("group_robots", __name__)


class RobotForm(Schema):
    """A robot as its platform shows it."""

    name = Text(group_robots.NAME_MAX)
    address = Text(500)
    secret = Text(group_robots.SECRET_MAX, optional=True)
    language = Choice(*TONGUES)


@blueprint.route("/robots", methods=["GET", "POST"])
@needs(Permission.KEEP_ROBOTS)
def show() -> ResponseReturnValue:
    """List the robots of the reader's house and what they were sent; add one."""
    form = forms.read(RobotForm()) if request.method == "POST" else Form()
    if form.data is not None:
        with form.refusals(), transaction() as session:
            new = NewRobot(**form.data)
            group_robots.add(session, actor(), new, parts().settings.robot_hosts)
            flash(gettext("群机器人已添加，有新的待办时会收到通知。"))
            return redirect(url_for("group_robots.show"))
    with transaction() as session:
        found = group_robots.listed(session, actor())
        texts = delivery_views.to_groups(session, actor())
    html = render_template(
        "messages/robots.html",
        form=form,
        robots=found,
        hosts=parts().settings.robot_hosts,
        kinds=dict(choices(ROBOT_KINDS)),
        tongues=choices(TONGUES),
        deliveries=texts,
        states=dict(choices(DELIVERY_STATES)),
        marks=DELIVERY_STATE_MARKS,
    )
    return html, form.status


@blueprint.post("/robots/<uuid:robot_id>/end")
@needs(Permission.KEEP_ROBOTS)
def end(robot_id: UUID) -> ResponseReturnValue:
    """Send nothing more to a robot."""
    with transaction() as session:
        group_robots.end(session, actor(), robot_id)
    flash(gettext("群机器人已停用。"))
    return redirect(url_for("group_robots.show"))
