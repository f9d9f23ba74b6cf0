"""打印与归档: covers with their vouchers, lists to hand on, the year's package for the archive."""

from io import BytesIO
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reports.period import Month
from service.actions import archive, claim_sheets, exporting, packages, printing
from service.actions.packages import PackageView
from service.actions.printing import Asked
from service.messages import N_, Invalid
from service.pages import claim_list
from service.pages.forms import Form
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("prints", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAIRED = "two"


@blueprint.get("/prints")
@needs(Permission.SEE_DESK)
def show() -> ResponseReturnValue:
    """Show what can be printed and archived, and what was asked for lately."""
    with transaction() as session:
        recent = packages.recent(session, actor())
        years = archive.years(session, actor())
        keeps = archive.keeps(actor())
        months = printing.months(session, actor())
    return render_template(
        "prints.html",
        recent=recent,
        months=[(month.key, month.key) for month in months],
        years=[(str(year), str(year)) for year in years],
        keeps=keeps,
        form=Form({"sheets": PAIRED}),
        book=actor().employer,
    )


@blueprint.post("/prints")
@needs(Permission.SEE_DESK)
def chosen() -> ResponseReturnValue:
    """Print the chosen claims with their vouchers."""
    claims = tuple(_identity(text) for text in request.form.getlist("claim"))
    number = gettext("%(num)s 张", num=len(claims))
    with transaction() as session:
        if len(claims) == 1:
            name, address = printing.number_of(session, actor(), claims[0]), _claim(claims[0])
        else:
            name, address = number, url_for("claim_list.show", state="all")
        asked = _asked(name, gettext("报销"), address, claims)
        package = printing.ask(session, actor(), asked)
    return redirect(url_for("prints.package", package_id=package))


@blueprint.post("/prints/month")
@needs(Permission.SEE_DESK)
def month() -> ResponseReturnValue:
    """Print all that was paid in a month, in the order of its vouchers."""
    wanted = exporting.month_asked(request.form.get("month", ""))
    with transaction() as session:
        claims = printing.of_month(session, actor(), wanted)
        address = url_for("ledger.journal", book=actor().employer)
        purpose = gettext("%(month)s 已付款的全部报销", month=wanted.key)
        package = printing.ask(session, actor(), _asked(wanted.key, purpose, address, claims))
    return redirect(url_for("prints.package", package_id=package))


@blueprint.post("/prints/archive")
@needs(Permission.SEE_DESK)
def year() -> ResponseReturnValue:
    """Make the package of a year for the archive."""
    try:
        wanted = Month.parse(f"{request.form.get('year', '')}-01").year
    except ValueError as error:
        raise Invalid(N_("请选择年度，例如 2026。")) from error
    with transaction() as session:
        package = archive.ask(session, actor(), wanted)
    return redirect(url_for("prints.package", package_id=package))


@blueprint.get("/prints/<uuid:package_id>")
@needs(Permission.SEE_DESK)
def package(package_id: UUID) -> ResponseReturnValue:
    """Show how far a package is, and hand it over when it is ready."""
    part = "part" in request.args
    return render_template(
        "package_part.html" if part else "package.html",
        package=_package(package_id),
        at=_addresses(package_id),
    )


@blueprint.post("/prints/<uuid:package_id>/again")
@needs(Permission.SEE_DESK)
def again(package_id: UUID) -> ResponseReturnValue:
    """Ask once more for what could not be made."""
    with transaction() as session:
        packages.again(session, actor(), package_id)
    return redirect(url_for("prints.package", package_id=package_id))


@blueprint.get("/prints/<uuid:package_id>/file")
@needs(Permission.SEE_DESK)
def file(package_id: UUID) -> ResponseReturnValue:
    """Hand out a package piece by piece: an archive may be longer than the memory."""
    with transaction() as session:
        name, sha256 = packages.fetch(session, actor(), package_id)
    response = Response(parts().desk.originals.pieces(sha256), mimetype="application/octet-stream")
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Disposition"] = disposition
    return response


@blueprint.get("/claims/list.xlsx")
@needs(Permission.SEE_DESK)
def listed() -> ResponseReturnValue:
    """Hand out the claims of a filter as a workbook."""
    with transaction() as session:
        name, content = claim_sheets.listed(session, actor(), claim_list.wanted())
    return _workbook(name, content)


@blueprint.get("/claims/rejected.xlsx")
@needs(Permission.SEE_DESK)
def rejected() -> ResponseReturnValue:
    """Hand out what did not pass among the claims of a filter."""
    with transaction() as session:
        name, content = claim_sheets.rejected(session, actor(), claim_list.wanted())
    return _workbook(name, content)


@blueprint.get("/intake/<uuid:batch_id>/rejected.xlsx")
@needs(Permission.SEE_DESK)
def rejected_of_batch(batch_id: UUID) -> ResponseReturnValue:
    """Hand out what did not pass of a batch of files."""
    with transaction() as session:
        name, content = claim_sheets.rejected_of_batch(session, actor(), batch_id)
    return _workbook(name, content)


def _workbook(name: str, content: bytes) -> ResponseReturnValue:
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


def _addresses(package_id: UUID) -> dict[str, str]:
    return {
        "page": url_for("prints.package", package_id=package_id),
        "part": url_for("prints.package", package_id=package_id, part=1),
        "file": url_for("prints.file", package_id=package_id),
        "again": url_for("prints.again", package_id=package_id),
    }


def _package(package_id: UUID) -> PackageView:
    with transaction() as session:
        return packages.view(session, actor(), package_id)


def _asked(number: str, purpose: str, address: str, claims: tuple[UUID, ...]) -> Asked:
    return Asked(
        number=number,
        purpose=purpose,
        address=f"{parts().settings.public_url}{address}",
        claims=claims,
        paired=request.form.get("sheets", PAIRED) == PAIRED,
    )


def _claim(claim_id: UUID) -> str:
    return url_for("claims.show", claim_id=claim_id)


def _identity(text: str) -> UUID:
    try:
        return UUID(text.partition(":")[0])
    except ValueError as error:
        raise Invalid(N_("没有这份报销申请。")) from error
