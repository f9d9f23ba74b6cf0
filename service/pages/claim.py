"""A claim on one page: the document beside its data, the verdict, and what may be done now."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from compliance.categories import Category
from compliance.claim_states import BOOKED, OPEN
from compliance.facts import ClaimState
from importers import chinese_amount
from importers.document import UnreadableDocument
from service.actions import (
    booking_views,
    claim_budget,
    claim_views,
    corrections,
    crossing_views,
    expense_report_views,
    reversals,
    verification_views,
)
from service.actions.booking_views import Refunded
from service.actions.claim_views import ClaimPage, File, Filter
from service.actions.corrections import Made
from service.actions.expense_report_views import Place
from service.actions.reversals import ReversalView
from service.actions.verification_views import Given
from service.messages import N_, NotFound
from service.pages import (
    check_view,
    claim_form,
    claim_list,
    claim_shapes,
    claim_view,
    document_view,
    money_lines,
    verdict_view,
)
from service.pages.forms import Form
from service.permissions import Permission, allows
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("claims", __name__)


@blueprint.get("/claims/<uuid:claim_id>")
@needs(Permission.SEE_CLAIMS)
def show(claim_id: UUID) -> ResponseReturnValue:
    """Show a claim."""
    page = load(claim_id)
    return render(page, claim_form.form_of(page))


def load(claim_id: UUID) -> ClaimPage:
    """Give a claim, or refuse as if it did not exist."""
    with transaction() as session:
        return claim_views.claim_page(session, actor(), claim_id)


def render(page: ClaimPage, form: Form, appeal: Mapping[str, str] | None = None) -> tuple[str, int]:
    """Give the page of a claim; `form` is what stands in its fields, `appeal` in an appeal."""
    concerned = verdict_view.concerned(page)

    def image_of(number: int) -> str:
        return url_for("claims.image", claim_id=page.claim.id, number=number)

    invoice = page.invoice
    html = render_template(
        "claim.html",
        page=page,
        claim=page.claim,
        form=form,
        verdict=verdict_view.verdict(page),
        concerned=concerned,
        stages=claim_view.stages(page),
        history=claim_view.history(page.timeline),
        document=document_view.document(invoice, page.original.name, concerned, image_of),
        fields=document_view.read_fields(invoice, concerned),
        noticed=document_view.reader_findings(invoice),
        made=check_view.corrections(page, _corrections(page)),
        compared_with=check_view.compared(invoice, _answer(page)),
        appeal=appeal or {},
        returned_for=_returned_for(page),
        budget=_budget(page),
        may_appeal_return=verdict_view.may_appeal_return(page, _returned_for(page)),
        tax_categories=document_view.tax_categories(invoice),
        columns=document_view.columns(invoice),
        evidence=claim_view.evidence_choices(page.claim.evidence),
        category=money_lines.category_word(page.claim.category),
        category_reason=claim_view.category_reason(page),
        categories=money_lines.category_choices(),
        offered=claim_form.offered(page, form),
        plan_item=claim_form.plan_words(page, page.claim.plan_item_id),
        to_confirm=verdict_view.to_confirm(page),
        amount_in_words=_words(page.claim.amount),
        editable=page.claim.state in {"draft", "returned"} and "submit" in page.may,
        following=_following(page),
        releasing=any(action.startswith("release_") for action in page.may),
        crossings=_crossings(page),
        refunds=_refunds(page),
        reversal=_reversal(page),
        beside=claim_shapes.view(page),
        booked=_booked(page),
        sheet=_place(page),
    )
    return html, form.status


def _place(page: ClaimPage) -> Place | None:
    """Give the sheet on which a claim stands, and its neighbours there."""
    with transaction() as session:
        return expense_report_views.place_of(session, actor(), page.claim)


def _corrections(page: ClaimPage) -> tuple[Made, ...]:
    with transaction() as session:
        return corrections.history(session, actor(), page.claim)


def _answer(page: ClaimPage) -> Given | None:
    """Give the newest answer of the tax platform."""
    with transaction() as session:
        given = verification_views.answers(session, actor(), page.claim.id).given
    return given[0] if given else None


def _budget(page: ClaimPage) -> str:
    """Say what is left of the direction's budget, while the claim is not in the books."""
    goes_on = ClaimState(page.claim.state) in OPEN and page.claim.amount > 0
    if page.claim.category is None or not goes_on:
        return ""
    with transaction() as session:
        effect = claim_budget.effect(
            session, actor(), page.claim.id, Category(page.claim.category), page.claim.amount
        )
    return claim_form.budget_words(effect)


def _returned_for(page: ClaimPage) -> str:
    """Give what a claim was returned for, while it stands returned."""
    if page.claim.state != ClaimState.RETURNED:
        return ""
    returns = (step.reason for step in reversed(page.timeline) if step.action == "return_claim")
    return next(returns, None) or ""


def _words(amount: Decimal) -> str:
    return chinese_amount.words(amount) if amount > 0 else ""


def _crossings(page: ClaimPage) -> list[str]:
    """Give where the Center settles what another employer claims too; nobody else is told."""
    if not allows(actor().role, Permission.SEE_CROSSINGS):
        return []
    with transaction() as session:
        found = crossing_views.of_claim(session, page.claim.id)
    return [url_for("crossings.match", match_id=each) for each in found]


def _refunds(page: ClaimPage) -> tuple[Refunded, ...]:
    """Give what came back from the seller, of a claim that is posted."""
    if not _booked(page):
        return ()
    with transaction() as session:
        return booking_views.refunds_of(session, page.claim.employer_id, page.claim.id)


def _booked(page: ClaimPage) -> bool:
    return ClaimState(page.claim.state) in BOOKED


def _reversal(page: ClaimPage) -> ReversalView | None:
    """Give the proposal to take the claim back that waits, if there is one."""
    if not _booked(page):
        return None
    with transaction() as session:
        return next(iter(reversals.waiting(session, actor(), page.claim.id)), None)


def _following(page: ClaimPage) -> str | None:
    """Give the address of the next claim that waits for the reader."""
    state = claim_list.FIRST_STATE.get(actor().role)
    if state is None:
        return None
    with transaction() as session:
        waiting = claim_views.list_claims(session, actor(), Filter(state=state)).lines
    others = [line.claim.id for line in waiting if line.claim.id != page.claim.id]
    return url_for("claims.show", claim_id=others[0]) if others else None


@blueprint.get("/claims/<uuid:claim_id>/original")
@needs(Permission.SEE_CLAIMS)
def original(claim_id: UUID) -> ResponseReturnValue:
    """Hand out the original, byte for byte, never to be shown inside our pages."""
    file = _file(claim_id)
    response = send_file(BytesIO(file.content), as_attachment=True, download_name=file.name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.mimetype = "application/octet-stream"
    return response


@blueprint.get("/claims/<uuid:claim_id>/pages/<int:number>.png")
@needs(Permission.SEE_CLAIMS)
def image(claim_id: UUID, number: int) -> ResponseReturnValue:
    """Draw one page of the original."""
    try:
        drawn = claim_views.page_image(_file(claim_id), parts().desk.readers, number)
    except UnreadableDocument as error:
        raise NotFound(N_("这一页不能显示，请下载原件查看。")) from error
    return Response(drawn, mimetype="image/png")


def _file(claim_id: UUID) -> File:
    with transaction() as session:
        return claim_views.original_file(session, parts().desk.originals, actor(), claim_id)
