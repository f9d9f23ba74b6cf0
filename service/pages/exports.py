"""导出: a book to take along, as drafts of vouchers or as plain text for other programs."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from service.actions import exporting
from service.messages import N_, NotFound
from service.pages.forms import Form
from service.pages.ledger import book_of
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("exports", __name__)


@blueprint.get("/ledger/<book>/export")
@needs(Permission.SEE_LEDGER)
def show(book: str) -> ResponseReturnValue:
    """Show what can be copied out of a book."""
    with transaction() as session:
        offer = exporting.offer(session, actor(), book_of(book))
    months = [(month.key, month.key) for month in offer.months]
    return render_template(
        "export.html", book=book, title=offer.title, months=months, form=Form({"form": "xlsx"})
    )


@blueprint.get("/ledger/<book>/export/journal.<program>")
@needs(Permission.SEE_LEDGER)
def journal(book: str, program: str) -> ResponseReturnValue:
    """Hand out a whole book as a program's journal."""
    if program not in exporting.JOURNALS:
        raise NotFound(N_("没有这种导出格式。"))
    with transaction() as session:
        file = exporting.journal_file(session, actor(), book_of(book), program)
    response = Response(file.content, mimetype="text/plain")
    response.headers.set("Content-Disposition", "attachment", filename=file.name)
    return response


@blueprint.get("/ledger/<uuid:employer_id>/export/vouchers")
@needs(Permission.SEE_LEDGER)
def drafts(employer_id: UUID) -> ResponseReturnValue:
    """Hand out the drafts of a month's vouchers of an employer."""
    month = exporting.month_asked(request.args.get("month", ""))
    form = request.args.get("form", "")
    if form not in exporting.DRAFTS:
        raise NotFound(N_("没有这种导出格式。"))
    with transaction() as session:
        file = exporting.drafts(session, actor(), employer_id, month, form)
    return send_file(BytesIO(file.content), as_attachment=True, download_name=file.name)
