"""The style guide: every component in every state, with examples of our own."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.pages import specimens
from service.permissions import Permission
from service.web.access import needs

blueprint = Blueprint("style_guide", __name__)


@blueprint.get("/_styleguide")
@needs(Permission.PUBLIC)
def show() -> ResponseReturnValue:
    """Show every component."""
    return render_template("styleguide/page.html", **specimens.all_of_them())
