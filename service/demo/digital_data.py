"""Digital invoices as the XML of the tax bureau: root EInvoice, tag SWEI and a region."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from importers.invoice import decimal_of
from service.demo.xml_style import Element, XmlStyle, rate_text, write

Record = Mapping[str, Any]
_SPECIAL_CODES = {"e_special": ("01", "增值税专用发票")}
_ORDINARY_CODE = ("02", "普通发票")
_SECTIONS = {
    "通行费": (
        "Toll",
        {
            "plate": "PlateNumber",
            "vehicle_type": "VehicleType",
            "date_from": "StartDatesOfPassage",
            "date_to": "EndDatesOfPassage",
        },
    ),
    "旅客运输服务": (
        "PassengerTransportation",
        {
            "passenger": "TravelerName",
            "id_no": "IdNumber",
            "travel_date": "TravelDate",
            "from_station": "DepartureLocation",
            "to_station": "DestinationLocation",
            "seat_class": "Grade",
            "transport": "TransportType",
        },
    ),
    "货物运输服务": (
        "FreightTransportation",
        {
            "transport": "TransportToolType",
            "plate": "TransportToolNumber",
            "from_station": "DepartureLocation",
            "to_station": "DestinationLocation",
            "cargo": "GoodsName",
        },
    ),
    "建筑服务": ("ConstructionService", {"place": "ConstructionPlace", "project": "ProjectName"}),
    "不动产经营租赁服务": (
        "RealEstateLease",
        {"property_certificate": "PropertyCertificateNumber", "place": "RealEstateAddress"},
    ),
    "不动产销售": (
        "RealEstateSale",
        {"property_certificate": "PropertyCertificateNumber", "place": "RealEstateAddress"},
    ),
}
_TIMES = frozenset({"date_from", "date_to"})


def digital(said: Record, style: XmlStyle) -> bytes:
    """Write a digital invoice as the tax bureau does (root EInvoice, tag SWEI…)."""
    code, title = _SPECIAL_CODES.get(said["kind"], _ORDINARY_CODE)
    labels = {
        "InIssuType": ("N" if said["is_red"] else "Y", "是否蓝字发票标志"),
        "EInvoiceType": ("01", "电子发票"),
        "GeneralOrSpecialVAT": (code, title),
    }
    inherent: list[Element] = [
        (name, [("LabelCode", pair[0]), ("LabelName", pair[1])] if style.labels else None)
        for name, pair in labels.items()
    ]
    head: list[Element] = [
        ("EIid", said["invoice_number"]),
        ("EInvoiceTag", "SWEI1100"),
        ("Version", style.version),
        ("InherentLabel", inherent),
    ]
    issued = said["issue_date"] + (" 10:08:05" if style.timed else "")
    parts: list[Element] = [
        ("Header", head),
        ("EInvoiceData", _digital_data(said, style)),
        ("SellerAuthentication", [("AuthenticationMethods", "02")]),
        (
            "TaxSupervisionInfo",
            [("InvoiceNumber", said["invoice_number"]), ("IssueTime", issued)],
        ),
    ]
    if style.signed:
        signature: list[Element] = [
            ("SignatureAlgorithm", "1.2.156.10197.1.501"),
            ("SignatureFormat", "DETACH"),
            ("SignatureValue", "TUVTVCBERVMgTVVTVEVSUw=="),
        ]
        parts.append(("TaxBureauSignature", signature))
    return write(("EInvoice", parts), style)


def _digital_data(said: Record, style: XmlStyle) -> list[Element]:
    return [
        (
            "SellerInformation",
            [("SellerIdNum", said["seller_tax_id"]), ("SellerName", said["seller_name"])],
        ),
        (
            "BuyerInformation",
            [("BuyerIdNum", said["buyer_tax_id"]), ("BuyerName", said["buyer_name"])],
        ),
        (
            "BasicInformation",
            [
                ("TotalAmWithoutTax", said["total_amount"]),
                ("TotalTaxAm", said["total_tax"]),
                ("TotalTax-includedAmount", said["total_with_tax"]),
                ("TotalTax-includedAmountInChinese", said["total_in_words"]),
                ("RequestTime", said["issue_date"]),
            ],
        ),
        *[("IssuItemInformation", _digital_line(line, style)) for line in said["items"]],
        ("SpecificInformation", _specific(said)),
        ("AdditionalInformation", [("Remark", said["remarks"])]),
    ]


def _digital_line(line: Record, style: XmlStyle) -> list[Element]:
    whole = (decimal_of(line["amount"]) or Decimal(0)) + (decimal_of(line["tax"]) or 0)
    return [
        ("ItemName", line["name"]),
        ("SpecMod", line["spec"]),
        ("MeaUnits", line["unit"]),
        ("Quantity", line["quantity"]),
        ("UnPrice", line["unit_price"]),
        ("Amount", line["amount"]),
        ("TaxRate", rate_text(line["tax_rate"], style)),
        ("ComTaxAm", line["tax"]),
        ("TotaltaxIncludedAmount", f"{whole:.2f}"),
        ("TaxClassificationCode", line["code"]),
    ]


def _specific(said: Record) -> list[Element]:
    found: list[Element] = []
    named = said["particulars"]
    section = _SECTIONS.get(named.get("element", ""))
    if section is not None:
        name, leaves = section
        rows = said["rows"] or [named]
        found += [(name, _leaves(row, leaves)) for row in rows]
    if "red_of_number" in named:
        red: list[Element] = [
            ("OriginalInvoiceCode", named["red_of_number"]),
            ("CreditNoteNumber", named.get("red_slip")),
        ]
        found.append(("RedEInvoice", red))
    return found


def _leaves(row: Mapping[str, str], leaves: Mapping[str, str]) -> list[Element]:
    return [
        (tag, row[name].replace("-", "") + "172851000" if name in _TIMES else row[name])
        for name, tag in leaves.items()
        if name in row
    ]
