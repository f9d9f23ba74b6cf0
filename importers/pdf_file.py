"""Opening a PDF: what cannot be opened gets a sentence that says why and what to do."""

import io
import math
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from importers.document import MAX_PAGES, Document, UnreadableDocument
from importers.messages import N_, Message

_KEPT = 2  # open pages: each may hold the pictures on it, unpacked
_SAMPLED = 50  # characters that tell which way the text of a page runs
_DAMAGED = N_("PDF 文件已损坏，无法打开。请重新从开票平台下载后再上传。")


@contextmanager
def opened(document: Document) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF of at most MAX_PAGES pages for reading; UnreadableDocument when impossible."""
    try:
        pdf = pypdfium2.PdfDocument(document.content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(_refusal(error)) from error
    try:
        _check_pages(len(pdf))
        yield pdf
    except (pypdfium2.PdfiumError, ValueError, RecursionError, MemoryError) as error:
        raise UnreadableDocument(Message(_DAMAGED)) from error
    finally:
        pdf.close()


def _refusal(error: pypdfium2.PdfiumError) -> Message:
    if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return Message(N_("PDF 设有密码，无法读取。请去掉密码（另存或重新下载）后再上传。"))
    return Message(_DAMAGED)


def _check_pages(count: int) -> None:
    if count == 0:
        raise UnreadableDocument(Message(_DAMAGED))
    if count > MAX_PAGES:
        raise UnreadableDocument(
            Message(
                N_("PDF 有 {pages} 页，超过 {limit} 页的上限。请拆分后只上传发票页。"),
                {"pages": str(count), "limit": str(MAX_PAGES)},
            )
        )


class OpenPages:
    """The pages of an open PDF. To open one costs much, so the last few stay open."""

    def __init__(self, pdf: pypdfium2.PdfDocument) -> None:
        self._pdf = pdf
        self._kept: dict[int, pypdfium2.PdfPage] = {}

    def page(self, number: int) -> pypdfium2.PdfPage:
        """Return page `number` (from 1), open until other pages or the end of the PDF close it."""
        page = self._kept.pop(number, None) or upright(self._pdf, number)
        self._kept[number] = page
        if len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept))).close()
        return page


def upright(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Open page `number` (from 1); one that somebody turned is turned back, for good.

    The caller closes the page, or the end of the PDF does. Sizes of turned pages hold after this.
    """
    page = pdf[number - 1]
    if page.get_rotation():
        angle = _angle_of_text(page)
        if angle is not None:
            page.set_rotation(angle)
            page.close()
            page = pdf[number - 1]
    return page


def _angle_of_text(page: pypdfium2.PdfPage) -> int | None:
    """Return the turn in degrees that sets most of the text upright; None without text."""
    with closing(page.get_textpage()) as text:
        step = max(pdfium.FPDFText_CountChars(text) // _SAMPLED, 1)
        angles = sorted(
            round(-math.degrees(pdfium.FPDFText_GetCharAngle(text, index)) / 90) * 90 % 360
            for index in range(0, pdfium.FPDFText_CountChars(text), step)
            if pdfium.FPDFText_IsGenerated(text, index) == 0
        )
    return angles[len(angles) // 2] if angles else None


def plain(pdf: pypdfium2.PdfDocument, content: bytes) -> bytes:
    """Return the bytes of a file that opens without a password, free of encryption."""
    if b"/Encrypt" not in content:
        return content
    stream = io.BytesIO()
    pdf.save(stream, flags=pdfium.FPDF_REMOVE_SECURITY)
    return stream.getvalue()


def visible_box(page: pypdfium2.PdfPage) -> tuple[int, int, int, int]:
    """Return the visible part of a page: left, bottom, right, top in hundredths of a point.

    The boxes may be inherited from the page tree; pdfium cuts crop box and media box already.
    """
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = (
        round(edge * 100) for edge in (box.left, box.bottom, box.right, box.top)
    )
    return left, bottom, right, top


def page_sizes(pdf: pypdfium2.PdfDocument) -> tuple[tuple[int, int], ...]:
    """Return width and height of every page, in hundredths of a point (read turned pages first)."""
    sizes = (pdf.get_page_size(index) for index in range(len(pdf)))
    return tuple((round(width * 100), round(height * 100)) for width, height in sizes)
