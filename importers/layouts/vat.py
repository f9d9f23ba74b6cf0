"""Digital invoices and older VAT invoices.

Both families share their parts (heading, parties, table, totals); only the places differ, and
those are found on each page.
"""

from importers import (
    invoice_heading,
    invoice_kind,
    invoice_parties,
    invoice_totals,
    item_rows,
    item_table,
    remark_facts,
    special_element,
)
from importers.draft import Draft
from importers.invoice import Kind
from importers.invoice_pages import Voucher
from importers.invoice_sheet import Sheet
from importers.messages import N_, Message

_TOLLS = frozenset({Kind.E_ORDINARY_TOLL, Kind.VAT_E_TOLL})


def read(voucher: Voucher, draft: Draft) -> None:
    """Put everything such an invoice says into the draft."""
    first, last = voucher.sheets[0], voucher.sheets[-1]
    invoice_heading.read(first, draft)
    tables = [item_table.find(sheet) for sheet in voucher.sheets]
    invoice_parties.read(first, tables[0], draft)
    items = [item_rows.items(table) for table in tables if table]
    _put_items(draft, items)
    invoice_totals.read(last, tables[-1], draft)
    _put_listing(draft, voucher.listings)
    special_element.read(voucher.sheets, items, draft)
    invoice_kind.settle(draft, voucher, tables)
    remark_facts.read(draft, toll=draft.kind in _TOLLS)


def _put_items(draft: Draft, items: list[item_rows.Items]) -> None:
    draft.items = tuple(line for one in items for line in one.lines)
    draft.line_boxes = tuple(box for one in items for box in one.boxes)
    _doubt_unclear(draft, items)


def _put_listing(draft: Draft, listings: list[Sheet]) -> None:
    tables = [item_table.find(sheet) for sheet in listings]
    items = [item_rows.items(table) for table in tables if table]
    draft.list_items = tuple(line for one in items for line in one.lines)
    _doubt_unclear(draft, items)


def _doubt_unclear(draft: Draft, items: list[item_rows.Items]) -> None:
    if not all(one.clear for one in items):
        draft.doubt(
            Message(N_("无法确定明细中的某些文字属于哪一行或哪一栏，请核对明细。")), "items"
        )
