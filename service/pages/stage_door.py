"""The door between stage and house: what a rehearsal leaves alone, and when it is no more."""

from typing import Final

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from service.messages import N_, Refused
from service.permissions import Permission, allows
from service.web import sessions
from service.web.parts import house, parts

# What concerns the person, the unit's real ways in and out, or another device: never rehearsed.
CLOSED: Final = frozenset({"contact", "group_robots", "mail_in", "tokens"})
CLOSED_VIEWS: Final = frozenset({"session.password", "phone.make_link"})
# What somebody may do whose rehearsal is no more: nothing that could touch a real book.
OPEN_ADRIFT: Final = frozenset({
    "assets.file", "language.choose", "session.log_in", "session.log_out",
    "rehearsal.over", "rehearsal.begin", "rehearsal.leave",
})  # fmt: skip


def offered() -> bool:
    """Tell whether the reader may go on stage."""
    person = sessions.current().person
    return (
        house().stage is not None
        and person is not None
        and allows(person.role, Permission.REHEARSE)
    )


def keep_out() -> ResponseReturnValue | None:
    """Refuse what is not rehearsed; lead whoever is adrift to a page that touches nothing."""
    if sessions.current().adrift:
        return _adrift()
    if parts().rehearsal and (request.blueprint in CLOSED or request.endpoint in CLOSED_VIEWS):
        raise Refused(N_("演练中不办理这件事：它关系到您本人或单位的真实设置。请先退出演练。"))
    return None


def _adrift() -> ResponseReturnValue | None:
    if request.endpoint in OPEN_ADRIFT:
        return None
    if request.path.startswith("/api/"):
        raise Refused(N_("这次演练已经结束，没有办理。请退出演练后再试。"))
    return redirect(url_for("rehearsal.over"))


def guard(app: Flask) -> None:
    """Stand at the door before any view."""
    app.before_request(keep_out)
