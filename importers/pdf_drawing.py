"""What a PDF page draws, in its order: why a piece of text cannot be seen, and what covers it.

pdfium's list of page objects is walked once, forms included. Lengths are hundredths of a point
from the bottom left, as pdfium gives them.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any, cast

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from importers import pdf_layers

_MOST_OBJECTS = 60_000
_DEPTH = 12  # of forms within forms
_MOST_COVERS = 400
_MOST_SEGMENTS = 400
_SMALLEST_COVER = 300  # what is thinner than 3 pt is a rule
_OPAQUE, _TRANSPARENT = 250, 12  # alpha
_LIGHT = 200  # of 255: may be the colour of the ground
_NO_AREA = 50  # half a point
_NOTHING_DRAWN = frozenset({3, 7})  # text render modes: invisible, clip only
_STROKED = frozenset({1, 5})
_FILLED_AND_STROKED = frozenset({2, 6})
Edges = tuple[int, int, int, int]  # left, bottom, right, top
Matrix = tuple[Any, ...]
Picture = Image.Image | None
Drawn = tuple[Any, int, Matrix, bool]  # handle, type, matrix to the page, may it be opaque
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Hiding(StrEnum):
    """How text is kept from being seen."""

    INVISIBLE = "invisible"  # drawn with neither fill nor stroke
    TRANSPARENT = "transparent"
    LIGHT = "light"  # in the colour of the ground, or nearly
    CLIPPED = "clipped"  # outside the part of the page that may be drawn on
    LAYER = "layer"  # on a layer that is switched off, on the screen or in print
    PAINTED_OVER = "painted over"
    UNDER_IMAGE = "under image"
    TINY = "tiny"
    OUTSIDE = "outside"  # the visible page
    NO_INK = "no ink"  # nothing is seen where it should stand, for whatever reason


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of text: its place in the order, how it is hidden, how light it is.

    `replaced` are its edges where /ActualText says something else in its place, for readers of
    text like us.
    """

    order: int
    hiding: Hiding | None = None
    grey: int | None = None
    replaced: Edges | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """Something opaque: its place in the order, its edges, its outlines or its image."""

    order: int
    edges: Edges
    outlines: tuple[tuple[tuple[int, int], ...], ...] = ()
    image: Any = None

    def covers(self, x: int, y: int) -> bool:
        """Whether nothing under the point can be seen."""
        left, bottom, right, top = self.edges
        if not (left <= x <= right and bottom <= y <= top):
            return False
        return self._inside(x, y) if self.outlines else True

    def _inside(self, x: int, y: int) -> bool:
        """Count the edges of the shape to the right of the point."""
        crossings = 0
        for outline in self.outlines:
            for (x1, y1), (x2, y2) in pairwise((*outline, outline[0])):
                if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) // (y2 - y1):
                    crossings += 1
        return crossings % 2 == 1


@dataclass(slots=True)
class Drawing:
    """The pieces of text of an open page by their address, and what may cover them."""

    pdf: pypdfium2.PdfDocument
    page: pypdfium2.PdfPage
    runs: dict[int, Run] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    pictures: dict[int, Picture] = field(default_factory=dict)

    def covered(self, order: int, edges: Edges) -> Hiding | None:
        """Tell by what a character of the text drawn at `order` is covered later, if it is."""
        for cover in self.covers:
            if cover.order > order and self._hides(cover, edges):
                return Hiding.PAINTED_OVER if cover.image is None else Hiding.UNDER_IMAGE
        return None

    def _hides(self, cover: Cover, edges: Edges) -> bool:
        probes = _probes(edges)
        if not all(cover.covers(*point) for point in probes):
            return False
        if cover.image is None:
            return True
        if cover.order not in self.pictures:
            self.pictures[cover.order] = _picture(self.pdf, self.page, cover.image)
        opaque = self.pictures[cover.order]
        return opaque is None or all(_is_opaque(opaque, cover.edges, point) for point in probes)


def _picture(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, item: Any) -> Picture:  # noqa: ANN401  # a handle of pdfium
    """Return how opaque an image is from point to point; None when it is so everywhere."""
    raw = pdfium.FPDFImageObj_GetRenderedBitmap(pdf, page, item)
    if not raw:
        return None
    image = pypdfium2.PdfBitmap.from_raw(raw).to_pil()
    return image.getchannel("A").copy() if "A" in image.getbands() else None


def _is_opaque(picture: Image.Image, edges: Edges, point: tuple[int, int]) -> bool:
    left, bottom, right, top = edges
    x = (point[0] - left) * picture.width // max(right - left, 1)
    y = (top - point[1]) * picture.height // max(top - bottom, 1)
    place = min(max(x, 0), picture.width - 1), min(max(y, 0), picture.height - 1)
    return cast("int", picture.getpixel(place)) >= _OPAQUE


def _probes(edges: Edges) -> tuple[tuple[int, int], ...]:
    """Return the middle of a box and four points around it."""
    left, bottom, right, top = edges
    x, y, w, h = (left + right) // 2, (bottom + top) // 2, (right - left) // 4, (top - bottom) // 4
    return (x, y), (x - w, y - h), (x + w, y - h), (x - w, y + h), (x + w, y + h)


def address(item: Any) -> int:  # noqa: ANN401  # a handle of pdfium
    """Return what tells one handle of pdfium from another."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def of_page(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, content: bytes) -> Drawing:
    """Walk the objects of an open page; `content` are the bytes of the file."""
    drawing = Drawing(pdf, page)
    for order, (item, kind, matrix, opaque) in enumerate(_objects(page), 1):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.runs[address(item)] = _run(item, order, matrix, content)
        elif opaque and drawing.runs and len(drawing.covers) < _MOST_COVERS:  # earlier: ground
            cover = _cover(item, kind, order, matrix)
            if cover is not None:
                drawing.covers.append(cover)
    return drawing


def _objects(page: pypdfium2.PdfPage) -> Iterator[Drawn]:
    count = pdfium.FPDFPage_CountObjects(page)
    top = (pdfium.FPDFPage_GetObject(page, index) for index in range(min(count, _MOST_OBJECTS)))
    budget = [_MOST_OBJECTS]
    for item in top:
        yield from _unfolded(item, _IDENTITY, _DEPTH, budget)


def _unfolded(
    item: Any,  # noqa: ANN401  # a handle of pdfium
    matrix: Matrix,
    depth: int,
    budget: list[int],
) -> Iterator[Drawn]:
    """Yield an object, or in place of a form what is in it; `matrix` leads to the page."""
    budget[0] -= 1
    if budget[0] < 0:
        return
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield item, kind, matrix, True
    elif depth:
        inner = _product(_matrix(item), matrix)
        solid = not pdfium.FPDFPageObj_HasTransparency(item)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), max(budget[0], 0))):
            part = pdfium.FPDFFormObj_GetObject(item, index)
            for *rest, opaque in _unfolded(part, inner, depth - 1, budget):
                yield rest[0], rest[1], rest[2], opaque and solid


def _matrix(item: Any) -> Matrix:  # noqa: ANN401  # a handle of pdfium
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


def _point(matrix: Matrix, x: Any, y: Any) -> tuple[int, int]:  # noqa: ANN401  # points of pdfium
    a, b, c, d, e, f = matrix
    return _whole(a * x + c * y + e), _whole(b * x + d * y + f)


def _whole(points: Any) -> int:  # noqa: ANN401  # a length of pdfium, in points
    """Return hundredths; a length that is no number, or absurd, is taken to be far away."""
    return round(points * 100) if -1e6 < points < 1e6 else 10**8  # noqa: PLR2004  # 300 m


# ── text ──


def _run(item: Any, order: int, matrix: Matrix, content: bytes) -> Run:  # noqa: ANN401  # a handle of pdfium
    marks, layer, replaced = pdfium.FPDFPageObj_CountMarks(item), False, False
    if marks > 0:
        layer, replaced = pdf_layers.marks(item, marks, content)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    greys = () if mode in _NOTHING_DRAWN else tuple(_greys(item, mode))
    inks = [grey for grey in greys if grey is not None]
    hiding = None
    if layer:
        hiding = Hiding.LAYER
    elif not inks:
        hiding = Hiding.TRANSPARENT if greys else Hiding.INVISIBLE
    elif _clipped_away(item, matrix):
        hiding = Hiding.CLIPPED
    elif min(inks) >= _LIGHT:
        hiding = Hiding.LIGHT
    edges = _bounds(item, matrix) if replaced else None
    return Run(order, hiding, min(inks, default=None), edges)


def _greys(item: Any, mode: int) -> Iterator[int | None]:  # noqa: ANN401  # a handle of pdfium
    """Yield how light fill and stroke are, as far as `mode` uses them; None where transparent."""
    if mode not in _STROKED:
        yield _grey(item, pdfium.FPDFPageObj_GetFillColor)
    if mode in _STROKED | _FILLED_AND_STROKED:
        yield _grey(item, pdfium.FPDFPageObj_GetStrokeColor)


def _grey(item: Any, colour_of: Any) -> int | None:  # noqa: ANN401  # handles of pdfium
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(item, red, green, blue, alpha):
        return 0  # a pattern: what it looks like, the picture must tell
    if alpha.value <= _TRANSPARENT:
        return None
    return (299 * red.value + 587 * green.value + 114 * blue.value) // 1000


def _clipped_away(item: Any, matrix: Matrix) -> bool:  # noqa: ANN401  # a handle of pdfium
    clip = _clip(item, matrix)
    if clip is None:
        return False
    common = _common(clip, _bounds(item, matrix))
    return common[2] - common[0] < _NO_AREA or common[3] - common[1] < _NO_AREA


def _clip(item: Any, matrix: Matrix) -> Edges | None:  # noqa: ANN401  # a handle of pdfium
    """Return the edges of what an object may draw on; None when nothing limits it."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    edges = None
    for number in range(min(count, 16)):
        points = list(_clip_points(path, number, matrix))
        if points:
            edges = _common(edges, _around(points)) if edges else _around(points)
    return edges


def _clip_points(path: Any, number: int, matrix: Matrix) -> Iterator[tuple[int, int]]:  # noqa: ANN401  # a handle of pdfium
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFClipPath_CountPathSegments(path, number)
    for index in range(min(count, _MOST_SEGMENTS)):
        segment = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield _point(matrix, x.value, y.value)


def _bounds(item: Any, matrix: Matrix) -> Edges:  # noqa: ANN401  # a handle of pdfium
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0, 0, 0, 0
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    return _around([_point(matrix, *corner) for corner in corners])


def _around(points: list[tuple[int, int]]) -> Edges:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _common(one: Edges, two: Edges) -> Edges:
    return (
        max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])
    )  # fmt: skip


# ── what covers ──


def _cover(item: Any, kind: int, order: int, matrix: Matrix) -> Cover | None:  # noqa: ANN401  # a handle of pdfium
    edges = _bounds(item, matrix)
    clip = _clip(item, matrix)
    edges = _common(edges, clip) if clip else edges
    if min(edges[2] - edges[0], edges[3] - edges[1]) < _SMALLEST_COVER:
        return None
    if pdfium.FPDFPageObj_HasTransparency(item):
        return None
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        return _painted(item, order, edges, matrix)
    return Cover(order, edges, image=item if kind == pdfium.FPDF_PAGEOBJ_IMAGE else None)


def _painted(item: Any, order: int, edges: Edges, matrix: Matrix) -> Cover | None:  # noqa: ANN401  # a handle of pdfium
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, fill, stroke) or not fill.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    if known and alpha.value < _OPAQUE:
        return None
    placed = _product(_matrix(item), matrix)
    return Cover(order, edges, _outlines(item, placed))


def _outlines(item: Any, matrix: Matrix) -> tuple[tuple[tuple[int, int], ...], ...]:  # noqa: ANN401  # a handle of pdfium
    """Return the corners of each part of a shape; of a curve, the points that bend it."""
    x, y = ctypes.c_float(), ctypes.c_float()
    outlines: list[list[tuple[int, int]]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if not outlines or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            outlines.append([])
        outlines[-1].append(_point(matrix, x.value, y.value))
    return tuple(map(tuple, outlines))
