"""Tickets as XBRL of the Ministry of Finance, fiscal receipts as XML of the treasuries."""

from collections.abc import Mapping, Sequence
from typing import Any

from importers.invoice import Kind
from service.demo.xml_style import Element, XmlStyle, rate_text, write

Record = Mapping[str, Any]
_FLIGHT = {
    "from_station": "DepartureStation",
    "to_station": "DestinationStation",
    "carrier": "Carrier",
    "flight": "Flight",
    "seat_class": "SeatClass",
    "travel_date": "CarrierDate",
    "departure_time": "DepartureTime",
}


def rail(said: Record, style: XmlStyle) -> bytes:
    """Write a rail e-ticket as the Ministry of Finance's XBRL (taxonomy rai)."""
    named = said["particulars"]
    fare = said["total_with_tax"]
    leaves = {
        "TypeOfVoucher": "电子发票（铁路电子客票）",
        "ETicketNumber": named.get("e_ticket"),
        "DateOfIssue": said["issue_date"],
        "TypeOfBusiness": named.get("business"),
        "DepartureStation": named.get("from_station"),
        "DestinationStation": named.get("to_station"),
        "TrainNumber": named.get("train"),
        "TravelDate": named.get("travel_date"),
        "DepartureTime": named.get("departure_time"),
        "SeatLevel": named.get("seat_class"),
        "Carriage": named.get("carriage"),
        "Seat": named.get("seat"),
        "Fare": fare,
        "ElectronicInvoiceRailwayETicketNumber": said["invoice_number"],
        "IdNumber": named.get("id_no"),
        "Name": named.get("passenger"),
        "TotalAmountExcludingTax": said["total_amount"],
        "TaxRate": rate_text(named.get("tax_rate"), style),
        "TaxAmount": said["total_tax"],
        "NameOfPurchaser": said["buyer_name"],
        "UnifiedSocialCreditCodeOfPurchaser": said["buyer_tax_id"],
        "NumberOfOriginalInvoice": named.get("original_invoice"),
        "Remarks": said["remarks"],
    }
    return _xbrl("rai", leaves, style)


def air(said: Record, style: XmlStyle) -> bytes:
    """Write an air itinerary as the Ministry of Finance's XBRL (taxonomy atr)."""
    named = said["particulars"]
    leaves = {
        "ElectronicInvoiceAirTransportReceiptNumber": said["invoice_number"],
        "IssueDate": said["issue_date"],
        "PassengerName": named.get("passenger"),
        "ValidIdNumber": named.get("id_no"),
        "ETicketNumber": named.get("e_ticket"),
        "Endorsement": named.get("endorsement"),
        "AgentCode": named.get("sales_agent"),
        "Insurance": named.get("insurance"),
        "Fare": named.get("fare"),
        "FuelSurcharge": named.get("fuel_surcharge"),
        "VatRate": rate_text(named.get("tax_rate"), style),
        "VatTaxAmount": said["total_tax"],
        "CivilAviationDevelopmentFund": named.get("development_fund"),
        "OtherTaxes": named.get("other_taxes"),
        "TotalAmount": said["total_with_tax"],
        "VerificationCode": said["check_code"],
        "IssueParty": named.get("issued_by"),
        "NameOfPurchaser": said["buyer_name"],
        "UnifiedSocialCreditCodeOfPurchaser": said["buyer_tax_id"],
        "NameOfSeller": said["seller_name"],
        "UnifiedSocialCreditCodeOfSeller": said["seller_tax_id"],
    }
    flights: list[Element] = [
        (
            "atr:DetailInformationOfAirTicketTuple",
            [(f"atr:{tag}", row[name]) for name, tag in _FLIGHT.items() if name in row],
        )
        for row in said["rows"]
    ]
    return _xbrl("atr", leaves, style, flights)


def _xbrl(
    taxonomy: str, leaves: Mapping[str, str | None], style: XmlStyle, more: Sequence[Element] = ()
) -> bytes:
    parts: list[Element] = [(f"{taxonomy}:{name}", value) for name, value in leaves.items()]
    parts += more
    namespaces = (
        ' xmlns="http://www.xbrl.org/2003/instance"'
        f' xmlns:{taxonomy}="http://xbrl.mof.gov.cn/taxonomy/2023-12-31/{taxonomy}"'
    )
    return write(("xbrl", parts), style, namespaces)


def fiscal(said: Record, style: XmlStyle) -> bytes:
    """Write a fiscal receipt (root EInvoice, tag CZ-EI…): the data that PDFs hide as hidexml."""
    central = said["kind"] == Kind.FISCAL_CENTRAL.value
    tag = "CZ-EI-00" if central else f"CZ-EI-{said['invoice_code'][:2]}"
    named = said["particulars"]
    main: list[Element] = [
        ("EInvoiceName", named.get("title")),
        ("EInvoiceCode", said["invoice_code"]),
        ("EInvoiceNumber", said["invoice_number"]),
        ("RandomNumber", said["check_code"]),
        ("TotalAmount", said["total_with_tax"]),
        ("IssueDate", said["issue_date"].replace("-", "")),
        ("IssueTime", "10:08:05"),
        (
            "InvoicingParty",
            [
                ("InvoicingPartyCode", said["seller_tax_id"]),
                ("InvoicingPartyName", said["seller_name"]),
            ],
        ),
        (
            "PayerParty",
            [
                ("PayerPartyType", "2"),
                ("PayerPartyCode", said["buyer_tax_id"]),
                ("PayerPartyName", said["buyer_name"]),
            ],
        ),
        ("Remark", named.get("other_info")),
        (
            "MainExt",
            [
                ("RelatedInvoiceCode", named.get("red_of_code")),
                ("RelatedInvoiceNumber", named.get("red_of_number")),
            ],
        ),
    ]
    parts: list[Element] = [
        ("Header", [("EInvoiceTag", tag), ("Version", "1.1.0")]),
        (
            "EInvoiceData",
            [
                ("Main", main),
                ("Details", [("Item", _fiscal_line(line)) for line in said["items"]]),
            ],
        ),
    ]
    if style.signed:
        parts.append(("EInvoiceSignature", [("Signature", "U00z")]))
    return write(("EInvoice", parts), style)


def _fiscal_line(line: Record) -> list[Element]:
    return [
        ("ItemCode", line["code"]),
        ("ItemName", line["name"]),
        ("ItemUnit", line["unit"]),
        ("ItemQuantity", line["quantity"]),
        ("ItemStd", line["unit_price"]),
        ("ItemAmount", line["amount"]),
    ]
