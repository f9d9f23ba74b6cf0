"""收件地址: where the reader sends invoices by mail, and what became of the newest messages."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import contacts, mail_addresses, mail_reading, mail_words
from service.messages import N_, Refused, Sentence
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("mail_in", __name__)

_NO_BOX = N_("本系统还没有配置收件邮箱（ZHUANHU_IMAP_URL、ZHUANHU_MAIL_IN），请联系系统管理员。")
STATES = {
    "open": (N_("正在接收"), "active", "waiting"),
    "taken": (N_("已接收"), "pass", "passed"),
    "nothing": (N_("没有接收"), "review", "review"),
    "refused": (N_("没有接收"), "", "blocked"),
}


@blueprint.get("/mail-in")
@needs(Permission.UPLOAD)
def show() -> ResponseReturnValue:
    """Show one's own addresses and the newest messages."""
    box = parts().settings.mail_in
    with transaction() as session:
        addresses = mail_addresses.own(session, actor(), box) if box else []
        messages = mail_addresses.newest(session, actor())
        sender = contacts.of(session, actor()).address
    most = mail_reading.bytes_max(parts().settings)
    return render_template(
        "mail_in.html",
        box=box,
        no_box=_NO_BOX,
        sender=sender,
        addresses=addresses,
        messages=messages,
        states={code: (gettext(words), *mark) for code, (words, *mark) in STATES.items()},
        why=lambda reason: _said(mail_words.sentence(reason, most)),
    )


def _said(sentence: Sentence) -> str:
    return str(gettext(sentence.template).format(**sentence.values))


def _box_needed() -> None:
    if parts().settings.mail_in is None:
        raise Refused(_NO_BOX)


@blueprint.post("/mail-in/<uuid:grant_id>")
@needs(Permission.UPLOAD)
def renew(grant_id: UUID) -> ResponseReturnValue:
    """Make one's own address for a grant, or another in its place."""
    _box_needed()
    with transaction() as session:
        mail_addresses.renew(session, actor(), grant_id)
    flash(gettext("收件地址已生成。如有旧地址，已经停用。"))
    return redirect(url_for("mail_in.show"))


@blueprint.post("/mail-in/<uuid:grant_id>/end")
@needs(Permission.UPLOAD)
def end(grant_id: UUID) -> ResponseReturnValue:
    """Switch one's own address for a grant off."""
    with transaction() as session:
        mail_addresses.end(session, actor(), grant_id)
    flash(gettext("收件地址已停用，发到这个地址的邮件不再接收。"))
    return redirect(url_for("mail_in.show"))


@blueprint.app_context_processor
def _mail_in() -> dict[str, object]:
    return {"mail_in": parts().settings.mail_in}
