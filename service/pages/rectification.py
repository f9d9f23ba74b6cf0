"""整改: the Center raises what it found; the employer sends papers. The rest is the case's page."""

from decimal import Decimal
from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.categories import Category
from service.actions import proceedings, raising, rectification_papers
from service.actions.raising import NewFinding, Occasion
from service.messages import N_, Forbidden, NotFound, Refused
from service.pages import forms, money_lines
from service.pages.forms import Form
from service.pages.inputs import Choice, Key, Money, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("rectification", __name__)

NOTHING = Decimal("0.00")


class FindingForm(Schema):
    """A fault, its ground and what is asked."""

    grant = Key(optional=True)
    claim = Key(optional=True)
    problem = Text(proceedings.TITLE_MAX)
    facts = Text(raising.TEXT_MAX)
    ground = Text(raising.TEXT_MAX)
    amount = Money(optional=True)
    category = Choice(*Category, optional=True)
    supply = Text(raising.TEXT_MAX, optional=True)
    adjust = Text(raising.TEXT_MAX, optional=True)


@blueprint.get("/rectifications/new")
@needs(Permission.OPEN_CASE)
def ask() -> ResponseReturnValue:
    """Ask what was found, at a claim or at a grant."""
    return _page(_key("grant"), _key("claim"), Form())


@blueprint.post("/rectifications/new")
@needs(Permission.OPEN_CASE)
def raise_() -> ResponseReturnValue:
    """Raise a fault."""
    form = forms.read(FindingForm())
    grant, claim = _typed_key(form, "grant"), _typed_key(form, "claim")
    if form.data is not None:
        with form.refusals(), transaction() as session:
            found = raising.occasion(session, grant, claim)
            row = raising.raise_finding(session, actor(), _new(form, found))
            flash(gettext("问题已提出，待另一人审定后发出整改通知。"))
            return redirect(url_for("cases.show", case_id=row.id))
    return _page(grant, claim, form)


def _new(form: Form, found: Occasion) -> NewFinding:
    said = form.data or {}
    return NewFinding(
        grant_id=found.grant.id,
        claim_id=found.claim.id if found.claim is not None else None,
        problem=said["problem"],
        facts=said["facts"],
        ground=said["ground"],
        amount=said["amount"] or NOTHING,
        category=said["category"],
        supply=said["supply"],
        adjust=said["adjust"],
    )


def _page(grant: UUID | None, claim: UUID | None, form: Form) -> ResponseReturnValue:
    if grant is None and claim is None:
        raise Refused(N_("请从项目页面办理：先打开要办理的项目。"))
    with transaction() as session:
        found = raising.occasion(session, grant, claim)
    html = render_template(
        "cases/rectification_new.html",
        found=found,
        form=form,
        categories=money_lines.category_choices(),
        category_word=money_lines.category_word,
    )
    return html, form.status


def _key(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def _typed_key(form: Form, name: str) -> UUID | None:
    try:
        return UUID(form.value(name))
    except ValueError:
        return None


@blueprint.post("/rectifications/<uuid:case_id>/papers")
@needs(Permission.SEE_CASES)
def send(case_id: UUID) -> ResponseReturnValue:
    """Take in a paper from the employer."""
    if not actor().role.of_employer:
        raise Forbidden(rectification_papers.BY_EMPLOYER)
    uploaded = request.files.get("file")
    name, content = ("", b"") if uploaded is None else (uploaded.filename or "", uploaded.read())
    try:
        rectification_papers.send(parts().desk, actor(), case_id, name, content)
    except NotFound:
        raise
    except Refused as refused:  # said where another file can be chosen
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("材料已提交。"))
    return redirect(url_for("cases.show", case_id=case_id))


@blueprint.get("/rectifications/<uuid:case_id>/papers/<uuid:paper_id>")
@needs(Permission.SEE_CASES)
def paper(case_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """Hand out a paper, byte for byte, never to be shown inside our pages."""
    with transaction() as session:
        name, content = rectification_papers.fetch(
            session, parts().desk.originals, actor(), case_id, paper_id
        )
    response = send_file(BytesIO(content), as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.mimetype = "application/octet-stream"
    return response
