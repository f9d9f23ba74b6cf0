"""PDF files; pages that are pictures are read by recognition."""

import io
from collections.abc import Sequence

import pypdfium2

from importers import (
    inner_data,
    pdf_file,
    pdf_info,
    pdf_inspection,
    pdf_page,
    pdf_scans,
    scan_reading,
    voucher,
)
from importers.document import Document, FileType, UnreadableDocument
from importers.invoice import Invoice
from importers.messages import N_, Message
from importers.page import Page
from importers.scan_page import ScanPage
from importers.voucher import Reading


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
        voucher.read(pdf_page.pages(pdf, stream.getvalue()))


def _with_data(read: Reading, pdf: pypdfium2.PdfDocument, pages: Sequence[Page]) -> Reading:
    """Hold what the pages say against the data inside the file."""
    inside = pdf_info.read(pdf)
    reading = inner_data.reading(read, inside.attached, inside.described, pages)
    for draft, _ in reading.drafts:
        for check in inside.checks:
            draft.report(check)
    return reading


def read(document: Document) -> tuple[Invoice, ...]:
    """Return every invoice in the file; one of kind not_invoice when there is none."""
    with pdf_file.opened(document) as pdf:
        originals = pdf_page.pages(pdf, document.content)
        pages = pdf_scans.resolved(originals)
        sizes = pdf_file.page_sizes(pdf)
        reading = _with_data(voucher.read(pages), pdf, pages)
        reading = pdf_inspection.noted(reading, pdf, document.content, originals)
        if not reading.drafts and reading.is_suspect:  # say what is wrong rather than refuse
            return voucher.invoices(reading, sizes)
        _check_not_blank(reading, pages)
        return scan_reading.finish(reading, pages, sizes)


def _check_not_blank(reading: Reading, pages: Sequence[Page]) -> None:
    if reading.drafts or any(isinstance(page, ScanPage) for page in pages):
        return
    if all(len(text.characters) < pdf_scans.FEWEST_CHARACTERS for text in reading.others):
        raise UnreadableDocument(
            Message(N_("这个 PDF 的页面上没有内容。请重新从开票平台下载后再上传。"))
        )
