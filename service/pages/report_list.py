"""报表: what the clock made each month, to download."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue

from service.actions import reporting
from service.permissions import Permission
from service.web.access import needs, transaction

blueprint = Blueprint("report_list", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/reports")
@needs(Permission.SEE_REPORTS)
def show() -> ResponseReturnValue:
    """List the reports."""
    with transaction() as session:
        found = reporting.reports(session)
    return render_template("reports.html", reports=found)


@blueprint.get("/reports/<uuid:report_id>")
@needs(Permission.SEE_REPORTS)
def download(report_id: UUID) -> ResponseReturnValue:
    """Hand out a report as it was made."""
    with transaction() as session:
        file = reporting.report_file(session, report_id)
    return send_file(
        BytesIO(file.content), mimetype=XLSX, as_attachment=True, download_name=file.name
    )
