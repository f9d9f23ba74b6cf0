"""定时任务: what the clock does, when next, and what became of the newest run. To read only."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.pages.words import RUN_MARKS, RUN_STATES, word
from service.permissions import Permission
from service.web.access import needs
from service.web.parts import house, now, parts

blueprint = Blueprint("schedules", __name__)


@blueprint.get("/schedules")
@needs(Permission.SEE_SCHEDULES)
def show() -> ResponseReturnValue:
    """List the jobs of the clock."""
    lines = house().schedules(parts().database, now())
    return render_template(
        "schedules.html",
        lines=sorted(lines, key=lambda line: line.next_due_at),
        run_words=lambda state: word(RUN_STATES, state),
        marks=RUN_MARKS,
    )
