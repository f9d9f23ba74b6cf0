"""手机拍照: a page with the camera first, for whoever is logged in or opened a link of the desk.

A link is opened by a button, not by being looked at: what previews an address does not use it up.
Who came by a link sees which grant the photographs are for, and nothing else of the books: what the
Measures keep confidential stays with who may know it (Art. 34).
"""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from service.actions import desk, intake_batches, phone_links
from service.actions.intake_views import FileView
from service.actions.phone_links import Holder
from service.messages import N_, Invalid, NotFound
from service.pages import qr
from service.pages.intake import grant_of_form, targets
from service.pages.intake_steps import said, scripted
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import house, now, parts
from service.web.sessions import current

blueprint = Blueprint("phone", __name__)

_LINK = "phone_link"  # in a session: the link that was opened in this browser
_OVER = N_("这次手机上传已经结束。如需继续，请在电脑上重新显示二维码。")
_NOTHING = N_("没有收到照片，请先拍照或选择照片。")
KEY_MAX = 200


@blueprint.get("/phone")
@needs(Permission.UPLOAD)
def show() -> ResponseReturnValue:
    """Show the camera to whoever is logged in."""
    with transaction() as session:
        grants = desk.grants(session, actor())
    return render_template(
        "phone.html",
        targets=targets(grants),
        send=url_for("phone.send"),
        begin=url_for("phone.begin"),
    )


@blueprint.post("/phone/batch")
@needs(Permission.UPLOAD)
@said
def begin() -> ResponseReturnValue:
    """Begin a batch of photographs for a grant."""
    with transaction() as session:
        batch_id = intake_batches.open_batch(session, actor(), grant_of_form(), "phone")
    return jsonify({"id": str(batch_id), "close": url_for("intake_steps.close", batch_id=batch_id)})


@blueprint.post("/phone/photos")
@needs(Permission.UPLOAD)
@said
def send() -> ResponseReturnValue:
    """Take photographs in; of a plain form they are a batch of their own."""
    given = _uuid_of_form("batch")
    batch_id = given or _opened()
    _take(lambda name, content, key: intake_batches.add(
        parts().desk, actor(), batch_id, name, content, key
    ))  # fmt: skip
    if given is not None:
        return jsonify({"state": "stored"})
    with transaction() as session:
        intake_batches.close(session, actor(), batch_id)
    return redirect(url_for("intake.show", batch_id=batch_id))


def _opened() -> UUID:
    with transaction() as session:
        return intake_batches.open_batch(session, actor(), grant_of_form(), "phone")


def _uuid_of_form(name: str) -> UUID | None:
    try:
        return UUID(request.form.get(name, ""))
    except ValueError:
        return None


def _take(add: Callable[[str, bytes, str | None], FileView]) -> int:
    photos = [each for each in request.files.getlist("file") if each.filename]
    if not photos:
        raise Invalid(_NOTHING)
    key = request.form.get("key", "")[:KEY_MAX] or None
    for each in photos:
        own = key if len(photos) == 1 else None
        add(each.filename or "photo.jpg", each.stream.read(), own)
    return len(photos)


@blueprint.post("/phone/links")
@needs(Permission.UPLOAD)
@said
def make_link() -> ResponseReturnValue:
    """Make a link for one phone and show it as a QR code: to a script, or as a page."""
    if parts().rehearsal:
        raise NotFound(N_("演练中不能用手机扫码上传，请直接选择文件。"))
    with transaction() as session:
        link = phone_links.make(session, actor(), grant_of_form(), _uuid_of_form("batch"))
    address = parts().settings.public_url + url_for("phone.link", secret=link.secret)
    code = qr.code_of(address)
    if not scripted():
        return render_template("phone_link_page.html", link=link, code=code, address=address)
    return jsonify(
        {
            "side": code.side,
            "path": code.path,
            "address": address,
            "batch": str(link.batch_id),
            "grant": str(link.grant_id),
            "state": url_for("phone.link_state", link_id=link.id),
            "end": url_for("phone.end_link", link_id=link.id),
        }
    )


@blueprint.get("/phone/links/<uuid:link_id>")
@needs(Permission.UPLOAD)
@said
def link_state(link_id: UUID) -> ResponseReturnValue:
    """Tell how one's own link stands."""
    with transaction() as session:
        return jsonify({"state": phone_links.state(session, actor(), link_id)})


@blueprint.post("/phone/links/<uuid:link_id>/end")
@needs(Permission.UPLOAD)
@said
def end_link(link_id: UUID) -> ResponseReturnValue:
    """End one's own link: the phone sends nothing more."""
    with transaction() as session:
        phone_links.end(session, actor(), link_id)
    if scripted():
        return "", 204
    flash(gettext("手机上传链接已停用。"))
    return redirect(url_for("desk.show"))


@blueprint.route("/phone/open/<secret>", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def link(secret: str) -> ResponseReturnValue:
    """Show the button that opens a link; pressing it uses the link up."""
    database = house().real.database
    if request.method == "GET":
        phone_links.check(database, secret, now())
        return render_template("phone_open.html")
    web = current()
    web[_LINK] = str(phone_links.open_once(database, secret, now()))
    if web.person is None:
        web.secret = None  # a session of its own: nobody else may know the cookie of before
    return redirect(url_for("phone.linked"))


def _held() -> Holder:
    known = current().get(_LINK)
    found = phone_links.holder(house().real.database, UUID(known), now()) if known else None
    if found is None:
        raise NotFound(_OVER)
    return found


@blueprint.get("/phone/linked")
@needs(Permission.PUBLIC)
def linked() -> ResponseReturnValue:
    """Show the camera to whoever opened a link."""
    return render_template("phone.html", held=_held(), send=url_for("phone.send_linked"))


@blueprint.post("/phone/linked/photos")
@needs(Permission.PUBLIC)
@said
def send_linked() -> ResponseReturnValue:
    """Take photographs in from a phone that came by a link."""
    held = _held()
    real = house().real
    count = _take(lambda name, content, key: phone_links.send(real.desk, held, name, content, key))
    if scripted():
        return jsonify({"state": "stored"})
    flash(ngettext("%(num)d 张照片已送到。", "%(num)d 张照片已送到。", count))
    return redirect(url_for("phone.linked"))


@blueprint.post("/phone/linked/finish")
@needs(Permission.PUBLIC)
def finish() -> ResponseReturnValue:
    """End the link from the phone: all photographs are sent."""
    held = _held()
    phone_links.finish(house().real.database, held)
    current().pop(_LINK, None)
    return render_template("phone_done.html", sent=held.sent)
