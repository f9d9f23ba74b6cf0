"""检查发现: the findings of all checks, one of them, and what an employer says to it."""

from dataclasses import dataclass
from types import ModuleType
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance import law
from compliance.fieldwork import NATURES
from service.actions import (
    check_finding_views,
    check_findings,
    check_responses,
    fieldwork_views,
    raising,
)
from service.actions.check_finding_views import PAGE_ROWS, FindingLine, FindingPage, Wanted
from service.actions.check_findings import Asked, NewFinding
from service.actions.fieldwork_views import ItemPage
from service.pages import fieldwork_words, forms, paging
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Key, Money, Text
from service.pages.paging import Page
from service.pages.words import choices
from service.permissions import Permission, allows
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("check_findings", __name__)

CODE_MAX = 60
DEPARTMENT_MAX = 100
ARTICLES = (28, 25, 26, 27, 29, 30, 32, 33)  # those of money and its supervision; 28 most often


class FindingForm(Schema):
    """A finding in its parts."""

    title = Text(check_findings.TITLE_MAX)
    nature = Choice(*NATURES)
    condition = Text(check_findings.TEXT_MAX)
    article = Count(1, law.ARTICLE_COUNT)
    code = Text(CODE_MAX, optional=True)
    cause = Text(check_findings.TEXT_MAX, optional=True)
    effect = Text(check_findings.TEXT_MAX, optional=True)
    department = Text(DEPARTMENT_MAX, optional=True)
    amount = Money(optional=True)
    repeats = Key(optional=True)


class AskedForm(Schema):
    """What a rectification asks."""

    amount = Money(optional=True)
    supply = Text(raising.TEXT_MAX, optional=True)
    adjust = Text(raising.TEXT_MAX, optional=True)


class DropForm(Schema):
    """Why a finding is let go."""

    reason = Text(check_findings.TEXT_MAX)


class ResponseForm(Schema):
    """What an employer says."""

    stance = Choice(*check_responses.STANCES)
    said = Text(check_responses.SAID_MAX, optional=True)


@dataclass(frozen=True, slots=True)
class Told:
    """The findings that a page of another kind of thing shows, and their words."""

    lines: tuple[FindingLine, ...]
    words: ModuleType


@blueprint.app_context_processor
def _with_findings() -> dict[str, object]:
    """Let the page of an employer's part in a check list what was found there."""
    return {"findings_of_unit": _of_unit}


def _of_unit(check_id: UUID, employer_id: UUID) -> Told:
    if not allows(actor().role, Permission.SEE_FINDINGS):
        return Told((), fieldwork_words)
    with transaction() as session:
        lines = check_finding_views.of_check(session, actor(), check_id, employer_id)
    return Told(lines, fieldwork_words)


@blueprint.get("/findings")
@needs(Permission.SEE_FINDINGS)
def show_all() -> ResponseReturnValue:
    """List findings across checks; an employer its own that it was told of."""
    asked = request.args
    with transaction() as session:
        wanted = Wanted(
            check_id=_key("check"),
            employer_id=_key("employer"),
            nature=asked.get("nature", "") if asked.get("nature") in NATURES else "",
            state=asked.get("state", ""),
            page=paging.asked(),
        )
        found = check_finding_views.list_findings(session, actor(), wanted)

    def address(number: int) -> str:
        kept: dict[str, Any] = {name: value for name, value in asked.items() if name != "page"}
        return url_for("check_findings.show_all", page=number, **kept)

    return render_template(
        "findings/list.html",
        found=found,
        page=Page(found.page, PAGE_ROWS, found.count, address),
        form=Form(asked.to_dict()),
        natures=choices(NATURES),
        state=wanted.state,
        words=fieldwork_words,
        kept={name: value for name, value in asked.items() if name not in {"page", "state"}},
    )


@blueprint.get("/findings/<uuid:finding_id>")
@needs(Permission.SEE_FINDINGS)
def show(finding_id: UUID) -> ResponseReturnValue:
    """Show a finding."""
    return _render(finding_id)


@blueprint.get("/checks/<uuid:check_id>/items/<int:number>/findings/new")
@needs(Permission.CHECK_ITEMS)
def ask(check_id: UUID, number: int) -> ResponseReturnValue:
    """Ask for a finding in its parts; what is known stands in it already."""
    page = _item(check_id, number)
    return _ask(page, Form(_known(page)))


@blueprint.post("/checks/<uuid:check_id>/items/<int:number>/findings/new")
@needs(Permission.CHECK_ITEMS)
def raise_(check_id: UUID, number: int) -> ResponseReturnValue:
    """Write a finding down."""
    page, form = _item(check_id, number), forms.read(FindingForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            check_findings.raise_(session, actor(), page.result.item, _new(form))
            flash(gettext("问题已登记。"))
            return redirect(url_for("fieldwork.show", check_id=check_id, number=number))
    return _ask(page, form)


@blueprint.post("/findings/<uuid:finding_id>/rectification")
@needs(Permission.OPEN_CASE)
def rectify(finding_id: UUID) -> ResponseReturnValue:
    """Open the rectification of a finding."""
    form = forms.read(AskedForm())
    if form.data is not None:
        said = form.data
        asked = Asked(
            amount=said["amount"] or check_findings.NOTHING,
            supply=said["supply"],
            adjust=said["adjust"],
        )
        with form.refusals(), transaction() as session:
            case = check_findings.rectify(session, actor(), finding_id, asked)
            flash(gettext("整改已开出，待另一人审定后发出整改通知。"))
            return redirect(url_for("cases.show", case_id=case.id))
    return _render(finding_id, rectifying=form)


@blueprint.post("/findings/<uuid:finding_id>/drop")
@needs(Permission.CHECK_ITEMS)
def drop(finding_id: UUID) -> ResponseReturnValue:
    """Let a finding go."""
    form = forms.read(DropForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            check_findings.drop(session, actor(), finding_id, form.data["reason"])
            flash(gettext("问题已撤销，记录保留。"))
            return redirect(url_for("check_findings.show", finding_id=finding_id))
    return _render(finding_id, dropping=form)


@blueprint.post("/findings/<uuid:finding_id>/respond")
@needs(Permission.ANSWER_FINDING)
def respond(finding_id: UUID) -> ResponseReturnValue:
    """Say what the employer has to say."""
    form = forms.read(ResponseForm())
    if form.data is not None:
        said = form.data
        with form.refusals(), transaction() as session:
            check_responses.respond(session, actor(), finding_id, said["stance"], said["said"])
            flash(gettext("意见已提交；期限内可以修改，以最后一次为准。"))
            return redirect(url_for("check_findings.show", finding_id=finding_id))
    return _render(finding_id, responding=form)


def _render(
    finding_id: UUID,
    *,
    rectifying: Form | None = None,
    dropping: Form | None = None,
    responding: Form | None = None,
) -> tuple[str, int]:
    with transaction() as session:
        page = check_finding_views.finding_page(session, actor(), finding_id)
    typed = (rectifying, dropping, responding)
    html = render_template(
        "findings/finding.html",
        page=page,
        row=page.line.row,
        words=fieldwork_words,
        stances=choices(check_responses.STANCES),
        rectifying=rectifying or Form(_asked_first(page)),
        dropping=dropping or Form(),
        responding=responding or Form(),
        tried=next((at for at, form in enumerate(typed) if form is not None), None),
    )
    return html, next((form.status for form in typed if form is not None), 200)


def _asked_first(page: FindingPage) -> dict[str, str]:
    return {"amount": f"{page.most:.2f}" if page.most else ""}


def _ask(page: ItemPage, form: Form) -> tuple[str, int]:
    with transaction() as session:
        known = check_findings.criteria(session, page.claim.claim)
    html = render_template(
        "findings/new.html",
        page=page,
        item=page.result.item,
        form=form,
        words=fieldwork_words,
        natures=choices(NATURES),
        articles=[(number, say(law.citation(number))) for number in ARTICLES],
        codes=[
            (gettext("负面清单"), [(e.code, f"{e.code} {say(e.title)}") for e in known.listed]),
            (gettext("核对项目"), [(each.code, say(each.title)) for each in known.rules]),
        ],
        earlier=[
            (each.row.id, f"{each.label} {each.row.title}")
            for each in page.earlier_findings
            if each.row.employer_id == page.result.item.employer_id
        ],
    )
    return html, form.status


def _known(page: ItemPage) -> dict[str, str]:
    """Give what the answer and the verdict say already: condition, amount, criterion."""
    found, findings = page.result.found, page.claim.decision.findings
    heaviest = findings[0] if findings else None
    return {
        "condition": found.note if found is not None else "",
        "amount": f"{max(found.error, check_findings.NOTHING):.2f}" if found is not None else "",
        "article": str(heaviest.article if heaviest is not None else ARTICLES[0]),
        "code": (heaviest.item or heaviest.rule) if heaviest is not None else "",
        "nature": "" if found is None or found.evidence else "unsupported",
    }


def _new(form: Form) -> NewFinding:
    said = form.data or {}
    return NewFinding(
        title=said["title"],
        nature=said["nature"],
        condition=said["condition"],
        article=said["article"],
        code=said["code"],
        cause=said["cause"],
        effect=said["effect"],
        department=said["department"],
        amount=said["amount"] or check_findings.NOTHING,
        repeats_id=said["repeats"],
    )


def _item(check_id: UUID, number: int) -> ItemPage:
    with transaction() as session:
        return fieldwork_views.item_page(session, actor(), check_id, number)


def _key(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
