"""电子发票（铁路电子客票） as XBRL of the Ministry of Finance (taxonomy rai), the issuer's view.

Sold and exchanged tickets state the fare; refunded ones the fee kept, by some versions as the
fare and by some as the amount refunded: the one that amount and tax add up to is meant.
"""

from importers.checks import Channel
from importers.data_values import amount, day, iso_day, percent
from importers.draft import Draft
from importers.invoice import Kind, Source, decimal_of
from importers.messages import N_, Message
from importers.xbrl import is_booking_record, taxonomy
from importers.xml_tree import Node

_PLACES = {
    "invoice_number": "ElectronicInvoiceRailwayETicketNumber",
    "buyer_name": "NameOfPurchaser",
    "buyer_tax_id": "UnifiedSocialCreditCodeOfPurchaser",
    "seller_name": "IssueParty",
    "seller_tax_id": "IssuePartyCode",
    "remarks": "Remarks",
    "business": "TypeOfBusiness",
    "e_ticket": "ETicketNumber",
    "train": "TrainNumber",
    "from_station": "DepartureStation",
    "to_station": "DestinationStation",
    "departure_time": "DepartureTime",
    "carriage": "Carriage",
    "seat": "Seat",
    "passenger": "Name",
    "id_no": "IdNumber",
    "original_invoice": "NumberOfOriginalInvoice",
}
_REFUND = "退"


def recognises(root: Node) -> bool:
    """Tell it by its taxonomy."""
    return taxonomy(root) == "rai" and not is_booking_record(root)


def draft(root: Node, source: Source) -> Draft:
    """Return what such a file says."""
    read = Draft(Kind.RAIL, source)
    for name, tag in _PLACES.items():
        read.put(name, root.text(tag))
    read.note("kind", None)
    read.issue_date = day(root.text("DateOfIssue"))
    if read.issue_date:
        read.note("issue_date", None)
    read.put("travel_date", iso_day(root.text("TravelDate")))
    seat = (root.text("AirConditioningCharacteristics"), root.text("SeatLevel"))
    read.put("seat_class", "".join(part for part in seat if part))
    read.put("total_amount", amount(root.text("TotalAmountExcludingTax")))
    read.put("total_tax", amount(root.text("TaxAmount")))
    read.put("tax_rate", percent(root.text("TaxRate")))
    _put_total(read, root)
    return read


def _put_total(read: Draft, root: Node) -> None:
    refunded = _REFUND in read.particulars.get("business", "")
    stated = (amount(root.text(tag)) for tag in ("Fare", "AmountRefunded"))
    candidates = [text for text in stated if text and decimal_of(text) is not None]
    parts = [decimal_of(read.values.get(name)) for name in ("total_amount", "total_tax")]
    total = candidates[0] if candidates else None
    if parts[0] is not None and parts[1] is not None:
        whole = parts[0] + parts[1]
        total = next((text for text in candidates if decimal_of(text) == whole), total)
    read.put("total_with_tax", total)
    read.put("refund_fee" if refunded else "fare", total)
    if refunded and len(set(candidates)) > 1:
        finding = Message(
            N_("退票的文件写有 {one} 和 {other} 两个金额，请对照票面确认哪个是退票费。"),
            {"one": candidates[0], "other": candidates[1]},
        )
        read.doubt(finding, "total_with_tax", by=Channel.DATA)
