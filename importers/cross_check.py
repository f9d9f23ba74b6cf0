"""The judges: QR code, words, sums and check characters against what the text says.

A contradiction makes the fields uncertain and says why; an agreement is noted beside the field.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal

from importers import (
    chinese_amount,
    invoice_number,
    line_check,
    line_form,
    number_check,
    ticket_check,
    uscc,
    usual_particulars,
)
from importers.checks import Channel
from importers.draft import Draft
from importers.invoice import Kind, Source, decimal_of
from importers.messages import N_, Message
from importers.qr_code import InvoiceCode

_OLD_TAX_ID_LENGTHS = frozenset({15, 17, 20})  # without a check character we know
_LAST_OLD_TAX_IDS = date(2018, 12, 31)  # numbers of 15 and 17 went out of use with 三证合一
_PERSONS_TAX_ID_LENGTH = 20  # of a trade run by a person: identity number and a serial number
_DRAWN_BY_OFFICE = "DK"  # in the number of a tax office that draws up invoices for others
_CHECKED = frozenset({
    Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL, Kind.VAT_E_TOLL, Kind.VAT_PAPER_ORDINARY,
})  # fmt: skip  # older kinds with a check code
_WORD = r"\u3400-\u9fffA-Za-z0-9（(《“\""
_NAME = re.compile(rf"[{_WORD}][{_WORD}）)》”·•.&\-－—_+、,，/:：'’ ]*")
_STRAYED = re.compile(
    r"[壹贰叁肆伍陆柒捌玖拾佰仟][圆元角分]|[圆元角分]整|(?=\S{0,9}\d{4})[0-9A-Z]{12}"
)
_GAP = re.compile(r"[\u3400-\u9fff）)] [\u3400-\u9fff（(]")
_NEEDED = ("invoice_number", "issue_date", "buyer_name", "seller_name", "seller_tax_id",
           "total_amount", "total_tax", "total_with_tax", "total_in_words", "items")  # fmt: skip


def judge(draft: Draft) -> None:
    """Compare everything with everything."""
    if draft.code is not None:
        _compare_with_code(draft, draft.code)
    _check_number(draft)
    _check_words(draft)
    _check_totals(draft)
    number_check.judge(draft)
    line_check.judge(draft)
    line_form.judge(draft)
    ticket_check.judge(draft)
    _check_names(draft)
    _check_tax_ids(draft)
    _check_complete(draft)


def _compare_with_code(draft: Draft, code: InvoiceCode) -> None:
    """Text against QR; what the text lacks is taken from the QR code, as uncertain."""
    stated = {
        "invoice_code": code.code,
        "invoice_number": code.number,
        "check_code": code.check_code if not code.digital else None,
    }
    for field, value in stated.items():
        if value is not None:
            _compare(draft, field, draft.values.get(field), value)
    if code.issue_date is not None:
        printed = draft.issue_date.isoformat() if draft.issue_date else None
        draft.issue_date = draft.issue_date or code.issue_date
        _compare(draft, "issue_date", printed, code.issue_date.isoformat())
    if code.amount is not None:
        _compare_amount(draft, _field_of_amount(draft, code), code.amount)


def _field_of_amount(draft: Draft, code: InvoiceCode) -> str:
    """Return the total that a QR code states; those of tickets state one or the other."""
    either = draft.kind in ticket_check.TICKETS
    if either and decimal_of(draft.values.get("total_amount")) == code.amount:
        return "total_amount"
    return "total_with_tax" if code.with_tax or either else "total_amount"


def _compare(draft: Draft, field: str, printed: str | None, stated: str) -> None:
    if printed == stated:
        draft.agree(Channel.QR, field)
    elif printed is None:
        if field != "issue_date":
            draft.put(field, stated, source=Source.QR)
        else:
            draft.note(field, None, Source.QR)
        draft.doubt(
            Message(
                N_("票面文字中没有找到{field}，取自二维码，请核对。"), {"field": LABELS[field]}
            ),
            field,
        )
    else:
        _contradicted(draft, field, printed, stated)


def _compare_amount(draft: Draft, field: str, stated: Decimal) -> None:
    printed = decimal_of(draft.values.get(field))
    if printed == stated:
        draft.agree(Channel.QR, field)
    elif printed is not None:
        _contradicted(draft, field, draft.values[field], str(stated))


def _contradicted(draft: Draft, field: str, printed: str, stated: str) -> None:
    draft.doubt(
        Message(
            N_("{field}：票面文字为 {printed}，二维码为 {stated}，两者不一致，请核对原件。"),
            {"field": LABELS[field], "printed": printed, "stated": stated},
        ),
        field,
        by=Channel.QR,
    )


def _check_number(draft: Draft) -> None:
    number = draft.values.get("invoice_number")
    code = draft.values.get("invoice_code")
    if number is None or draft.kind in ticket_check.FISCAL:
        return
    if draft.kind in line_form.DIGITAL or invoice_number.is_digital(number):
        if invoice_number.year(number) not in _years(draft):
            draft.doubt(
                Message(N_("发票号码中的年份与开票日期不符，请核对原件。")),
                "invoice_number",
                "issue_date",
                by=Channel.NUMBER,
            )
    elif code is None or len(number) != invoice_number.OLD_LENGTH:
        draft.doubt(
            Message(N_("没有读到完整的发票代码和发票号码，请对照票面填写。")),
            "invoice_number",
            "invoice_code",
        )


def _years(draft: Draft) -> set[int]:
    """Return the years a number may name: that of the date; at New Year the one before."""
    if draft.issue_date is None:
        return set()
    return {draft.issue_date.year, draft.issue_date.year - (draft.issue_date.month == 1)}


def _check_words(draft: Draft) -> None:
    words, total = (
        draft.values.get("total_in_words"),
        decimal_of(draft.values.get("total_with_tax")),
    )
    derived = draft.sources.get("total_in_words") is Source.DERIVED  # it cannot but agree
    if words is None or total is None or derived:
        return
    try:
        said: Decimal | None = chinese_amount.parse(words)
    except chinese_amount.InvalidAmount:
        said = None
    if said == total:
        draft.agree(Channel.WORDS, "total_with_tax")
        draft.agree(Channel.FIGURES, "total_in_words")
        return
    draft.doubt(
        Message(
            N_("价税合计的大写“{words}”与小写 {total} 不一致，请核对原件。"),
            {"words": words, "total": str(total)},
        ),
        "total_in_words",
        "total_with_tax",
        by=Channel.WORDS,
    )


def _check_totals(draft: Draft) -> None:
    fields = ("total_amount", "total_tax", "total_with_tax")
    amount, tax, total = (decimal_of(draft.values.get(field)) for field in fields)
    _check_figures(draft)
    if amount is None or total is None or draft.kind is Kind.AIR:  # which has more parts
        return
    if tax is None and not _masked(draft.values.get("total_tax")):
        return
    if amount + (tax or 0) == total:
        draft.agree(Channel.SUM, *fields)
        return
    draft.doubt(
        Message(
            N_("金额 {amount} 加税额 {tax} 不等于价税合计 {total}，请核对原件。"),
            {
                "amount": draft.values["total_amount"],
                "tax": draft.values["total_tax"],
                "total": draft.values["total_with_tax"],
            },
        ),
        *fields,
        by=Channel.SUM,
    )


def _check_figures(draft: Draft) -> None:
    """Doubt a total that is no amount: then nothing could be held against it."""
    for field in ("total_amount", "total_tax", "total_with_tax"):
        text = draft.values.get(field)
        if text is not None and decimal_of(text) is None and not _no_tax(field, text):
            finding = Message(
                N_("{field}“{value}”不是金额，请核对原件。"),
                {"field": LABELS[field], "value": text},
            )
            draft.doubt(finding, field)


def _no_tax(field: str, text: str) -> bool:
    return _masked(text) or (field == "total_tax" and text in line_form.TAX_FREE)


def _masked(text: str | None) -> bool:
    return text is not None and set(text) == {"*"}


def _check_names(draft: Draft) -> None:
    """Letters that no name has, or gaps inside one, betray a font that lost its characters."""
    for field in ("buyer_name", "seller_name"):
        value = draft.values.get(field, "")
        plain = value.replace("\uff06", "&")
        odd = not _NAME.fullmatch(plain) or _GAP.search(value) or _STRAYED.search(value)
        if value and odd:
            draft.doubt(
                Message(N_("{field}中有无法辨认的字符，请核对原件。"), {"field": LABELS[field]}),
                field,
            )


def _check_tax_ids(draft: Draft) -> None:
    for field in ("buyer_tax_id", "seller_tax_id"):
        value = draft.values.get(field)
        if value is None or _is_old_tax_id(draft, value) or _is_persons(draft, value):
            continue
        if uscc.has_valid_check(value):
            draft.agree(Channel.CHECK_DIGITS, field)
        else:
            draft.doubt(
                Message(
                    N_("{field} {value} 的位数或校验位不对，请核对原件。"),
                    {"field": LABELS[field], "value": value},
                ),
                field,
                by=Channel.CHECK_DIGITS,
            )


def _is_persons(draft: Draft, value: str) -> bool:
    """Whether a number is that of a natural person; those of 15 digits are long out of use."""
    modern = line_form.VAT | ticket_check.TICKETS
    printed = draft.kind in modern and len(value) in _OLD_TAX_ID_LENGTHS
    return ticket_check.is_person(value) and not printed


def _is_old_tax_id(draft: Draft, value: str) -> bool:
    """Whether a number without a check character is of a form in use on the day of issue."""
    if len(value) == _PERSONS_TAX_ID_LENGTH or _DRAWN_BY_OFFICE in value:
        return len(value) in _OLD_TAX_ID_LENGTHS
    issued = draft.issue_date or _LAST_OLD_TAX_IDS
    return len(value) in _OLD_TAX_ID_LENGTHS and issued <= _LAST_OLD_TAX_IDS


def _check_complete(draft: Draft) -> None:
    """Make uncertain what every invoice of these kinds has, but was not found."""
    present = draft.values.keys() | ({"issue_date"} if draft.issue_date else set())
    present |= {"items"} if draft.items else set()
    needed = ticket_check.NEEDED.get(draft.kind, _NEEDED)
    if draft.kind in _CHECKED:
        needed = (*needed, "invoice_code", "check_code")
    if draft.kind is Kind.VAT_PAPER_SPECIAL:
        needed = (*needed, "invoice_code")
    if (
        "buyer_name" in needed and "buyer_name" not in present
    ):  # then neither an empty id nor empty remarks mean anything
        draft.doubt(None, "buyer_tax_id", "remarks")
    _doubt_beside(draft, needed, present)
    for field in needed:
        if field not in present:
            draft.doubt(
                Message(N_("没有读到{field}，请对照票面填写。"), {"field": LABELS[field]}), field
            )


def _doubt_beside(draft: Draft, needed: Sequence[str], present: AbstractSet[str]) -> None:
    """Doubt what stood beside something that was not found."""
    if "items" in needed and "items" not in present:  # other columns of the same table
        draft.doubt(None, *(usual_particulars.names(draft) - draft.particulars.keys()))
    if "total_with_tax" not in present:  # what was read may be the sum of the first page alone
        draft.doubt(None, *({"total_amount", "total_tax"} & present))


LABELS = {
    "invoice_code": N_("发票代码"),
    "invoice_number": N_("发票号码"),
    "issue_date": N_("开票日期"),
    "check_code": N_("校验码"),
    "buyer_name": N_("购买方名称"),
    "buyer_tax_id": N_("购买方纳税人识别号"),
    "seller_name": N_("销售方名称"),
    "seller_tax_id": N_("销售方纳税人识别号"),
    "items": N_("明细"),
    "total_amount": N_("合计金额"),
    "total_tax": N_("合计税额"),
    "total_with_tax": N_("价税合计"),
    "total_in_words": N_("价税合计大写"),
}
