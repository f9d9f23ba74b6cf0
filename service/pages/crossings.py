"""跨单位核对: one voucher in claims of two employers, for the Center's eyes only."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import crossing, crossing_views
from service.actions.crossing_views import PAGE_ROWS, Match, Side
from service.messages import N_
from service.pages import document_view, forms, money_lines
from service.pages.document_view import Document
from service.pages.forms import Form
from service.pages.inputs import Text
from service.pages.paging import Page
from service.pages.words import CLAIM_STATES, INVOICE_KINDS, word
from service.pages.writing import day, instant, money
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("crossings", __name__)

NOTHING = "—"
SAMENESS = {
    "invoice": N_("同一张发票"),
    "number": N_("号码相同，尚未确认"),
    "file": N_("文件完全相同"),
}


class ConclusionForm(Schema):
    """What a match turned out to be."""

    conclusion = Text(crossing.CONCLUSION_MAX)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing said of both claims; `differs` where what the vouchers say is not the same."""

    words: str
    earlier: str
    later: str
    differs: bool = False


@blueprint.get("/crossings")
@needs(Permission.SEE_CROSSINGS)
def show() -> ResponseReturnValue:
    """List the matches that wait, or those that are settled."""
    settled = request.args.get("state") == "settled"
    with transaction() as session:
        found = crossing_views.list_matches(
            session, settled=settled, page=request.args.get("page", 1, type=int)
        )

    def address(number: int) -> str:
        return url_for("crossings.show", state="settled" if settled else None, page=number)

    return render_template(
        "crossings.html",
        found=found,
        settled=settled,
        sameness=_sameness,
        page=Page(found.page, PAGE_ROWS, found.count, address),
    )


@blueprint.route("/crossings/<uuid:match_id>", methods=["GET"])
@needs(Permission.SEE_CROSSINGS)
def match(match_id: UUID) -> ResponseReturnValue:
    """Show both claims of a match side by side."""
    return _page(match_id, Form())


@blueprint.post("/crossings/<uuid:match_id>")
@needs(Permission.SETTLE_CROSSINGS)
def settle(match_id: UUID) -> ResponseReturnValue:
    """Settle a match with a conclusion."""
    form = forms.read(ConclusionForm())
    if form.data is not None:
        with form.refusals(), transaction() as session:
            crossing.settle(session, actor(), match_id, form.data["conclusion"])
            flash(gettext("结论已记录。"))
            return redirect(url_for("crossings.show"))
    return _page(match_id, form)


def _page(match_id: UUID, form: Form) -> ResponseReturnValue:
    with transaction() as session:
        found = crossing_views.one(session, match_id)
    html = render_template(
        "crossing.html",
        match=found,
        form=form,
        rows=_rows(found),
        documents=[(side, _document(side)) for side in (found.earlier, found.later)],
        sameness=_sameness,
    )
    return html, form.status


def _sameness(code: str) -> str:
    return word(SAMENESS, code)


def _document(side: Side) -> Document:
    def image_of(number: int) -> str:
        return url_for("claims.image", claim_id=side.claim.id, number=number)

    return document_view.document(side.invoice, side.original.name, frozenset(), image_of)


# What is said of both sides: words, how to say it, and whether it is the voucher that says it.
_SAID: tuple[tuple[str, Callable[[Side], str], bool], ...] = (
    (N_("所在单位"), lambda side: side.employer, False),
    (N_("报销申请"), lambda side: side.claim.number, False),
    (N_("状态"), lambda side: word(CLAIM_STATES, side.claim.state), False),
    (N_("入选者"), lambda side: f"{side.selectee} · {side.grant}", False),
    (N_("列支金额"), lambda side: money(side.claim.amount), False),
    (N_("支出方向"), lambda side: money_lines.category_word(side.claim.category) or NOTHING, False),
    (N_("提出时间"), lambda side: instant(side.claim.made_at), False),
    (N_("经办人"), lambda side: side.maker, False),
    (N_("与项目的直接关系"), lambda side: side.claim.statement or NOTHING, False),
    (N_("票据种类"), lambda side: word(INVOICE_KINDS, side.invoice.kind), True),
    (N_("发票代码"), lambda side: side.invoice.invoice_code or NOTHING, True),
    (N_("发票号码"), lambda side: side.number or NOTHING, True),
    (N_("开票日期"), lambda side: day(side.issued_on), True),
    (N_("购买方"), lambda side: side.invoice.buyer_name or NOTHING, True),
    (N_("销售方"), lambda side: side.seller or NOTHING, True),
    (N_("价税合计"), lambda side: NOTHING if side.total is None else money(side.total), True),
    (N_("原件名称"), lambda side: side.original.name, False),
    (N_("原件指纹"), lambda side: side.original.sha256[:16], True),
)


def _rows(found: Match) -> list[Row]:
    rows = []
    for words, say_it, of_voucher in _SAID:
        earlier, later = say_it(found.earlier), say_it(found.later)
        if not earlier == later == NOTHING:
            rows.append(Row(gettext(words), earlier, later, of_voucher and earlier != later))
    return rows
