"""操作记录: who did what to what, from which state to which, by which article."""

from typing import Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from service.actions import register_views, trail
from service.actions.trail import PAGE_ROWS, Filter, Line
from service.pages import filters, paging, trail_words
from service.pages.forms import Form
from service.pages.paging import Page
from service.pages.trail_words import SUBJECTS
from service.pages.words import ROLES, choices
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("trail", __name__)

FIELDS: Final = ("role", "employer", "subject", "text", "from", "until")
_ADDRESSES: Final = {
    "claim": ("claims.show", "claim_id"),
    "proceeding": ("cases.show", "case_id"),
    "letter": ("letters.show", "letter_id"),
    "grant": ("grant.for_center", "grant_id"),
    "expense_report": ("sheets.show", "report_id"),
    "spot_check": ("checks.show", "check_id"),
}


@blueprint.get("/trail")
@needs(Permission.SEE_TRAIL)
def show() -> ResponseReturnValue:
    """List the steps of a time, newest first; or all that was done to one thing."""
    first, last = filters.days(actor().today)
    wanted = Filter(
        from_on=first,
        until_on=last,
        role=filters.one_of("role", ROLES),
        employer_id=filters.key("employer"),
        subject=filters.one_of("subject", SUBJECTS),
        subject_id=filters.key("of"),
        text=request.args.get("text", "")[:100].strip(),
        page=paging.asked(),
    )
    with transaction() as session:
        found = trail.steps(session, wanted)
        employers = register_views.employers(session)
    typed = {name: request.args.get(name, "") for name in FIELDS}
    return render_template(
        "trail.html",
        lines=found.lines,
        page=Page(wanted.page, PAGE_ROWS, found.count, _page_address),
        form=Form(typed | {"from": first.isoformat(), "until": last.isoformat()}),
        employers=[(each.id, each.name) for each in employers],
        roles=choices(ROLES),
        role_of=ROLES,
        subjects=choices(SUBJECTS),
        of_one=wanted.subject_id,
        words=trail_words,
        address=_address,
    )


def _page_address(number: int) -> str:
    return url_for("trail.show", **{**request.args.to_dict(), "page": number})  # type: ignore[arg-type]  # names of a query


def _address(line: Line) -> str:
    to = _ADDRESSES.get(line.row.subject)
    if to is None or line.row.subject_id is None or not line.number:
        return ""
    endpoint, name = to
    return url_for(endpoint, **{name: line.row.subject_id})  # type: ignore[arg-type]  # names of an address
