"""工作台: what waits for me, and the money at a glance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from service.actions import afterwards, bank_views, desk, letter_views, proceeding_views, reversals
from service.actions.bank_views import Waiting as BankWaiting
from service.actions.desk import EmployerDesk
from service.actions.reversals import ReversalView
from service.pages import money_lines
from service.permissions import Permission, allows
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("desk", __name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for this person: how many, what, where to do it."""

    count: int
    words: str
    address: str
    mark: str = ""


@blueprint.get("/desk")
@needs(Permission.SEE_DESK)
def show() -> ResponseReturnValue:
    """Show the employer's desk."""
    with transaction() as session:
        seen = desk.employer_desk(session, actor())
        bank = bank_views.waiting(session, actor(), parts().settings.bank_recent_days)
        wrongs = afterwards.wrongs(session, actor())
        taken_back = reversals.waiting(session, actor())
        cases = proceeding_views.waiting_count(session, actor())
        letters = letter_views.waiting_count(session, actor())
    totals = [money_lines.total(money_lines.lines(grant.money)) for grant in seen.grants]
    lines = (*_waiting(seen, bank), *_reversals(taken_back), *_procedures(cases, letters))
    return render_template(
        "desk.html",
        desk=seen,
        bank=bank,
        wrongs=wrongs,
        waiting=[line for line in lines if line.count],
        grants=list(zip(seen.grants, totals, strict=True)),
        upload_bytes_max=parts().settings.upload_bytes_max,
    )


def _waiting(seen: EmployerDesk, bank: BankWaiting) -> list[Waiting]:
    role = actor().role
    lines = []
    if allows(role, Permission.CHECK_CLAIM):
        lines.append(_claims(seen, "submitted", gettext("张报销申请等您复核"), "active"))
    if allows(role, Permission.PAY_CLAIM):
        lines.append(_claims(seen, "approved", gettext("张报销申请等您付款"), "active"))
        lines.append(_claims(seen, "posted", gettext("张垫付款等您归还单位"), "active"))
    if allows(role, Permission.MAKE_CLAIM):
        lines.append(_claims(seen, "returned", gettext("张被退回，等您修改后重新提交"), "review"))
        lines.append(_claims(seen, "draft", gettext("张草稿等您提交")))
        blocked = url_for("claim_list.show", state="draft", outcome="block")
        words = gettext("张不能列支，等您改正或撤回")
        lines.append(Waiting(seen.blocked_drafts, words, blocked, "block"))
    if allows(role, Permission.CONFIRM_RECEIPT):
        receipts = url_for("receipts.show")
        words = ngettext("笔拨款等您确认到账", "笔拨款等您确认到账", len(seen.to_confirm))
        lines.append(Waiting(len(seen.to_confirm), words, receipts, "active"))
    if allows(role, Permission.CHECK_BANK):
        here = url_for("bank.show")
        lines.append(Waiting(bank.matches, gettext("组银行勾对等您确认"), here, "active"))
        lines.append(Waiting(bank.bookings, gettext("笔银行明细等您复核入账"), here, "active"))
        lines.append(Waiting(bank.tables, gettext("份余额调节表等您复核"), here, "active"))
    return lines


def _reversals(proposed: Sequence[ReversalView]) -> Iterator[Waiting]:
    """Give the proposals to take a claim back that this checker decides about."""
    others = [each for each in proposed if not each.own]
    if others and allows(actor().role, Permission.CHECK_CLAIM):
        address = url_for("claims.show", claim_id=others[0].claim_id)
        yield Waiting(len(others), gettext("张已入账申请的冲销等您同意"), address, "review")


def _procedures(cases: int, letters: int) -> Iterator[Waiting]:
    """Give the cases in which the reader must act, and the letters to acknowledge."""
    words = ngettext("件事项等您办理", "件事项等您办理", cases)
    yield Waiting(cases, words, url_for("cases.show_all", waiting="yes"), "active")
    words = ngettext("份文书等单位签收", "份文书等单位签收", letters)
    yield Waiting(letters, words, url_for("letters.show_all", waiting="yes"), "active")


def _claims(seen: EmployerDesk, state: str, words: str, mark: str = "") -> Waiting:
    count = seen.claim_counts.get(state, 0)
    return Waiting(count, words, url_for("claim_list.show", state=state), mark)
