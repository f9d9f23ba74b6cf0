"""消息: what waits for the reader, each with the way to where it is done."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import inbox_views
from service.pages import paging
from service.permissions import Permission
from service.web.access import actor, needs, transaction

PAGES_MOST = 100_000

blueprint = Blueprint("messages", __name__)


@blueprint.get("/messages")
@needs(Permission.SIGNED_IN)
def show() -> ResponseReturnValue:
    """List what waits for the reader; `all`: also what is over."""
    waiting = request.args.get("all") != "yes"
    number = min(PAGES_MOST, max(1, request.args.get("page", 1, type=int)))
    with transaction() as session:
        lines, total = inbox_views.messages(session, actor(), gettext, waiting=waiting, page=number)
    page = paging.Page(number, inbox_views.PAGE_ROWS, total, _address)
    return render_template("messages/list.html", lines=lines, page=page, waiting=waiting)


def _address(number: int) -> str:
    return url_for("messages.show", all=request.args.get("all"), page=number)


@blueprint.post("/messages/<uuid:message_id>/read")
@needs(Permission.SIGNED_IN)
def read(message_id: UUID) -> ResponseReturnValue:
    """Note that the reader has read a message, and go to what it is about."""
    with transaction() as session:
        link = inbox_views.read(session, actor(), message_id)
    return redirect(link)


@blueprint.post("/messages/read")
@needs(Permission.SIGNED_IN)
def read_all() -> ResponseReturnValue:
    """Note that the reader has read whatever waits."""
    with transaction() as session:
        inbox_views.read_all(session, actor())
    return redirect(url_for("messages.show"))
