"""Pages of a PDF that are pictures: scans, photographs, text drawn as outlines."""

from collections.abc import Iterator, Sequence

import pypdfium2.raw as pdfium

from importers import ocr, scan_reading
from importers.page import Page
from importers.page_image import scale
from importers.pdf_page import PdfPage
from importers.scan_page import ScanPage

FEWEST_CHARACTERS = 10  # fewer are a page number or a stamp, not text
_DPI = 220
_MAX_OBJECTS = 5_000
_OUTLINES = 100  # drawn shapes; text drawn as outlines has one for each letter
_PICTURES = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})


def resolved(pages: Sequence[PdfPage]) -> tuple[Page, ...]:
    """Return the pages, those that show hardly any text but something else as pictures."""
    pictures = {page.number for page in pages if _is_picture(page)}
    if not pictures:
        return tuple(pages)
    scan_reading.check_count(len(pictures))
    ocr.require()
    return tuple(_resolved(pages, pictures))


def _resolved(pages: Sequence[PdfPage], pictures: set[int]) -> Iterator[Page]:
    for page in pages:
        yield _picture(page) if page.number in pictures else page


def _is_picture(page: PdfPage) -> bool:
    if len(page.text().characters) >= FEWEST_CHARACTERS:
        return False
    drawn = page.opened()
    types = [
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(drawn, index))
        for index in range(min(pdfium.FPDFPage_CountObjects(drawn), _MAX_OBJECTS))
    ]
    return not _PICTURES.isdisjoint(types) or types.count(pdfium.FPDF_PAGEOBJ_PATH) >= _OUTLINES


def _picture(page: PdfPage) -> ScanPage:
    opened = page.opened()
    image = opened.render(scale=scale(opened, _DPI), may_draw_forms=False).to_pil()
    width, height = (round(side * 100) for side in opened.get_size())
    return ScanPage(image.convert("RGB"), page.number, (width, height))
