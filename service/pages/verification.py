"""发票查验: what the tax authority's platform answered, recorded one by one or as a table."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.facts import VerifiedAs
from service.actions import verification_sheet, verification_views, verifying
from service.actions.verification_rows import REFERENCE_MAX, Answer
from service.actions.verification_views import PAGE_ROWS
from service.actions.verifying import Imported
from service.messages import N_
from service.pages import forms
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Text
from service.pages.paging import Page
from service.pages.words import VERIFICATION_MARKS, VERIFICATIONS, choices, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("verification", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOLD_MAX = 50
NOTHING_CHOSEN = N_("请先选择查验结果文件。")


class AnswerForm(Schema):
    """An answer of the platform."""

    result = Choice(*VERIFICATIONS)
    checked_on = Day()
    reference = Text(REFERENCE_MAX, optional=True)


@blueprint.get("/verification")
@needs(Permission.RECORD_VERIFICATION)
def show() -> ResponseReturnValue:
    """List the invoices without an answer; a table of answers is imported here."""
    return _page(Imported())


@blueprint.post("/verification")
@needs(Permission.RECORD_VERIFICATION)
def take_in() -> ResponseReturnValue:
    """Import a table of answers, all rows or none."""
    uploaded = request.files.get("file")
    if uploaded is None or not uploaded.filename:
        flash(gettext(NOTHING_CHOSEN), "block")
        return redirect(url_for("verification.show"))
    content = uploaded.stream.read()
    imported = verifying.import_table(parts().desk, actor(), uploaded.filename, content)
    if imported.faults:
        return _page(imported)
    flash(
        gettext(
            "查验结果已导入：新增 %(added)s 条，已有 %(known)s 条。",
            added=imported.added,
            known=imported.known,
        )
    )
    return redirect(url_for("verification.show"))


def _page(imported: Imported) -> ResponseReturnValue:
    with transaction() as session:
        found = verification_views.unverified(
            session, actor(), request.args.get("page", 1, type=int)
        )
    html = render_template(
        "verifications.html",
        found=found,
        faults=imported.faults[:TOLD_MAX],
        more_faults=max(0, len(imported.faults) - TOLD_MAX),
        page=Page(
            found.page, PAGE_ROWS, found.count, lambda at: url_for("verification.show", page=at)
        ),
    )
    return html, 422 if imported.faults else 200


@blueprint.get("/verification/list.xlsx")
@needs(Permission.RECORD_VERIFICATION)
def file() -> ResponseReturnValue:
    """Hand out the invoices to ask about, to be filled in and imported."""
    with transaction() as session:
        invoices = verification_views.to_verify(session, actor())
    name = f"{gettext('待查验发票')}-{actor().today.isoformat()}.xlsx"
    content = verification_sheet.workbook(invoices)
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.get("/claims/<uuid:claim_id>/verification")
@needs(Permission.SEE_CLAIMS)
def of_claim(claim_id: UUID) -> ResponseReturnValue:
    """Show the answers about the invoice of a claim."""
    return _of_claim(claim_id, Form({"checked_on": actor().today.isoformat()}))


@blueprint.post("/claims/<uuid:claim_id>/verification")
@needs(Permission.RECORD_VERIFICATION)
def record(claim_id: UUID) -> ResponseReturnValue:
    """Record an answer about the invoice of a claim."""
    form = forms.read(AnswerForm())
    if form.data is not None:
        answer = Answer(
            VerifiedAs(form.data["result"]), form.data["checked_on"], form.data["reference"]
        )
        with form.refusals(), transaction() as session:
            verifying.record(session, actor(), claim_id, answer)
            flash(gettext("查验结果已记录。"))
            return redirect(url_for("claims.show", claim_id=claim_id))
    return _of_claim(claim_id, form)


def _of_claim(claim_id: UUID, form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = verification_views.answers(session, actor(), claim_id)
    html = render_template(
        "verification.html",
        found=found,
        form=form,
        results=choices(VERIFICATIONS),
        result_word=lambda code: word(VERIFICATIONS, code),
        marks=VERIFICATION_MARKS,
    )
    return html, form.status
