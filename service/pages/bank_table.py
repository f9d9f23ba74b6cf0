"""余额调节表 of a day: looked at, drawn up, approved, printed."""

from datetime import date
from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from service.actions import bank, bank_views
from service.messages import N_, Invalid, NotFound, Refused
from service.pages import forms, ledger_view
from service.pages.bank_steps import ReasonForm
from service.pages.inputs import Day
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.words import say

blueprint = Blueprint("bank_table", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DayForm(Schema):
    """The day of a table."""

    day = Day()


@blueprint.get("/bank/<uuid:employer_id>/table")
@needs(Permission.SEE_BANK)
def show(employer_id: UUID) -> ResponseReturnValue:
    """Show the table of a day as the two sides are now."""
    day = _day()
    try:
        with transaction() as session:
            seen = bank_views.table(session, actor(), employer_id, day)
    except NotFound:
        raise
    except Refused as refused:  # said where statements are imported and another day is chosen
        flash(say(refused.sentence), "block")
        return redirect(url_for("bank.of_employer", employer_id=employer_id))
    return render_template("bank_table.html", seen=seen, me=str(actor().user_id))


@blueprint.get("/bank/<uuid:employer_id>/table.xlsx")
@needs(Permission.SEE_BANK)
def download(employer_id: UUID) -> ResponseReturnValue:
    """Hand out the table of a day to print and sign."""
    with transaction() as session:
        name, content = bank_views.workbook(session, actor(), employer_id, _day())
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


def _day() -> date:
    day = ledger_view.day_asked(request.args.get("day", ""))
    if day is None:
        raise Invalid(N_("请选择余额调节表的截止日期。"))
    return day


@blueprint.post("/bank/tables")
@needs(Permission.KEEP_BANK)
def draw() -> ResponseReturnValue:
    """Draw up the table of a day for another person to approve."""
    form = forms.read(DayForm())
    if form.data is None:
        raise Invalid(N_("请选择余额调节表的截止日期。"))
    with transaction() as session:
        bank.draw(session, actor(), form.data["day"])
    flash(gettext("余额调节表已提交，等另一人复核。"))
    return _back(form.data["day"])


@blueprint.post("/bank/tables/<int:number>/approve")
@needs(Permission.CHECK_BANK)
def approve(number: int) -> ResponseReturnValue:
    """Approve a table."""
    with transaction() as session:
        day = bank.approve(session, actor(), number)
    flash(gettext("余额调节表已复核。"))
    return _back(day)


@blueprint.post("/bank/tables/<int:number>/withdraw")
@needs(Permission.CHECK_BANK)
def send_back(number: int) -> ResponseReturnValue:
    """Take a table back."""
    form = forms.read(ReasonForm())
    reason = form.data["reason"] if form.data else ""
    with transaction() as session:
        day = bank.send_back(session, actor(), number, reason)
    flash(gettext("余额调节表已退回，可以重新编制。"))
    return _back(day)


def _back(day: date) -> ResponseReturnValue:
    employer_id = actor().employer
    return redirect(url_for("bank_table.show", employer_id=employer_id, day=day.isoformat()))
