"""报销单: compose it from the wallet, hand it in, look at all of it, approve, give back, pay."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from marshmallow import Schema

from compliance import law
from importers import chinese_amount
from service.actions import (
    claims,
    expense_report_steps,
    expense_report_views,
    expense_reports,
    printing,
)
from service.actions.expense_report_steps import SheetRefusedError
from service.actions.expense_report_views import PAGE_ROWS, STATES, Member, Sheet
from service.actions.expense_reports import NOTE_MAX, PEOPLE_MAX, TITLE_MAX, Words
from service.actions.paying import Slip
from service.actions.printing import Asked
from service.messages import N_, Invalid, Refused
from service.pages import claim_view, document_view, forms, money_lines, paging, verdict_view
from service.pages.forms import Form
from service.pages.inputs import Choice, Count, Day, Text
from service.pages.paging import Page
from service.pages.verdict_view import VerdictView
from service.pages.words import seller_word, word
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("sheets", __name__)

VERSION_MAX = 2**31 - 1
VERSION_DIGITS = 10
REASON_MOST = 2000  # characters of a form; the action says what a reason may have
SHEET_STATES = {
    "draft": N_("未提交"),
    "submitted": N_("待复核"),
    "returned": N_("已退回"),
    "approved": N_("待付款"),
    "paid": N_("已付款"),
    "frozen": N_("已冻结"),
    "ended": N_("已作废"),
    "dissolved": N_("已解散"),
}


class WordsForm(Schema):
    """What a sheet says of itself."""

    title = Text(TITLE_MAX)
    people = Text(PEOPLE_MAX, optional=True)
    note = Text(NOTE_MAX, optional=True)


class DescribeForm(WordsForm):
    """The same, of a sheet that is there."""

    version = Count(1, VERSION_MAX)


class ReasonForm(Schema):
    """Why a sheet goes back."""

    reason = Text(500)


class SlipForm(Schema):
    """The slip by which a sheet was paid, whom it paid, and its day; no day: today."""

    slip = Text(60)
    state = Choice("", *expense_report_steps.PAYABLE, optional=True)
    paid_on = Day(optional=True)


@blueprint.get("/sheets")
@needs(Permission.SEE_CLAIMS)
def show_all() -> ResponseReturnValue:
    """List the sheets."""
    state = request.args.get("state", "")
    wanted = state if state in STATES else None
    number = paging.asked()
    with transaction() as session:
        found, count = expense_report_views.sheets(session, actor(), wanted, number)
        counts = expense_report_views.counts(session, actor())
    return render_template(
        "sheets/list.html",
        sheets=found,
        states=SHEET_STATES,
        tabs=_tabs(wanted, counts),
        page=Page(
            number, PAGE_ROWS, count, lambda n: url_for("sheets.show_all", state=state, page=n)
        ),
    )


def _tabs(wanted: str | None, counts: dict[str, int]) -> list[tuple[str, str, bool, int | None]]:
    tabs: list[tuple[str, str, bool, int | None]] = [
        (gettext("全部"), url_for("sheets.show_all"), wanted is None, sum(counts.values()))
    ]
    return tabs + [
        (
            word(SHEET_STATES, state),
            url_for("sheets.show_all", state=state),
            state == wanted,
            counts[state],
        )
        for state in STATES
        if counts.get(state)
    ]


@blueprint.get("/sheets/new")
@needs(Permission.MAKE_CLAIM)
def new() -> ResponseReturnValue:
    """Show the wallet to choose from; what was ticked in the list is ticked here."""
    return _new_page(Form(), {_identity(text) for text in request.args.getlist("claim")})


@blueprint.post("/sheets/choose")
@needs(Permission.MAKE_CLAIM)
def choose() -> ResponseReturnValue:
    """Come from the list of claims with some of them ticked."""
    claims = [text.partition(":")[0] for text in request.form.getlist("claim")]
    return redirect(url_for("sheets.new", claim=claims))


@blueprint.post("/sheets")
@needs(Permission.MAKE_CLAIM)
def compose() -> ResponseReturnValue:
    """Make a sheet of the chosen claims."""
    form = forms.read(WordsForm())
    claims = _chosen()
    if form.data is not None:
        with form.refusals():
            with transaction() as session:
                made = expense_reports.compose(session, actor(), Words(**form.data), claims)
            flash(gettext("报销单已做好，核对无误后提交。"))
            return redirect(url_for("sheets.show", report_id=made))
    return _new_page(form, set(claims))


def _new_page(form: Form, ticked: set[UUID]) -> ResponseReturnValue:
    with transaction() as session:
        wallet = expense_report_views.wallet(session, actor())
    page = render_template(
        "sheets/new.html", wallet=wallet, form=form, ticked=ticked, direction=_direction
    )
    return page, form.status


@blueprint.get("/sheets/<uuid:report_id>")
@needs(Permission.SEE_CLAIMS)
def show(report_id: UUID) -> ResponseReturnValue:
    """Show a sheet with everything on it."""
    return _page(report_id)


def _page(
    report_id: UUID, refusals: tuple[str, ...] = (), form: Form | None = None
) -> ResponseReturnValue:
    with transaction() as session:
        sheet = expense_report_views.view(session, actor(), report_id)
    given = form or Form(
        {"title": sheet.row.title, "people": sheet.row.people, "note": sheet.row.note}
    )
    page = render_template(
        "sheets/sheet.html",
        sheet=sheet,
        row=sheet.row,
        members=[_member_view(each) for each in sheet.members],
        states=SHEET_STATES,
        in_words=_in_words,
        payments=_payments(sheet),
        history=claim_view.history(sheet.history),
        form=given,
        refusals=refusals,
        direction=_direction,
        missing=sum(1 for each in sheet.members if each.missing),
    )
    status = 422 if refusals else given.status
    return page, status


@dataclass(frozen=True, slots=True)
class Payment:
    """What one slip of the bank pays: to whom how much; `back`: the employer gets its money back.

    `payees` in the order of the sheet, each once with the yuan of all its claims.
    """

    state: str
    back: bool
    amount: Decimal
    payees: tuple[tuple[str, Decimal], ...]
    claims: int


def _payments(sheet: Sheet) -> list[Payment]:
    """Divide what waits for its payment by who gets the money."""
    if "pay" not in sheet.may:
        return []
    divided = [(state, sheet.in_state(state)) for state in ("approved", "posted")]
    return [_payment(sheet, state, members) for state, members in divided if members]


def _payment(sheet: Sheet, state: str, members: tuple[Member, ...]) -> Payment:
    payees: dict[str, Decimal] = {}
    for each in members:
        read = each.page.invoice
        payee = sheet.employer if state == "posted" else seller_word(read.kind, read.seller_name)
        payees[payee] = payees.get(payee, Decimal("0.00")) + each.page.claim.amount
    paid = sheet.sum_of(members)
    return Payment(state, state == "posted", paid, tuple(payees.items()), len(members))


def _in_words(amount: Decimal) -> str:
    return chinese_amount.words(amount) if amount > 0 else ""


def _member_view(member: Member) -> dict[str, object]:
    """Give a claim on a sheet in the words of its own page."""
    page = member.page
    concerned = verdict_view.concerned(page)

    def image_of(number: int) -> str:
        return url_for("claims.image", claim_id=page.claim.id, number=number)

    return {
        "page": page,
        "claim": page.claim,
        "verdict": _apart_from_its_page(verdict_view.verdict(page)),
        "document": document_view.document(page.invoice, page.original.name, concerned, image_of),
        "category": money_lines.category_word(page.claim.category),
        "reason": claim_view.category_reason(page),
        "to_confirm": verdict_view.to_confirm(page) if page.claim.state == "submitted" else [],
        "asked": [
            (
                gettext("或").join(say(law.evidence()[code]) for code in each.one_of),
                each in member.missing,
            )
            for each in member.asked
        ],
    }


def _apart_from_its_page(verdict: VerdictView) -> VerdictView:
    """Leave out the places on the voucher, which light up on the claim's own page only."""
    findings = tuple(replace(finding, places=()) for finding in verdict.findings)
    return replace(verdict, findings=findings)


def _direction(category: str | None) -> str:
    return money_lines.category_word(category) or gettext("未选支出方向")


@blueprint.post("/sheets/<uuid:report_id>")
@needs(Permission.MAKE_CLAIM)
def describe(report_id: UUID) -> ResponseReturnValue:
    """Change what a sheet says of itself."""
    form = forms.read(DescribeForm())
    if form.data is not None:
        version = form.data.pop("version")
        with form.refusals():
            with transaction() as session:
                words = Words(**form.data)
                expense_reports.describe(session, actor(), report_id, version, words)
            flash(gettext("已保存。"))
            return _to(report_id)
    return _page(report_id, form=form)


@blueprint.post("/sheets/<uuid:report_id>/add")
@needs(Permission.MAKE_CLAIM)
def add(report_id: UUID) -> ResponseReturnValue:
    """Put further claims on a sheet."""
    return _do(report_id, expense_reports.add, _chosen())


@blueprint.post("/sheets/<uuid:report_id>/split/<uuid:claim_id>")
@needs(Permission.MAKE_CLAIM)
def split_off(report_id: UUID, claim_id: UUID) -> ResponseReturnValue:
    """Take a claim off a sheet."""
    return _do(report_id, expense_reports.split_off, claim_id)


@blueprint.post("/sheets/<uuid:report_id>/dissolve")
@needs(Permission.MAKE_CLAIM)
def dissolve(report_id: UUID) -> ResponseReturnValue:
    """Give up a sheet; its claims go back to the wallet."""
    return _do(report_id, expense_reports.dissolve)


@blueprint.post("/sheets/<uuid:report_id>/submit")
@needs(Permission.MAKE_CLAIM)
def submit(report_id: UUID) -> ResponseReturnValue:
    """Hand in a whole sheet."""
    return _do(report_id, expense_report_steps.submit, _seen(), refused=_look_again)


def _look_again() -> None:
    """Let each claim of a sheet that did not go on say what stands against it now."""
    with transaction() as session:
        claims.look_again(session, actor(), list(_seen()))


@blueprint.post("/sheets/<uuid:report_id>/approve")
@needs(Permission.CHECK_CLAIM)
def approve(report_id: UUID) -> ResponseReturnValue:
    """Approve a whole sheet, with the own reasons that some claims need."""
    seen = _seen()
    reasons = {each: request.form.get(f"confirmation-{each}", "")[:REASON_MOST] for each in seen}
    return _do(report_id, expense_report_steps.approve, seen, reasons)


@blueprint.post("/sheets/<uuid:report_id>/return")
@needs(Permission.CHECK_CLAIM)
def give_back(report_id: UUID) -> ResponseReturnValue:
    """Give a whole sheet back."""
    form = forms.read(ReasonForm())
    reason = form.data["reason"] if form.data else ""
    return _do(report_id, expense_report_steps.give_back, _seen(), reason)


@blueprint.post("/sheets/<uuid:report_id>/pay")
@needs(Permission.PAY_CLAIM)
def pay(report_id: UUID) -> ResponseReturnValue:
    """Pay a whole sheet by one slip of the bank."""
    form = forms.read(SlipForm())
    if form.data is None:
        return _page(report_id, (gettext("请填写银行回单的流水号，对账时据此核对。"),))
    slip = Slip(form.data["slip"], form.data["paid_on"])
    return _do(report_id, expense_report_steps.pay, _seen(), slip, form.data["state"] or "")


@blueprint.post("/sheets/<uuid:report_id>/print")
@needs(Permission.SEE_DESK)
def print_(report_id: UUID) -> ResponseReturnValue:
    """Print the cover of a sheet with its vouchers."""
    with transaction() as session:
        number, purpose, claims = expense_report_views.number_of(session, actor(), report_id)
        address = parts().settings.public_url + url_for("sheets.show", report_id=report_id)
        asked = Asked(number=number, purpose=purpose, address=address, claims=claims)
        package = printing.ask(session, actor(), asked)
    return redirect(url_for("prints.package", package_id=package))


def _do(
    report_id: UUID,
    act: Callable[..., Any],
    *given: object,
    refused: Callable[[], None] = lambda: None,
) -> ResponseReturnValue:
    """Act on a whole sheet in one transaction; what stands in the way is told, claim by claim."""
    try:
        with transaction() as session:
            done = act(session, actor(), report_id, *given)
    except SheetRefusedError as refusal:
        refused()
        return _page(report_id, tuple(say(reason) for reason in refusal.reasons))
    except Refused as refusal:
        return _page(report_id, (say(refusal.sentence),))
    told = ngettext("已办理 %(num)s 张报销申请。", "已办理 %(num)s 张报销申请。", done or 0)
    flash(told if done else gettext("已保存。"))
    return _to(report_id)


def _seen() -> dict[UUID, int]:
    """Read which claims the reader saw, in which version."""
    seen = {}
    for text in request.form.getlist("seen"):
        claim_id, _, version = text.partition(":")
        seen[_identity(claim_id)] = int(version[:VERSION_DIGITS]) if version.isdecimal() else 0
    return seen


def _chosen() -> list[UUID]:
    return [_identity(text.partition(":")[0]) for text in request.form.getlist("claim")]


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(N_("没有这份报销申请。")) from error


def _to(report_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("sheets.show", report_id=report_id))
