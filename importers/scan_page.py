"""A page that is a picture: photograph, scan, screenshot. Its text comes from recognition.

The picture is straightened first; text, rules and codes have places on the straight page, and
`original` tells where such a place lies on the picture as it arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from PIL import Image

from importers import ocr, scan_text
from importers.invoice import Box
from importers.ocr_marks import Line, Mark
from importers.page_text import Character, PageText, Rule, placed
from importers.qr_code import InvoiceCode
from importers.scan_picture import WIDTH

if TYPE_CHECKING:  # what calculates with pixels is heavy, and loaded only to read a picture
    from importers.scan_upright import Picture, Upright

_SAMPLE = 8  # lines
_LEGIBLE = 850  # per mille; lines that lie or stand on their head are read with less
_FEWEST = 3
_TURNS = (1, 3, 2)  # quarters, counterclockwise: phones are held upright or on a side
Lines = tuple[Line, ...]


@dataclass(eq=False)
class ScanPage:
    """Page `number` (from 1) of a file, as a picture; `size` is that of the page in the file."""

    image: Image.Image
    number: int
    size: tuple[int, int]
    marks: Lines = field(default=(), init=False)

    @cached_property
    def picture(self) -> "Picture":
        """The picture as it came, in colour."""
        ocr.require()
        from importers import scan_upright  # noqa: PLC0415  # heavy, see above

        return scan_upright.pixels(self.image)

    @cached_property
    def upright(self) -> "Upright":
        """The straight picture; finding out which way is up reads it."""
        from importers import scan_upright  # noqa: PLC0415  # heavy, see above

        level = scan_upright.straighten(self.picture)
        best = level, ocr.lines(level.picture)
        for quarters in _TURNS:
            if _legible(best[1]):
                break
            turned = level.turned(quarters)
            best = max(best, (turned, ocr.lines(turned.picture)), key=_confidence_of)
        self.marks = scan_text.mended(best[1])
        return best[0]

    @cached_property
    def factor(self) -> Fraction:
        """Hundredths of a point for each pixel of the straight picture."""
        return Fraction(WIDTH, self.upright.picture.shape[1])

    def text(self) -> PageText:
        """Return its text, line by line."""
        height = self.upright.picture.shape[0]
        characters = [
            self._character(mark, run) for run, line in enumerate(self.marks, 1) for mark in line
        ]
        return PageText(
            self.number, WIDTH, int(height * self.factor), tuple(characters), recognised=True
        )

    def _character(self, mark: Mark, run: int) -> Character:
        left, top, right, bottom = (int(edge * self.factor) for edge in mark[2:6])
        return placed(mark.text, (left, top, right, bottom), run)

    def rules(self) -> tuple[Rule, ...]:
        """Return its vertical rules."""
        from importers import scan_rules  # noqa: PLC0415  # heavy, see above

        return tuple(
            Rule(*(int(place * self.factor) for place in rule))
            for rule in scan_rules.vertical(self.upright.picture)
        )

    def codes(self) -> tuple[InvoiceCode, ...]:
        """Return its QR codes: on the picture as it came, then on the straight one."""
        from importers import scan_codes  # noqa: PLC0415  # heavy, see above

        upright = self.upright
        found = [
            (code, *upright.place(x, y)) for code, x, y in scan_codes.scan(self.picture)
        ] or scan_codes.scan(upright.picture)
        codes = (
            replace(code, left=int(x * self.factor), top=int(y * self.factor))
            for code, x, y in found
        )
        return tuple(sorted(codes, key=lambda code: code.top))

    def shown(self, text: PageText) -> PageText:
        """Return the text: it was read from what is shown."""
        return text

    def original(self, box: Box) -> Box:
        """Return where a box of the straight page lies on the page of the file."""
        corners = [(box.left, box.top), (box.right, box.top),
                   (box.right, box.bottom), (box.left, box.bottom)]  # fmt: skip
        pixels = [(int(x / self.factor), int(y / self.factor)) for x, y in corners]
        height, width = self.picture.shape[:2]
        places = self.upright.original(pixels)
        across = [min(max(x * self.size[0] // width, 0), self.size[0]) for x, _ in places]
        down = [min(max(y * self.size[1] // height, 0), self.size[1]) for _, y in places]
        return Box(box.page, min(across), min(down), max(across), max(down))

    def marks_in(self, box: Box) -> tuple[Mark, ...]:
        """Return the characters whose centre lies in a box of the straight page."""
        left, top, right, bottom = (
            int(edge / self.factor) for edge in (box.left, box.top, box.right, box.bottom)
        )
        return tuple(
            mark
            for line in self.marks
            for mark in line
            if left <= (mark.left + mark.right) // 2 <= right
            and top <= (mark.top + mark.bottom) // 2 <= bottom
        )

    def reread(self, marks: Sequence[Mark]) -> str:
        """Return what a second look at characters reads: cut out closer, without colour."""
        strips = [
            self._strip([mark for mark in line if mark in marks])
            for line in self.marks
            if any(mark in marks for mark in line)
        ]
        return "".join(ocr.texts(strips))

    def _strip(self, marks: Sequence[Mark]) -> "Picture":
        from importers import scan_upright  # noqa: PLC0415  # heavy, see above

        tall = marks[0].bottom - marks[0].top
        return scan_upright.greyed(
            self.upright.picture[
                max(marks[0].top - tall // 8, 0) : marks[0].bottom + tall // 8,
                max(marks[0].left - tall // 4, 0) : marks[-1].right + tall // 4,
            ]
        )


def _legible(lines: Lines) -> bool:
    """Whether text was read with confidence, and along the lines: single letters say nothing."""
    along = sum(len(line) for line in lines if len(line) >= _FEWEST)
    whole = along * 2 >= sum(len(line) for line in lines)
    return not lines or (whole and _confidence(lines) >= _LEGIBLE)


def _confidence_of(reading: "tuple[Upright, Lines]") -> int:
    return _confidence(reading[1])


def _confidence(lines: Lines) -> int:
    """Return the mean confidence (per mille) of the longest lines."""
    longest = sorted(lines, key=len)[-_SAMPLE:]
    marks = [mark.confidence for line in longest for mark in line]
    return sum(marks) // len(marks) if marks else 0


def blank(width: int, height: int) -> tuple[int, int]:
    """Return the size, in hundredths of a point, at which a picture of so many pixels counts."""
    return WIDTH, max(height * WIDTH // max(width, 1), 1)
