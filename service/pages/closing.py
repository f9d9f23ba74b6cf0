"""结账: the months of a book, the list before the next close, and its three buttons."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from reports.period import Month
from service.actions import closing
from service.actions.closing import Closing
from service.messages import N_
from service.pages.ledger import book_of
from service.pages.words import word
from service.permissions import Actor, Permission, allows
from service.web.access import actor, needs, snapshot, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("closing", __name__)

CHECKS = {
    "order": N_("以前的月份"),
    "over": N_("月末"),
    "soft": N_("预结账"),
    "claims": N_("报销申请"),
    "bookings": N_("银行明细记账"),
    "bank": N_("银行对账"),
    "proof": N_("账簿验证"),
    "advances": N_("预借款"),
    "daily": N_("日终余额"),
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check as people read it; `way` is where its matter is settled: words and address."""

    name: str
    outcome: str
    sentence: str
    way: tuple[str, str] | None


@blueprint.get("/ledger/<book>/closing")
@needs(Permission.SEE_LEDGER)
def show(book: str) -> ResponseReturnValue:
    """Show the months of a book and what stands before the next close."""
    with snapshot() as session:  # the book is proved: postings go on meanwhile
        seen = closing.view(session, actor(), book_of(book), parts().settings.advance_days)
    return render_template(
        "closing.html", book=book, closing=seen, checks=_checks(book, seen, actor())
    )


@blueprint.post("/ledger/<book>/closing/<int:month>/soft")
@needs(Permission.PREPARE_CLOSE)
def soft(book: str, month: int) -> ResponseReturnValue:
    """Close a month softly."""
    with transaction() as session:
        closing.soft_close(session, actor(), book_of(book), month)
    flash(gettext("已预结账：之后补记这个月的凭证须写明原因。"))
    return _back(book)


@blueprint.post("/ledger/<book>/closing/<int:month>/reopen")
@needs(Permission.PREPARE_CLOSE)
def reopen(book: str, month: int) -> ResponseReturnValue:
    """Open a month again that was closed softly only."""
    with transaction() as session:
        closing.open_again(session, actor(), book_of(book), month)
    flash(gettext("已取消预结账。"))
    return _back(book)


@blueprint.post("/ledger/<book>/closing/<int:month>/close")
@needs(Permission.CLOSE_BOOKS)
def close(book: str, month: int) -> ResponseReturnValue:
    """Close a month for good."""
    with transaction() as session:
        closing.close(session, actor(), book_of(book), month, parts().settings.advance_days)
    flash(gettext("已结账，这个月的账不再变动。"))
    return _back(book)


def _back(book: str) -> ResponseReturnValue:
    return redirect(url_for("closing.show", book=book))


def _checks(book: str, seen: Closing, reader: Actor) -> list[CheckLine]:
    return [
        CheckLine(
            word(CHECKS, check.name),
            check.outcome.value,
            say(check.message),
            None if check.outcome.value == "passed" else _way(book, seen, check.name, reader),
        )
        for check in seen.checks
    ]


def _way(book: str, seen: Closing, name: str, reader: Actor) -> tuple[str, str] | None:
    if name == "claims" and allows(reader.role, Permission.SEE_CLAIMS):
        own = allows(reader.role, Permission.CHECK_CLAIM)
        words = gettext("去复核") if own else gettext("报销申请")
        return words, url_for("claim_list.show", state="submitted")
    if name in {"bank", "bookings"} and seen.next and allows(reader.role, Permission.SEE_BANK):
        day = Month(*divmod(seen.next, 100)).last.isoformat()
        return gettext("去对账"), url_for("bank.of_employer", employer_id=book, day=day)
    return None
