"""已办: what the reader did, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import doings
from service.actions.doings import Doing
from service.pages.words import DEEDS
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("desk_done", __name__)

LARGEST = 2**63 - 1  # what the database counts to; addresses may ask for more


@blueprint.get("/desk/done")
@needs(Permission.SEE_DESK)
def show() -> ResponseReturnValue:
    """List what the reader did."""
    before = request.args.get("before", type=int)
    asked = None if before is None else min(max(before, 0), LARGEST)
    with transaction() as session:
        found, older = doings.doings(session, actor(), before=asked)
    return render_template("desk/done.html", done=shown(found), older=older, before=before)


@dataclass(frozen=True, slots=True)
class Done:
    """A line of 已办."""

    at: datetime
    words: str
    number: str
    address: str


def shown(found: Iterable[Doing]) -> list[Done]:
    """Say what was done, each with the way to what it was done to."""
    return [Done(each.at, _did(each), each.number, _address(each)) for each in found]


def _did(doing: Doing) -> str:
    words = doing.title or DEEDS.get(doing.action, "")
    said: str = gettext(words) if words else gettext("办理")
    return said


def _address(doing: Doing) -> str:
    if doing.subject == "claim":
        return url_for("claims.show", claim_id=doing.ref)
    return url_for("cases.show", case_id=doing.ref)
