"""What a selectee sees: the own grant, to read."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.actions import desk, execution, proceeding_views
from service.actions.proceeding_views import Filter
from service.pages import grant_money, money_lines
from service.pages.words import case_role
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("own_grant", __name__)


@blueprint.get("/mine")
@needs(Permission.SEE_OWN_GRANT)
def show() -> ResponseReturnValue:
    """Show the selectee's grants with their money."""
    with transaction() as session:
        grants = desk.grants(session, actor())
        cases = {
            each.id: proceeding_views.cases(session, actor(), Filter(grant_id=each.id))[0]
            for each in grants
        }
        waiting = proceeding_views.waiting_count(session, actor())
        months = {each.id: execution.by_month(session, each.employer_id) for each in grants}
    seen = [
        (each, grant_money.drawn(each, months[each.id], actor().today), cases[each.id])
        for each in grants
    ]
    return render_template(
        "own_grant.html",
        grants=seen,
        warnings=money_lines.warnings,
        waiting=waiting,
        role_word=case_role,
    )
