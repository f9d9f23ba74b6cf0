"""第二十八条: reimbursed against an invoice, whose number can be one of its kind and day.

Digital invoices have 20 digits, older ones 8 with a code of 10 or 12. The first two of 20 are the
year in which the number was given out, as are the sixth and seventh of a code of 12: none is of a
later year than its invoice; a number of an earlier year is rare and worth a note, a code is not.
The next two of 20 are the region. The fifth is never judged, as its meaning is not settled. What
the reader was unsure of is not judged here (公告2024年第11号).
"""

from collections.abc import Iterator
from datetime import date

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is
from importers import invoice_number
from importers.invoice import Invoice, Kind

ARTICLE = 28
TITLE = N_("发票号码与票种和开票日期相符")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
WRONG_LENGTH = N_("发票号码 {number} 有 {length} 位，这种发票应为 {expected} 位（依据{article}）。")
CODE_LENGTH = N_("发票代码 {number} 有 {length} 位，应为 {expected} 位（依据{article}）。")
NO_REGION = N_("发票号码 {number} 的第三、四位“{region}”不是地区代码（依据{article}）。")
LATER_YEAR = N_("发票号码的年份 {year} 晚于开票日期 {day}（依据{article}）。")
LATER_CODE = N_("发票代码的年份 {year} 晚于开票日期 {day}（依据{article}）。")
EARLIER_YEAR = N_("发票号码的年份 {year} 早于开票日期 {day}（依据{article}）。")
VERIFY = N_("请对照原件核对号码，并附查验结果。")
LOOK = N_("请对照原件核对号码和开票日期。")
DIGITS = N_("{expected} 位")
_DIGITAL = frozenset({Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.E_ORDINARY_TOLL})
_OLDER = frozenset({
    Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL, Kind.VAT_E_TOLL, Kind.VAT_PAPER_SPECIAL,
    Kind.VAT_PAPER_ORDINARY, Kind.SZ_BLOCKCHAIN, Kind.MACHINE_PRINTED_E,
})  # fmt: skip
_TICKETS = frozenset({Kind.RAIL, Kind.AIR})
_OLD_CODE_LENGTHS = (10, 12)
_NUMBER, _CODE = ("invoice_number",), ("invoice_code",)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a number whose length, region or year cannot be."""
    invoice = claim.invoice
    if invoice.kind not in _DIGITAL | _OLDER | _TICKETS or invoice.uncertain & {*_NUMBER, *_CODE}:
        return
    yield from _check_lengths(invoice)
    yield from _check_region(invoice)
    yield from _check_year(invoice)


def _check_lengths(invoice: Invoice) -> Iterator[Finding]:
    number, code = invoice.invoice_number or "", invoice.invoice_code or ""
    if not number or invoice.kind in _TICKETS or invoice_number.is_digital(number):
        return
    if invoice.kind in _DIGITAL:
        yield _wrong_length(WRONG_LENGTH, number, (invoice_number.DIGITAL_LENGTH,))
    elif len(number) != invoice_number.OLD_LENGTH:
        lengths = (invoice_number.OLD_LENGTH, invoice_number.DIGITAL_LENGTH)
        yield _wrong_length(WRONG_LENGTH, number, lengths)
    elif code and len(code) not in _OLD_CODE_LENGTHS:
        yield _wrong_length(CODE_LENGTH, code, _OLD_CODE_LENGTHS)


def _wrong_length(sentence: str, number: str, lengths: tuple[int, ...]) -> Finding:
    expected = tuple(as_is(str(length)) for length in lengths)
    return _find(
        SEVERITY,
        sentence,
        VERIFY,
        {"number": number, "length": str(len(number)), "expected": expected},
        fields=_CODE if sentence == CODE_LENGTH else _NUMBER,
        found=as_is(number),
        limit=message(DIGITS, expected=expected),
    )


def _check_region(invoice: Invoice) -> Iterator[Finding]:
    number = invoice.invoice_number or ""
    if invoice.kind in _TICKETS or not invoice_number.is_digital(number):
        return
    if not invoice_number.has_region(number):
        values = {"number": number, "region": number[2:4]}
        yield _find(SEVERITY, NO_REGION, VERIFY, values, fields=_NUMBER, found=as_is(number[2:4]))


def _check_year(invoice: Invoice) -> Iterator[Finding]:
    """Find a year after that of the invoice, and in a number one before it.

    Codes were given out ahead of their use, so that an earlier year there says nothing.
    """
    day = invoice.issue_date
    of_number = invoice_number.year(invoice.invoice_number or "")
    of_code = invoice_number.year_of_code(invoice.invoice_code or "")
    if day is None:
        return
    if of_number is not None and of_number > day.year:
        yield _wrong_year((SEVERITY, LATER_YEAR, VERIFY), _NUMBER, of_number, day)
    elif of_number is not None and of_number < day.year:
        yield _wrong_year((Severity.NOTE, EARLIER_YEAR, LOOK), _NUMBER, of_number, day)
    if of_code is not None and of_code > day.year:
        yield _wrong_year((SEVERITY, LATER_CODE, VERIFY), _CODE, of_code, day)


def _wrong_year(
    said: tuple[Severity, str, str], where: tuple[str, ...], year: int, day: date
) -> Finding:
    return _find(
        *said,
        {"year": str(year), "day": str(day)},
        fields=(*where, "issue_date"),
        found=as_is(str(year)),
        limit=as_is(str(day)),
    )
