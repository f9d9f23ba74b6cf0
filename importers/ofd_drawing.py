"""OFD objects drawn with Pillow: for people, for QR codes, and to see what covers what.

Fonts inside the file are not used, for they come from strangers: the machine's own Chinese
typeface stands in, squeezed to the widths that the file states. Where it has none, Chinese
characters become boxes of their size.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from importers import ofd_path, ofd_pictures, ofd_text, typefaces
from importers.ofd_matrix import Matrix, Point, bounds
from importers.ofd_objects import Item
from importers.ofd_package import OfdDocument
from importers.ofd_style import OPAQUE, Colour, Paint, Style
from importers.ofd_text import Glyph
from importers.ofd_xml import attribute, truth

WHITE = (255, 255, 255)
_PER_UNIT = Decimal("25.4") / 7200  # millimetres in a hundredth of a point
_UNIT = ((Decimal(0), Decimal(0)), (Decimal(1), Decimal(1)))
_THIN = Decimal("0.353")  # millimetres; the width of a line that states none
_BASE_LINE = Decimal("0.86")  # of an em, from the top of a character's box
_MIDDLE = Decimal("0.36")  # of an em, from the base line up to the middle of the box
_MAX_EM = 400  # pixels
_MARGIN = 6  # a tile is a sixth of an em larger on every side, for overhangs
_DARKENING = frozenset({"Darken", "Multiply"})
_SOLID = 128
_NESTING = 400  # figures of one path among which holes are looked for


@dataclass(slots=True)
class Canvas:
    """A page being drawn; `scale` is how many pixels a millimetre takes."""

    image: Image.Image
    scale: Decimal
    pen: ImageDraw.ImageDraw = field(init=False)

    def __post_init__(self) -> None:
        self.pen = ImageDraw.Draw(self.image)

    def pixel(self, point: Point) -> tuple[int, int]:
        """Return the pixel of a place on the page, kept near the page."""
        limit = 2 * max(self.image.size)
        x, y = (round(part * self.scale) for part in point)
        return max(-limit, min(limit, x)), max(-limit, min(limit, y))

    def length(self, millimetres: Decimal) -> int:
        """Return a length in pixels, at least one."""
        return max(1, round(min(millimetres * self.scale, Decimal(2 * max(self.image.size)))))


def draw(
    document: OfdDocument, style: Style, items: Iterable[Item], size: tuple[int, int], per: Fraction
) -> Image.Image:
    """Return a page of `size` (hundredths of a point) in colour, `per` pixels a point."""
    width, height = (max(1, math.ceil(one * per / 100)) for one in size)
    ratio = Decimal(per.numerator) / per.denominator
    canvas = Canvas(Image.new("RGB", (width, height), WHITE), ratio / _PER_UNIT / 100)
    for item in items:
        if item.kind == "TextObject":
            _text(canvas, item)
        elif item.kind == "PathObject":
            _path(canvas, item)
        elif item.kind == "ImageObject":
            _picture(canvas, document, style, item)
    return canvas.image


def _text(canvas: Canvas, item: Item) -> None:
    paint = ofd_text.paint_of(item)
    if paint is None or paint.alpha == 0:
        return
    for glyphs in ofd_text.codes(item):
        for glyph in glyphs:
            if not glyph.text.isspace():
                _glyph(canvas, glyph, paint)


def _glyph(canvas: Canvas, glyph: Glyph, paint: Paint) -> None:
    """Set one character: its tile, squeezed and turned, around the middle of its box."""
    matrix = glyph.matrix
    em = min(canvas.length(glyph.size * matrix.tall), _MAX_EM)
    across = (matrix.a * matrix.a + matrix.b * matrix.b).sqrt()
    width = min(canvas.length(glyph.width * across), 2 * _MAX_EM)
    tile = _tile(glyph.text, em, width)
    if matrix.b or matrix.c:
        tile = tile.rotate(-round(math.degrees(math.atan2(matrix.b, matrix.a))), expand=True)
    x, y = canvas.pixel(matrix.at(glyph.width / 2, -_MIDDLE * glyph.size))
    corner = (x - tile.width // 2, y - tile.height // 2)
    canvas.image.paste(paint.colour, corner, _thinned(tile, paint.alpha))


def _thinned(mask: Image.Image, alpha: int) -> Image.Image:
    """Return a mask that lets only `alpha` of 255 through."""
    return mask if alpha == OPAQUE else mask.point([i * alpha // OPAQUE for i in range(256)])


@lru_cache(maxsize=2048)
def _tile(text: str, em: int, width: int) -> Image.Image:
    """Return a character as a mask: `em` pixels high, as wide as the file says, and a margin."""
    margin = em // _MARGIN + 1
    font = typefaces.sized(em)
    drawn = max(1, math.ceil(font.getlength(text)))
    tile = Image.new("L", (drawn + 2 * margin, em + 2 * margin), 0)
    pen = ImageDraw.Draw(tile)
    if typefaces.chinese() is None and ord(text[0]) > 0xFF:  # noqa: PLR2004  # beyond Latin letters
        tile = Image.new("L", (width + 2 * margin, em + 2 * margin), 0)
        edge = (margin, margin, margin + width - 1, margin + em - 1)
        ImageDraw.Draw(tile).rectangle(edge, outline=_SOLID)
        return tile
    pen.text((margin, margin + int(em * _BASE_LINE)), text, font=font, fill=255, anchor="ls")
    if drawn > width:
        squeezed = tile.width * width // drawn
        return tile.resize((max(1, squeezed), tile.height), Image.Resampling.BILINEAR)
    return tile


def _path(canvas: Canvas, item: Item) -> None:
    figures = [[canvas.pixel(point) for point in f] for f in ofd_path.figures(item) if f]
    if truth(item.element, "Fill", default=False) and item.params.fill is not None:
        _fill(canvas, figures, _covering(item.params.fill, item))
    if truth(item.element, "Stroke", default=True):
        paint = _covering(item.params.stroke or Paint(), item)
        width = canvas.length((item.params.width or _THIN) * item.matrix.tall)
        for figure in figures:
            if len(figure) > 1 and paint.alpha:
                canvas.pen.line(figure, fill=_mixed(paint), width=width)


def _covering(paint: Paint, item: Item) -> Paint:
    return Paint(paint.colour, paint.alpha * item.alpha // OPAQUE)


def _mixed(paint: Paint) -> Colour:
    """Return a line's colour as it looks on white."""
    red, green, blue = (255 - (255 - part) * paint.alpha // OPAQUE for part in paint.colour)
    return red, green, blue


def _fill(canvas: Canvas, figures: list[list[tuple[int, int]]], paint: Paint) -> None:
    """Fill figures; where two lie over each other is a hole, as in the letter O."""
    across = [x for figure in figures for x, _ in figure]
    down = [y for figure in figures for _, y in figure]
    if not across or paint.alpha == 0:
        return
    left, top = max(min(across), 0), max(min(down), 0)
    right, bottom = min(max(across), canvas.image.width), min(max(down), canvas.image.height)
    if right < left or bottom < top:
        return
    shifted = [[(x - left, y - top) for x, y in figure] for figure in figures]
    mask = _area(shifted, (right - left + 1, bottom - top + 1))
    cover = _thinned(mask.convert("L"), paint.alpha)
    canvas.image.paste(paint.colour, (left, top), cover)


def _area(figures: list[list[tuple[int, int]]], size: tuple[int, int]) -> Image.Image:
    """Return what figures enclose; those that lie within another one cut holes."""
    mask = Image.new("1", size)
    pen = ImageDraw.Draw(mask)
    frames: list[tuple[int, int, int, int]] = []
    for figure in figures:
        if len(figure) <= 2:  # noqa: PLR2004  # so few points enclose nothing
            continue
        across, down = [x for x, _ in figure], [y for _, y in figure]
        frame = (min(across), min(down), max(across), max(down))
        if len(frames) < _NESTING and any(_within(frame, other) for other in frames):
            hole = Image.new("1", size)
            ImageDraw.Draw(hole).polygon(figure, fill=1)
            mask.paste(ImageChops.logical_xor(mask, hole))
        else:
            pen.polygon(figure, fill=1)
        frames.append(frame)
    return mask


def _within(inner: tuple[int, int, int, int], outer: tuple[int, int, int, int]) -> bool:
    return (
        outer[0] < inner[0] and outer[1] < inner[1] and inner[2] < outer[2] and inner[3] < outer[3]
    )


def _picture(canvas: Canvas, document: OfdDocument, style: Style, item: Item) -> None:
    image = ofd_pictures.picture(document, style, attribute(item.element, "ResourceID") or "")
    left, top, right, bottom = (round(Decimal(one) * _PER_UNIT * canvas.scale)
                                for one in bounds(item.matrix, _UNIT))  # fmt: skip
    limit = 2 * max(canvas.image.size)
    if image is None or not (0 < right - left <= limit and 0 < bottom - top <= limit):
        return
    seen = _oriented(image.convert("RGBA"), item.matrix).resize((right - left, bottom - top))
    if attribute(item.element, "BlendMode") in _DARKENING:
        ground = canvas.image.crop((left, top, right, bottom))
        darker = ImageChops.darker(ground, ofd_pictures.on_white(seen))
        canvas.image.paste(darker, (left, top))
        return
    cover = _thinned(seen.getchannel("A"), item.alpha)
    canvas.image.paste(seen.convert("RGB"), (left, top), cover)


def _oriented(image: Image.Image, matrix: Matrix) -> Image.Image:
    """Turn or mirror a picture as its matrix does, in steps of a right angle."""
    if abs(matrix.b) + abs(matrix.c) > abs(matrix.a) + abs(matrix.d):
        image = image.transpose(Image.Transpose.TRANSPOSE)
        mirrored, flipped = matrix.c < 0, matrix.b < 0
    else:
        mirrored, flipped = matrix.a < 0, matrix.d < 0
    if mirrored:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return image.transpose(Image.Transpose.FLIP_TOP_BOTTOM) if flipped else image
