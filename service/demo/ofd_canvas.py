"""A canvas that takes what the pen draws for PDF and keeps it as objects of an OFD page.

It has the methods of a reportlab canvas that `service.demo.pen` uses; so every form that can be
drawn as PDF can be drawn as OFD.
"""

import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth

_MM = 25.4 / 72
_BLACK = (0, 0, 0)


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f, in points from the bottom left."""

    a: Any = 1
    b: Any = 0
    c: Any = 0
    d: Any = 1
    e: Any = 0
    f: Any = 0

    def at(self, x: Any, y: Any) -> tuple[Any, Any]:  # noqa: ANN401  # reportlab's own numbers
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class Text(NamedTuple):
    """A text: base line's start in millimetres from the top left, size and widths, turn, look."""

    x: Any
    y: Any
    text: str
    size: Any
    steps: tuple[Any, ...]
    turn: tuple[Any, Any, Any, Any]
    colour: tuple[int, int, int]
    font: str


class Stroke(NamedTuple):
    """A straight line in millimetres, its width and colour."""

    start: tuple[Any, Any]
    end: tuple[Any, Any]
    width: Any
    colour: tuple[int, int, int]


class Field(NamedTuple):
    """A filled rectangle: left, top, width and height in millimetres, its colour."""

    left: Any
    top: Any
    width: Any
    height: Any
    colour: tuple[int, int, int]


class Picture(NamedTuple):
    """A picture: left, top, width and height in millimetres."""

    left: Any
    top: Any
    width: Any
    height: Any
    image: Image.Image


Item = Text | Stroke | Field | Picture


@dataclass(slots=True)
class OfdCanvas:
    """One page of a height in points."""

    height: Any
    items: list[Item] = field(default_factory=list)
    _matrix: Matrix = field(default_factory=Matrix)
    _saved: list[Matrix] = field(default_factory=list)
    _font: tuple[str, Any] = ("Courier", 9)
    _fill: tuple[int, int, int] = _BLACK
    _stroke: tuple[int, int, int] = _BLACK
    _width: Any = 1

    def saveState(self) -> None:  # noqa: N802  # reportlab's name
        """Keep the place."""
        self._saved.append(self._matrix)

    def restoreState(self) -> None:  # noqa: N802  # reportlab's name
        """Return to the place kept."""
        self._matrix = self._saved.pop()

    def translate(self, right: Any, up: Any) -> None:  # noqa: ANN401  # reportlab's own numbers
        """Move the origin."""
        e, f = self._matrix.at(right, up)
        self._matrix = self._matrix._replace(e=e, f=f)

    def rotate(self, degrees: int) -> None:
        """Turn counter-clockwise."""
        cos, sin = _turn(degrees)
        a, b, c, d, e, f = self._matrix
        self._matrix = Matrix(
            a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f
        )

    def setFont(self, name: str, size: Any) -> None:  # noqa: ANN401, N802  # reportlab's name and numbers
        """Take a font."""
        self._font = (name, size)

    def setFillColorRGB(self, *parts: Any) -> None:  # noqa: ANN401, N802  # reportlab's name and numbers
        """Take a colour for texts, parts of 0…1."""
        self._fill = _colour(parts)

    def setStrokeColorRGB(self, *parts: Any) -> None:  # noqa: ANN401, N802  # reportlab's name and numbers
        """Take a colour for lines."""
        self._stroke = _colour(parts)

    def setLineWidth(self, width: Any) -> None:  # noqa: ANN401, N802  # reportlab's name and numbers
        """Take a width for lines."""
        self._width = width

    def drawString(self, x: Any, y: Any, text: str) -> None:  # noqa: ANN401, N802  # reportlab's name and numbers
        """Keep a text."""
        name, size = self._font
        steps = tuple(stringWidth(character, name, size) * _MM for character in text)
        a, b, c, d = self._matrix[:4]
        at = self._place(x, y)
        self.items.append(Text(*at, text, size * _MM, steps, (a, -b, -c, d), self._fill, name))

    def line(self, *ends: Any) -> None:  # noqa: ANN401  # reportlab's own numbers
        """Keep a line."""
        left, lower, right, upper = ends
        start, end = self._place(left, lower), self._place(right, upper)
        self.items.append(Stroke(start, end, self._width * _MM, self._stroke))

    def rect(self, *box: Any, stroke: int = 0, fill: int = 1) -> None:  # noqa: ANN401  # reportlab's own numbers
        """Keep a filled rectangle without outline."""
        assert (stroke, fill) == (0, 1), "forms draw no other rectangles"
        x, y, width, height = box
        left, top = self._place(x, y + height)
        self.items.append(Field(left, top, width * _MM, height * _MM, self._fill))

    def drawImage(self, reader: ImageReader, *box: Any, mask: Any = None) -> None:  # noqa: ANN401, ARG002, N802  # reportlab's name and numbers
        """Keep a picture."""
        x, y, width, height = box
        left, top = self._place(x, y + height)
        image = vars(reader)["_image"]  # the picture it was made of
        self.items.append(Picture(left, top, width * _MM, height * _MM, image))

    def _place(self, x: Any, y: Any) -> tuple[Any, Any]:  # noqa: ANN401  # reportlab's own numbers
        across, up = self._matrix.at(x, y)
        return across * _MM, (self.height - up) * _MM


def _turn(degrees: int) -> tuple[Any, Any]:
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))


def _colour(parts: tuple[Any, ...]) -> tuple[int, int, int]:
    red, green, blue = (round(part * 255) for part in parts)
    return red, green, blue
