"""Beside a claim: papers attached, the invoice divided, lines cut, sheets printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, request, send_file, url_for
from flask import session as browser
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance import law
from service.actions import (
    claim_shapes,
    cuts,
    fee_sheet_views,
    papers,
    split_printing,
    splitting,
)
from service.actions.claim_shapes import Shapes
from service.actions.claim_views import ClaimPage
from service.actions.cuts import NewCut
from service.messages import N_, NotFound, Refused
from service.pages import forms
from service.pages.claim_form import VersionForm
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Money, Text
from service.permissions import Permission
from service.web import disclosing
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("claim_shapes", __name__)

LINES_MOST = 10_000
SHARE = "share_"
TYPED = "typed beside a claim"


class PaperForm(Schema):
    """Which paper a file is."""

    code = Choice(*law.evidence())


class CutForm(VersionForm):
    """What is not allowed of a line, and why."""

    line = Count(0, LINES_MOST)
    cut_amount = Money()
    cut_reason = Text(cuts.REASON_MAX)


class SplitForm(VersionForm):
    """How an invoice is divided; the shares come by the grants' names."""

    split_reason = Text(splitting.REASON_MAX)


class ReasonForm(Schema):
    """Why something is void, or looked at."""

    reason = Text(500)


@dataclass(frozen=True, slots=True)
class ShapesView:
    """What the page shows, with the words of the papers."""

    shapes: Shapes
    asked: list[tuple[str, bool, bool]]  # words, attached, ticked
    codes: list[tuple[str, str]]
    cut: dict[str, str]  # what stands in the form of a cut, and of a split
    shares: dict[str, str]


def view(page: ClaimPage) -> ShapesView:
    """Give what belongs to a claim, in the reader's words."""
    with transaction() as session:
        shapes = claim_shapes.of(session, actor(), page.claim.id)
    known = law.evidence()
    either = gettext("或")
    asked = [
        (either.join(say(known[code]) for code in each.one_of), each.attached, each.ticked)
        for each in shapes.asked
    ]
    return ShapesView(
        shapes=shapes,
        asked=asked,
        codes=[(code, say(words)) for code, words in known.items()],
        cut=_typed(page.claim.id, "cuts"),
        shares=_typed(page.claim.id, "split"),
    )


@blueprint.post("/claims/<uuid:claim_id>/papers")
@needs(Permission.MAKE_CLAIM)
def attach(claim_id: UUID) -> ResponseReturnValue:
    """Attach a file to a claim."""
    form = forms.read(PaperForm())
    file = request.files.get("file")
    if form.data is None or file is None or not file.filename:
        flash(gettext("请选择材料的种类和文件。"), "block")
        return _to(claim_id, "papers")
    try:
        papers.attach(
            parts().desk, actor(), claim_id, form.data["code"], file.filename, file.read()
        )
    except NotFound:
        raise
    except Refused as refused:
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("材料已附上，原文件按收到时的样子保存。"))
    return _to(claim_id, "papers")


@blueprint.post("/papers/<uuid:paper_id>/detach")
@needs(Permission.MAKE_CLAIM)
def detach(paper_id: UUID) -> ResponseReturnValue:
    """Take a file off a claim."""
    with transaction() as session:
        claim_id = papers.claim_of(session, actor(), paper_id)
    form = Form()
    with form.refusals(), transaction() as session:
        papers.detach(session, actor(), paper_id)
        flash(gettext("材料已取下，并已重新核对。"))
    return _answer(claim_id, form, "papers")


@blueprint.get("/papers/<uuid:paper_id>")
@needs(Permission.SEE_CLAIMS)
def paper(paper_id: UUID) -> ResponseReturnValue:
    """Hand out a paper, byte for byte, never to be shown inside our pages."""
    with transaction() as session:
        file = papers.file_of(session, parts().desk.originals, actor(), paper_id)
    return _file(file.name, file.content)


@blueprint.post("/claims/<uuid:claim_id>/cuts")
@needs(Permission.CHECK_CLAIM)
def cut(claim_id: UUID) -> ResponseReturnValue:
    """Allow a claim in part."""
    form = forms.read(CutForm())
    with form.refusals():
        if form.data is not None:
            new = NewCut(
                line=form.data["line"],
                amount=form.data["cut_amount"],
                reason=form.data["cut_reason"],
            )
            with transaction() as session:
                cuts.cut(session, actor(), claim_id, form.data["version"], new)
            flash(gettext("已核减，核减部分的预算已释放。"))
    return _answer(claim_id, form, "cuts")


@blueprint.post("/claims/<uuid:claim_id>/split")
@needs(Permission.MAKE_CLAIM)
def divide(claim_id: UUID) -> ResponseReturnValue:
    """Divide the invoice of a draft among grants and own money."""
    form = forms.read(SplitForm())
    shares = _shares(form)
    with form.refusals():
        if form.data is not None and not form.errors:
            version, reason = form.data["version"], form.data["split_reason"]
            with transaction() as session:
                splitting.divide(session, actor(), claim_id, version, shares, reason)
            flash(gettext("已填制分割单，各项目的申请分别核对、分别提交。"))
    return _answer(claim_id, form, "split")


def _shares(form: Form) -> Mapping[UUID, Decimal]:
    """Give the shares that were typed, by grant; what is no amount is an error of the form."""
    names = [name for name in form.values if name.startswith(SHARE)]
    typed = forms.read(Schema.from_dict({name: Money(optional=True) for name in names})())
    form.errors |= typed.errors
    shares = typed.data or {}
    return {_grant(name): shares[name] for name in names if shares.get(name) is not None}


def _grant(name: str) -> UUID:
    try:
        return UUID(name.removeprefix(SHARE))
    except ValueError as error:
        raise NotFound(N_("没有这个项目。")) from error


@blueprint.post("/split-sheets/<uuid:sheet_id>/void")
@needs(Permission.MAKE_CLAIM)
def void(sheet_id: UUID) -> ResponseReturnValue:
    """Declare a sheet void."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                splitting.void(session, actor(), sheet_id, form.data["reason"])
            flash(gettext("分割单已作废，可以重新分割；多出来的草稿请撤回。"))
    return _back(form)


@blueprint.get("/split-sheets/<uuid:sheet_id>.pdf")
@needs(Permission.SEE_CLAIMS)
def split_sheet(sheet_id: UUID) -> ResponseReturnValue:
    """Print a sheet that divides an invoice."""
    with transaction() as session:
        name, content = split_printing.printed(session, actor(), sheet_id)
    return _file(name, content)


@blueprint.post("/fee-sheets/<uuid:sheet_id>/print")
@needs(Permission.SEE_CLAIMS)
def fee_sheet(sheet_id: UUID) -> ResponseReturnValue:
    """Print a fee sheet with whole numbers of identity cards, for a stated reason."""
    form = forms.read(ReasonForm())
    with form.refusals():
        if form.data is not None:
            with transaction() as session:
                reason = form.data["reason"]
                name, content = fee_sheet_views.to_sign(session, actor(), sheet_id, reason)
            disclosing.say_purpose(reason)
            disclosing.say_number(name)
            return _file(name, content)
    return _back(form)


def _file(name: str, content: bytes) -> Response:
    response = send_file(BytesIO(content), as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.mimetype = "application/octet-stream"
    return response


def _answer(claim_id: UUID, form: Form, anchor: str) -> ResponseReturnValue:
    _flash_errors(form)
    if form.errors:  # what was typed stands there again on the page that follows
        values = {name: value for name, value in form.values.items() if name != "csrf_token"}
        browser[TYPED] = {"claim": str(claim_id), "of": anchor, "values": values}
    return _to(claim_id, anchor)


def _back(form: Form) -> ResponseReturnValue:
    """Return to the claim that the form names, or to the list."""
    _flash_errors(form)
    try:
        return _to(UUID(form.value("claim_id")), "fees")
    except ValueError:
        return redirect(url_for("claim_list.show"))


def _typed(claim_id: UUID, anchor: str) -> dict[str, str]:
    """Give once what was typed into a form that was refused."""
    kept = browser.get(TYPED)
    if kept is None or (kept["claim"], kept["of"]) != (str(claim_id), anchor):
        return {}
    values: dict[str, str] = browser.pop(TYPED)["values"]
    return values


def _flash_errors(form: Form) -> None:
    for sentence in form.errors.values():
        flash(sentence, "block")


def _to(claim_id: UUID, anchor: str) -> ResponseReturnValue:
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor=anchor))
