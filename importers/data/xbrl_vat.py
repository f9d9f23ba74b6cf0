"""Older VAT e-invoices as XBRL of the Ministry of Finance (taxonomy inv), the issuer's view."""

from importers import code_kind
from importers.data_values import amount, day
from importers.draft import Draft
from importers.invoice import Kind, Line, Source
from importers.messages import N_, Message
from importers.special_business import read_toll_columns
from importers.xbrl import is_booking_record, taxonomy
from importers.xml_tree import Node

_TAX_ID = "TaxpayerIdentificationNumberUnifiedSocialCreditCodeOf"
_PLACES = {
    "invoice_code": "CodeOfInvoice",
    "invoice_number": "NumberOfInvoice",
    "check_code": "IdentifyingCode",
    "machine_number": "NumberOfInvoiceMachine",
    "buyer_name": "NameOfPurchaser",
    "buyer_tax_id": _TAX_ID + "Purchaser",
    "seller_name": "NameOfSeller",
    "seller_tax_id": _TAX_ID + "Seller",
    "total_in_words": "TaxIncludedAmountInWords",
    "remarks": "Remarks",
}
_AMOUNTS = {
    "total_amount": "TotalAmountExcludingTax",
    "total_tax": "TotalTaxAmount",
    "total_with_tax": "TaxIncludedAmountInFigures",
}
_LINES = "InformationOfTaxableGoodsOrServicesDetailItemsTuple"


def recognises(root: Node) -> bool:
    """Tell it by its taxonomy."""
    return taxonomy(root) == "inv" and not is_booking_record(root)


def draft(root: Node, source: Source) -> Draft:
    """Return what such a file says."""
    read = Draft(Kind.VAT_E_ORDINARY, source)
    for name, tag in _PLACES.items():
        read.put(name, root.text(tag))
    for name, tag in _AMOUNTS.items():
        read.put(name, amount(root.text(tag)))
    read.issue_date = day(root.text("DateOfIssue"))
    if read.issue_date:
        read.note("issue_date", None)
    read.items = tuple(_line(each) for each in root.children(_LINES))
    if read.items:
        read.note("items", None)
    _put_kind(read, root.text("TypeOfInvoice") or "")
    if read.kind is Kind.VAT_E_TOLL:
        read_toll_columns(read)
    return read


def _line(item: Node) -> Line:
    return Line(
        name=item.text("NameOfTaxableGoodsOrServices"),
        spec=item.text("Specification"),
        unit=item.text("UnitOfGoodsOrServices"),
        quantity=amount(item.text("QuantityOfGoodsOrServices")),
        unit_price=amount(item.text("UnitPriceOfGoodsOrServices")),
        amount=amount(item.text("AmountExcludingTax")),
        tax_rate=item.text("TaxRate"),
        tax=amount(item.text("TaxAmount")),
        code=item.text("CodeOfTaxableGoodsOrServices"),
    )


def _put_kind(read: Draft, title: str) -> None:
    """Take the kind from the code; where the title says otherwise, a person has to."""
    kind = code_kind.kind_of(read.values.get("invoice_code"))
    titled = Kind.VAT_E_SPECIAL if "专用" in title else Kind.VAT_E_ORDINARY
    read.kind = kind or titled
    contradicted = kind in {Kind.VAT_E_SPECIAL, Kind.VAT_E_ORDINARY} and kind is not titled
    if contradicted and title:
        finding = Message(N_("文件写明的发票种类与发票代码所示的不一致，请核对原件。"))
        read.doubt(finding, "kind")
    elif kind is None and not title:
        read.doubt(
            Message(N_("文件没有写清是专用发票还是普通发票，请对照票面确认票据种类。")), "kind"
        )
    else:
        read.note("kind", None)
