"""The QR code of an invoice: a second, independent statement of its number, date and amount.

Fields: version, type, code, number, amount (without tax on older invoices, with tax on digital
ones), date, check code, checksum. Learned from public documents; other QR contents are ignored.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import zxingcpp

from importers.page_raster import Raster

_FIELDS = 6
_QR_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_DIGITAL_NUMBER_LENGTH = 20


@dataclass(frozen=True, slots=True)
class InvoiceCode:
    """What the QR code of an invoice says; `top` is its height on the page (hundredths of a pt)."""

    type: str
    code: str | None
    number: str
    amount: Decimal | None
    issue_date: date | None
    check_code: str | None
    top: int = 0

    @property
    def digital(self) -> bool:
        """Whether it belongs to a fully digital invoice (20-digit number)."""
        return len(self.number) == _DIGITAL_NUMBER_LENGTH


def parse(text: str, top: int = 0) -> InvoiceCode | None:
    """Read the text of a QR code; None when it is not that of a VAT or digital invoice."""
    fields = [field.strip() for field in text.split(",")]
    if len(fields) < _FIELDS or fields[0] != "01":
        return None
    _, kind, code, number, amount, issued, *rest = fields
    if not number.isdecimal():
        return None
    return InvoiceCode(
        type=kind,
        code=code or None,
        number=number,
        amount=_amount(amount),
        issue_date=_date(issued),
        check_code=rest[0] if rest and rest[0] else None,
        top=top,
    )


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _date(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def scan(raster: Raster) -> tuple[InvoiceCode, ...]:
    """Return the invoice codes on the picture of a page, from the top."""
    found = [
        parse(result.text, int(result.position.top_left.y * 100 / raster.factor))
        for result in zxingcpp.read_barcodes(raster.image, formats=_QR_CODES)
    ]
    return tuple(sorted((code for code in found if code), key=lambda code: code.top))
