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
)
from importers.draft import Draft
from importers.invoice_pages import Voucher
from importers.invoice_sheet import Sheet
from importers.messages import N_, Message


def read(voucher: Voucher, draft: Draft) -> None:
    """Put everything such an invoice says into the draft."""
    first, last = voucher.sheets[0], voucher.sheets[-1]
    invoice_heading.read(first, draft)
    tables = [item_table.find(sheet) for sheet in voucher.sheets]
    invoice_parties.read(first, tables[0], draft)
    _put_items(draft, tables)
    invoice_totals.read(last, tables[-1], draft)
    _put_listing(draft, voucher.listings)
    invoice_kind.settle(draft, voucher, tables)


def _put_items(draft: Draft, tables: list[item_table.Table | None]) -> None:
    read = [item_rows.items(table) for table in tables if table]
    draft.items = tuple(line for one in read for line in one.lines)
    draft.line_boxes = tuple(box for one in read for box in one.boxes)
    if not all(one.clear for one in read):
        draft.doubt(
            Message(N_("无法确定明细中的某些文字属于哪一行或哪一栏，请核对明细。")), "items"
        )


def _put_listing(draft: Draft, listings: list[Sheet]) -> None:
    tables = (item_table.find(sheet) for sheet in listings)
    draft.list_items = tuple(
        line for table in tables if table for line in item_rows.items(table).lines
    )
