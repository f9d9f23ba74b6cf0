"""事项: procedures in progress. Each page says who must act, what, by when, with the button."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service.actions import letter_views, proceeding_views
from service.actions.procedures import KINDS
from service.actions.proceeding_views import CaseView, Filter
from service.messages import N_, NotFound, Refused
from service.pages import forms, paging
from service.pages.case_kinds import PAGES, StepForm
from service.pages.case_words import case_title
from service.pages.forms import Form
from service.pages.words import SERVICE_METHODS, case_role, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction

PAGES_MOST = 100_000

blueprint = Blueprint("cases", __name__)


@blueprint.get("/cases")
@needs(Permission.SEE_CASES)
def show_all() -> ResponseReturnValue:
    """List the cases, what waits for the reader first."""
    wanted = Filter(
        kind=_known(request.args.get("kind")),
        waiting=request.args.get("waiting") == "yes",
        page=min(PAGES_MOST, max(1, request.args.get("page", 1, type=int))),
    )
    with transaction() as session:
        lines, total = proceeding_views.cases(session, actor(), wanted)
        waiting = proceeding_views.waiting_count(session, actor())
        unread = letter_views.waiting_count(session, actor())
    page = paging.Page(wanted.page, proceeding_views.PAGE_ROWS, total, _address)
    return render_template(
        "cases/list.html",
        lines=lines,
        page=page,
        wanted=wanted,
        waiting=waiting,
        unread=unread,
        kinds=[(name, gettext(kind.title)) for name, kind in KINDS.items()],
        role_word=case_role,
        case_title=case_title,
    )


def _known(kind: str | None) -> str | None:
    return kind if kind in KINDS else None


def _address(number: int) -> str:
    return url_for(
        "cases.show_all",
        kind=request.args.get("kind"),
        waiting=request.args.get("waiting"),
        page=number,
    )


@blueprint.get("/cases/<uuid:case_id>")
@needs(Permission.SEE_CASES)
def show(case_id: UUID) -> ResponseReturnValue:
    """Show one case."""
    return _page(case_id, "", Form())


@blueprint.post("/cases/<uuid:case_id>/<action>")
@needs(Permission.SEE_CASES)
def act(case_id: UUID, action: str) -> ResponseReturnValue:
    """Take a step: the table of the case's kind says whether the reader may."""
    with transaction() as session:
        kind = proceeding_views.kind_of(session, actor(), case_id)
    step = PAGES[kind].steps.get(action)
    if step is None:
        raise NotFound(N_("没有这个事项。"))
    form = forms.read(step.schema())
    if form.data is not None:
        typed = dict(form.data)
        try:
            with transaction() as session:
                step.do(session, actor(), case_id, typed.pop("steps"), typed)
        except NotFound:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(gettext("已办理。"))
            return redirect(url_for("cases.show", case_id=case_id))
    return _page(case_id, action, form)


def _page(case_id: UUID, tried: str, form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = proceeding_views.case(session, actor(), case_id)
        page = PAGES[found.line.kind]
        choices = page.choices(session, actor(), case_id)
        letters = letter_views.of_case(session, actor(), case_id)
    html = render_template(
        "cases/case.html",
        case=found,
        detail=found.detail,
        about=page.template,
        fields=_fields(found),
        choices=choices,
        letters=letters,
        method_word=lambda method: word(SERVICE_METHODS, method),
        tried=tried,
        form_of=lambda action: form if action == tried else Form(),
        tried_form=form,
        role_word=case_role,
        case_title=case_title,
    )
    return html, form.status


def _fields(found: CaseView) -> dict[str, str]:
    """Give the templates of the steps that have fields of their own."""
    page = PAGES[found.line.kind]
    return {
        each.action: f"cases/fields/{found.line.kind}_{each.action}.html"
        for each in found.open
        if each.action in page.steps and page.steps[each.action].schema is not StepForm
    }
