"""What the second reading of a PDF page lost of the first is put back or marked.

pdfplumber passes over character codes that its tables do not know, without a word, and moves up
what follows them. So each piece of text is counted in both readings.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from importers.page_text import LOST, Character

_CELL = 200  # of the grid in which the readings are compared: 2 pt
_WIDEST = 500  # cells; no page in use is wider
Piece = tuple[int, int]  # the drawing operation, or where that is not known a line
Pieces = dict[Piece, list[Character]]


def completed(first: Iterable[Character], again: Sequence[Character]) -> list[Character]:
    """Return the second reading with what it lacks of `first`, which has LOST for what it cannot.

    A piece that the first names whole, and the second less one or more, is taken from the first;
    of any other that grew shorter, the places where nothing stands any more are marked as lost.
    """
    pieces = _pieces(first)
    owners = _owners(pieces)
    belongs = [None if c.text.isspace() else owners.get(_cell(c)) for c in again]
    shares: Pieces = {}
    for character, key in zip(again, belongs, strict=True):
        if key is not None:
            shares.setdefault(key, []).append(character)
    whole, marked = _mended(pieces, shares, _missing(pieces, again))
    result: list[Character] = []
    for character, key in zip(again, belongs, strict=True):
        if key is None or key not in whole:
            result.append(character)
        elif character is shares[key][0]:
            result.extend(pieces[key])
    gone = (c for key in sorted(whole - shares.keys()) for c in pieces[key])
    return [*result, *gone, *marked]


def _pieces(first: Iterable[Character]) -> Pieces:
    pieces: Pieces = {}
    for character in first:
        if not character.text.isspace():
            key = character.run, 0 if character.run else character.top // _CELL
            pieces.setdefault(key, []).append(character)
    return pieces


def _owners(pieces: Pieces) -> Mapping[tuple[int, int], Piece]:
    """Return to which piece each cell of the page belongs.

    Neighbours share a cell where they meet; it is the piece's whose character has its middle there.
    """
    owners: dict[tuple[int, int], Piece] = {}
    for key, piece in pieces.items():
        for character in piece:
            owners.setdefault(_cell(character), key)
    for key, piece in pieces.items():
        for cell in _stretch(piece):
            owners.setdefault(cell, key)
    return owners


def _stretch(piece: Iterable[Character]) -> Iterator[tuple[int, int]]:
    """Yield the cells that a piece stretches over, line by line, and those just above and below."""
    lines: dict[int, list[Character]] = {}
    for character in piece:
        lines.setdefault(character.middle // _CELL, []).append(character)
    for row, line in lines.items():
        start = min(c.left for c in line) // _CELL
        end = min(max(c.right for c in line) // _CELL, start + _WIDEST)
        for column in range(start, end + 1):
            for near in (row, row - 1, row + 1):
                yield column, near


def _cell(character: Character) -> tuple[int, int]:
    return (character.left + character.right) // 2 // _CELL, character.middle // _CELL


def _missing(pieces: Pieces, again: Iterable[Character]) -> set[str]:
    """Return the characters that the page has fewer of in the second reading."""
    before = Counter(c.plain for piece in pieces.values() for c in piece)
    return set(before - Counter(c.plain for c in again)) | {LOST}


def _mended(
    pieces: Pieces, shares: Pieces, missing: set[str]
) -> tuple[set[Piece], list[Character]]:
    """Return the pieces to be taken from the first reading, and marks of what is lost for good."""
    whole: set[Piece] = set()
    marked: list[Character] = []
    for key, piece in pieces.items():
        left = shares.get(key, [])
        if len(left) >= len(piece) or missing.isdisjoint(c.plain for c in piece):
            continue
        if _is_part(left, piece):
            whole.add(key)
        else:
            marked.extend(_marks(piece, left))
    return whole, marked


def _is_part(left: Iterable[Character], piece: Sequence[Character]) -> bool:
    """Whether a legible piece says, in its order, all that is left of it."""
    texts = iter([character.plain for character in piece])
    legible = all(character.text != LOST for character in piece)
    return legible and all(character.plain in texts for character in left)


def _marks(piece: Sequence[Character], left: Sequence[Character]) -> list[Character]:
    taken = {(column, row + near) for column, row in map(_cell, left) for near in (-1, 0, 1)}
    bare = [character for character in piece if _cell(character) not in taken] or list(piece)
    count = len(piece) - len(left)
    return [character._replace(text=LOST, plain=LOST, run=0) for character in bare[-count:]]
