"""抽查: the Center's checks. Each page says who must act, what, by when, with the button."""

from io import BytesIO
from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import (
    spot_check_drawing,
    spot_check_results,
    spot_check_steps,
    spot_check_units,
    spot_check_views,
    spot_checks,
)
from service.messages import N_, NotFound, Refused
from service.pages import check_words, fieldwork_words, forms, paging
from service.pages.case_page import CaseStep, StepForm
from service.pages.forms import Form
from service.pages.inputs import Count
from service.pages.words import case_role
from service.permissions import Permission
from service.web.access import actor, needs, transaction

PAGES_MOST = 100_000

blueprint = Blueprint("checks", __name__)


class ExtendForm(StepForm):
    """By how many a sample grows."""

    more = Count(1, spot_check_drawing.MORE_MOST)


STEPS: Final = {
    "notice": CaseStep(spot_check_units.notice),
    "freeze": CaseStep(spot_check_drawing.freeze),
    "draw": CaseStep(spot_check_drawing.draw),
    "begin": CaseStep(spot_check_units.begin),
    "extend": CaseStep(spot_check_drawing.extend, ExtendForm),
    "draft": CaseStep(spot_check_results.draft),
    "reopen": CaseStep(spot_check_results.reopen),
    "consult": CaseStep(spot_check_units.consult),
    "finish": CaseStep(spot_check_results.finish),
    "deliver": CaseStep(spot_check_units.deliver),
    "close": CaseStep(spot_check_results.close),
    "withdraw": CaseStep(spot_check_units.withdraw),
}


@blueprint.get("/checks")
@needs(Permission.SEE_CHECKS)
def show_all() -> ResponseReturnValue:
    """List the checks, what waits for the reader first."""
    waiting = request.args.get("waiting") == "yes"
    at = min(PAGES_MOST, max(1, request.args.get("page", 1, type=int)))
    with transaction() as session:
        lines, total = spot_check_views.checks(session, actor(), waiting=waiting, page=at)
        count = spot_check_views.waiting_count(session, actor())
    page = paging.Page(at, spot_check_views.PAGE_ROWS, total, _address)
    return render_template(
        "checks/list.html",
        lines=lines,
        page=page,
        waiting=waiting,
        count=count,
        words=check_words,
        role_word=case_role,
    )


def _address(number: int) -> str:
    return url_for("checks.show_all", waiting=request.args.get("waiting"), page=number)


@blueprint.get("/checks/<uuid:check_id>")
@needs(Permission.SEE_CHECKS)
def show(check_id: UUID) -> ResponseReturnValue:
    """Show one check."""
    return _page(check_id, "", Form())


@blueprint.post("/checks/<uuid:check_id>/steps/<action>")
@needs(Permission.MAKE_CHECK)
def act(check_id: UUID, action: str) -> ResponseReturnValue:
    """Take a step: the table says whether the reader may."""
    step = STEPS.get(action)
    if step is None:
        raise NotFound(N_("没有这次抽查。"))
    form = forms.read(step.schema())
    if form.data is not None:
        typed = dict(form.data)
        try:
            with transaction() as session:
                step.do(session, actor(), check_id, typed.pop("steps"), typed)
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("已办理。"))
            return redirect(url_for("checks.show", check_id=check_id))
    return _page(check_id, action, form)


@blueprint.post("/checks/<uuid:check_id>/again")
@needs(Permission.SEE_CHECKS)
def draw_again(check_id: UUID) -> ResponseReturnValue:
    """Draw the kept sample anew by the published algorithm and say whether it is the same."""
    with transaction() as session:
        same = spot_check_views.same_again(session, actor(), check_id)
    if same:
        flash(gettext("已按公布的算法从种子和总体重算：与留存的样本逐笔一致。"))
    else:
        flash(gettext("重算的样本与留存的不一致：请停止检查并报告系统管理人员。"), "block")
    return redirect(url_for("checks.show", check_id=check_id))


@blueprint.get("/checks/<uuid:check_id>/frame.csv")
@needs(Permission.SEE_CHECKS)
def frame(check_id: UUID) -> ResponseReturnValue:
    """Hand out the frozen frame, byte for byte."""
    with transaction() as session:
        row = spot_check_steps.find(session, actor(), check_id)
        content = spot_checks.frame_bytes(session, row.id)
    return _file(content, f"{row.number}-frame.csv", "text/csv; charset=utf-8")


@blueprint.get("/checks/<uuid:check_id>/plan.json")
@needs(Permission.SEE_CHECKS)
def plan(check_id: UUID) -> ResponseReturnValue:
    """Hand out the plan with its seed, once the frame is frozen."""
    with transaction() as session:
        row = spot_check_steps.find(session, actor(), check_id)
        if spot_checks.frame_row(session, row.id) is None:
            raise Refused(N_("种子在总体固定后才公开，现在还不能下载方案。"))
        content = spot_checks.plan_of(row).content()
    return _file(content, f"{row.number}-plan.json", "application/json")


def _file(content: bytes, name: str, kind: str) -> ResponseReturnValue:
    return send_file(BytesIO(content), as_attachment=True, download_name=name, mimetype=kind)


def _page(check_id: UUID, tried: str, form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = spot_check_views.check(session, actor(), check_id)
    html = render_template(
        "checks/check.html",
        check=found,
        tried=tried,
        form_of=lambda action: form if action == tried else Form(),
        words=check_words,
        why=fieldwork_words.why,
        role_word=case_role,
    )
    return html, form.status
