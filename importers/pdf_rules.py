"""The vertical ruling lines of a page: the true borders of a table's columns."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from importers import pdf_file
from importers.page_text import Rule

_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 400
_THIN = 1200  # some producers draw a rule as a slim frame around it
_UPRIGHT = 50
_TALL = 2000  # and at least 20 pt tall
_DEPTH = 3


def vertical(page: pypdfium2.PdfPage) -> tuple[Rule, ...]:
    """Return the vertical rules of an open page, left to right."""
    if page.get_rotation():  # columns are then told apart by their headers alone
        return ()
    crop = pdf_file.visible_box(page)
    found = {
        Rule(x - crop[0], crop[3] - upper, crop[3] - lower)
        for x, lower, upper in _spans(page)
        if upper - lower >= _TALL
    }
    return tuple(sorted(found))


def _spans(page: pypdfium2.PdfPage) -> Iterator[tuple[int, int, int]]:
    """Yield x, lower and upper end of thin rectangles and upright strokes, page coordinates."""
    objects = page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=_DEPTH)
    for seen, item in enumerate(objects):
        if seen > _MAX_OBJECTS:
            return
        left, bottom, right, top = (round(edge * 100) for edge in item.get_bounds())
        if top - bottom < _TALL:
            continue
        if right - left <= _THIN:
            yield (left + right) // 2, bottom, top
        else:
            yield from _strokes(item)


def _strokes(item: pypdfium2.PdfObject) -> Iterator[tuple[int, int, int]]:
    matrix = item.get_matrix()
    points = [_placed(matrix, point) for point in _points(item)]
    for first, second in pairwise(points):
        if abs(first[0] - second[0]) <= _UPRIGHT:
            yield first[0], min(first[1], second[1]), max(first[1], second[1])


def _points(item: pypdfium2.PdfObject) -> Iterator[tuple[Any, Any]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFPath_CountSegments(item)
    for index in range(min(count, _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value


def _placed(matrix: pypdfium2.PdfMatrix, point: tuple[Any, Any]) -> tuple[int, int]:
    x, y = matrix.on_point(*point)
    return round(x * 100), round(y * 100)
