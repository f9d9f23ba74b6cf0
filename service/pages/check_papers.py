"""底稿与证据包: the papers of a check, what its sample was drawn from, and the pack of it all."""

from io import BytesIO
from typing import Final
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from service.actions import check_paper_views, check_papers, evidence_packs, packages
from service.actions.packages import PackageView
from service.pages import fieldwork_words
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("check_papers", __name__)

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/checks/<uuid:check_id>/papers")
@needs(Permission.SEE_CHECKS)
def show(check_id: UUID) -> ResponseReturnValue:
    """Show what papers there are of a check, and the packs that were made."""
    with transaction() as session:
        view = check_paper_views.view(session, actor(), check_id)
        made = evidence_packs.made(session, actor(), check_id)
    return render_template("check_papers/papers.html", view=view, made=made, words=fieldwork_words)


@blueprint.get("/checks/<uuid:check_id>/papers/workpapers.pdf")
@needs(Permission.SEE_CHECKS)
def document(check_id: UUID) -> ResponseReturnValue:
    """Print all working papers of a check."""
    with transaction() as session:
        name, content = check_papers.document(session, actor(), check_id)
    return _file(name, content, "application/pdf")


@blueprint.get("/checks/<uuid:check_id>/papers/workpapers.xlsx")
@needs(Permission.SEE_CHECKS)
def workbook(check_id: UUID) -> ResponseReturnValue:
    """Give all working papers of a check as a workbook."""
    with transaction() as session:
        name, content = check_papers.workbook(session, actor(), check_id)
    return _file(name, content, XLSX)


@blueprint.get("/checks/<uuid:check_id>/papers/<any('frame.csv','plan.json','sample.csv'):file>")
@needs(Permission.SEE_CHECKS)
def drawing(check_id: UUID, file: str) -> ResponseReturnValue:
    """Give a file that the sample is drawn from, or the sample itself, to the byte."""
    with transaction() as session:
        name, content = check_papers.drawing_file(session, actor(), check_id, file)
    return _file(name, content, "application/octet-stream")


@blueprint.post("/checks/<uuid:check_id>/papers/packs")
@needs(Permission.SEE_CHECKS)
def ask(check_id: UUID) -> ResponseReturnValue:
    """Ask for the pack of a check."""
    with transaction() as session:
        package = evidence_packs.ask(session, actor(), check_id)
    return redirect(url_for("check_papers.pack", check_id=check_id, package_id=package))


@blueprint.get("/checks/<uuid:check_id>/papers/packs/<uuid:package_id>")
@needs(Permission.SEE_CHECKS)
def pack(check_id: UUID, package_id: UUID) -> ResponseReturnValue:
    """Show how far a pack is, and hand it over when it is ready."""
    with transaction() as session:
        package = evidence_packs.one(session, actor(), check_id, package_id)
    part = "part" in request.args
    return render_template(
        "package_part.html" if part else "check_papers/pack.html",
        package=package,
        check_id=check_id,
        words=fieldwork_words,
        at=_addresses(check_id, package),
    )


@blueprint.post("/checks/<uuid:check_id>/papers/packs/<uuid:package_id>/again")
@needs(Permission.SEE_CHECKS)
def again(check_id: UUID, package_id: UUID) -> ResponseReturnValue:
    """Ask once more for a pack that could not be made."""
    with transaction() as session:
        evidence_packs.one(session, actor(), check_id, package_id)
        packages.again(session, actor(), package_id)
    return redirect(url_for("check_papers.pack", check_id=check_id, package_id=package_id))


@blueprint.get("/checks/<uuid:check_id>/papers/packs/<uuid:package_id>/file")
@needs(Permission.SEE_CHECKS)
def file(check_id: UUID, package_id: UUID) -> ResponseReturnValue:
    """Hand out a pack piece by piece: it may be longer than the memory."""
    with transaction() as session:
        evidence_packs.one(session, actor(), check_id, package_id)
        name, sha256 = packages.fetch(session, actor(), package_id)
    response = Response(parts().desk.originals.pieces(sha256), mimetype="application/octet-stream")
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Disposition"] = disposition
    return response


def _addresses(check_id: UUID, package: PackageView) -> dict[str, str]:
    page = url_for("check_papers.pack", check_id=check_id, package_id=package.id)
    return {
        "page": page,
        "part": f"{page}?part=1",
        "file": f"{page}/file",
        "again": f"{page}/again",
    }


def _file(name: str, content: bytes, kind: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
