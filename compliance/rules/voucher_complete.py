"""第二十八条: reimbursed against an invoice that is whole and read without doubt.

The file is a voucher; it has what a voucher of its kind must have (the buyer is looked at by the
rule about the buyer); what the reader was unsure of is confirmed by a person, and what a person
corrected is looked at by another; and the claim is for something, and for no more than the
invoice says.
"""

from collections.abc import Iterator, Mapping

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, Value, message
from compliance.wording import as_is, field_titles, fields_in_order, yuan
from importers.checks import Channel, Outcome
from importers.invoice import Invoice, Kind
from importers.invoice_number import is_digital

ARTICLE = 28
TITLE = N_("凭证齐全，读取确定，列支不超过票面")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
NOT_A_VOUCHER = N_("上传的文件不是可以列支的票据（依据{article}）。")
UPLOAD_INVOICE = N_("请上传发票、财政电子票据或铁路、航空电子客票的原件。")
MISSING = N_("票面缺少{fields}（依据{article}）。")
COMPLETE = N_("请上传清晰完整的原件；票面确实没有的，请让销售方重新开具。")
UNCERTAIN = N_("{fields}读取不确定（依据{article}）。")
CONFIRM = N_("请对照票面逐项核对后确认。")
CORRECTED = N_("{fields}由经办人更正，与系统读到的不同（依据{article}）。")
SHOW = N_("请写明更正的原因；复核人对照原件逐项核对。")
CONFIRMED = N_("{fields}系统读取不确定，已由经办人对照原件确认（依据{article}）。")
LOOK_AGAIN = N_("请复核人对照原件抽看。")
TOO_MUCH = N_("列支金额 {amount} 超过票面价税合计 {total}（依据{article}）。")
LOWER = N_("请把列支金额改为不超过票面价税合计。")
NOTHING = N_("列支金额 {amount} 不是正数（依据{article}）。")
STATE_AMOUNT = N_("请填写本次列支的金额。")
ABOVE_NOTHING = N_("大于零")
NO_VOUCHERS = frozenset({Kind.NOT_INVOICE, Kind.OTHER, Kind.EINV_RECEIVER_XBRL})
_ALWAYS = frozenset({"invoice_number", "issue_date"})  # and a total that is an amount
_TICKETS = frozenset({Kind.RAIL, Kind.AIR})
_FISCAL = frozenset({Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE})
_DIGITAL = frozenset({Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.E_ORDINARY_TOLL})
_OF_INVOICES = frozenset({"seller_name", "seller_tax_id", "items", "total_in_words"})
_OF_VEHICLES = _OF_INVOICES - {"items"}  # one vehicle, named by its particulars
_OF_FISCAL_RECEIPTS = frozenset({"invoice_code", "items"})
_OF_ONE_KIND = {
    Kind.MOTOR_VEHICLE: _OF_VEHICLES,
    Kind.FEE_SHEET: frozenset({"items", "total_in_words"}),  # nobody sells
}
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a file that is no voucher, gaps, doubtful readings and a claim beyond the invoice."""
    invoice = claim.invoice
    if invoice.kind in NO_VOUCHERS:
        yield _find(SEVERITY, NOT_A_VOUCHER, UPLOAD_INVOICE, fields=("kind",))
        return
    if missing := _missing(invoice):
        yield _about_fields(SEVERITY, MISSING, COMPLETE, missing)
    if uncertain := fields_in_order(invoice.uncertain):
        yield _about_fields(Severity.REVIEW, UNCERTAIN, CONFIRM, uncertain)
    yield from _check_hand(invoice)
    yield from _check_amount(claim)


def _missing(invoice: Invoice) -> tuple[str, ...]:
    absent = {name for name in _mandatory(invoice) if not getattr(invoice, name)}
    if invoice.total is None:  # printed perhaps, but no figure that a claim could be held against
        absent.add("total_with_tax")
    return fields_in_order(absent)


def _mandatory(invoice: Invoice) -> frozenset[str]:
    """Return the fields without which a voucher of its kind is not complete."""
    if invoice.kind in _TICKETS:
        return _ALWAYS
    if invoice.kind in _FISCAL:
        return _ALWAYS | _OF_FISCAL_RECEIPTS
    if (of_kind := _OF_ONE_KIND.get(invoice.kind)) is not None:
        return _ALWAYS | of_kind
    numbered_alone = invoice.kind in _DIGITAL or is_digital(invoice.invoice_number or "")
    code = frozenset[str]() if numbered_alone else frozenset({"invoice_code"})
    return _ALWAYS | _OF_INVOICES | code


def _check_hand(invoice: Invoice) -> Iterator[Finding]:
    """Find what a person changed or confirmed: the last word on each field counts."""
    last = {
        check.fields[0]: check.outcome
        for check in invoice.checks
        if check.channel is Channel.PERSON
    }
    corrected = fields_in_order(name for name, word in last.items() if word is Outcome.DIFFERS)
    confirmed = fields_in_order(last.keys() - set(corrected))
    if corrected:
        yield _about_fields(Severity.REVIEW, CORRECTED, SHOW, corrected)
    if confirmed:
        yield _about_fields(Severity.NOTE, CONFIRMED, LOOK_AGAIN, confirmed)


def _check_amount(claim: Claim) -> Iterator[Finding]:
    amount, total = claim.amount, claim.invoice.total
    if total is not None and total < 0:  # red: another rule refuses it, whatever the amount
        return
    found = as_is(yuan(amount))
    if amount <= 0:
        values = {"amount": yuan(amount)}
        limit = message(ABOVE_NOTHING)
        yield _find(SEVERITY, NOTHING, STATE_AMOUNT, values, found=found, limit=limit)
    elif total is not None and amount > total:
        yield _find(
            SEVERITY,
            TOO_MUCH,
            LOWER,
            {"amount": yuan(amount), "total": yuan(total)},
            fields=("total_with_tax",),
            found=found,
            limit=as_is(yuan(total)),
            most=total,
        )


def _about_fields(
    severity: Severity, sentence: str, remedy: str, fields: tuple[str, ...]
) -> Finding:
    titles: Mapping[str, Value] = {"fields": field_titles(fields)}
    found = Message("{fields}", titles)
    return _find(severity, sentence, remedy, titles, fields=fields, found=found)
