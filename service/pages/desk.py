"""工作台: what waits for me and until when, what comes near, and the money at a glance."""

from collections.abc import Iterator, Sequence

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import (
    afterwards,
    bank_views,
    desk,
    desk_alerts,
    desk_tasks,
    doings,
    execution,
)
from service.actions import first_steps as steps
from service.actions.desk import GrantView
from service.pages import desk_done, desk_words, first_steps, grant_money
from service.permissions import Permission, allows
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("desk", __name__)

TASKS_SHOWN = 12
DONE_SHOWN = 6


@blueprint.get("/desk")
@needs(Permission.SEE_DESK)
def show() -> ResponseReturnValue:
    """Show the employer's desk."""
    with transaction() as session:
        seen = desk.employer_desk(session, actor())
        bank = bank_views.waiting(session, actor(), parts().settings.bank_recent_days)
        wrongs = afterwards.wrongs(session, actor())
        asked = desk_tasks.Seen(seen.to_confirm, bank, wrongs)
        tasks = desk_tasks.tasks(session, actor(), asked)
        alerts = desk_alerts.alerts(session, actor(), seen.grants, bank)
        months = execution.by_month(session, actor().employer)
        shown = steps.shown(session, actor(), first_steps.person_id())
        done, more = doings.doings(session, actor(), most=DONE_SHOWN)
    lines = [grant_money.drawn(grant, months, actor().today) for grant in seen.grants]
    return render_template(
        "desk.html",
        desk=seen,
        guide=first_steps.on_desk(shown),
        wrongs=wrongs,
        tasks=[desk_words.line(task) for task in tasks],
        tasks_shown=TASKS_SHOWN,
        handling_days=desk_words.handling_days(),
        alerts=[desk_words.warned(alert) for alert in alerts],
        done=desk_done.shown(done),
        done_more=more is not None,
        links=list(_links(seen.grants)),
        money=lines,
        grants=[(line.grant, line.total) for line in lines],
        upload_bytes_max=parts().settings.upload_bytes_max,
    )


def _links(grants: Sequence[GrantView]) -> Iterator[tuple[str, str]]:
    """Give the ways that people take often: words and address."""
    role = actor().role
    running = [grant for grant in grants if grant.state == "active"]
    if allows(role, Permission.MAKE_CLAIM) and len(running) == 1:
        grant_id = running[0].id
        yield gettext("编制发放表"), url_for("fee_sheets.draw_up", grant_id=grant_id)
        yield gettext("申请预借"), url_for("advances.ask", grant_id=grant_id)
    if allows(role, Permission.RECORD_VERIFICATION):
        yield gettext("登记发票查验结果"), url_for("verification.show")
    yield gettext("第一次使用"), url_for("first_steps.show")
    yield gettext("对账"), url_for("bank.show")
    yield gettext("导出账簿和凭证"), url_for("exports.show", book=actor().employer)
    yield gettext("查看规则与办法"), url_for("rules.show")
