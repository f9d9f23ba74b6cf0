"""接口令牌: what other programs of the employer come in with; made, shown once, ended."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import access_tokens
from service.messages import N_
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Text
from service.pages.words import choices
from service.permissions import Permission, allows
from service.web.access import actor, needs, transaction

blueprint = Blueprint("tokens", __name__)

SCOPES = {
    "read": N_("只读：项目经费、报销申请和结论"),
    "upload": N_("读取和上传：还可送入发票和对账单"),
}
DAYS = {"30": N_("30 天"), "90": N_("90 天"), "180": N_("180 天"), "365": N_("365 天")}
CALLS = (
    (N_("列出项目和经费"), "GET /api/v1/grants/"),
    (N_("开一批"), 'POST /api/v1/batches/ {"grant": "…"}'),
    (N_("送入一个文件"), "POST /api/v1/batches/…/files (file)"),
    (N_("结束这一批"), "POST /api/v1/batches/…/close"),
    (N_("查询进度和结论"), "GET /api/v1/batches/…"),
    (N_("列出报销申请"), "GET /api/v1/claims/?state=paid&page=1"),
    (N_("一份报销申请和它的结论"), "GET /api/v1/claims/…"),
)


class TokenForm(Schema):
    """A token as its person wants it."""

    name = Text(access_tokens.NAME_MAX)
    scope = Choice(*SCOPES)
    days = Choice(*DAYS)


@blueprint.route("/tokens", methods=["GET", "POST"])
@needs(Permission.SEE_DESK)
def show() -> ResponseReturnValue:
    """List one's own tokens; make one, whose secret is shown this one time."""
    form = forms.read(TokenForm()) if request.method == "POST" else Form({"days": "90"})
    secret = None
    if form.data is not None:
        wanted = form.data
        with form.refusals(), transaction() as session:
            secret = access_tokens.make(
                session, actor(), wanted["name"], wanted["scope"], int(wanted["days"])
            )
            form = Form({"days": "90"})
    with transaction() as session:
        found = access_tokens.listed(session, actor())
    html = render_template(
        "tokens.html",
        form=form,
        secret=secret,
        tokens=found,
        scopes=_scopes(),
        scope_words=dict(choices(SCOPES)),
        days=choices(DAYS),
        calls=[(gettext(words), line) for words, line in CALLS],
    )
    return html, form.status


def _scopes() -> list[tuple[str, str]]:
    """Give the scopes that make sense for the reader: who may not upload gives no such right."""
    may_upload = allows(actor().role, Permission.UPLOAD)
    return [each for each in choices(SCOPES) if may_upload or each[0] == "read"]


@blueprint.post("/tokens/<uuid:token_id>/end")
@needs(Permission.SEE_DESK)
def end(token_id: UUID) -> ResponseReturnValue:
    """End a token at once."""
    with transaction() as session:
        access_tokens.end(session, actor(), token_id)
    flash(gettext("接口令牌已停用，使用它的程序从现在起不能再进来。"))
    return redirect(url_for("tokens.show"))
