"""Fiscal receipts (财政票据): what one to be drawn shall say, and the data its PDF hides.

Central receipts carry their whole content in the Info dictionary of the PDF, as base64 of
gzipped XML; provincial ones do not, and their QR code is an address.
"""

import base64
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from importers import chinese_amount
from importers.invoice import Kind, Line
from service.demo import expectation, identifiers, lines
from service.demo.invoices import Party

PATENT_FEES = "0569901"
_STATUS = (
    "<EInvoice><EInvoiceStatus><Status>NORMAL</Status><ChangeList/></EInvoiceStatus></EInvoice>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalSpec:
    """One receipt. None = derived by `filled()`. A line's code is the 项目编码, its price 标准.

    `payee_printed`: whether the payee stands in letters, not in the seal alone.
    """

    kind: Kind
    title: str
    number: str
    issued_on: date
    payer: Party
    payee: Party
    lines: tuple[Line, ...]
    other_info: str = ""
    reviewer: str = "周予安"
    collector: str = "林知秋"
    mark: str = "样例"
    payee_printed: bool = True
    code: str | None = None
    check_code: str | None = None
    total: str | None = None
    total_in_words: str | None = None
    qr: str | None = None

    def __post_init__(self) -> None:
        assert self.kind in {Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE}, "a fiscal receipt"

    @property
    def heading(self) -> str:
        return f"{self.mark} {self.number}"

    @property
    def central(self) -> bool:
        return self.kind is Kind.FISCAL_CENTRAL

    def filled(self) -> "FiscalSpec":
        """Return the spec with every derived field set."""
        total = self.total or lines.total_amount(self.lines)
        words = self.total_in_words
        code = self.code or ("00010" if self.central else "32020") + f"{self.issued_on:%y}4"
        check = self.check_code or identifiers.hexadecimal(code + self.number, 6)
        made = replace(self, total=total, code=code, check_code=check)
        return replace(
            made,
            total_in_words=chinese_amount.words(Decimal(total)) if words is None else words,
            qr=_qr(made) if self.qr is None else self.qr,
        )

    def expected(self) -> dict[str, object]:
        """Return what a perfect reading says."""
        filled = self.filled()
        said = {
            "invoice_code": filled.code,
            "invoice_number": self.number,
            "check_code": filled.check_code,
            "buyer_name": self.payer.name,
            "buyer_tax_id": self.payer.tax_id,
            "seller_name": self.payee.name if self.central or self.payee_printed else None,
            "total_with_tax": filled.total,
            "total_in_words": filled.total_in_words,
        }
        particulars = {"title": self.title, "other_info": self.other_info}
        return expectation.expected(
            self.kind, self.issued_on, said, lines=self.lines, particulars=particulars
        )

    def facts(self) -> Mapping[str, str]:
        """Return nothing: no producer writes a receipt's facts in the open."""
        return {}

    def data(self) -> Mapping[str, str]:
        """Return the hidden entries of the Info dictionary."""
        if not self.central:
            return {}
        return {"hidexml": _packed(receipt_xml(self)), "attachXml": _packed(_STATUS)}


def _qr(spec: FiscalSpec) -> str:
    if not spec.central:
        return f"http://einvoice.jsczt.cn/page/{spec.code}/{spec.number}/{spec.check_code}"
    day = f"{spec.issued_on:%Y%m%d}"
    return f"CZ-EI-00,1.1.0,{spec.code},{spec.number},{spec.check_code},{day},{spec.total}"


def _packed(xml: str) -> str:
    """Return a text as the Info dictionary holds it."""
    return base64.b64encode(gzip.compress(xml.encode(), mtime=0)).decode()


def receipt_xml(spec: FiscalSpec) -> str:
    """Return the XML of a central receipt; its signatures are left out."""
    filled = spec.filled()
    main = {
        "EInvoiceName": filled.title,
        "EInvoiceSpecimenCode": "000101",
        "SupervisorAreaCode": "000000",
        "RandomNumber": filled.check_code,
        "EInvoiceCode": filled.code,
        "EInvoiceNumber": filled.number,
        "TotalAmount": filled.total,
        "IssueDate": f"{filled.issued_on:%Y%m%d}",
        "IssueTime": "10:21:07",
        "Remark": "",
    }
    parties = _element(
        "InvoicingParty",
        _elements(
            {"InvoicingPartyCode": filled.payee.tax_id, "InvoicingPartyName": filled.payee.name}
        ),
    ) + _element(
        "PayerParty",
        _elements(
            {
                "PayerPartyCode": filled.payer.tax_id,
                "PayerPartyName": filled.payer.name,
                "PayerPartyType": "2",
            }
        ),
    )
    rest = {
        "Checker": filled.reviewer,
        "HandlingPerson": filled.collector,
        "PayMode": "",
        "BizCode": "",
    }
    ext = _element("MainExt", _elements({"OtherInfo": filled.other_info}))
    items = "".join(_element("Item", _elements(_item(line))) for line in filled.lines)
    header = _elements({"EInvoiceTag": "CZ-EI-00", "EInvoiceID": filled.number, "Version": "1.1.0"})
    data = _element("Main", _elements(main) + parties + _elements(rest) + ext)
    return '<?xml version="1.0" encoding="UTF-8"?>' + _element(
        "EInvoice",
        _element("Header", header) + _element("EInvoiceData", data + _element("Details", items)),
    )


def _item(line: Line) -> dict[str, str | None]:
    return {
        "ItemCode": line.code,
        "ItemName": line.name,
        "ItemUnit": line.unit,
        "ItemQuantity": line.quantity,
        "ItemStd": line.unit_price,
        "ItemAmount": line.amount,
        "ItemRemark": "",
    }


def _elements(values: Mapping[str, str | None]) -> str:
    return "".join(_element(name, escape(value or "")) for name, value in values.items())


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"
