"""对账: the bank beside the book, what joins them, and what only one of them has."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from importers.bank_layout import Meaning
from ledger.bank.matching import Thresholds
from service.actions import bank_layouts, bank_views
from service.actions.bank_clues import Call
from service.actions.booking_entries import Kind
from service.messages import N_, Sayable
from service.pages import ledger_view, money_lines
from service.pages.forms import Form
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("bank", __name__)

CALLS: Mapping[Call, str] = {
    Call.INTEREST: N_(
        "看似利息：利息属于专项资金，请由经办人提出记账；"
        "入账以前列在余额调节表的“银行已收、单位未收”。"
    ),
    Call.FEE: N_(
        "看似手续费：不得列支专项资金，请由经办人提出记账，并由单位自有资金补足；"
        "入账以前列在余额调节表的“银行已付、单位未付”。"
    ),
    Call.RETURNED: N_(
        "看似退票或退款：供应商退款请按原报销申请提出记账；"
        "银行退票请重新支付，再把两次支付和退票一并与原凭证勾对。"
    ),
    Call.RECEIPT: N_("看似中心拨款：请由复核人办理到账确认，入账后再勾对。"),
    Call.STRAY: N_("账上没有这笔收入：请查明来源，再提出记账（单位补足、供应商退款或误入款）。"),
    Call.PAYMENT: N_(
        "账上没有这笔支出：请核对报销申请是否已复核入账；误入款的转出请提出记账；误付的请追回。"
    ),
}
BOOKINGS: Mapping[str, str] = {
    Kind.INTEREST: N_("利息入账"),
    Kind.BANK_FEE: N_("银行手续费（由单位补足）"),
    Kind.TOP_UP: N_("单位补足"),
    Kind.STRAY_RECEIPT: N_("误入款"),
    Kind.STRAY_RETURN: N_("误入款转出"),
    Kind.REFUND: N_("供应商退款"),
    Kind.PUT_BACK: N_("整改退回"),
    Kind.MATCHING: N_("配套资金到账"),
    Kind.RAISED: N_("自筹资金到账"),
}
RULES: Mapping[str, str] = {
    "reference": N_("按流水号或单号"),
    "counterparty": N_("按金额和对方户名"),
    "amount": N_("按金额和日期"),
    "one_to_many": N_("银行一笔对账面多笔"),
    "many_to_one": N_("银行多笔对账面一笔"),
    "reversal": N_("冲销相抵"),
    "manual": N_("人工勾对"),
}
MEANINGS: Mapping[str, str] = {
    Meaning.DAY: N_("记账日期"),
    Meaning.IN: N_("收入"),
    Meaning.OUT: N_("支出"),
    Meaning.AMOUNT: N_("金额（收支同列）"),
    Meaning.FLAG: N_("借贷标志"),
    Meaning.BALANCE: N_("余额"),
    Meaning.COUNTERPARTY: N_("对方户名"),
    Meaning.COUNTERPARTY_ACCOUNT: N_("对方账号"),
    Meaning.SUMMARY: N_("摘要、用途"),
    Meaning.REFERENCE: N_("流水号"),
    Meaning.ACCOUNT: N_("本方账号"),
}
SHOWN = 200  # free lines of a side: more are matched in several goes


@blueprint.get("/bank")
@needs(Permission.SEE_BANK)
def show() -> ResponseReturnValue:
    """Go to the own account; the Center chooses one."""
    if actor().employer_id is not None:
        return redirect(url_for("bank.of_employer", employer_id=actor().employer_id))
    with transaction() as session:
        found = bank_views.standings(session, actor(), parts().settings.bank_recent_days)
    return render_template("bank_list.html", employers=found)


@blueprint.get("/bank/<uuid:employer_id>")
@needs(Permission.SEE_BANK)
def of_employer(employer_id: UUID) -> ResponseReturnValue:
    """Show 对账 of an employer."""
    return page(employer_id)


@blueprint.get("/bank/<uuid:employer_id>/statements/<int:number>")
@needs(Permission.SEE_BANK)
def statement(employer_id: UUID, number: int) -> ResponseReturnValue:
    """Hand out a statement as it was imported."""
    name, content = bank_views.statement_file(parts().desk, actor(), employer_id, number)
    return send_file(
        BytesIO(content), "application/octet-stream", as_attachment=True, download_name=name
    )


def _day(until: date | None) -> str:
    """Give the day of the table to look at: the one asked for, else the last of the statements."""
    day = ledger_view.day_asked(request.args.get("day", "")) or until
    return day.isoformat() if day else ""


def thresholds() -> Thresholds:
    """Give how far the search goes, as the operator set it."""
    return Thresholds(days=parts().settings.bank_days)


def page(
    employer_id: UUID, refusals: tuple[Sayable, ...] = (), kept: str | None = None
) -> ResponseReturnValue:
    """Give the page, with what was wrong with a file that somebody tried to import.

    `kept` is the file where its columns may be said by hand.
    """
    with transaction() as session:
        layouts = bank_layouts.said(session, employer_id)
        seen = bank_views.page(
            session,
            actor(),
            employer_id,
            thresholds(),
            parts().settings.bank_recent_days,
            request.args.get("before", type=int),
        )
    shown = render_template(
        "bank.html",
        seen=seen,
        refusals=[say(refusal) for refusal in refusals],
        kept=kept,
        layouts=layouts,
        meanings=MEANINGS,
        calls=CALLS,
        rules=RULES,
        kinds=ledger_view.KINDS,
        booking_kinds=BOOKINGS,
        category_word=money_lines.category_word,
        shown=SHOWN,
        me=str(actor().user_id),
        form=Form({"day": _day(seen.until)}),
    )
    return shown, 422 if refusals else 200
