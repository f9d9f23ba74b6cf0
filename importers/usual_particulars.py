"""What vouchers of a kind, or of a special business, usually say beside the fields all have.

On a picture such a particular that was not found may have been passed over: it is then doubted.
"""

from collections.abc import Mapping

from importers.draft import Draft
from importers.invoice import Kind

_JOURNEY = ("passenger", "id_no", "travel_date", "from_station", "to_station", "seat_class")
_PASSAGE = ("plate", "vehicle_type", "date_from", "date_to")
_OF_RECEIPTS = ("title", "other_info")
_OF_KIND: Mapping[Kind, tuple[str, ...]] = {
    Kind.RAIL: (*_JOURNEY, "train", "departure_time", "carriage", "seat", "e_ticket",
                "original_invoice"),
    Kind.AIR: (*_JOURNEY, "carrier", "flight", "departure_time", "e_ticket", "fare",
               "fuel_surcharge", "development_fund", "other_taxes", "tax_rate", "insurance",
               "endorsement", "notice", "route_kind", "gp_number", "sales_agent", "issued_by"),
    Kind.FISCAL_CENTRAL: _OF_RECEIPTS,
    Kind.FISCAL_PROVINCE: _OF_RECEIPTS,
    Kind.MOTOR_VEHICLE: ("title", "vehicle_type", "brand", "vehicle_number"),
    Kind.E_ORDINARY_TOLL: _PASSAGE,
    Kind.VAT_E_TOLL: _PASSAGE,
}  # fmt: skip
_NEW_VEHICLE = ("origin", "certificate", "engine_number", "passenger_limit", "tonnage", "tax_rate",
                "import_certificate", "inspection_number", "tax_office",
                "tax_paid_number")  # fmt: skip
_USED_VEHICLE = ("plate", "registration")
_USED = "二手车"
_OF_BUSINESS: Mapping[str, tuple[str, ...]] = {
    "旅客运输": (*_JOURNEY, "transport"),
    "货物运输": ("transport", "plate", "from_station", "to_station", "cargo"),
    "建筑服务": ("place", "project", "land_tax_project", "cross_region"),
    "不动产": ("property_certificate", "area_unit", "place", "lease_period", "cross_region"),
    "房屋": ("property_certificate", "area_unit", "place", "lease_period", "cross_region"),
    "租赁": ("property_certificate",),
    "通行费": _PASSAGE,
    "代开": ("drawn_for",),
}  # words of sub-titles and of the categories that lines begin with
_TOTALS = ("total_amount", "total_tax")  # of the first page alone there is no more
_OF_RED = ("red_of_number", "red_of_code", "red_slip")
_FARES = {"退": "refund_fee"}


def names(draft: Draft) -> frozenset[str]:
    """Return the particulars that such a voucher usually bears, found or not."""
    found = [*_OF_KIND.get(draft.kind, ()), *(name for row in draft.rows for name in row)]
    if draft.kind is Kind.RAIL:
        found.append(_FARES.get(draft.particulars.get("business", ""), "fare"))
    if draft.kind is Kind.MOTOR_VEHICLE:
        used = _USED in draft.particulars.get("title", "")
        found += _USED_VEHICLE if used else _NEW_VEHICLE
    said = [draft.particulars.get("element", ""), *(line.name or "" for line in draft.items)]
    for word, particulars in _OF_BUSINESS.items():
        if any(word in text for text in said):
            found += particulars
    if draft.is_red or any(draft.values.get(name, "").startswith("-") for name in _TOTALS):
        found += _OF_RED
    return frozenset(found)
