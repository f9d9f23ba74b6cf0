"""电子发票（航空运输电子客票行程单） as XBRL (taxonomy atr), the issuer's view.

Fare and fuel surcharge are what is taxed; the development fund and other fees come on top.
Element names are from published descriptions of the taxonomy; no original was at hand.
"""

from importers.data_values import amount, day, iso_day, percent
from importers.draft import Draft
from importers.invoice import Kind, Source
from importers.xbrl import is_booking_record, taxonomy
from importers.xml_tree import Node

_PLACES = {
    "invoice_number": ("ElectronicInvoiceAirTransportReceiptNumber",),
    "check_code": ("VerificationCode",),
    "buyer_name": ("NameOfPurchaser",),
    "buyer_tax_id": ("UnifiedSocialCreditCodeOfPurchaser",),
    "seller_name": ("NameOfSeller",),
    "seller_tax_id": ("UnifiedSocialCreditCodeOfSeller",),
    "passenger": ("PassengerName",),
    "id_no": ("ValidIdNumber",),
    "e_ticket": ("ETicketNumber", "ElectronicTicketNum", "ElectronicTicketNumber"),
    "issued_by": ("IssueParty",),
    "sales_agent": ("AgentCode",),
    "endorsement": ("Endorsement",),
    "remarks": ("Remarks",),
}
_AMOUNTS = {
    "fare": "Fare",
    "fuel_surcharge": "FuelSurcharge",
    "total_tax": "VatTaxAmount",
    "development_fund": "CivilAviationDevelopmentFund",
    "other_taxes": "OtherTaxes",
    "insurance": "Insurance",
    "total_with_tax": "TotalAmount",
}
_SEGMENT = {
    "from_station": ("DepartureStation",),
    "to_station": ("DestinationStation",),
    "carrier": ("Carrier",),
    "flight": ("Flight", "FlightNumber"),
    "seat_class": ("SeatClass", "Class"),
    "travel_date": ("CarrierDate",),
    "departure_time": ("DepartureTime",),
}
_SEGMENTS = "DetailInformationOfAirTicketTuple"


def recognises(root: Node) -> bool:
    """Tell it by its taxonomy."""
    return taxonomy(root) == "atr" and not is_booking_record(root)


def draft(root: Node, source: Source) -> Draft:
    """Return what such a file says; each flight is a row, as on the page."""
    read = Draft(Kind.AIR, source)
    for name, tags in _PLACES.items():
        read.put(name, _first(root, tags))
    for name, tag in _AMOUNTS.items():
        read.put(name, amount(root.text(tag)))
    read.note("kind", None)
    read.put("tax_rate", percent(root.text("VatRate")))
    read.issue_date = day(_first(root, ("IssueDate", "DateOfIssue")))
    if read.issue_date:
        read.note("issue_date", None)
    segments = [_segment(each) for each in root.children(_SEGMENTS)] or [_segment(root)]
    read.rows = tuple(segment for segment in segments if segment)
    return read


def _first(node: Node, tags: tuple[str, ...]) -> str | None:
    return next((text for tag in tags if (text := node.text(tag))), None)


def _segment(node: Node) -> dict[str, str]:
    found = {name: _first(node, tags) for name, tags in _SEGMENT.items()}
    found["travel_date"] = iso_day(found["travel_date"])
    return {name: value for name, value in found.items() if value}
