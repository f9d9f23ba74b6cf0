"""A page of an OFD file, as the readers of vouchers see any page."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from PIL import Image

from importers import (
    ofd_drawing,
    ofd_objects,
    ofd_path,
    ofd_pictures,
    ofd_style,
    ofd_text,
    page_raster,
    qr_code,
)
from importers.document import MAX_PIXELS
from importers.ofd_matrix import bounds, units
from importers.ofd_objects import Item
from importers.ofd_package import OfdDocument, PageEntry
from importers.ofd_style import Style
from importers.ofd_xml import truth
from importers.page_raster import Raster
from importers.page_text import Character, PageText, Rule, tidy
from importers.qr_code import InvoiceCode

Box = tuple[int, int, int, int]  # left, top, right, bottom

_UNIT = ((Decimal(0), Decimal(0)), (Decimal(1), Decimal(1)))
_WIDTH = 1240  # pixels; an A5 or A4 page at about 150 dpi
_MAX_DPI, _POINTS_PER_INCH = 300, 72
_CODES = 1_000  # text codes of one object; their runs stay apart
_UPRIGHT = 50  # hundredths of a point that an upright rule may lean
_TALL = 2000
_THIN = 1200


@dataclass(slots=True)
class OfdPage:
    """Page `number` (from 1, through all documents of the file)."""

    document: OfdDocument
    entry: PageEntry
    style: Style
    number: int
    items: tuple[Item, ...]
    unseen: tuple[Item, ...]  # switched off or fully transparent
    drawn: Raster | None = field(default=None, init=False)
    read: PageText | None = field(default=None, init=False)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in hundredths of a point."""
        area = ofd_objects.area_of(self.document, self.entry)
        return units(area.width), units(area.height)

    def text(self) -> PageText:
        """Return its text, read once: the template's, then its own, then that of annotations."""
        self.read = self.read or self._text()
        return self.read

    def _text(self) -> PageText:
        width, height = self.size
        found: list[Character] = []
        for run, item in self.runs():
            found += ofd_text.characters(item, run)
        return PageText(self.number, width, height, tidy(found, width, height))

    def runs(self) -> list[tuple[int, Item]]:
        """Return its text objects, each with the number of its first drawing operation."""
        texts = [item for item in self.items if item.kind == "TextObject"]
        ofd_text.check_count(sum(map(ofd_text.length, texts)))
        return [(place * _CODES, item) for place, item in enumerate(texts, start=1)]

    def rules(self) -> tuple[Rule, ...]:
        """Return its vertical rules."""
        found = {
            Rule(x, top, bottom)
            for item in self.items
            if item.kind == "PathObject"
            for x, top, bottom in _upright(item)
            if bottom - top >= _TALL
        }
        return tuple(sorted(found))

    def codes(self) -> tuple[InvoiceCode, ...]:
        """Return its QR codes: those in its pictures, else what the drawn page shows."""
        found = ofd_pictures.codes(self.document, self.style, self.items)
        return found or qr_code.scan(self.raster())

    def raster(self) -> Raster:
        """Return its picture, drawn once."""
        if self.drawn is None:
            factor = Fraction(_WIDTH * 100, max(self.size[0], 1))
            factor = min(factor, Fraction(_MAX_DPI, _POINTS_PER_INCH))
            image, factor = self.image(factor)
            self.drawn = Raster(image.convert("L"), factor)
        return self.drawn

    def image(self, factor: Fraction) -> tuple[Image.Image, Fraction]:
        """Return the page in colour and the pixels a point: `factor`, less for huge pages."""
        width, height = self.size
        pixels = math.ceil(width * factor / 100) * math.ceil(height * factor / 100)
        if pixels > MAX_PIXELS:
            factor *= Fraction(math.isqrt(MAX_PIXELS), math.isqrt(pixels) + 1)
        drawn = ofd_drawing.draw(self.document, self.style, self.items, self.size, factor)
        return drawn, factor

    def shown(self, text: PageText) -> PageText:
        """Return `text` without the characters that something drawn later covers."""
        covers = [box for item in self.items if (box := _cover(item)) is not None]
        if any(_under(character, covers) for character in text.characters):
            return page_raster.shown(text, self.raster())
        return text


def _cover(item: Item) -> Box | None:
    """Return what a picture or a filled figure may cover; None for all else."""
    if item.kind == "ImageObject":
        return bounds(item.matrix, _UNIT)
    if item.kind != "PathObject" or not truth(item.element, "Fill", default=False):
        return None
    points = [(units(x), units(y)) for figure in ofd_path.figures(item) for x, y in figure]
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down), max(across), max(down)) if points else None


def _under(character: Character, covers: list[Box]) -> bool:
    """Whether a figure or Latin letter stands where something else is drawn."""
    x, y = (character.left + character.right) // 2, character.middle
    return "!" <= character.plain[:1] <= "~" and any(
        left <= x <= right and top <= y <= bottom for left, top, right, bottom in covers
    )


def _upright(item: Item) -> Iterator[tuple[int, int, int]]:
    """Yield x, upper and lower end of upright strokes and slim upright frames."""
    for figure in ofd_path.figures(item):
        points = [(units(x), units(y)) for x, y in figure]
        across, down = [x for x, _ in points], [y for _, y in points]
        if max(across) - min(across) <= _THIN:
            yield (min(across) + max(across)) // 2, min(down), max(down)
            continue
        for first, second in pairwise(points):
            if abs(first[0] - second[0]) <= _UPRIGHT:
                yield first[0], min(first[1], second[1]), max(first[1], second[1])


def pages(documents: list[OfdDocument]) -> tuple[OfdPage, ...]:
    """Return the pages of all documents of a package."""
    found: list[OfdPage] = []
    for document in documents:
        style = ofd_style.of_document(document)
        for entry in document.pages():
            items = list(ofd_objects.of_page(document, entry, style))
            shown = tuple(item for item in items if item.shown)
            unseen = tuple(item for item in items if not item.shown)
            found.append(OfdPage(document, entry, style, len(found) + 1, shown, unseen))
    return tuple(found)
