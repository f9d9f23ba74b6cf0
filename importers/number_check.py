"""The judge of code and number: what their digits and the QR code say of place, year and kind."""

import re
import unicodedata

from importers import invoice_number
from importers.checks import Channel, Check, Outcome
from importers.draft import Draft
from importers.invoice import Kind, Source
from importers.line_form import VAT
from importers.messages import N_, Message

_FORMS = {  # other digits than these ten look the same, and would make another key
    "invoice_number": (re.compile("[0-9]{8}|[0-9]{20}"), "8、20", N_("发票号码")),
    "invoice_code": (re.compile("[0-9]{10}|[0-9]{12}"), "10、12", N_("发票代码")),
}
_OF_OTHER_FORM = frozenset({Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE, Kind.OTHER})
_KINDS = {
    "01": frozenset({Kind.VAT_PAPER_SPECIAL}),
    "04": frozenset({Kind.VAT_PAPER_ORDINARY}),
    "10": frozenset({Kind.VAT_E_ORDINARY, Kind.VAT_E_TOLL, Kind.MACHINE_PRINTED_E}),
    "14": frozenset({Kind.VAT_E_TOLL}),
    "20": frozenset({Kind.VAT_E_SPECIAL, Kind.MACHINE_PRINTED_E}),
    "31": frozenset({Kind.E_SPECIAL}),
    "32": frozenset({Kind.E_ORDINARY, Kind.E_ORDINARY_TOLL}),
}
_NO_CODE = Check(  # those of electronic invoices can practically always be read
    Channel.QR,
    Outcome.NOT_VERIFIABLE,
    message=Message(
        N_(
            "票面上没有可读的二维码，号码、日期和金额因此少了一项独立的核对。"
            "需要证明真伪时，请到国家税务总局全国增值税发票查验平台查验。"
        )
    ),
)


def judge(draft: Draft) -> None:
    """Check the digits of code and number, and the kind that the QR code names."""
    _check_forms(draft)
    if draft.code is not None and draft.code.rivalled:
        finding = Message(N_("票面上有两个内容不同的二维码，却是同一个发票号码，请核对原件。"))
        draft.doubt(finding, "issue_date", "total_amount", "total_with_tax", by=Channel.QR)
    if draft.kind not in VAT:
        return
    _check_region(draft)
    _check_code_year(draft)
    if draft.code is None and draft.source is Source.TEXT:
        draft.report(_NO_CODE)
    stated = _KINDS.get(draft.code.type) if draft.code else None
    if stated is None:
        return
    if draft.kind in stated:
        draft.agree(Channel.QR, "kind")
    else:
        finding = Message(N_("票头与二维码所示的发票种类不一致，请核对原件。"))
        draft.doubt(finding, "kind", by=Channel.QR)


def _check_forms(draft: Draft) -> None:
    """Doubt a number or code that is longer, shorter or otherwise written than any is."""
    if draft.kind in _OF_OTHER_FORM:
        return
    for name, (form, lengths, label) in _FORMS.items():
        value = draft.values.get(name)
        if value is not None and not form.fullmatch(value):
            plain = _plain_digits(value)  # so that it is found again under the same number
            draft.values[name] = plain if form.fullmatch(plain) else value
            finding = Message(
                N_("{field}应是 {lengths} 位数字，请按票面逐位核对。"),
                {"field": label, "lengths": lengths},
            )
            draft.doubt(finding, name, by=Channel.NUMBER)


def _plain_digits(text: str) -> str:
    """Return the digits of any script as those of ours, without what stands between."""
    return "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdecimal())


def _check_region(draft: Draft) -> None:
    number, code = (draft.values.get(name, "") for name in ("invoice_number", "invoice_code"))
    if invoice_number.is_digital(number):
        field, region = "invoice_number", number[2:4]
    elif len(code) == invoice_number.CODE_LENGTH and code.isdecimal():
        field, region = "invoice_code", code[1:3]
    else:
        return
    if not invoice_number.is_region(region):
        finding = Message(N_("发票号码或发票代码中的地区代码不存在，请核对原件。"))
        draft.doubt(finding, field, by=Channel.NUMBER)


def _check_code_year(draft: Draft) -> None:
    """Hold the year in a code, when the number was handed out, against the date of issue."""
    year = invoice_number.year_of_code(draft.values.get("invoice_code", ""))
    if draft.issue_date and year is not None and year > draft.issue_date.year:
        finding = Message(N_("发票代码中的年份晚于开票日期，请核对原件。"))
        draft.doubt(finding, "invoice_code", "issue_date", by=Channel.NUMBER)
