"""用户与角色: who is here, and what each role may do; the administrator alone changes it."""

from collections import Counter

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import people
from service.pages.words import DUTIES, ROLES, choices, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("roster", __name__)


@blueprint.get("/people")
@needs(Permission.SEE_USERS)
def show() -> ResponseReturnValue:
    """List the users, of one role or all, beside what each role may do."""
    wanted = request.args.get("role", "")
    with transaction() as session:
        found = people.list_users(session, actor())
    counts = Counter(user.role.value for user in found)
    tabs = [
        (words, url_for("roster.show", role=code), code == wanted, counts[code])
        for code, words in choices(ROLES)
    ]
    return render_template(
        "roster.html",
        tabs=[(gettext("全部"), url_for("roster.show"), not wanted, len(found)), *tabs],
        users=[user for user in found if wanted in {"", user.role.value}],
        duties=[(words, word(DUTIES, code), counts[code]) for code, words in choices(ROLES)],
        roles=dict(choices(ROLES)),
    )
