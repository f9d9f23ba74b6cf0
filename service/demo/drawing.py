"""Draw an invoice spec as a PDF: the same spec gives the same bytes."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from service.demo import digital_form, list_form, older_form, typeface
from service.demo.invoices import InvoiceSpec
from service.demo.pen import Pen


def draw(spec: InvoiceSpec) -> bytes:
    """Return the PDF of one invoice; TypefaceMissing when the machine has no Chinese typeface."""
    typeface.registered()
    filled = spec.filled()
    file = BytesIO()
    canvas = Canvas(file, invariant=1, pageCompression=1)
    canvas.setTitle(f"{spec.mark} {spec.number}")
    canvas.setProducer("zhuanhu")
    if filled.digital:
        _digital(canvas, filled)
    else:
        _older(canvas, filled)
    canvas.save()
    return file.getvalue()


def _digital(canvas: Canvas, spec: InvoiceSpec) -> None:
    sheets = digital_form.pages(spec)
    for place in range(len(sheets)):
        digital_form.draw_page(_page(canvas, digital_form.SIZE), spec, sheets, place)
        canvas.showPage()


def _older(canvas: Canvas, spec: InvoiceSpec) -> None:
    older_form.draw_face(_page(canvas, older_form.SIZE), spec)
    canvas.showPage()
    sheets = list_form.pages(spec)
    for place in range(len(sheets)):
        list_form.draw_list(_page(canvas, list_form.SIZE), spec, sheets, place)
        canvas.showPage()


def _page(canvas: Canvas, size: tuple[int, int]) -> Pen:
    width, height = size
    canvas.setPageSize((width / 100, height / 100))
    return Pen(canvas, height)
