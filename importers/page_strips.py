"""Small pictures cut from the pages of a PDF or OFD as they are shown, annotations and all."""

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from fractions import Fraction
from itertools import groupby

import pypdfium2
from PIL import Image

from importers import ofd_package, ofd_page, pdf_file
from importers.document import Document, FileType
from importers.invoice import Box
from importers.page_image import scale

Strip = tuple[int, int, bytes]  # width and height in pixels, grey levels row by row
MAX_STRIPS = 400
_MARGIN = 6  # per cent of a box's height left around it
_TALLEST, _WIDEST = 400, 4000  # pixels


def cut(document: Document, boxes: Sequence[Box], dpi: int) -> list[Strip]:
    """Return a strip for each box (in the order of their pages), drawn at `dpi`."""
    boxes = boxes[:MAX_STRIPS]
    if document.file_type is FileType.PDF:
        return list(_of_pdf(document, boxes, dpi))
    if document.file_type is FileType.OFD:
        return list(_of_ofd(document, boxes, dpi))
    return []


def _of_pdf(document: Document, boxes: Sequence[Box], dpi: int) -> Iterator[Strip]:
    with pdf_file.opened(document) as pdf:
        with suppress(pypdfium2.PdfiumError):  # a file without a form
            pdf.init_forms()
        for number, group in groupby(boxes, key=lambda box: box.page):
            with closing(pdf_file.upright(pdf, number)) as page:
                factor = scale(page, dpi)
                picture = page.render(scale=factor, grayscale=True).to_pil()
            yield from (_strip(picture, box, factor) for box in group)


def _of_ofd(document: Document, boxes: Sequence[Box], dpi: int) -> Iterator[Strip]:
    pages = ofd_page.pages(list(ofd_package.opened(document.content).documents()))
    for number, group in groupby(boxes, key=lambda box: box.page):
        drawn, factor = pages[number - 1].image(Fraction(dpi, 72))
        picture = drawn.convert("L")
        yield from (_strip(picture, box, factor) for box in group)


def _strip(picture: Image.Image, box: Box, factor: Fraction) -> Strip:
    margin = (box.bottom - box.top) * _MARGIN // 100
    left, top = (max(int((edge - margin) * factor / 100), 0) for edge in (box.left, box.top))
    right = min(int((box.right + margin) * factor / 100) + 1, picture.width, left + _WIDEST)
    bottom = min(int((box.bottom + margin) * factor / 100) + 1, picture.height, top + _TALLEST)
    part = picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    return part.width, part.height, part.tobytes()
