"""XBRL of the Ministry of Finance that is no voucher: bank receipts, statements, booking records.

They are named as what they are; a booking record also says which invoice it speaks of.
"""

from importers.data_values import amount, day
from importers.draft import Draft
from importers.invoice import Kind, Source
from importers.messages import N_, Message
from importers.xbrl import is_booking_record, taxonomy
from importers.xml_tree import Node

_BOOKING = "einv"
_NAMES = {
    "bker": N_("银行电子回单"),
    "bkrs": N_("银行电子对账单"),
    "ctp": N_("国库集中支付电子凭证"),
    "ntrev": N_("非税收入一般缴款书"),
    "efi": N_("财政电子票据的入账信息"),
}
_PLACES = {
    "invoice_number": ("InvoiceNumber", "NumberOfInvoice", "ElectronicInvoiceRailwayETicketNumber",
                       "ElectronicInvoiceAirTransportReceiptNumber"),
    "invoice_code": ("CodeOfInvoice",),
    "seller_name": ("SellerName", "NameOfSeller"),
    "seller_tax_id": (
        "SellerIdNum",
        "TaxpayerIdentificationNumberUnifiedSocialCreditCodeOfSeller",
    ),
}  # fmt: skip
_AMOUNTS = {
    "total_amount": ("TotalAmWithoutTax", "TotalAmountExcludingTax"),
    "total_tax": ("TotalTaxAm", "TotalTaxAmount"),
    "total_with_tax": ("TotalTax-includedAmount", "TaxIncludedAmountInFigures"),
}
_DATES = ("RequestTime", "IssueTime", "DateOfIssue", "IssueDate")


def recognises(root: Node) -> bool:
    """Every XBRL instance of the ministry that the other dialects left."""
    return taxonomy(root) is not None


def draft(root: Node, source: Source) -> Draft:
    """Return a draft that names the record; of a booking record with its values."""
    name = taxonomy(root) or ""
    if name == _BOOKING or (is_booking_record(root) and name not in _NAMES):
        return _booking(root, source)
    foreign = Draft(Kind.NOT_INVOICE, source)
    foreign.findings.append(
        Message(
            N_("这是{name}（XBRL 数据），不是发票，不能单独作为报销凭证。请上传发票原件。"),
            {"name": _NAMES.get(name, N_("会计资料"))},
        )
    )
    return foreign


def _booking(root: Node, source: Source) -> Draft:
    read = Draft(Kind.EINV_RECEIVER_XBRL, source)
    for name, tags in _PLACES.items():
        read.put(name, _first(root, tags))
    for name, tags in _AMOUNTS.items():
        read.put(name, amount(_first(root, tags)))
    read.issue_date = day(_first(root, _DATES))
    if read.issue_date:
        read.note("issue_date", None)
    read.findings.append(
        Message(
            N_(
                "这是受票方的入账信息（XBRL 数据），不是发票，不能单独作为报销凭证。"
                "请上传它所指的发票原件。"
            )
        )
    )
    return read


def _first(root: Node, tags: tuple[str, ...]) -> str | None:
    return next((text for tag in tags if (text := root.text(tag))), None)
