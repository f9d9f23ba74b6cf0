"""编制发放表: fees for which nobody issues an invoice, person by person."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema
from marshmallow.fields import Field

from service.actions import desk, fee_sheets
from service.actions.fee_sheets import NewFee, NewFeeSheet
from service.messages import N_
from service.pages import forms, money_lines
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Halves, Money, Text
from service.pages.words import choices
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts

blueprint = Blueprint("fee_sheets", __name__)

PLACES = range(1, 9)  # so many people at once; more go on a further sheet
KINDS = {
    "lecture": N_("讲课费发放表"),
    "consulting": N_("专家咨询费发放表"),
    "labour": N_("劳务费发放表"),
}
BASES = {"net": N_("税后实发金额"), "gross": N_("税前应发金额")}


class SheetForm(Schema):
    """The sheet itself; the people are added below."""

    kind = Choice(*KINDS)
    category = Choice(*fee_sheets.CATEGORIES)
    title = Text(fee_sheets.TEXT_MAX)
    held_on = Day()
    basis = Choice(*BASES)


def _row(place: int) -> dict[str, Field[Any]]:
    return {
        f"name_{place}": Text(fee_sheets.TEXT_MAX, optional=True),
        f"id_number_{place}": Text(30, optional=True),
        f"work_{place}": Text(fee_sheets.TEXT_MAX, optional=True),
        f"hours_{place}": Halves(optional=True),
        f"amount_{place}": Money(optional=True),
    }


ROWS = {name: each for place in PLACES for name, each in _row(place).items()}
WholeForm = SheetForm.from_dict(
    {**SheetForm._declared_fields, **ROWS}  # noqa: SLF001  # marshmallow's way to add fields
)


@blueprint.route("/grants/<uuid:grant_id>/fee-sheets/new", methods=["GET", "POST"])
@needs(Permission.MAKE_CLAIM)
def draw_up(grant_id: UUID) -> ResponseReturnValue:
    """Draw up a sheet; its claim is a draft."""
    form = forms.read(WholeForm()) if request.method == "POST" else Form()
    _check_rows(form)
    if form.data is not None and not form.errors:
        with form.refusals():
            claim_id = fee_sheets.draw_up(parts().desk, actor(), _sheet(grant_id, form.data))
            flash(gettext("发放表已编制并存为凭证，请附上合同或通知、工作记录后提交。"))
            return redirect(url_for("claims.show", claim_id=claim_id))
    with transaction() as session:
        grant = desk.grant(session, actor(), grant_id)
    categories = dict(money_lines.category_choices())
    page = render_template(
        "fee_sheet.html",
        form=form,
        grant=grant,
        places=PLACES,
        kinds=choices(KINDS),
        bases=choices(BASES),
        categories=[(code, categories[code]) for code in fee_sheets.CATEGORIES],
    )
    return page, form.status


def _check_rows(form: Form) -> None:
    """Refuse a person of whom something is missing."""
    for place in PLACES:
        needed = [f"{name}_{place}" for name in ("name", "id_number", "work", "amount")]
        empty = [name for name in needed if not form.value(name).strip()]
        if 0 < len(empty) < len(needed):
            said = gettext("每位领款人须填写姓名、证件号码、内容和金额。")
            form.errors.setdefault(empty[0], said)
            form.status = 422


def _sheet(grant_id: UUID, data: dict[str, Any]) -> NewFeeSheet:
    return NewFeeSheet(
        grant_id=grant_id,
        kind=data["kind"],
        category=data["category"],
        title=data["title"],
        held_on=data["held_on"],
        after_tax=data["basis"] == "net",
        fees=tuple(_fees(data)),
    )


def _fees(data: dict[str, Any]) -> Iterator[NewFee]:
    for place in PLACES:
        if data[f"name_{place}"]:
            yield NewFee(
                name=data[f"name_{place}"],
                id_number=data[f"id_number_{place}"],
                work=data[f"work_{place}"],
                hours=data[f"hours_{place}"],
                amount=data[f"amount_{place}"],
            )
