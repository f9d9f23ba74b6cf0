"""Draw documents as PDF: the same spec in the same style gives the same bytes.

`draw` puts one voucher (or page of something else) into a file, `draw_file` several, one after
another, `draw_together` several on one page.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple, Protocol

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from reports import typeface
from service.demo import (
    air_form,
    digital_form,
    fiscal_form,
    foreign,
    older_form,
    rail_form,
    vehicle_form,
)
from service.demo.air import AirSpec
from service.demo.face import Face
from service.demo.fiscal import FiscalSpec
from service.demo.foreign import ForeignSpec
from service.demo.invoices import InvoiceSpec
from service.demo.pen import Pen
from service.demo.rail import RailSpec
from service.demo.style import PLAIN, SONG, Sheet, Style
from service.demo.vehicle import VehicleSpec

_A4 = (595_28, 841_89)


class Drawable(Protocol):
    """What every spec offers."""

    @property
    def heading(self) -> str:
        """The title of the file."""

    def facts(self) -> Mapping[str, str]:
        """Return what a producer may put into the Info dictionary, by key."""

    def data(self) -> Mapping[str, str]:
        """Return what always stands in the Info dictionary: structured data."""


class _Place(NamedTuple):
    """Where a form lies on a page: left and top, and its size in thousandths of the original."""

    left: int
    top: int
    scale: int = 1000


class _Info(PDFInfo):
    """The Info dictionary with entries of our own."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        super().__init__()
        self.entries = entries

    @override
    def format(self, document: object) -> bytes:
        """Return the dictionary as reportlab writes it."""
        written = {
            "Title": PDFString(self.title),
            "Producer": PDFString(self.producer),
            **{key: PDFString(value) for key, value in self.entries.items()},
        }
        return bytes(PDFDictionary(written).format(document))


class _File:
    """A PDF that grows page by page."""

    def __init__(self, spec: Drawable, style: Style) -> None:
        typeface.registered()
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        self.style = style
        self.stream = BytesIO()
        self.canvas = Canvas(self.stream, invariant=1, pageCompression=1)
        info = _Info({**spec.data(), **(spec.facts() if style.info else {})})
        self.canvas._doc.info = info  # type: ignore[attr-defined]  # noqa: SLF001  # the one way in
        self.canvas.setTitle(spec.heading)
        self.canvas.setProducer(style.producer)

    def page(self, size: tuple[int, int], placed: Sequence[tuple[Face, _Place]]) -> None:
        """Add a page that is seen with `size` and bears forms."""
        width, height = size
        self.canvas.setPageSize((width / 100, height / 100))  # as seen, whatever the turn
        self.canvas.setPageRotation(self.style.rotation)
        self.canvas.saveState()
        self._turn(width, height)
        for face, place in placed:
            self._form(face, place, height)
        self.canvas.restoreState()
        self.canvas.showPage()

    def _turn(self, width: int, height: int) -> None:
        """Turn the coordinates so that the page looks upright when it is shown turned."""
        right, up = {0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[
            self.style.rotation
        ]
        self.canvas.translate(right / 100, up / 100)
        self.canvas.rotate(self.style.rotation)

    def _form(self, face: Face, place: _Place, height: int) -> None:
        foot = height - place.top - face.size[1] * place.scale // 1000
        self.canvas.saveState()
        self.canvas.translate(place.left / 100, foot / 100)
        self.canvas.scale(place.scale / 1000, place.scale / 1000)
        pen = Pen(self.canvas, face.size[1], self.style)
        face.paint(pen)
        pen.finish()
        self.canvas.restoreState()

    def content(self) -> bytes:
        """Close the file and return it."""
        self.canvas.save()
        return self.stream.getvalue()


def faces(spec: Drawable) -> Sequence[Face]:
    """Return the pages of a document, everything derived filled in."""
    return FORMS[type(spec)](spec)


def _invoice(spec: InvoiceSpec) -> Sequence[Face]:
    filled = spec.filled()
    return digital_form.faces(filled) if filled.digital else older_form.faces(filled)


FORMS: Mapping[type, Callable[[Any], Sequence[Face]]] = {
    InvoiceSpec: _invoice,
    FiscalSpec: fiscal_form.faces,
    RailSpec: rail_form.faces,
    AirSpec: air_form.faces,
    VehicleSpec: vehicle_form.faces,
    ForeignSpec: foreign.faces,
}


def draw(spec: Drawable, style: Style = PLAIN) -> bytes:
    """Return the PDF of one document; TypefaceMissing when the machine has no Chinese typeface."""
    return draw_file([spec], style)


def draw_file(specs: Sequence[Drawable], style: Style = PLAIN) -> bytes:
    """Return one PDF of several documents, each on pages of its own."""
    file = _File(specs[0], style)
    for spec in specs:
        for face in faces(spec):
            if style.sheet is Sheet.FORM:
                file.page(face.size, [(face, _Place(0, 0))])
            else:
                scale = min(1000, _A4[0] * 1000 // face.size[0])
                file.page(_A4, [(face, _Place(0, 0, scale))])
    return file.content()


def draw_together(specs: Sequence[Drawable], columns: int = 1, style: Style = PLAIN) -> bytes:
    """Return a PDF of one page that bears the first page of each spec, `columns` side by side."""
    fronts = [faces(spec)[0] for spec in specs]
    rows = -(-len(fronts) // columns)
    size = _A4 if columns == 1 else (_A4[1], _A4[0])
    width, height = size[0] // columns, size[1] // rows
    placed = []
    for place, face in enumerate(fronts):
        fits = min(width * 1000 // face.size[0], height * 1000 // face.size[1])
        at = _Place(place % columns * width, place // columns * height, min(1000, fits))
        placed.append((face, at))
    file = _File(specs[0], style)
    file.page(size, placed)
    return file.content()
