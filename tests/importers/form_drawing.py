"""Draws forms for these tests: texts, rules and a QR code at places counted from the top left."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import pypdfium2
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
registerFont(UnicodeCIDFont(FONT))

Text = tuple[int, int, str] | tuple[int, int, str, int]  # left, top, text, size (9)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """One page: texts, upright rules (x, top, bottom) and the text of a QR code at the top."""

    texts: Sequence[Text]
    rules: Sequence[tuple[int, int, int]] = ()
    qr: str = ""
    qr_left: int = 15
    qr_top: int = 10
    width: int = 600
    height: int = 400
    upright: Sequence[tuple[int, int, str]] = field(default=())


def _write_info(canvas: Canvas, keys: Mapping[str, str]) -> None:
    """Add keys of our own to the Info dictionary: reportlab knows only the usual ones."""
    written = canvas.__dict__["_doc"].info
    usual = written.format
    entries = "".join(f"/{key} ({value})\n" for key, value in keys.items()).encode()
    written.format = lambda document: usual(document).rstrip().removesuffix(b">>") + entries + b">>"


def pdf(*pages: FormPage, info: Mapping[str, str] | None = None) -> bytes:
    """Return a PDF of these pages; `info` goes into its Info dictionary."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        _draw(canvas, page)
        canvas.showPage()
    if info:
        _write_info(canvas, info)
    canvas.save()
    return stream.getvalue()


def shifted(texts: Iterable[Text], down: int, right: int = 0) -> list[Text]:
    """Return texts moved down the page, and to the right."""
    return [cast("Text", (text[0] + right, text[1] + down, *text[2:])) for text in texts]


def replaced(texts: Iterable[Text], old: str, new: str) -> list[Text]:
    """Return texts in which one wording stands for another."""
    return [
        cast("Text", (text[0], text[1], text[2].replace(old, new), *text[3:])) for text in texts
    ]


def _draw(canvas: Canvas, page: FormPage) -> None:
    for left, top, text, *size in page.texts:
        canvas.setFont(FONT, *(size or [9]))
        canvas.drawString(left, page.height - top - (size[0] if size else 9), text)
    for left, top, letters in page.upright:
        for place, letter in enumerate(letters):
            canvas.setFont(FONT, 9)
            canvas.drawString(left, page.height - top - 9 - 14 * place, letter)
    for x, top, bottom in page.rules:
        canvas.line(x, page.height - top, x, page.height - bottom)
    if page.qr:
        drawing = Drawing(60, 60)
        drawing.add(QrCodeWidget(page.qr, barWidth=60, barHeight=60))
        renderPDF.draw(drawing, canvas, page.qr_left, page.height - page.qr_top - 60)


def with_attachment(content: bytes, name: str, data: bytes) -> bytes:
    """Return a PDF with a file attached to it."""
    stream = io.BytesIO()
    with pypdfium2.PdfDocument(content) as pdf_file:
        pdf_file.new_attachment(name).set_data(data)
        pdf_file.save(stream)
    return stream.getvalue()
