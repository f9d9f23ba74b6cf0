"""The QR code of an invoice: a second, independent statement of its number, date and amount.

VAT and digital invoices: version, type, code, number, amount (without tax on older invoices, with
tax on digital ones), date, check code, checksum. Fiscal receipts: `CZ-EI-…`, version, code, number,
check code, date, amount; or an address that ends in code, number and check code. Block-chain
invoices of Shenzhen: an address with the number and the total in fen. Learned from public
documents; other QR contents are ignored.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, urlsplit

import zxingcpp

from importers.page_raster import Raster

_FIELDS = 6
_QR_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_DIGITAL_NUMBER_LENGTH = 20
RAIL = "51"
FISCAL, BLOCKCHAIN = "fiscal", "blockchain"  # types of codes that name none themselves
_FISCAL_MARK = "CZ-EI-"
_FISCAL_FIELDS = 7
_LONGEST = 2000  # characters; the longest QR code of an invoice seen has 250
_FISCAL_PATH = re.compile(r"(?:^|\n)(\d{8})\n(\d{10})\n([0-9A-Za-z]{6})(?:\n|$)")


@dataclass(frozen=True, slots=True)
class InvoiceCode:
    """What the QR code of an invoice says; `left`, `top`: its place on the page (1/100 pt).

    `rivalled`: another code beside it names the same number and says something else.
    """

    type: str
    code: str | None
    number: str
    amount: Decimal | None
    issue_date: date | None
    check_code: str | None
    top: int = 0
    left: int = 0
    rivalled: bool = False

    def contradicts(self, other: "InvoiceCode") -> bool:
        """Whether another code of the same number says something else of it."""
        says = replace(self, top=0, left=0), replace(other, top=0, left=0)
        return self.number == other.number and says[0] != says[1]

    @property
    def digital(self) -> bool:
        """Whether it belongs to a fully digital invoice (20-digit number)."""
        return len(self.number) == _DIGITAL_NUMBER_LENGTH

    @property
    def with_tax(self) -> bool:
        """Whether the amount is all there is to pay; else it is the amount without tax."""
        return self.digital or self.type in {FISCAL, BLOCKCHAIN}


def parse(text: str, top: int = 0) -> InvoiceCode | None:
    """Read the text of a QR code; None when it is not that of an invoice or fiscal receipt."""
    if len(text) > _LONGEST:
        return None
    if text.startswith(("http://", "https://")):
        return _address(text, top)
    fields = [field.strip() for field in text.split(",")]
    return _fiscal(fields, top) if fields[0].startswith(_FISCAL_MARK) else _plain(fields, top)


def _plain(fields: list[str], top: int) -> InvoiceCode | None:
    """Read the fields of a VAT or digital invoice."""
    if len(fields) < _FIELDS or fields[0] != "01":
        return None
    if len(fields) == _FIELDS and len(fields[2]) == _DIGITAL_NUMBER_LENGTH:  # rail, no code
        fields = ["01", RAIL, "", *fields[2:]]
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


def _fiscal(fields: list[str], top: int) -> InvoiceCode | None:
    """Read the fields of a fiscal receipt."""
    if len(fields) < _FISCAL_FIELDS or not (fields[2] + fields[3]).isdecimal():
        return None
    code, number, check_code, issued, amount = fields[2:_FISCAL_FIELDS]
    return InvoiceCode(
        FISCAL, code, number, _amount(amount), _date(issued), check_code or None, top
    )


def _address(text: str, top: int) -> InvoiceCode | None:
    """Read an address that names a fiscal receipt or a block-chain invoice."""
    try:
        parts = urlsplit(text)
        query = parse_qsl(parts.query, max_num_fields=20)
    except ValueError:
        return None
    named = dict(query)
    if (number := named.get("bill_num", "")).isdecimal() and "hash" in named:
        fen = _amount(named.get("total_amount", ""))
        amount = fen.scaleb(-2) if fen is not None else None
        return InvoiceCode(BLOCKCHAIN, None, number, amount, None, None, top)
    values = [*parts.path.split("/"), *(value for _, value in query), *parts.fragment.split("/")]
    match = _FISCAL_PATH.search("\n".join(values))
    if match is None:
        return None
    return InvoiceCode(FISCAL, match[1], match[2], None, None, match[3], top)


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _date(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def scan(raster: Raster) -> tuple[InvoiceCode, ...]:
    """Return the invoice codes on the picture of a page, from the top."""
    found = []
    for result in zxingcpp.read_barcodes(raster.image, formats=_QR_CODES):
        corner = result.position.top_left
        left, top = (int(place * 100 / raster.factor) for place in (corner.x, corner.y))
        code = parse(result.text, top)
        if code is not None:
            found.append(replace(code, left=left))
    return tuple(sorted(found, key=lambda code: code.top))
