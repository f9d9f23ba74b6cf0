"""预借: asking for an advance, and what each button of its case reads and does."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from compliance.categories import Category
from service.actions import advances, desk
from service.actions.advances import NewAdvance
from service.pages import forms, money_lines
from service.pages.case_page import CasePage, CaseStep, Do, StepForm
from service.pages.forms import Form
from service.pages.inputs import Choice, Money, Text
from service.permissions import Permission
from service.web.access import actor, needs, transaction

blueprint = Blueprint("advances", __name__)


class AskForm(Schema):
    """Who receives how much, for what."""

    category = Choice(*(category.value for category in Category))
    amount = Money()
    recipient = Text(advances.TEXT_MAX)
    purpose = Text(advances.TEXT_MAX)


class PayForm(StepForm):
    """The slip of the bank by which it was paid out."""

    paid_slip = Text(advances.SLIP_MAX)


class OffsetForm(StepForm):
    """The claim that is held against it."""

    claim_number = Text(30)


class GiveBackForm(StepForm):
    """What came back, and by which slip."""

    back_amount = Money()
    back_slip = Text(advances.SLIP_MAX)


@blueprint.route("/grants/<uuid:grant_id>/advances/new", methods=["GET", "POST"])
@needs(Permission.MAKE_CLAIM)
def ask(grant_id: UUID) -> ResponseReturnValue:
    """Ask for an advance."""
    form = forms.read(AskForm()) if request.method == "POST" else Form()
    if form.data is not None:
        new = NewAdvance(
            grant_id=grant_id,
            category=Category(form.data["category"]),
            amount=form.data["amount"],
            recipient=form.data["recipient"],
            purpose=form.data["purpose"],
        )
        with form.refusals():
            with transaction() as session:
                case_id = advances.ask(session, actor(), new)
            flash(gettext("预借申请已提交复核。"))
            return redirect(url_for("cases.show", case_id=case_id))
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
    page = render_template(
        "advance.html", form=form, grant=grant, categories=money_lines.category_choices()
    )
    return page, form.status


def _plain(do: Do) -> Do:
    return lambda session, who, case, steps, _: do(session, who, case, steps)


def _typed(do: Do, *names: str) -> Do:
    return lambda session, who, case, steps, typed: do(
        session, who, case, steps, *(typed[name] for name in names)
    )


def _words(*_: object) -> Mapping[str, object]:
    return {"category_word": money_lines.category_word}


ADVANCE_PAGE = CasePage(
    template="cases/advance.html",
    steps={
        "approve": CaseStep(_plain(advances.approve)),
        "refuse": CaseStep(_typed(advances.refuse, "reason")),
        "withdraw": CaseStep(_plain(advances.withdraw)),
        "pay": CaseStep(_typed(advances.pay, "paid_slip"), PayForm),
        "offset": CaseStep(_typed(advances.offset, "claim_number"), OffsetForm),
        "give_back": CaseStep(_typed(advances.give_back, "back_amount", "back_slip"), GiveBackForm),
    },
    choices=_words,
)
