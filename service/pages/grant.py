"""A grant on one page: its money by direction, its agreement, its instalments."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from service.actions import (
    amendments,
    desk,
    execution,
    law_text_views,
    plan_and_team,
    proceeding_views,
)
from service.actions.proceeding_views import Filter
from service.pages import grant_money, money_lines
from service.pages.words import case_role
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("grant", __name__)


@blueprint.get("/grants/<uuid:grant_id>")
@needs(Permission.SEE_DESK)
def show(grant_id: UUID) -> ResponseReturnValue:
    """Show a grant to its employer."""
    return page(grant_id)


@blueprint.get("/programme/grants/<uuid:grant_id>")
@needs(Permission.SEE_PROGRAMME)
def for_center(grant_id: UUID) -> ResponseReturnValue:
    """Show a grant to the Center."""
    return page(grant_id)


@blueprint.get("/grants/<uuid:grant_id>/upload")
@needs(Permission.UPLOAD)
def upload(grant_id: UUID) -> ResponseReturnValue:
    """Show where the vouchers of a grant are dropped."""
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
    most = parts().settings.upload_bytes_max
    return render_template("upload.html", grant=grant, upload_bytes_max=most)


def page(grant_id: UUID) -> ResponseReturnValue:
    """Give the page of a grant, or refuse as if it did not exist."""
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
        instalments = desk.instalments_of(session, actor(), grant_id)
        agreed = grant.agreement
        plan = plan_and_team.plan_of(session, agreed.id) if agreed else []
        team = plan_and_team.team_of(session, grant_id)
        title = law_text_views.list_title(session, agreed.negative_list) if agreed else None
        versions = amendments.versions_of(session, grant_id)
        cases, _ = proceeding_views.cases(session, actor(), Filter(grant_id=grant_id))
        months = execution.by_month(session, grant.employer_id)
    drawn = grant_money.drawn(grant, months, actor().today)
    return render_template(
        "grant.html",
        grant=grant,
        lines=drawn.lines,
        total=drawn.total,
        chart=drawn.chart,
        warnings=money_lines.warnings(grant.money),
        instalments=instalments,
        plan=[(row.number, row.title, money_lines.category_word(row.category)) for row in plan],
        team=team,
        negative_list=title,
        versions=versions,
        cases=cases,
        role_word=case_role,
    )
