"""From areas of text to lines of characters, each with its own box."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from importers import ocr_gaps, ocr_models
from importers.ocr_marks import Mark
from importers.ocr_models import Area, Glyph, Picture

_UPRIGHT = 16  # tenths: an area this many times taller than wide holds letters one below another
_LETTER = 13  # tenths of the ink's width: the tallest single letter in such an area
_DARK = 40  # grey levels below the paper from which a pixel is ink
_LINE_SHARE = 68  # per cent of an area's height that the type itself takes
_HALF_WIDTH = 55  # per cent of the height of type that a figure or Latin letter takes
_AMOUNT = frozenset("0123456789.")
_FIGURES_APART = 19  # the same of figures: a blank between them makes it 20
_APART = 16  # tenths of the distance expected of two characters, from which they stand apart
_SURE = 900  # per mille
_SURER = 970  # of a character that stands alone
_FRAMES = frozenset("一二三口日回田工十王")  # what rules and corners of QR codes look like
_FIGURES = frozenset("0123456789.%-")


def read(picture: Picture) -> tuple[tuple[Mark, ...], ...]:
    """Return the lines of an upright picture, each from left to right.

    Letters that stand one below the other come as one line too, from the top.
    """
    areas = ocr_models.find(picture)
    groups = [_letters(picture, area) for area in areas]
    single = ocr_gaps.missed(picture, areas)
    flat = [*(area for group in groups for area in group), *single]
    read = ocr_models.read([picture[a.top : a.bottom, a.left : a.right] for a in flat])
    marks = [_marks(area, glyphs) for area, glyphs in zip(flat, read, strict=True)]
    rest = iter(marks)
    found = [tuple(mark for _ in group for mark in next(rest)) for group in groups]
    return tuple(line for line in (*found, *filter(_is_figure, rest)) if line)


def _is_figure(line: tuple[Mark, ...]) -> bool:
    """Whether ink outside all lines is a figure, or one clear Chinese character, and no dirt."""
    if len(line) == 1 and "\u4e00" <= line[0].text <= "\u9fff":
        return line[0].confidence >= _SURER and line[0].text not in _FRAMES
    return all(mark.confidence >= _SURE and mark.text in _FIGURES for mark in line)


def _letters(picture: Picture, area: Area) -> list[Area]:
    """Cut an area with letters one below the other into one area for each letter."""
    if area.height * 10 < area.width * _UPRIGHT:
        return [area]
    part = picture[area.top : area.bottom, area.left : area.right].min(axis=2).astype(np.int16)
    ink = part < np.median(part) - _DARK
    columns = np.flatnonzero(ink.any(axis=0))
    if not columns.size:
        return []
    tallest = int(columns[-1] - columns[0] + 1) * _LETTER // 10
    return [
        area._replace(top=area.top + max(start - 3, 0), bottom=min(area.top + end + 3, area.bottom))
        for start, end in _pieces(np.flatnonzero(ink.any(axis=1)), tallest)
    ]


def _pieces(rows: NDArray[np.intp], tallest: int) -> list[list[int]]:
    """Join rows with ink into pieces: parts of one letter belong together up to its height."""
    pieces: list[list[int]] = []
    for row in rows.tolist():
        if pieces and (row == pieces[-1][1] or row + 1 - pieces[-1][0] <= tallest):
            pieces[-1][1] = row + 1
        else:
            pieces.append([row, row + 1])
    return [piece for piece in pieces if (piece[1] - piece[0]) * 3 > tallest]


def _marks(area: Area, glyphs: tuple[Glyph, ...]) -> tuple[Mark, ...]:
    """Give every character of a line a box: its centre is known, its width follows from its kind.

    Boxes of neighbours touch where no clear gap is between them, and never overlap.
    """
    if not glyphs:
        return ()
    type_height = area.height * _LINE_SHARE // 100
    top = area.top + (area.height - type_height) // 2
    places = [area.left + glyph.place * area.width // 1000 for glyph in glyphs]
    halves = [type_height * _share(glyph.text) // 200 for glyph in glyphs]
    edges = [[place - half, place + half] for place, half in zip(places, halves, strict=True)]
    for one, other in pairwise(range(len(glyphs))):
        distance = places[other] - places[one]
        figures = glyphs[one].text in _AMOUNT and glyphs[other].text in _AMOUNT
        apart = _FIGURES_APART if figures else _APART
        if distance * 10 <= (halves[one] + halves[other]) * apart:
            share = max(halves[one] + halves[other], 1)
            edges[one][1] = edges[other][0] = places[one] + distance * halves[one] // share
    edges[0][0] = max(edges[0][0], area.left)
    edges[-1][1] = min(edges[-1][1], area.right)
    bottom = top + type_height
    return tuple(
        Mark(
            glyph.text,
            glyph.confidence,
            *(left, top, max(right, left + 1), bottom),
            glyph.rival,
            glyph.rival_confidence,
        )
        for glyph, (left, right) in zip(glyphs, edges, strict=True)
    )


def _share(character: str) -> int:
    return 100 if character >= "\u2e80" else _HALF_WIDTH
