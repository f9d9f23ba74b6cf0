"""Correcting what was read: the original beside every field, doubts marked, memories proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from importers import correction
from importers.invoice import TEXT_FIELDS, Invoice, Kind
from importers.particulars import NAMES
from service.actions import claim_views, corrections
from service.actions.claim_views import ClaimPage, File
from service.actions.corrections import Proposal
from service.messages import N_, Refused
from service.pages import claim, document_view, forms, verdict_view
from service.pages.claim_form import VersionForm
from service.pages.forms import Form
from service.pages.inputs import Choice, Day, Text
from service.pages.words import field_word
from service.permissions import Permission
from service.web.access import actor, needs, transaction
from service.web.parts import parts
from service.web.words import say

blueprint = Blueprint("reading", __name__)

FILLED = ("invoice_code", "invoice_number", "issue_date", *TEXT_FIELDS[2:])  # as on an invoice
OF_OLDER_KINDS = frozenset({"invoice_code", "check_code"})
_OF_INVOICES = frozenset({"seller_name", "seller_tax_id", "total_in_words", "remarks"})
_UNTAXED = frozenset({"total_amount", "total_tax"})
NOT_OF = {
    Kind.RAIL: _OF_INVOICES,
    Kind.AIR: _OF_INVOICES,
    Kind.FISCAL_CENTRAL: _UNTAXED,
    Kind.FISCAL_PROVINCE: _UNTAXED,
}
PARTICULARS = "particulars"  # one tick for all that only this kind of voucher says
CONFIRMED = ("kind", "is_red", "items", PARTICULARS)
ReadingForm = VersionForm.from_dict(
    {name: Text(correction.LONGEST, optional=True) for name in TEXT_FIELDS}
    | {name: Choice("yes", optional=True) for name in CONFIRMED}
    | {"version": VersionForm().fields["version"], "issue_date": Day(optional=True)}
    | {"reason": Text(corrections.REASON_MAX, optional=True)}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A field to look at: `doubtful` ones are confirmed by saving, `proved` ones cannot change.

    `proposal` is what stands where a person found this field on the seller's last voucher;
    `taken_by_hand` says that it is money, which nobody gets to fill in by a button.
    """

    name: str
    word: str
    doubtful: bool
    proved: str
    proposal: str
    taken_by_hand: bool


@blueprint.route("/claims/<uuid:claim_id>/reading", methods=["GET", "POST"])
@needs(Permission.MAKE_CLAIM)
def correct(claim_id: UUID) -> ResponseReturnValue:
    """Show the fields beside the original, or take what was typed and check the claim again."""
    page = claim.load(claim_id)
    if page.claim.state not in {"draft", "returned"} or "submit" not in page.may:
        raise Refused(
            N_("报销申请 {number} 已提交，不能修改；请复核人先退回。"), number=page.claim.number
        )
    if request.method == "GET":
        return _show(page, _as_read(page.invoice))
    form = forms.read(ReadingForm())
    typed = {} if form.data is None else _typed(form.data)
    form.errors |= _impossible(typed)
    if form.errors:
        form.status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(page, form)
    with form.refusals():
        if form.data is not None:
            _take(page, form.data, typed)
            flash(gettext("票面信息已更正，并已重新核对。"))
            return redirect(url_for("claims.show", claim_id=claim_id))
    return _show(page, form)


def _as_read(invoice: Invoice) -> Form:
    return Form({name: correction.value_of(invoice, name) or "" for name in FILLED})


def _typed(data: Mapping[str, Any]) -> dict[str, str]:
    """Give the fields that the form showed; what it did not show stays as it is."""
    return {
        name: "" if data[name] is None else str(data[name])
        for name in (*FILLED, *CONFIRMED)
        if name in request.form
    }


def _impossible(typed: Mapping[str, str]) -> dict[str, str]:
    """Say of each field what it cannot be, so that all of them are mended at once."""
    errors = {}
    for name in typed.keys() - set(CONFIRMED):
        try:
            correction.stated_value(name, typed[name])
        except correction.InvalidCorrection as error:
            errors[name] = say(error.message)
    return {name: errors[name] for name in FILLED if name in errors}


def _take(page: ClaimPage, said: Mapping[str, Any], answered: Mapping[str, str]) -> None:
    typed = {name: text for name, text in answered.items() if name != PARTICULARS}
    if PARTICULARS in answered:
        typed |= dict.fromkeys(_doubted_particulars(page.invoice), "yes")
    places = corrections.find_places(parts().desk.readers, _file(page), page.invoice, typed)
    with transaction() as session:
        corrections.correct(session, actor(), page.claim.id, said["version"], typed, said["reason"])
        corrections.remember(session, actor(), page.claim.id, places)


def _file(page: ClaimPage) -> File:
    with transaction() as session:
        return claim_views.original_file(session, parts().desk.originals, actor(), page.claim.id)


def _show(page: ClaimPage, form: Form) -> ResponseReturnValue:
    concerned = verdict_view.concerned(page)

    def image_of(number: int) -> str:
        return url_for("claims.image", claim_id=page.claim.id, number=number)

    html = render_template(
        "reading.html",
        claim=page.claim,
        form=form,
        entries=_entries(page.invoice, _proposals(page)),
        confirmations=_confirmations(page.invoice),
        document=document_view.document(page.invoice, page.original.name, concerned, image_of),
        noticed=document_view.reader_findings(page.invoice),
    )
    return html, form.status


def _proposals(page: ClaimPage) -> dict[str, str]:
    with transaction() as session:
        known = corrections.hints(session, actor(), page.invoice)
    if not known:
        return {}
    found: tuple[Proposal, ...] = corrections.proposals(
        parts().desk.readers, _file(page), page.invoice, known
    )
    return {one.field: one.text for one in found}


def _entries(invoice: Invoice, proposed: dict[str, str]) -> list[Entry]:
    return [
        Entry(
            name=name,
            word=field_word(invoice.kind, name),
            doubtful=name in invoice.uncertain,
            proved=_proved(invoice, name),
            proposal=proposed.get(name, ""),
            taken_by_hand=name in correction.MONEY,
        )
        for name in FILLED
        if _concerns(invoice, name)
    ]


def _concerns(invoice: Invoice, name: str) -> bool:
    """Whether vouchers of this kind can have a field; what was read or doubted is always shown.

    Digital invoices have neither code nor check, tickets no seller, receipts no tax.
    """
    present = correction.value_of(invoice, name) is not None or name in invoice.uncertain
    return present or name not in OF_OLDER_KINDS | NOT_OF.get(invoice.kind, frozenset())


def _proved(invoice: Invoice, name: str) -> str:
    """Give the value of a field that cannot be changed, with who proves it."""
    if correction.open_to_correction(invoice, name):
        return ""
    said: str = gettext(
        "%(value)s（已由%(channels)s证实）",
        value=correction.value_of(invoice, name) or "",
        channels=document_view.agreed(invoice, name),
    )
    return said


def _confirmations(invoice: Invoice) -> list[tuple[str, str]]:
    """Give what can only be looked at and confirmed, each with its sentence."""
    sentences = {
        "kind": gettext("票据种类是：%(kind)s", kind=document_view.value(invoice, "kind")),
        "is_red": gettext("红字发票") if invoice.is_red else gettext("不是红字发票"),
        "items": gettext("明细 %(count)s 行与原件一致", count=len(invoice.items)),
    }
    doubted = [(name, words) for name, words in sentences.items() if name in invoice.uncertain]
    particulars = gettext("、").join(
        f"{gettext(NAMES[name])} {invoice.particulars.get(name, '—')}"
        for name in _doubted_particulars(invoice)
    )
    if particulars:
        doubted.append((PARTICULARS, gettext("与原件一致：%(fields)s", fields=particulars)))
    return doubted


def _doubted_particulars(invoice: Invoice) -> list[str]:
    return [name for name in NAMES if name in invoice.uncertain]
