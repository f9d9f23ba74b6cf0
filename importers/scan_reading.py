"""Reading pages that are pictures, alone or among pages with text; their values are judged harder.

What recognition read is certain only where a second channel says the same (`ocr_check`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from importers import ocr_check, voucher
from importers.document import UnreadableDocument
from importers.draft import Draft
from importers.invoice import VALUE_FIELDS, Box, Invoice, Kind, Source
from importers.messages import N_, Message
from importers.page import Page
from importers.scan_page import ScanPage
from importers.voucher import Reading

MAX_SCANS = 20  # pages of one file; each takes about two seconds
_FEWEST_CHARACTERS = 10
Sizes = tuple[tuple[int, int], ...]


def check_count(scans: int) -> None:
    """Refuse a file with more pictures of pages than can be read in the time a file has."""
    if scans > MAX_SCANS:
        raise UnreadableDocument(
            Message(
                N_("文件有 {pages} 页是图片，超过 {limit} 页的上限。请拆分后只上传发票页。"),
                {"pages": str(scans), "limit": str(MAX_SCANS)},
            )
        )


def invoices(pages: Sequence[Page], sizes: Sizes) -> tuple[Invoice, ...]:
    """Return the invoices of a file whose pages may be pictures."""
    return finish(voucher.read(pages), pages, sizes)


def finish(reading: Reading, pages: Sequence[Page], sizes: Sizes) -> tuple[Invoice, ...]:
    """Judge what was read from pages some of which may be pictures, and return the invoices."""
    scans = {page.number: page for page in pages if isinstance(page, ScanPage)}
    if not scans:
        return voucher.invoices(reading, sizes)
    _check_legible(reading)
    for draft, page in reading.drafts:
        if page in scans:
            _note_source(draft)
            ocr_check.mend(draft, scans)

    def judge(draft: Draft) -> None:
        if draft.source is Source.OCR:
            ocr_check.judge(draft, scans)

    return tuple(_finished(invoice, scans) for invoice in voucher.invoices(reading, sizes, judge))


def _check_legible(reading: Reading) -> None:
    if not reading.drafts and all(
        len(text.characters) < _FEWEST_CHARACTERS for text in reading.others
    ):
        raise UnreadableDocument(
            Message(
                N_(
                    "图片上没有能辨认的文字。请对准发票、在光线充足处重新拍照或扫描，"
                    "最好上传开票平台下载的原件。"
                )
            )
        )


def _note_source(draft: Draft) -> None:
    """Say of everything read from the text of a picture that recognition read it."""
    draft.source = Source.OCR
    for name, source in draft.sources.items():
        if source is Source.TEXT:
            draft.sources[name] = Source.OCR


def _finished(invoice: Invoice, scans: Mapping[int, ScanPage]) -> Invoice:
    """Put boxes where they lie on the pages of the file; doubt that a picture is no voucher."""
    placed = replace(
        invoice,
        provenance={
            name: replace(where, box=_original(where.box, scans))
            for name, where in invoice.provenance.items()
        },
        line_boxes=tuple(_original(box, scans) for box in invoice.line_boxes),
    )
    if invoice.kind is Kind.NOT_INVOICE:
        unsure = Message(
            N_(
                "图片上没有认出发票票头和发票号码。如果这是发票，请重新拍照或扫描，"
                "最好上传开票平台下载的原件；如果不是，不能作为报销凭证。"
            )
        )
        return replace(placed, uncertain=placed.uncertain | VALUE_FIELDS, findings=(unsure,))
    return placed


def _original(box: Box | None, scans: Mapping[int, ScanPage]) -> Box | None:
    return scans[box.page].original(box) if box and box.page in scans else box
