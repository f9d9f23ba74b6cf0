"""受检: an employer hands in papers for a check. The rest is the case's page."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import inspection_papers, inspections
from service.messages import Forbidden, NotFound, Refused
from service.pages.case_page import CasePage, CaseStep
from service.pages.check_words import manner
from service.pages.fieldwork_words import check_address
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("inspections", __name__)

INSPECTION_PAGE = CasePage(
    template="cases/inspection.html",
    steps={each: CaseStep(inspections.step(each)) for each in ("supply", "comment", "accept")},
    choices=lambda *_: {"manner": manner, "check_address": check_address},
)


@blueprint.post("/inspections/<uuid:case_id>/papers")
@needs(Permission.SEE_CASES)
def send(case_id: UUID) -> ResponseReturnValue:
    """Take in a paper from the employer, for one of the claims it was asked for or for none."""
    if not actor().role.of_employer:
        raise Forbidden(inspection_papers.BY_EMPLOYER)
    uploaded = request.files.get("file")
    name, content = ("", b"") if uploaded is None else (uploaded.filename or "", uploaded.read())
    try:
        inspection_papers.send(parts().desk, actor(), case_id, _claim(), (name, content))
    except NotFound:
        raise
    except Refused as refused:  # said where another file can be chosen
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("材料已提交。"))
    return redirect(url_for("cases.show", case_id=case_id))


def _claim() -> UUID | None:
    try:
        return UUID(request.form.get("claim", ""))
    except ValueError:
        return None


@blueprint.get("/inspections/<uuid:case_id>/papers/<uuid:paper_id>")
@needs(Permission.SEE_CASES)
def paper(case_id: UUID, paper_id: UUID) -> ResponseReturnValue:
    """Hand out a paper, byte for byte, never to be shown inside our pages."""
    with transaction() as session:
        name, content = inspection_papers.fetch(
            session, parts().desk.originals, actor(), case_id, paper_id
        )
    response = send_file(BytesIO(content), as_attachment=True, download_name=name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.mimetype = "application/octet-stream"
    return response
