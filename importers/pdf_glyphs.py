"""Which characters the glyphs of an embedded font program are made for, as the program says.

TrueType and OpenType fonts say it in their cmap table, bare CFF fonts by glyph names. Subsets made
for a PDF often say neither; then nothing is known.
"""

import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress

from pdfminer.encodingdb import name2unicode

from importers import pdf_cff

_MOST_GLYPHS = 70_000
_UNICODE_TABLES = frozenset({(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (3, 1), (3, 10)})
_SEGMENTS, _GROUPS = 4, 12  # formats of cmap tables
Glyphs = dict[int, set[str]]


def characters(program: bytes) -> Glyphs:
    """Return the characters of each glyph; empty where the program does not say or is damaged."""
    glyphs: Glyphs = {}
    try:
        if program[:4] in {b"\0\1\0\0", b"true", b"OTTO", b"ttcf"}:
            for number, (code, glyph) in enumerate(_mapped(program)):
                if number >= _MOST_GLYPHS:
                    break
                if glyph and not 0xE000 <= code < 0xF900:  # noqa: PLR2004  # private characters
                    glyphs.setdefault(glyph, set()).add(chr(code))
        else:
            return _named(pdf_cff.glyph_names(program))
    except Exception:  # noqa: BLE001  # a damaged font program raises anything
        return {}
    return glyphs


def _named(names: Mapping[int, str]) -> Glyphs:
    glyphs: Glyphs = {}
    for glyph, name in names.items():
        with suppress(KeyError, ValueError):  # a name that says nothing
            glyphs[glyph] = {name2unicode(name)}
    return glyphs


def _mapped(program: bytes) -> Iterator[tuple[int, int]]:
    """Yield character and glyph of every entry of the Unicode tables."""
    count = struct.unpack_from(">H", program, 4)[0]
    for index in range(min(count, 64)):
        tag, _, start, _ = struct.unpack_from(">4sLLL", program, 12 + 16 * index)
        if tag == b"cmap":
            for place in _tables(program, start):
                yield from _entries(program, place)


def _tables(program: bytes, start: int) -> Iterator[int]:
    count = struct.unpack_from(">H", program, start + 2)[0]
    for index in range(min(count, 16)):
        platform, encoding, offset = struct.unpack_from(">HHL", program, start + 4 + 8 * index)
        if (platform, encoding) in _UNICODE_TABLES:
            yield start + offset


def _entries(program: bytes, place: int) -> Iterator[tuple[int, int]]:
    form = struct.unpack_from(">H", program, place)[0]
    if form == _SEGMENTS:
        yield from _segments(program, place)
    elif form == _GROUPS:
        count = struct.unpack_from(">L", program, place + 12)[0]
        for index in range(min(count, _MOST_GLYPHS)):
            first, last, glyph = struct.unpack_from(">LLL", program, place + 16 + 12 * index)
            for step in range(min(last - first + 1, _MOST_GLYPHS)):
                yield first + step, glyph + step


def _segments(program: bytes, place: int) -> Iterator[tuple[int, int]]:
    double = struct.unpack_from(">H", program, place + 6)[0]
    columns = [place + 14, place + 16 + double, place + 16 + 2 * double, place + 16 + 3 * double]
    for step in range(0, double, 2):
        last, first, delta, offset = (
            struct.unpack_from(">H", program, column + step)[0] for column in columns
        )
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                where = columns[3] + step + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", program, where)[0]
            yield code, (glyph + delta) & 0xFFFF if glyph or not offset else 0
