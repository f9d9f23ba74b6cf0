"""A pen over a PDF page: hundredths of a point from the top left, as the boxes of a reading.

Numbers such as `458_10` read as 458.10 points. Texts are placed by the top of their letters' box.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from reports import typeface
from service.demo.style import PLAIN, Style

MONOSPACED = "Courier"  # one of the fourteen fonts every viewer has
BLACK = (0, 0, 0)
_ASCENT = 88  # per cent of the size that lie above the base line
_SMALLEST = 500
_GAP = 1_00  # between a label and its value, at least
_BOLDENING = 15  # how far apart the two layers of a doubled text are


class Letters(NamedTuple):
    """How text looks: size in hundredths of a point, colour in 0…255, font."""

    size: int = 9_00
    colour: tuple[int, int, int] = BLACK
    font: str = typeface.NAME

    def width(self, text: str) -> int:
        """Return how wide `text` runs."""
        typeface.registered()
        return round(stringWidth(text, self.font, self.size))

    def within(self, text: str, width: int) -> "Letters":
        """Return the letters made smaller until `text` fits into `width`, down to 5 pt."""
        letters = self
        while letters.width(text) > width and letters.size > _SMALLEST:
            letters = letters._replace(size=letters.size - 50)
        return letters

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


VALUE = Letters()


class Slot(NamedTuple):
    """Where a label and its value stand: left edge of each, top, and how far the value may run."""

    left: int
    at: int
    top: int
    right: int


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on the current page of `canvas`, on a form that is `height` high, in a style."""

    canvas: Canvas
    height: int
    style: Style = PLAIN
    kept: list[Callable[[], None]] = field(default_factory=list)

    def text(self, left: int, top: int, text: str, letters: Letters = VALUE) -> None:
        """Write a value from `left`."""
        if self.style.values_last:
            self.kept.append(lambda: self._write(left, top, text, letters))
        else:
            self._write(left, top, text, letters)

    def finish(self) -> None:
        """Write what the style keeps for last."""
        for write in self.kept:
            write()
        self.kept.clear()

    def label(self, left: int, top: int, text: str, letters: Letters = VALUE) -> int:
        """Write a label from `left`, worded as the style has it; return its right edge."""
        worded = self.style.label(text)
        self._write(left, top, worded, letters)
        return left + self._own(letters).width(worded)

    def pair(
        self,
        slot: Slot,
        label: tuple[str, Letters],
        value: str,
        letters: Letters = VALUE,
    ) -> None:
        """Write a label and its value beside it, made smaller where room is short."""
        right = self.label(slot.left, slot.top, *label)
        at = max(slot.at, right + _GAP)
        self.text(
            at, slot.top + self.style.value_drop, value, letters.within(value, slot.right - at)
        )

    def right(self, right: int, top: int, text: str, letters: Letters = VALUE) -> None:
        """Write a value so that it ends at `right`."""
        width = self._own(letters).width(self.style.written(text))
        self.text(right - width, top, text, letters)

    def centred(self, centre: int, top: int, text: str, letters: Letters = VALUE) -> None:
        """Write a value around `centre`."""
        self.text(centre - self._own(letters).width(text) // 2, top, text, letters)

    def title(self, centre: int, top: int, text: str, letters: Letters) -> None:
        """Write a title or the head of a column around `centre`, as it is."""
        self._write(centre - self._own(letters).width(text) // 2, top, text, letters)

    def column(self, left: int, top: int, text: str, letters: Letters, step: int) -> None:
        """Write a label downwards, one character each `step`."""
        for place, character in enumerate(text):
            self._write(left, top + place * step, character, letters)

    def _own(self, letters: Letters) -> Letters:
        """Return the letters in the font of the style."""
        if self.style.font and letters.font == typeface.NAME:
            return letters._replace(font=self.style.font)
        return letters

    def _write(self, left: int, top: int, text: str, letters: Letters) -> None:
        if not text:
            return
        own, text = self._own(letters), self.style.written(text)
        self.canvas.setFont(own.font, own.size / 100)
        self.canvas.setFillColorRGB(*(part / 255 for part in own.colour))
        base = self.height - top - own.size * _ASCENT // 100
        for shift in (0, _BOLDENING) if self.style.doubled else (0,):
            self._put(left + shift, base, text, own)

    def _put(self, left: int, base: int, text: str, own: Letters) -> None:
        if not self.style.glyphs_apart:
            self.canvas.drawString(left / 100, base / 100, text)
            return
        for place, character in enumerate(text):
            at = left + own.width(text[:place])
            self.canvas.drawString(at / 100, base / 100, character)

    def turned(self, centre: tuple[int, int], degrees: int, text: str, letters: Letters) -> None:
        """Write a text turned clockwise around the point it is centred on."""
        left, top = centre
        self.canvas.saveState()
        self.canvas.translate(left / 100, (self.height - top) / 100)
        self.canvas.rotate(-degrees)
        own = self._own(letters)
        replace(self, height=0, kept=[]).title(0, -own.size // 2, text, letters)
        self.canvas.restoreState()

    def line(self, start: tuple[int, int], end: tuple[int, int], weight: int = 75) -> None:
        """Draw a rule in the stroke colour, where the style has rules."""
        if not self.style.ruled:
            return
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
