"""PDF files with a text layer: digital invoices and older electronic VAT invoices.

Both families share their parts (heading, parties, table, totals); only the places differ, and
those are found on each page. Other vouchers are recognised and named, never guessed at.
"""

import io

import pypdfium2

from importers import (
    cross_check,
    invoice_heading,
    invoice_kind,
    invoice_pages,
    invoice_parties,
    invoice_totals,
    item_table,
    pdf_file,
)
from importers.document import Document, FileType, UnreadableDocument
from importers.draft import Draft
from importers.invoice import Invoice, Kind
from importers.invoice_pages import Division, Voucher
from importers.invoice_sheet import Sheet
from importers.messages import N_, Message

_FEWEST_CHARACTERS = 10  # fewer are a page number or a stamp, not text


def recognises(document: Document) -> bool:
    """Take every PDF."""
    return document.file_type is FileType.PDF


def warm_up() -> None:
    """Read an empty page, so that the libraries have loaded what they load on first use."""
    stream = io.BytesIO()
    with pypdfium2.PdfDocument.new() as pdf:
        pdf.new_page(600, 400)
        pdf.save(stream)
    with pdf_file.opened(Document("", stream.getvalue())) as pdf:
        invoice_pages.divide(pdf, stream.getvalue())


def read(document: Document) -> tuple[Invoice, ...]:
    """Return every invoice in the file; one of kind not_invoice when there is none."""
    with pdf_file.opened(document) as pdf:
        sizes = pdf_file.page_sizes(pdf)
        division = invoice_pages.divide(pdf, document.content)
    drafts = [(_read(voucher), voucher.sheets[0].page) for voucher in division.vouchers]
    if not drafts:
        return (_foreign(division).build(None, len(sizes), sizes),)
    several = len(drafts) > 1
    for draft, _ in drafts:
        _mention_others(draft, division)
    return tuple(
        draft.build(page if several else None, len(sizes), sizes) for draft, page in drafts
    )


def _foreign(division: Division) -> Draft:
    """Say that a legible file is no invoice; refuse one without text."""
    if all(len(text.characters) < _FEWEST_CHARACTERS for text in division.others):
        raise UnreadableDocument(
            Message(
                N_(
                    "这个 PDF 没有文字层（可能是扫描件），目前还不能识别图片上的文字。"
                    "请上传从开票平台下载的 PDF 原件。"
                )
            )
        )
    draft = Draft(Kind.NOT_INVOICE)
    draft.findings.append(
        Message(
            N_("这个文件不是发票（没有发票票头和发票号码），不能作为报销凭证。请上传发票原件。")
        )
    )
    return draft


def _mention_others(draft: Draft, division: Division) -> None:
    if division.others:
        pages = "、".join(str(page) for page in sorted({text.page for text in division.others}))
        draft.findings.append(
            Message(N_("文件第 {pages} 页不是发票，没有读取。"), {"pages": pages})
        )


def _read(voucher: Voucher) -> Draft:
    if not invoice_kind.is_read(voucher.kind):
        return invoice_kind.named_only(voucher.kind)
    first, last = voucher.sheets[0], voucher.sheets[-1]
    draft = Draft(voucher.kind)
    invoice_heading.read(first, draft)
    tables = [item_table.find(sheet) for sheet in voucher.sheets]
    invoice_parties.read(first, tables[0], draft)
    _put_items(draft, tables)
    invoice_totals.read(last, tables[-1], draft)
    _put_listing(draft, voucher.listings)
    invoice_kind.settle(draft, voucher, tables)
    cross_check.judge(draft, first.code)
    return draft


def _put_items(draft: Draft, tables: list[item_table.Table | None]) -> None:
    read = [item_table.items(table) for table in tables if table]
    draft.items = tuple(line for lines, _, _ in read for line in lines)
    draft.line_boxes = tuple(box for _, boxes, _ in read for box in boxes)
    if not all(clear for _, _, clear in read):
        draft.doubt(
            Message(N_("无法确定明细中的某些文字属于哪一行或哪一栏，请核对明细。")), "items"
        )


def _put_listing(draft: Draft, listings: list[Sheet]) -> None:
    tables = (item_table.find(sheet) for sheet in listings)
    draft.list_items = tuple(
        line for table in tables if table for line in item_table.items(table)[0]
    )
