"""演练模式: go on stage, play the three roles in turn, put in invoices to try out, and leave."""

import io
import zipfile
from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema
from werkzeug.exceptions import HTTPException

from service.actions import intake_batches, register_views, rehearsals
from service.db import CENTER, UnfitDatabase
from service.messages import N_, NotFound, Refused
from service.pages import forms, stage_door
from service.pages.inputs import Choice
from service.pages.words import ROLES, word
from service.permissions import Actor, Permission, Role, allows
from service.rehearsal import founding, sample_invoices
from service.rehearsal.founding import Person
from service.web import sessions
from service.web.access import actor, needs, permission_of, safe_next, transaction
from service.web.parts import Parts, house, now, parts

blueprint = Blueprint("rehearsal", __name__, url_prefix="/rehearsal")

NOT_OFFERED = N_("本系统没有开设演练环境；如有需要，请联系系统管理员。")
NOT_READY = N_("演练环境正在准备，请几分钟后再来。您的真实业务不受影响。")


class RoleForm(Schema):
    """Whom to play next."""

    role = Choice(*(role.value for role in rehearsals.ROLES))


def stage() -> Parts:
    """Give the parts of the stage, or say that there is none."""
    offered = house().stage
    if offered is None:
        raise NotFound(NOT_OFFERED)
    try:
        return offered.parts()
    except UnfitDatabase as error:
        raise Refused(NOT_READY) from error


def person() -> Actor:
    """Give who is logged in, whomever they play."""
    found = sessions.current().person
    assert found is not None, "every view here needs a permission"
    return found


@blueprint.get("")
@needs(Permission.REHEARSE)
def show() -> ResponseReturnValue:
    """Say what a rehearsal is, and let it begin, go on or begin anew."""
    with stage().database.transaction(CENTER) as session:
        earlier = rehearsals.newest_of(session, person().user_id)
    return render_template("rehearsal.html", earlier=earlier is not None)


@blueprint.post("")
@needs(Permission.REHEARSE)
def begin() -> ResponseReturnValue:
    """Go on stage: into one's own rehearsal, made now where there is none or another is wanted."""
    here, who = stage(), person()
    with here.database.transaction(CENTER) as session:
        employer_id = rehearsals.newest_of(session, who.user_id)
    if employer_id is None or request.form.get("anew"):
        employer_id = founding.begin(here.database, _person(who), now())
    sessions.go_on_stage(employer_id, Role.EMPLOYER_MAKER)
    return redirect(url_for("desk.show"))


def _person(who: Actor) -> Person:
    with house().real.database.transaction(who.employer) as session:
        unit = register_views.unit_name(session, who)
    assert unit is not None, "an employer has a name"
    return Person(who.user_id, who.name, unit)


@blueprint.post("/role")
@needs(Permission.REHEARSE)
def play() -> ResponseReturnValue:
    """Play another role from now on."""
    employer_id = _on_stage().employer
    form = forms.read(RoleForm())
    if form.data is not None:
        sessions.go_on_stage(employer_id, Role(form.data["role"]))
        return redirect(_onward(Role(form.data["role"])))
    return redirect(url_for("desk.show"))


def _onward(role: Role) -> str:
    """Give the page that the switch stood on where the new role may see it, else the desk."""
    wanted = safe_next(request.form.get("next"))
    try:
        endpoint, _ = current_app.url_map.bind("").match(urlsplit(wanted).path, "GET")
    except HTTPException:
        return url_for("desk.show")
    needed = permission_of(current_app.view_functions[endpoint])
    return wanted if needed and allows(role, needed) else url_for("desk.show")


@blueprint.post("/leave")
@needs(Permission.REHEARSE)
def leave() -> ResponseReturnValue:
    """Go back to the real desk."""
    sessions.leave_stage()
    flash(gettext("已退出演练，现在是真实账目。"))
    return redirect(url_for("session.start"))


@blueprint.get("/over")
@needs(Permission.REHEARSE)
def over() -> ResponseReturnValue:
    """Say that the rehearsal is no more, and that nothing real was touched."""
    return render_template("rehearsal_over.html")


@blueprint.post("/samples")
@needs(Permission.UPLOAD)
def put_in() -> ResponseReturnValue:
    """Hand in a set of invoices to try out, as if they had been dropped."""
    _on_stage()
    drawn = _drawn()
    with transaction() as session:
        grant_id = rehearsals.grant_of(session, actor())
        batch_id = intake_batches.open_batch(session, actor(), grant_id, "page")
    for name, content in drawn.items():
        intake_batches.add(parts().desk, actor(), batch_id, name, content)
    with transaction() as session:
        intake_batches.close(session, actor(), batch_id)
    return redirect(_of_batch(batch_id))


def _of_batch(batch_id: UUID) -> str:
    return url_for("intake.show", batch_id=batch_id)


@blueprint.get("/samples.zip")
@needs(Permission.UPLOAD)
def download() -> ResponseReturnValue:
    """Give a set of invoices to drop oneself."""
    _on_stage()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _drawn().items():
            archive.writestr(name, content)
    answer = Response(packed.getvalue(), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename="rehearsal-invoices.zip")
    return answer


def _drawn() -> Mapping[str, bytes]:
    with transaction() as session:
        buyer, begun_on = sample_invoices.addressee(session, actor())
    return sample_invoices.draw(buyer, begun_on, now())


def _on_stage() -> Actor:
    if not parts().rehearsal:
        raise Refused(N_("请先进入演练，再做这一步。"))
    return actor()


def _around() -> dict[str, object]:
    """Tell every template whether a rehearsal goes on, and whether one is offered."""
    if not parts().rehearsal:
        return {"rehearsal": None, "rehearsal_offered": stage_door.offered()}
    played = [(role.value, word(ROLES, role), role is actor().role) for role in rehearsals.ROLES]
    return {"rehearsal": played, "rehearsal_offered": True}


def install(app: Flask) -> None:
    """Give every template the stage, and guard its door."""
    app.context_processor(_around)
    stage_door.guard(app)
