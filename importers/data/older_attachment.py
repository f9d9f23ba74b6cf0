"""Older VAT invoices as attached to their OFD files: root eInvoice of www.edrm.org.cn, prefix fp.

Values are as printed: 2021年12月15日, 13%, 免税, ***. The total in capital numerals is not in it.
"""

from importers import code_kind, qr_code
from importers.checks import Channel
from importers.data_values import amount, day, in_words
from importers.draft import Draft
from importers.invoice import Kind, Line, Source, decimal_of
from importers.messages import N_, Message
from importers.special_business import read_toll_columns
from importers.xml_tree import Node

_PLACES = {
    "invoice_code": ("InvoiceCode",),
    "invoice_number": ("InvoiceNo",),
    "check_code": ("InvoiceCheckCode",),
    "machine_number": ("MachineNo",),
    "buyer_name": ("Buyer", "BuyerName"),
    "buyer_tax_id": ("Buyer", "BuyerTaxID"),
    "seller_name": ("Seller", "SellerName"),
    "seller_tax_id": ("Seller", "SellerTaxID"),
    "remarks": ("Note",),
    "red_of_code": ("OriginalInvoiceCode",),
    "red_of_number": ("OriginalInvoiceNo",),
}
_AMOUNTS = {
    "total_amount": "TaxExclusiveTotalAmount",
    "total_tax": "TaxTotalAmount",
    "total_with_tax": "TaxInclusiveTotalAmount",
}
_QR_KINDS = {
    "10": Kind.VAT_E_ORDINARY,
    "20": Kind.VAT_E_SPECIAL,
    "01": Kind.VAT_PAPER_SPECIAL,
    "04": Kind.VAT_PAPER_ORDINARY,
}


def recognises(root: Node) -> bool:
    """Tell it by number and parties at its top level, unlike the digital ones."""
    return root.child("InvoiceNo") is not None and (
        root.child("Buyer") is not None or root.child("GoodsInfos") is not None
    )


def draft(root: Node, source: Source) -> Draft:
    """Return what such a file says; standing alone, its total is also put into words."""
    read = Draft(Kind.VAT_E_ORDINARY, source)
    for name, path in _PLACES.items():
        read.put(name, root.text(*path))
    for name, tag in _AMOUNTS.items():
        read.put(name, amount(root.text(tag)))
    read.issue_date = day(root.text("IssueDate"))
    if read.issue_date:
        read.note("issue_date", None)
    _put_items(read, root)
    if source is Source.XML:  # the invoice prints them; the data leave them out
        words = in_words(read.values.get("total_with_tax"))
        read.put("total_in_words", words, source=Source.DERIVED)
    code = qr_code.parse(root.text("GraphCode") or "")
    _put_kind(read, code)
    if code is not None:
        _compare(read, code)
    if read.kind is Kind.VAT_E_TOLL:
        read_toll_columns(read)
    return read


def _put_items(read: Draft, root: Node) -> None:
    goods = root.child("GoodsInfos")
    read.items = tuple(_line(each) for each in goods.children("GoodsInfo")) if goods else ()
    if read.items:
        read.note("items", None)


def _line(item: Node) -> Line:
    return Line(
        name=item.text("Item"),
        spec=item.text("Specification"),
        unit=item.text("MeasurementDimension"),
        quantity=amount(item.text("Quantity")),
        unit_price=amount(item.text("Price")),
        amount=amount(item.text("Amount")),
        tax_rate=item.text("TaxScheme"),
        tax=amount(item.text("TaxAmount")),
        code=item.text("Code") or item.text("GoodsCode"),
    )


def _put_kind(read: Draft, code: qr_code.InvoiceCode | None) -> None:
    """Take the kind from the code, else from the QR text."""
    kind = code_kind.kind_of(read.values.get("invoice_code"))
    kind = kind or _QR_KINDS.get(code.type if code else "")
    if kind is not None:
        read.kind = kind
        read.note("kind", None)
    else:
        read.doubt(
            Message(N_("文件没有写清是专用发票还是普通发票，请对照票面确认票据种类。")), "kind"
        )


def _compare(read: Draft, code: qr_code.InvoiceCode) -> None:
    """Hold the QR text in the file against its other values: one system wrote both."""
    amount_read = decimal_of(read.values.get("total_amount"))
    pairs = (
        ("invoice_code", read.values.get("invoice_code"), code.code),
        ("invoice_number", read.values.get("invoice_number"), code.number),
        ("issue_date", read.issue_date, code.issue_date),
        ("total_amount", amount_read, code.amount),
    )
    for name, stated, coded in pairs:
        if stated is not None and coded is not None:
            if stated == coded:
                read.agree(Channel.QR, name)
            else:
                read.doubt(_differs(str(stated), str(coded)), name, by=Channel.QR)


def _differs(stated: str, coded: str) -> Message:
    return Message(
        N_("文件内的数据为 {stated}，其中的二维码内容为 {coded}，两者不一致，请核对原件。"),
        {"stated": stated, "coded": coded},
    )
