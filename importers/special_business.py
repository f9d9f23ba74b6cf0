"""特定业务 in the XML of digital invoices: tolls, journeys, freight, building, real estate.

The names of these elements are published only in part; so a leaf is understood by the words its
name consists of, and left aside where they say nothing we know. One section becomes particulars,
several become rows. Toll systems write plate, class and days into columns of the line.
"""

from collections.abc import Iterator
from dataclasses import replace

from importers.data_values import day, iso_day
from importers.draft import Draft
from importers.invoice import Line
from importers.xml_tree import Node, fold

_RED = "RedEInvoice"
_TOLL_COLUMNS = {"plate": "spec", "vehicle_type": "unit", "date_from": "quantity",
                 "date_to": "unit_price"}  # fmt: skip
_FORMS = (8, 10)  # letters of a day: 20260227, 2026-02-27
_DIGITAL_LENGTH = 20

# words in the name of a section, what the sub-title of the invoice says, what its leaves mean
_VEHICLE = (
    ("vehicle_number", ("vin", "identification", "framenum", "chassis")),
    ("engine_number", ("engine",)),
    ("certificate", ("certificate", "qualif")),
    ("brand", ("brand", "model")),
    ("origin", ("origin", "producing")),
    ("plate", ("plate", "license")),
    ("vehicle_type", ("type",)),
)
_RULES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "通行费": (
        ("plate", ("plate", "license")),
        ("vehicle_type", ("vehicletype", "type")),
        ("date_from", ("start", "begin", "from")),
        ("date_to", ("end", "until")),
    ),
    "旅客运输服务": (
        ("id_no", ("idnum", "idno", "idcard", "identity", "certificate", "document", "credential")),
        ("travel_date", ("date", "time")),
        ("from_station", ("departure", "depart", "origin", "start", "from")),
        ("to_station", ("destination", "arrival", "arrive", "end")),
        ("seat_class", ("seat", "grade", "class", "level", "cabin")),
        ("transport", ("vehicle", "transport", "traffic", "tool")),
        ("passenger", ("traveler", "traveller", "passenger", "name", "person")),
    ),
    "货物运输服务": (
        ("cargo", ("goods", "cargo", "freight")),
        ("from_station", ("departure", "depart", "origin", "start", "from", "shipment")),
        ("to_station", ("destination", "arrival", "arrive", "end", "delivery")),
        ("plate", ("plate", "license", "number", "num")),
        ("transport", ("vehicle", "transport", "tool", "type")),
    ),
    "建筑服务": (
        ("land_tax_project", ("landvat", "landtax", "landappreciation", "landvalue")),
        ("cross_region", ("cross", "remote", "different")),
        ("project", ("project", "name")),
        ("place", ("place", "address", "location", "area", "site")),
    ),
    "不动产经营租赁服务": (
        ("property_certificate", ("certificate", "title", "warrant", "property")),
        ("cross_region", ("cross", "remote", "different")),
        ("area_unit", ("unit",)),
        ("lease_start", ("start", "begin", "from")),
        ("lease_end", ("end", "until")),
        ("lease_period", ("lease", "period", "term")),
        ("place", ("address", "location", "place", "area")),
    ),
    "机动车": _VEHICLE,
    "二手车": _VEHICLE,
    "不动产销售": (
        ("land_tax_project", ("landvat", "landtax", "landappreciation", "landvalue")),
        ("property_certificate", ("certificate", "title", "warrant", "property")),
        ("cross_region", ("cross", "remote", "different")),
        ("area_unit", ("unit",)),
        ("place", ("address", "location", "place", "area")),
    ),
}
_SECTIONS = (
    ("代收车船税", ("vesseltax", "vehicleandvessel", "vehiclevessel")),
    ("机动车", ("motorvehicle",)),
    ("二手车", ("usedvehicle", "usedcar", "secondhand")),
    ("成品油", ("refinedoil", "productoil", "oilproduct", "fuel")),
    ("稀土", ("rareearth",)),
    ("农产品收购", ("agricultural", "farmproduct")),
    ("差额征税", ("differential", "balancetax")),
    ("通行费", ("toll", "passage")),
    ("旅客运输服务", ("passenger", "travel")),
    ("货物运输服务", ("freight", "cargo", "goodstransport", "transport")),
    ("建筑服务", ("construction", "building")),
    ("不动产经营租赁服务", ("leas", "rent")),
    ("不动产销售", ("realestate", "realproperty", "immovable", "estate")),
)
_TABLES = frozenset({"旅客运输服务", "货物运输服务"})  # these print a table, for one row too
_DAYS = frozenset({"date_from", "date_to", "travel_date", "lease_start", "lease_end"})


def read_sections(special: Node, draft: Draft) -> None:
    """Put what SpecificInformation says into the draft."""
    found: list[dict[str, str]] = []
    table = False
    for section in special.children():
        if fold(section.name) == fold(_RED):
            _put_red(section, draft)
            continue
        element = _element_of(section)
        if element is not None:
            draft.put("element", element)
            table = table or element in _TABLES
            found += [
                row for part in _parts(section) if (row := _row(part, _RULES.get(element, ())))
            ]
    if len(found) == 1 and not table:
        for name, value in found[0].items():
            draft.put(name, value)
    else:
        draft.rows = tuple(found)


def read_toll_columns(draft: Draft) -> None:
    """Take plate, class and days of passage out of the columns of toll lines, as pages show them.

    They stand where other lines have specification, unit, quantity and price.
    """
    rows = [_passage(line) for line in draft.items]
    if not any(rows):
        return
    draft.items = tuple(
        replace(line, **dict.fromkeys(_TOLL_COLUMNS.values())) if row else line
        for line, row in zip(draft.items, rows, strict=True)
    )
    for name in _TOLL_COLUMNS:
        values = {row.get(name) for row in rows}
        if len(values) == 1 and name not in draft.particulars:
            draft.put(name, values.pop())
    if any(row != rows[0] for row in rows):
        draft.rows += tuple(rows)


def _passage(line: Line) -> dict[str, str]:
    """Return what the columns of a line say when days stand where quantity or price belong."""
    days = [day(text) for text in (line.quantity, line.unit_price) if text and len(text) in _FORMS]
    if not any(days):
        return {}
    said = {name: getattr(line, column) for name, column in _TOLL_COLUMNS.items()}
    return {name: _as_day(name, value) for name, value in said.items() if value}


def _as_day(name: str, value: str) -> str:
    return (iso_day(value) or value) if name in _DAYS else value


def _put_red(section: Node, draft: Draft) -> None:
    """OriginalInvoiceCode holds the 20-digit number of the blue invoice, or an older code."""
    original = section.text("OriginalInvoiceCode") or ""
    number = section.text("OriginalInvoiceNumber") or section.text("OriginalInvoiceNo")
    if len(original) == _DIGITAL_LENGTH and not number:
        draft.put("red_of_number", original)
    else:
        draft.put("red_of_code", original)
        draft.put("red_of_number", number)
    draft.put("red_slip", section.text("CreditNoteNumber"))


def _element_of(section: Node) -> str | None:
    name = fold(section.name)
    return next((e for e, words in _SECTIONS if any(word in name for word in words)), None)


def _parts(section: Node) -> Iterator[Node]:
    """Yield the records of a section: itself when it holds leaves, else what it holds."""
    children = list(section.children())
    if any(not len(child.element) for child in children):
        yield section
    else:
        for child in children:
            yield from _parts(child)


def _row(part: Node, rules: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    row: dict[str, str] = {}
    for leaf in part.children():
        value = leaf.text()
        name = _meaning(fold(leaf.name), rules)
        if value and name:
            row.setdefault(name, _as_day(name, value))
    start, end = row.pop("lease_start", None), row.pop("lease_end", None)
    if start and end:
        row.setdefault("lease_period", f"{start} {end}")
    return row


def _meaning(name: str, rules: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    return next((field for field, words in rules if any(word in name for word in words)), None)
