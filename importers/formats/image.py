"""Photographs, scans and screenshots: PNG, JPEG, WebP, BMP, TIFF with several pages, GIF."""

from importers import ocr, scan_picture, scan_reading
from importers.document import Document, FileType
from importers.invoice import Invoice
from importers.scan_page import ScanPage, blank


def recognises(document: Document) -> bool:
    """Take every image file, HEIC too: to say what to do with it."""
    return document.file_type is FileType.IMAGE or scan_picture.is_heic(document.content)


def read(document: Document) -> tuple[Invoice, ...]:
    """Return every invoice on the pages of the file; one of kind not_invoice when there is none."""
    pages = []
    for number, image in enumerate(scan_picture.opened(document), start=1):
        ocr.require()
        scan_reading.check_count(number)
        pages.append(ScanPage(image, number, blank(*image.size)))
    return scan_reading.invoices(pages, tuple(page.size for page in pages))
