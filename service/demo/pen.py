"""A pen over a PDF page: hundredths of a point from the top left, as the boxes of a reading.

Numbers such as `458_10` read as 458.10 points. Texts are placed by the top of their letters' box.
"""

from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from service.demo import typeface

MONOSPACED = "Courier"  # one of the fourteen fonts every viewer has
BLACK = (0, 0, 0)
_ASCENT = 88  # per cent of the size that lie above the base line
_SMALLEST = 500


class Style(NamedTuple):
    """How text looks: size in hundredths of a point, colour in 0…255, font."""

    size: int = 9_00
    colour: tuple[int, int, int] = BLACK
    font: str = typeface.NAME

    def width(self, text: str) -> int:
        """Return how wide `text` runs."""
        typeface.registered()
        return round(stringWidth(text, self.font, self.size))

    def within(self, text: str, width: int) -> "Style":
        """Return the style made smaller until `text` fits into `width`, down to 5 pt."""
        style = self
        while style.width(text) > width and style.size > _SMALLEST:
            style = style._replace(size=style.size - 50)
        return style

    def wrapped(self, text: str, width: int) -> list[str]:
        """Break `text` at any character, as invoices do, and at its own line breaks."""
        rows = [""]
        for character in text:
            if character == "\n":
                rows.append("")
            elif rows[-1] and self.width(rows[-1] + character) > width:
                rows.append(character)
            else:
                rows[-1] += character
        return rows


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on the current page of `canvas`, whose height is `height`."""

    canvas: Canvas
    height: int

    def text(self, left: int, top: int, text: str, style: Style = Style()) -> None:  # noqa: B008  # an immutable tuple
        """Write `text` from `left`."""
        if not text:
            return
        self.canvas.setFont(style.font, style.size / 100)
        self.canvas.setFillColorRGB(*(part / 255 for part in style.colour))
        base = self.height - top - style.size * _ASCENT // 100
        self.canvas.drawString(left / 100, base / 100, text)

    def right(self, right: int, top: int, text: str, style: Style = Style()) -> None:  # noqa: B008  # an immutable tuple
        """Write `text` so that it ends at `right`."""
        self.text(right - style.width(text), top, text, style)

    def centred(self, centre: int, top: int, text: str, style: Style = Style()) -> None:  # noqa: B008  # an immutable tuple
        """Write `text` around `centre`."""
        self.text(centre - style.width(text) // 2, top, text, style)

    def column(self, left: int, top: int, text: str, style: Style, step: int) -> None:
        """Write `text` downwards, one character each `step`."""
        for place, character in enumerate(text):
            self.text(left, top + place * step, character, style)

    def line(self, start: tuple[int, int], end: tuple[int, int], weight: int = 75) -> None:
        """Draw a line in the stroke colour."""
        self.canvas.setLineWidth(weight / 100)
        (left, top), (right, bottom) = start, end
        self.canvas.line(
            left / 100, (self.height - top) / 100, right / 100, (self.height - bottom) / 100
        )

    def frame(self, left: int, top: int, right: int, bottom: int) -> None:
        """Draw a rectangle in the stroke colour."""
        self.line((left, top), (right, top))
        self.line((right, top), (right, bottom))
        self.line((right, bottom), (left, bottom))
        self.line((left, bottom), (left, top))

    def stroke(self, colour: tuple[int, int, int]) -> None:
        """Set the colour of lines."""
        self.canvas.setStrokeColorRGB(*(part / 255 for part in colour))

    def picture(self, image: Image.Image, left: int, top: int, size: tuple[int, int]) -> None:
        """Place `image`, see-through where it is, with `size` (width, height)."""
        width, height = size
        self.canvas.drawImage(
            ImageReader(image),
            left / 100,
            (self.height - top - height) / 100,
            width / 100,
            height / 100,
            mask="auto" if image.mode == "RGBA" else None,
        )
