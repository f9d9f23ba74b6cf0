"""The second table of some digital invoices: who travelled, what carried which goods."""

from importers.invoice_sheet import Sheet
from importers.page_labels import Label

_FIRST = ("出行人", "运输工具种类")


def headers(sheet: Sheet) -> list[Label]:
    """Return the first header of a second table, if there is one."""
    return [label for wording in _FIRST for label in sheet.finder.all(wording)[:1]]
