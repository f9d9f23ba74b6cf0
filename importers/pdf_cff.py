"""The glyph names of a CFF font program (Adobe Technical Note 5176), as embedded in PDFs.

A program that counts its glyphs by character id (CIDFont) has no names.
"""

import struct
from collections.abc import Iterator
from itertools import pairwise

from pdfminer.pdffont import CFFFont

_STANDARD = CFFFont.STANDARD_STRINGS
_CHARSET, _CHAR_STRINGS = 15, 17
_ESCAPE, _BY_CHARACTER_ID = 12, 30  # two bytes: the operator ROS
_PREDEFINED = 2  # charsets 0 to 2 are Adobe's own
_SHORT, _LONG = 28, 29  # operands of two and of four bytes
_REAL = 30
_FIRST_OPERAND = 22  # smaller bytes are operators


def glyph_names(program: bytes) -> dict[int, str]:
    """Return names by glyph; empty where there are none; ValueError or struct.error if damaged."""
    _, place = _index(program, program[2])
    tops, place = _index(program, place)
    strings, _ = _index(program, place)
    top = _dictionary(tops[0])
    if _BY_CHARACTER_ID * 256 in top or top.get(_CHARSET, 0) <= _PREDEFINED:
        return {}
    count = struct.unpack_from(">H", program, top[_CHAR_STRINGS])[0]
    ids = _charset(program, top[_CHARSET], count)
    return {glyph: _string(number, strings) for glyph, number in enumerate(ids, 1)}


def _string(number: int, strings: list[bytes]) -> str:
    if number < len(_STANDARD):
        return _STANDARD[number]
    own = number - len(_STANDARD)
    return strings[own].decode("latin-1") if own < len(strings) else ""


def _index(program: bytes, place: int) -> tuple[list[bytes], int]:
    """Return the entries of an INDEX and where it ends."""
    count = struct.unpack_from(">H", program, place)[0]
    if count == 0:
        return [], place + 2
    width = program[place + 2]
    first = place + 3
    offsets = [
        int.from_bytes(program[first + width * n : first + width * (n + 1)])
        for n in range(count + 1)
    ]
    base = first + width * (count + 1) - 1
    entries = [program[base + a : base + b] for a, b in pairwise(offsets)]
    return entries, base + offsets[-1]


def _dictionary(data: bytes) -> dict[int, int]:
    """Return the last operand of each operator; two-byte operators count 256 times the second."""
    found, operand, place = {}, 0, 0
    while place < len(data):
        byte = data[place]
        if byte < _FIRST_OPERAND:
            escaped = byte == _ESCAPE
            found[data[place + 1] * 256 if escaped else byte] = operand
            place += 2 if escaped else 1
        else:
            operand, length = _operand(data, place)
            place += length
    return found


def _operand(data: bytes, place: int) -> tuple[int, int]:
    """Return an operand and its length in bytes; a real number is passed over as 0."""
    byte = data[place]
    if byte == _REAL:
        end = next(n for n in range(place + 1, len(data)) if data[n] & 15 == 15)  # noqa: PLR2004  # its end mark
        return 0, end - place + 1
    if byte in {_SHORT, _LONG}:
        length = 2 if byte == _SHORT else 4
        return int.from_bytes(data[place + 1 : place + 1 + length], signed=True), length + 1
    if byte < 247:  # noqa: PLR2004  # the note's ranges of first bytes
        return byte - 139, 1
    high, low = byte - 247, data[place + 1]
    return (high * 256 + low + 108, 2) if high < 4 else (-(high - 4) * 256 - low - 108, 2)  # noqa: PLR2004  # likewise


def _charset(program: bytes, place: int, count: int) -> Iterator[int]:
    """Yield the string number of each glyph but the first, which is .notdef."""
    form, left = program[place], count - 1
    if form == 0:
        yield from struct.unpack_from(f">{left}H", program, place + 1)
        return
    width, place = (1 if form == 1 else 2), place + 1
    while left > 0:
        first = struct.unpack_from(">H", program, place)[0]
        more = int.from_bytes(program[place + 2 : place + 2 + width])
        yield from range(first, first + min(more + 1, left))
        left -= more + 1
        place += 2 + width
