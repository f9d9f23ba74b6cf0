"""Older VAT invoices as the attachment of their OFD files: root eInvoice, prefix fp."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from importers.invoice import Kind
from service.demo.xml_style import Element, XmlStyle, write

Record = Mapping[str, Any]


def older(said: Record, style: XmlStyle) -> bytes:
    """Write the attachment of an older invoice's OFD file (root eInvoice, prefix fp)."""
    day = date.fromisoformat(said["issue_date"])
    parts: list[Element] = [
        ("fp:DocID", "01"),
        ("fp:InvoiceCode", said["invoice_code"]),
        ("fp:InvoiceNo", said["invoice_number"]),
        ("fp:IssueDate", f"{day:%Y年%m月%d日}"),
        ("fp:InvoiceCheckCode", said["check_code"]),
        (
            "fp:Buyer",
            [("fp:BuyerName", said["buyer_name"]), ("fp:BuyerTaxID", said["buyer_tax_id"])],
        ),
        (
            "fp:Seller",
            [("fp:SellerName", said["seller_name"]), ("fp:SellerTaxID", said["seller_tax_id"])],
        ),
        ("fp:TaxInclusiveTotalAmount", said["total_with_tax"]),
        ("fp:TaxExclusiveTotalAmount", said["total_amount"]),
        ("fp:TaxTotalAmount", said["total_tax"]),
        ("fp:Note", said["remarks"]),
        ("fp:GraphCode", said.get("qr")),
        ("fp:GoodsInfos", [("fp:GoodsInfo", _older_line(line, said)) for line in said["items"]]),
    ]
    namespace = ' xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" Version="1.0"'
    return write(("eInvoice", parts), style, namespace)


def _older_line(line: Record, said: Record) -> list[Element]:
    """Write a line; those of tolls hold plate, class and days where others have numbers."""
    passage = said["particulars"] if said["kind"] == Kind.VAT_E_TOLL.value else {}
    return [
        ("fp:Item", line["name"]),
        ("fp:Specification", passage.get("plate") or line["spec"]),
        ("fp:MeasurementDimension", passage.get("vehicle_type") or line["unit"]),
        ("fp:Price", passage.get("date_to") or line["unit_price"]),
        ("fp:Quantity", passage.get("date_from") or line["quantity"]),
        ("fp:Amount", line["amount"]),
        ("fp:TaxScheme", line["tax_rate"]),
        ("fp:TaxAmount", line["tax"]),
    ]
