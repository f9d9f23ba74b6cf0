"""What a selectee sees: the own grant, to read."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.actions import desk
from service.pages import money_lines
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("own_grant", __name__)


@blueprint.get("/mine")
@needs(Permission.SEE_OWN_GRANT)
def show() -> ResponseReturnValue:
    """Show the selectee's grants with their money."""
    with transaction() as session:
        grants = desk.grants(session, actor())
    seen = [(grant, money_lines.lines(grant.money)) for grant in grants]
    return render_template(
        "own_grant.html", grants=seen, total=money_lines.total, warnings=money_lines.warnings
    )
