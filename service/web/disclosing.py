"""Every answer to a person of the Center that holds somebody's data is written down (Art. 34).

One hook for all doors: a page that is new is written down without a line of its own; what holds
nobody's data is named here. The row stands before the answer goes out: without it there is none.
"""

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask, Response, current_app, g, request

from compliance.masking import masked_within
from service.actions import disclosures
from service.actions.disclosures import Shown
from service.db import CENTER
from service.permissions import Actor, Permission
from service.web.access import permission_of
from service.web.parts import parts
from service.web.sessions import current

# whole families and single pages that hold the law, one's own settings, or nobody's data
OF_NOBODY: Final = frozenset(
    {
        "rules", "law_texts", "rulings", "contact", "group_robots", "listings", "assets",
        "language", "session", "health", "own_description", "style_guide", "errors",
    }
)  # fmt: skip
FORMS_ANEW: Final = frozenset({409, 422})  # a form shown again stands on the page it came from
REDIRECT: Final = 300

# the names of addresses, the nearest thing first: a paper of a claim is the claim's
_ARGUMENTS: Final[Mapping[str, str]] = {
    "claim_id": "claim",
    "case_id": "case",
    "check_id": "check",
    "letter_id": "letter",
    "instalment_id": "instalment",
    "grant_id": "grant",
    "employer_id": "employer",
    "book": "employer",
}
_OF_FAMILY: Final[Mapping[tuple[str, str], str]] = {
    ("claim_shapes.paper", "paper_id"): "paper",
    ("claim_shapes.split_sheet", "sheet_id"): "split_sheet",
    ("claim_shapes.fee_sheet", "sheet_id"): "fee_sheet",
    ("sheets", "report_id"): "expense_report",
    ("report_list", "report_id"): "report",
}
_FILTERS: Final[Mapping[str, str]] = {"grant": "grant", "employer": "employer"}


def say_purpose(purpose: str) -> None:
    """Let the row of this answer say why it was asked for."""
    g.zhuanhu_purpose = purpose


def say_number(number: str) -> None:
    """Let the row of this answer say that a masked number was shown whole, and whose."""
    g.zhuanhu_number = number


def install(app: Flask) -> None:
    """Put it on an application, after everything that may still change an answer's status."""
    app.after_request(write_down)


def write_down(response: Response) -> Response:
    """Write down what the answer shows, if a person of the Center is shown somebody's data."""
    actor = current().actor
    if actor is None or not actor.role.of_center or parts().rehearsal:
        return response
    if _shows(response):
        with parts().database.transaction(CENTER) as session:
            disclosures.record(session, actor, _shown(response))
    return response


def _shows(response: Response) -> bool:
    if request.endpoint is None or request.blueprint in OF_NOBODY:
        return False
    view = current_app.view_functions[request.endpoint]
    if permission_of(view, request.method) in {None, Permission.PUBLIC}:
        return False
    return response.status_code < REDIRECT or response.status_code in FORMS_ANEW


def _shown(response: Response) -> Shown:
    subject, subject_id, number = _subject()
    revealed = g.get("zhuanhu_number", "")
    return Shown(
        what=request.endpoint or "",
        kind="number" if revealed else _kind(response),
        subject=subject,
        subject_id=subject_id,
        number=revealed or number,
        asked=urlencode([(name, masked_within(said)) for name, said in _given()]),
        purpose=g.get("zhuanhu_purpose", ""),
    )


def _given() -> Iterable[tuple[str, str]]:
    return request.args.items(multi=True)


def _kind(response: Response) -> str:
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        return "export"
    return {"text/html": "page", "application/json": "data"}.get(response.mimetype or "", "file")


def _subject() -> tuple[str, UUID | None, str]:
    """Say what the address is about: an argument of it, else the filter of a list."""
    given = request.view_args or {}
    for (family, name), subject in _OF_FAMILY.items():
        if family in {request.blueprint, request.endpoint} and name in given:
            return subject, _key(given[name]), ""
    for name, subject in _ARGUMENTS.items():
        if name in given and _key(given[name]) is not None:
            return subject, _key(given[name]), ""
    for name, subject in _FILTERS.items():
        if _key(request.args.get(name)) is not None:
            return subject, _key(request.args.get(name)), ""
    return _other(given)


def _other(given: Mapping[str, object]) -> tuple[str, UUID | None, str]:
    """Keep what an address names though we do not know whose it is."""
    for name, value in given.items():
        return name.removesuffix("_id"), _key(value), "" if _key(value) else str(value)
    return "", None, ""


def _key(value: object) -> UUID | None:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value))
    except ValueError:
        return None


def reader() -> Actor | None:
    """Give the person of the Center who is shown this answer, if it is one."""
    actor = current().actor
    return actor if actor is not None and actor.role.of_center else None
