"""What the tags of an OFD document say: which text objects of a page hold which value.

Digital invoices of the tax platform name their fields so (root `root`, lines as flat lists), older
ones do in groups (root `eInvoice`, lines in `GoodsInfo`). The sign of currency and the number are
two objects, wrapped names several. Some producers write this part malformed.
"""

from collections.abc import Iterable, Iterator, Mapping

from importers import ofd_matrix, ofd_text, ofd_xml
from importers.data_values import amount, day
from importers.draft import Draft
from importers.invoice import Box, Kind, Line, Source
from importers.ofd_objects import Item
from importers.ofd_package import OfdDocument
from importers.ofd_page import OfdPage
from importers.ofd_xml import Element, attribute, children, descendants

_FIELDS = {
    "InvoiceCode": "invoice_code",
    "InvoiceNo": "invoice_number",
    "InvoiceCheckCode": "check_code",
    "MachineNo": "machine_number",
    "BuyerName": "buyer_name",
    "BuyerTaxID": "buyer_tax_id",
    "SellerName": "seller_name",
    "SellerTaxID": "seller_tax_id",
    "Note": "remarks",
}
_AMOUNTS = {
    "TaxExclusiveTotalAmount": "total_amount",
    "TaxTotalAmount": "total_tax",
    "TaxInclusiveTotalAmount": "total_with_tax",
}
_COLUMNS = {
    "Item": "name",
    "Specification": "spec",
    "MeasurementDimension": "unit",
    "Quantity": "quantity",
    "Price": "unit_price",
    "Amount": "amount",
    "TaxScheme": "tax_rate",
    "TaxAmount": "tax",
}
_NUMERIC = frozenset({"Quantity", "Price", "Amount", "TaxAmount"})

Objects = Mapping[tuple[str, str], tuple[int, Item]]  # (page id, object id) → page number, object


def draft_of(document: OfdDocument, pages: Iterable[OfdPage]) -> Draft | None:
    """Return what the tags say; None when the document has none that name a voucher's number."""
    objects = {
        (page.entry.id, item.id): (page.number, item)
        for page in pages
        for item in page.items
        if item.kind == "TextObject"
    }
    for root in _roots(document):
        draft = Draft(Kind.OTHER, Source.TEXT)
        for element in root.iter():
            _put(draft, element, objects)
        draft.items = tuple(_lines(root, objects))
        if draft.values.get("invoice_number"):
            return draft
    return None


def _roots(document: OfdDocument) -> Iterator[Element]:
    listed = document.listed("CustomTags")
    for tag in children(listed[1] if listed else None, "CustomTag"):
        for location in children(tag, "FileLoc"):
            path = document.find(ofd_xml.text(location), listed[0] if listed else "")
            root = document.package.optional(path)
            if root is not None:
                yield root


def _put(draft: Draft, element: Element, objects: Objects) -> None:
    """Take a field from its element; a field named twice keeps its first value."""
    name = ofd_xml.name(element)
    field = _FIELDS.get(name) or _AMOUNTS.get(name)
    if field is not None and field not in draft.values:
        text, box = _referred(element, objects)
        draft.put(field, amount(text) if name in _AMOUNTS else text, box)
    elif name == "IssueDate" and draft.issue_date is None:
        text, box = _referred(element, objects)
        draft.issue_date = day(text)
        draft.note("issue_date", box)


def _lines(root: Element, objects: Objects) -> Iterator[Line]:
    """Yield the lines: in groups, or flat, told apart by the places of their texts."""
    groups = list(descendants(root, "GoodsInfo"))
    if groups:
        for group in groups:
            columns = {ofd_xml.name(cell): _cell(cell, objects) for cell in group}
            yield _line(columns)
        return
    yield from _by_place([
        (ofd_xml.name(element), *_referred(element, objects))
        for element in root.iter()
        if ofd_xml.name(element) in _COLUMNS
    ])  # fmt: skip


def _by_place(cells: list[tuple[str, str, Box | None]]) -> Iterator[Line]:
    """Yield the lines of flat lists: a cell belongs to the last name that begins above it."""
    starts = [(box.page, box.top) for name, _, box in cells if name == "Item" and box]
    rows: list[dict[str, str]] = [{} for _ in starts]
    for name, text, box in cells:
        above = [
            place
            for place, start in enumerate(starts)
            if box is not None and start <= (box.page, (box.top + box.bottom) // 2)
        ]
        if above and text:
            rows[max(above, key=lambda place: starts[place])][name] = _worded(name, text)
    if all("Amount" in row for row in rows):
        yield from map(_line, rows)


def _line(columns: Mapping[str, str]) -> Line:
    return Line(**{
        _COLUMNS[name]: text for name, text in columns.items() if name in _COLUMNS and text
    })  # fmt: skip


def _cell(element: Element, objects: Objects) -> str:
    return _worded(ofd_xml.name(element), _referred(element, objects)[0])


def _worded(name: str, text: str) -> str:
    return (amount(text) or "") if name in _NUMERIC else text


def _referred(element: Element, objects: Objects) -> tuple[str, Box | None]:
    """Return the text of the objects that an element refers to, and the box around them."""
    found = [
        objects[key]
        for reference in children(element, "ObjectRef")
        if (key := (attribute(reference, "PageRef") or "", ofd_xml.text(reference))) in objects
    ]
    text = "".join(glyph.text for _, item in found for glyph in _glyphs(item)).strip()
    return text, _box(found)


def _glyphs(item: Item) -> Iterator[ofd_text.Glyph]:
    for glyphs in ofd_text.codes(item):
        yield from glyphs


def _box(found: list[tuple[int, Item]]) -> Box | None:
    edges = [
        ofd_matrix.bounds(glyph.matrix, ofd_text.corners(glyph))
        for _, item in found
        for glyph in _glyphs(item)
    ]
    if not edges or len({page for page, _ in found}) > 1:
        return None
    left, top, right, bottom = zip(*edges, strict=True)
    return Box(found[0][0], min(left), min(top), max(right), max(bottom))
