"""What people do at 对账: import a statement, propose, confirm and withdraw matches."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from marshmallow import Schema

from service.actions import bank
from service.actions.bank import Taken
from service.messages import N_, Invalid, Refused
from service.pages import bank as bank_page
from service.pages import forms
from service.pages.inputs import Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("bank_steps", __name__)

TOGETHER_MAX = 500


class ReasonForm(Schema):
    """Why something is taken back."""

    reason = Text(200)


@blueprint.post("/bank/statements")
@needs(Permission.KEEP_BANK)
def take_in() -> ResponseReturnValue:
    """Import a statement and propose matches for its lines."""
    uploaded = request.files.get("file")
    if uploaded is None or not uploaded.filename:
        flash(gettext("请先选择对账单文件。"), "block")
        return _back()
    taken = bank.take_in(
        parts().desk,
        actor(),
        uploaded.filename,
        uploaded.stream.read(),
        bank_page.thresholds(),
    )
    if taken.refusals:
        return bank_page.page(actor().employer, taken.refusals, taken.kept)
    flash(told(taken))
    return _back()


def told(taken: Taken) -> str:
    """Say what became of a statement that was imported."""
    words: str = gettext(
        "对账单已导入：新增 %(added)s 笔，已有 %(known)s 笔；找到 %(proposed)s 组待确认的勾对。",
        added=taken.added,
        known=taken.known,
        proposed=taken.proposed,
    )
    return words


@blueprint.post("/bank/search")
@needs(Permission.KEEP_BANK)
def search() -> ResponseReturnValue:
    """Search again: vouchers may have come since."""
    with transaction() as session:
        found = bank.search(session, actor(), bank_page.thresholds())
    flash(ngettext("找到 %(num)s 组待确认的勾对。", "找到 %(num)s 组待确认的勾对。", found))
    return _back()


@blueprint.post("/bank/matches")
@needs(Permission.KEEP_BANK)
def match_by_hand() -> ResponseReturnValue:
    """Propose a match of chosen lines."""
    chosen = _numbers("bank"), _numbers("entry")
    try:
        with transaction() as session:
            bank.match_by_hand(session, actor(), *chosen)
    except Refused as refused:  # said where the lines can be chosen again
        flash(say(refused.sentence), "block")
        return _back()
    flash(gettext("已提出勾对，等另一人确认。"))
    return _back()


@blueprint.post("/bank/matches/confirm")
@needs(Permission.CHECK_BANK)
def confirm() -> ResponseReturnValue:
    """Confirm the chosen matches."""
    chosen = _numbers("match")
    if not chosen:
        flash(gettext("请先勾选要确认的勾对。"), "block")
        return _back()
    with transaction() as session:
        done = bank.confirm(session, actor(), chosen)
    flash(ngettext("已确认 %(num)s 组勾对。", "已确认 %(num)s 组勾对。", done))
    return _back()


@blueprint.post("/bank/matches/<int:number>/withdraw")
@needs(Permission.SEE_BANK)
def withdraw(number: int) -> ResponseReturnValue:
    """Take a match back."""
    _of_employer()
    form = forms.read(ReasonForm())
    if form.data is None:
        flash(gettext("请写明撤销的原因。"), "block")
        return _back()
    with transaction() as session:
        bank.withdraw(session, actor(), number, form.data["reason"])
    flash(gettext("已撤销，其中的明细可以重新勾对。"))
    return _back()


def _of_employer() -> None:
    """Refuse the Center: it reads."""
    if actor().employer_id is None:
        raise Invalid(N_("对账由所在单位办理，中心只能查看。"))


def _numbers(name: str) -> list[int]:
    texts = request.form.getlist(name)[:TOGETHER_MAX]
    if not all(text.isascii() and text.isdigit() and len(text) <= 18 for text in texts):  # noqa: PLR2004  # fits the database
        raise Invalid(N_("所选的明细有变动（已勾对或不存在），请刷新后重新选择。"))
    return [int(text) for text in texts]


def _back() -> ResponseReturnValue:
    return redirect(url_for("bank.of_employer", employer_id=actor().employer))
