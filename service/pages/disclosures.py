"""查阅记录 (Art. 34): who of the Center looked at what, and why."""

from io import BytesIO
from typing import Final

from flask import Blueprint, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import bulk_exports, disclosure_views, register_views
from service.actions.disclosure_views import KINDS, PAGE_ROWS, Filter, Line
from service.messages import N_, NotFound
from service.pages import filters, paging
from service.pages.forms import Form
from service.pages.paging import Page
from service.pages.surroundings import MENU
from service.pages.words import ROLES, choices
from service.permissions import Permission, Role, allows
from service.web.access import actor, needs, transaction

blueprint = Blueprint("disclosures", __name__)

FIELDS: Final = ("reader", "employer", "kind", "text", "from", "until")
# what stands in no line of the menu
BESIDE_THE_MENU: Final = {
    "search": N_("搜索"),
    "messages": N_("消息"),
    "claims": N_("报销申请"),
    "claims_api": N_("报销申请"),
    "claim_shapes": N_("报销申请"),
    "grant": N_("项目"),
    "check_papers": N_("底稿与证据包"),
}
_ADDRESSES: Final = {
    "claim": ("claims.show", "claim_id"),
    "case": ("cases.show", "case_id"),
    "letter": ("letters.show", "letter_id"),
    "grant": ("grant.for_center", "grant_id"),
    "expense_report": ("sheets.show", "report_id"),
    "check": ("checks.show", "check_id"),
}


@blueprint.get("/readings")
@needs(Permission.SEE_READINGS)
def show() -> ResponseReturnValue:
    """List the readings: the manager sees everybody's, an auditor the own."""
    wanted = _wanted()
    with transaction() as session:
        found = disclosure_views.readings(session, actor(), wanted)
        readers = disclosure_views.readers(session, actor())
        waiting = bulk_exports.waiting_count(session, actor())
        employers = register_views.employers(session)
    return render_template(
        "disclosures.html",
        lines=[(line, said(line.row.what), _address(line)) for line in found.lines],
        page=Page(wanted.page, PAGE_ROWS, found.count, _page_address),
        form=Form(_typed(wanted)),
        readers=readers,
        waiting=waiting or None,
        employers=[(each.id, each.name) for each in employers],
        kinds=choices(KINDS),
        kind_words=KINDS,
        roles=ROLES,
        everybody=actor().role is Role.CENTER_MANAGER,
        exported={name: value for name, value in _typed(wanted).items() if value},
    )


@blueprint.get("/readings/list.<form>")
@needs(Permission.SEE_READINGS)
def download(form: str) -> ResponseReturnValue:
    """Hand out the rows of a filter."""
    if form not in {"csv", "xlsx"}:
        raise NotFound(N_("没有这种导出格式。"))
    with transaction() as session:
        file = disclosure_views.file(session, actor(), _wanted(), form, said)
    return send_file(BytesIO(file.content), as_attachment=True, download_name=file.name)


def said(what: str) -> str:
    """Say what was shown: the line of the menu that the page belongs to."""
    family = what.partition(".")[0]
    for _, entries in MENU:
        for entry in entries:
            own = allows(actor().role, entry.permission)
            if own and family in {*entry.families, entry.endpoint.partition(".")[0]}:
                words: str = gettext(entry.words)
                return words
    other: str = gettext(BESIDE_THE_MENU.get(family, N_("其他")))
    return other


def _wanted() -> Filter:
    first, last = filters.days(actor().today)
    return Filter(
        from_on=first,
        until_on=last,
        reader_id=filters.key("reader"),
        employer_id=filters.key("employer"),
        grant_id=filters.key("grant"),
        kind=filters.one_of("kind", KINDS),
        text=request.args.get("text", "")[:100].strip(),
        page=paging.asked(),
    )


def _typed(wanted: Filter) -> dict[str, str]:
    return {name: request.args.get(name, "") for name in FIELDS} | {
        "from": wanted.from_on.isoformat(),
        "until": wanted.until_on.isoformat(),
    }


def _page_address(number: int) -> str:
    return url_for("disclosures.show", **{**request.args.to_dict(), "page": number})  # type: ignore[arg-type]  # names of a query


def _address(line: Line) -> str:
    to = _ADDRESSES.get(line.row.subject)
    if to is None or line.row.subject_id is None:
        return ""
    endpoint, name = to
    return url_for(endpoint, **{name: line.row.subject_id})  # type: ignore[arg-type]  # names of an address
