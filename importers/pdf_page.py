"""A page of a PDF: pdfium draws it, pdfium (or where it fails pdfplumber) gives its text."""

from dataclasses import dataclass, field
from fractions import Fraction

import pypdfium2

from importers import page_raster, pdf_file, pdf_rules, pdf_words, qr_code
from importers.page_image import scale
from importers.page_raster import Raster
from importers.page_text import Character, PageText, Rule
from importers.pdf_file import OpenPages
from importers.pdf_words import Reading
from importers.qr_code import InvoiceCode

_WIDTH = 1240  # pixels; an A5 or A4 page at about 150 dpi, enough for every QR code seen
_MIN_DPI = 120  # on wide pages with several invoices the codes are small
_MAX_DPI = 300
_POINTS_PER_INCH = 72
_SECOND_TRY = Fraction(4, 3)


@dataclass(slots=True)
class PdfPage:
    """Page `number` (from 1) of an open PDF."""

    open_pages: OpenPages
    content: bytes
    number: int
    drawn: Raster | None = field(default=None, init=False)
    known: Reading | None = field(default=None, init=False)
    inkless: tuple[Character, ...] = field(default=(), init=False)

    def opened(self) -> pypdfium2.PdfPage:
        """Return it open; not to be kept while other pages are read, nor to be closed."""
        return self.open_pages.page(self.number)

    def reading(self) -> Reading:
        """Return its text, seen and unseen, read once."""
        self.known = self.known or pdf_words.read(
            self.opened(), self.content, self.number, self.raster
        )
        return self.known

    def text(self) -> PageText:
        """Return its text that can be seen."""
        return self.reading().text

    def rules(self) -> tuple[Rule, ...]:
        """Return its vertical rules."""
        return pdf_rules.vertical(self.opened())

    def raster(self) -> Raster:
        """Return its picture, drawn once."""
        self.drawn = self.drawn or self._draw(Fraction(1))
        return self.drawn

    def bare(self, factor: Fraction) -> Raster:
        """Return its picture without annotations, with `factor` pixels for one point."""
        image = self.opened().render(
            scale=factor, grayscale=True, may_draw_forms=False, draw_annots=False
        )
        return Raster(image.to_pil(), factor)

    def codes(self) -> tuple[InvoiceCode, ...]:
        """Return its QR codes; where the picture shows none, a larger one is tried."""
        return qr_code.scan(self.raster()) or qr_code.scan(self._draw(_SECOND_TRY))

    def shown(self, text: PageText) -> PageText:
        """Drop what leaves no ink."""
        kept = page_raster.shown(text, self.raster())
        seen = set(kept.characters)
        self.inkless = tuple(c for c in text.characters if c not in seen)
        return kept

    def _draw(self, enlarged: Fraction) -> Raster:
        page = self.opened()
        dpi = _WIDTH * _POINTS_PER_INCH * enlarged / max(int(page.get_width()), 1)
        factor = scale(page, min(max(int(dpi), _MIN_DPI), _MAX_DPI))
        image = page.render(scale=factor, grayscale=True, may_draw_forms=False).to_pil()
        return Raster(image, factor)


def pages(pdf: pypdfium2.PdfDocument, content: bytes) -> tuple[PdfPage, ...]:
    """Return the pages of an open PDF."""
    readable = pdf_file.plain(pdf, content)
    open_pages = OpenPages(pdf)
    return tuple(PdfPage(open_pages, readable, number) for number in range(1, len(pdf) + 1))
