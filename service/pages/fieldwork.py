"""取证: the sampled items of a check, each with its voucher and what is answered of it."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance import fieldwork as columns
from compliance.fieldwork import Column, Mark
from service.actions import evidence_sheets, fieldwork, fieldwork_views, spot_check_steps
from service.actions.claim_views import ClaimPage
from service.actions.fieldwork import NewAnswer
from service.actions.fieldwork_results import Result
from service.actions.fieldwork_views import ItemPage
from service.messages import N_, Invalid
from service.pages import (
    claim_shapes,
    document_view,
    fieldwork_words,
    forms,
    ledger_view,
    verdict_view,
)
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Money, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("fieldwork", __name__)

VERSIONS_MOST = 10_000
OBTAINED, NONE = "obtained", "none"


class AnswerForm(Schema):
    """What is found of an item; the columns are read apart."""

    version = Count(0, VERSIONS_MOST)
    evidence = Choice(OBTAINED, NONE)
    audited = Money(optional=True)
    note = Text(columns.NOTE_MAX, optional=True)


class ReviewForm(Schema):
    """What another person says of an answer."""

    version = Count(1, VERSIONS_MOST)
    then = Choice("agree", "send_back")
    note = Text(columns.NOTE_MAX, optional=True)


@blueprint.get("/checks/<uuid:check_id>/items")
@needs(Permission.CHECK_ITEMS)
def show_all(check_id: UUID) -> ResponseReturnValue:
    """List the sample with how far each item is."""
    with transaction() as session:
        found = fieldwork_views.item_list(session, actor(), check_id)
    state = request.args.get("state", "")
    lines = [each for each in found.lines if _in_state(each.result, state)]
    return render_template(
        "fieldwork/list.html",
        found=found,
        lines=lines,
        state=state,
        yuan=fieldwork.yuan,
        words=fieldwork_words,
    )


def _in_state(result: Result, state: str) -> bool:
    return result.wrong if state == "wrong" else state in {"", result.state}


@blueprint.get("/checks/<uuid:check_id>/items/<int:number>")
@needs(Permission.CHECK_ITEMS)
def show(check_id: UUID, number: int) -> ResponseReturnValue:
    """Show an item with everything that speaks for or against it."""
    return _render(_load(check_id, number), None, None)


@blueprint.post("/checks/<uuid:check_id>/items/<int:number>/answer")
@needs(Permission.CHECK_ITEMS)
def answer(check_id: UUID, number: int) -> ResponseReturnValue:
    """Keep what was found; go on to the next item that waits."""
    form = forms.read(AnswerForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            item = fieldwork.find_item(session, check_id, number)
            fieldwork.answer(session, actor(), item, _new_answer(form))
            flash(gettext("第 %(n)s 笔的检查结果已保存，待另一人复核。", n=number))
            return _onwards(check_id, number)
    return _render(_load(check_id, number), form, None)


@blueprint.post("/checks/<uuid:check_id>/items/<int:number>/review")
@needs(Permission.CHECK_ITEMS)
def review(check_id: UUID, number: int) -> ResponseReturnValue:
    """Say of another person's answer that it stands, or give it back."""
    form = forms.read(ReviewForm())
    if form.data is not None:
        said = form.data
        with form.refusals(), transaction() as session:
            item = fieldwork.find_item(session, check_id, number)
            agrees = said["then"] == "agree"
            fieldwork.review(session, actor(), item, said["version"], said["note"], agrees=agrees)
            flash(
                gettext("第 %(n)s 笔已复核。", n=number)
                if agrees
                else gettext("第 %(n)s 笔已退回重新检查。", n=number)
            )
            return _onwards(check_id, number)
    return _render(_load(check_id, number), None, form)


@blueprint.get("/checks/<uuid:check_id>/evidence/<uuid:employer_id>.pdf")
@needs(Permission.CHECK_ITEMS)
def evidence(check_id: UUID, employer_id: UUID) -> ResponseReturnValue:
    """Print the sheet of evidence of one employer."""
    with transaction() as session:
        name, content = evidence_sheets.printed(session, actor(), check_id, employer_id)
    return send_file(
        BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name
    )


def _new_answer(form: Form) -> NewAnswer:
    said = form.data or {}
    marks = {column: form.value(column.value) for column in Column}
    if not all(mark in set(Mark) for mark in marks.values()):
        raise Invalid(N_("请对六栏逐一填写符合、不符合或不适用。"))
    return NewAnswer(
        marks={column: Mark(mark) for column, mark in marks.items()},
        evidence=said["evidence"] == OBTAINED,
        audited=said["audited"],
        note=said["note"],
        version=said["version"],
    )


def _onwards(check_id: UUID, number: int) -> ResponseReturnValue:
    """Go where the person asked to go: on to what waits, or back to the same item."""
    if request.form.get("go") == "on":
        with transaction() as session:
            spot_check_steps.find(session, actor(), check_id)
            waiting = fieldwork_views.waiting(session, actor(), check_id, number)
        if waiting is not None:
            return redirect(url_for("fieldwork.show", check_id=check_id, number=waiting))
    return redirect(url_for("fieldwork.show", check_id=check_id, number=number))


def _load(check_id: UUID, number: int) -> ItemPage:
    with transaction() as session:
        return fieldwork_views.item_page(session, actor(), check_id, number)


def _render(page: ItemPage, answered: Form | None, reviewed: Form | None) -> tuple[str, int]:
    """Give the page of an item; the forms are what stands in its fields."""
    claim = page.claim
    concerned = verdict_view.concerned(claim)

    def image_of(number: int) -> str:
        return url_for("claims.image", claim_id=claim.claim.id, number=number)

    html = render_template(
        "fieldwork/item.html",
        page=page,
        item=page.result.item,
        claim=claim.claim,
        value=fieldwork.yuan(page.result.item.value),
        form=answered or Form(_given(page)),
        review=reviewed or Form(),
        columns=columns,
        words=fieldwork_words,
        hands=_hands(claim),
        beside=claim_shapes.view(claim),
        concerned=concerned,
        verdict=verdict_view.verdict(claim),
        document=document_view.document(claim.invoice, claim.original.name, concerned, image_of),
        fields=document_view.read_fields(claim.invoice, concerned),
        entries=[ledger_view.entries(each)[0] for each in page.entries],
    )
    return html, next((each.status for each in (answered, reviewed) if each is not None), 200)


def _hands(claim: ClaimPage) -> list[tuple[str, str]]:
    """Name who made, checked and paid a claim."""
    row = claim.claim
    did = (
        (gettext("经办"), row.made_by),
        (gettext("复核"), row.approved_by),
        (gettext("付款"), row.paid_by),
    )
    return [(said, claim.people[who]) for said, who in did if who is not None]


def _given(page: ItemPage) -> Mapping[str, str]:
    """Give what stands in the fields at first: the newest answer, or nothing but the amount."""
    row = page.result.answer
    if row is None:
        return {"audited": "", "version": "0"}
    return {
        **{column.value: getattr(row, column.value) for column in Column},
        "evidence": OBTAINED if row.evidence else NONE,
        "audited": _typed(row.audited),
        "note": row.note,
        "version": str(row.version),
    }


def _typed(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"
