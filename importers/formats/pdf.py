"""PDF files with a text layer; a PDF without one is refused (a scan)."""

import io

import pypdfium2

from importers import inner_data, pdf_file, pdf_info, pdf_page, voucher
from importers.document import Document, FileType, UnreadableDocument
from importers.invoice import Invoice
from importers.messages import N_, Message
from importers.pdf_page import PdfPage
from importers.voucher import Reading

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
        voucher.read(pdf_page.pages(pdf, stream.getvalue()))


def _with_data(read: Reading, pdf: pypdfium2.PdfDocument, pages: tuple[PdfPage, ...]) -> Reading:
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
        sizes = pdf_file.page_sizes(pdf)
        pages = pdf_page.pages(pdf, document.content)
        reading = _with_data(voucher.read(pages), pdf, pages)
    if not reading.drafts and all(
        len(text.characters) < _FEWEST_CHARACTERS for text in reading.others
    ):
        raise UnreadableDocument(
            Message(
                N_(
                    "这个 PDF 没有文字层（可能是扫描件），目前还不能识别图片上的文字。"
                    "请上传从开票平台下载的 PDF 原件。"
                )
            )
        )
    return voucher.invoices(reading, sizes)
