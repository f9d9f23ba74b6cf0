"""记账 of a line of the bank: proposed on a page of its own, posted or taken back at 对账."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.categories import Category
from service.actions import booking_views, bookings
from service.actions.booking_entries import Kind
from service.actions.booking_views import LinePage
from service.actions.bookings import NewBooking
from service.actions.put_backs import Awaited
from service.messages import N_, Forbidden, NotFound, Refused
from service.pages import forms, money_lines
from service.pages.bank import BOOKINGS
from service.pages.bank_steps import ReasonForm
from service.pages.forms import Form
from service.pages.inputs import Choice, Key, Text
from service.pages.writing import money
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("bank_bookings", __name__)


class BookingForm(Schema):
    """What a line of the bank is."""

    kind = Choice(*BOOKINGS)
    grant_id = Key(optional=True)
    claim = Text(40, optional=True)
    finding = Text(40, optional=True)
    category = Choice(*Category, optional=True)
    reason = Text(bookings.REASON_MAX)
    late_reason = Text(bookings.REASON_MAX, optional=True)


@blueprint.get("/bank/lines/<int:number>/booking")
@needs(Permission.KEEP_BANK)
def show(number: int) -> ResponseReturnValue:
    """Show a line that nothing is matched with, and ask what it is."""
    with transaction() as session:
        line = booking_views.line(session, actor(), number)
    return _page(line, Form(_proposed(line)))


def _proposed(line: LinePage) -> dict[str, str]:
    """Fill in what there is only one answer to; a person looks at it all the same."""
    return {
        "kind": line.usual.value,
        "grant_id": str(line.grants[0][0]) if len(line.grants) == 1 else "",
        "claim": line.claims[0].number if len(line.claims) == 1 else "",
        "finding": line.findings[0].number if len(line.findings) == 1 else "",
    }


@blueprint.post("/bank/lines/<int:number>/booking")
@needs(Permission.KEEP_BANK)
def propose(number: int) -> ResponseReturnValue:
    """Propose the booking of a line."""
    form = forms.read(BookingForm())
    if form.data is not None:
        said = form.data | {"kind": Kind(form.data["kind"])}
        with form.refusals(), transaction() as session:
            bookings.propose(session, actor(), NewBooking(bank_line=number, **said))
            flash(gettext("已提出记账，等另一人复核。"))
            return _back()
    with transaction() as session:
        line = booking_views.line(session, actor(), number)
    return _page(line, form)


@blueprint.post("/bank/bookings/<uuid:booking_id>/post")
@needs(Permission.CHECK_BANK)
def post(booking_id: UUID) -> ResponseReturnValue:
    """Post what another person proposed."""
    try:
        with transaction() as session:
            bookings.post(session, actor(), booking_id)
    except (NotFound, Forbidden):
        raise
    except Refused as refused:  # said where the proposal can be sent back
        flash(say(refused.sentence), "block")
    else:
        flash(gettext("已入账，并与银行明细勾对。"))
    return _back()


@blueprint.post("/bank/bookings/<uuid:booking_id>/withdraw")
@needs(Permission.SEE_BANK)
def withdraw(booking_id: UUID) -> ResponseReturnValue:
    """Take a proposal back, or send it back to who made it."""
    if actor().employer_id is None:
        raise Forbidden(N_("对账由所在单位办理，中心只能查看。"))
    form = forms.read(ReasonForm())
    if form.data is None:
        flash(gettext("请写明撤回或退回的原因。"), "block")
        return _back()
    with transaction() as session:
        bookings.withdraw(session, actor(), booking_id, form.data["reason"])
    flash(gettext("已撤回，这笔银行明细可以重新记账或勾对。"))
    return _back()


def _page(line: LinePage, form: Form) -> ResponseReturnValue:
    html = render_template(
        "bank_booking.html",
        line=line,
        form=form,
        kinds=[(kind.value, gettext(BOOKINGS[kind])) for kind in line.kinds],
        grants=line.grants,
        findings=[(each.number, _left(each)) for each in line.findings],
        categories=money_lines.category_choices(),
    )
    return html, form.status


def _left(each: Awaited) -> str:
    left = money(each.left)
    words: str = gettext("%(number)s（还应退回 %(left)s）", number=each.number, left=left)
    return words


def _back() -> ResponseReturnValue:
    return redirect(url_for("bank.of_employer", employer_id=actor().employer))
