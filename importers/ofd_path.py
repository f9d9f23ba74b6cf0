"""The lines of OFD path objects: the abbreviated data of a path as points on the page.

M and S start a figure, L draws a line, Q, B and A a curve, C closes. Curves are cut into chords;
that is fine enough for rules, for the ticks of a form, and for letters drawn as outlines.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from importers import ofd_xml
from importers.ofd_matrix import Point
from importers.ofd_objects import Item, TooManyObjects

_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_CHORDS = 6
_MAX_POINTS = 60_000

Figure = list[Point]


def figures(item: Item) -> list[Figure]:
    """Return the figures of a path object, their points in millimetres on the page."""
    data = ofd_xml.text(ofd_xml.child(item.element, "AbbreviatedData"))
    found: list[Figure] = []
    for command, numbers in _commands(data):
        _draw(found, command, numbers)
    return [[item.matrix.at(x, y) for x, y in figure] for figure in found]


def _commands(data: str) -> Iterator[tuple[str, list[Decimal]]]:
    parts = data.replace(",", " ").split()
    if len(parts) > _MAX_POINTS:
        raise TooManyObjects
    place = 0
    while place < len(parts):
        count = _ARGUMENTS.get(parts[place])
        if count is None:
            place += 1
            continue
        numbers = ofd_xml.numbers(" ".join(parts[place + 1 : place + 1 + count]))
        if len(numbers) == count:
            yield parts[place], list(numbers)
        place += 1 + count


def _draw(found: list[Figure], command: str, numbers: list[Decimal]) -> None:
    points = list(zip(numbers[-2:][::2], numbers[-2:][1::2], strict=True))
    if command in {"M", "S"}:
        found.append(points)
    elif found and found[-1]:
        figure = found[-1]
        if command == "C":
            figure.append(figure[0])
        elif command in {"Q", "B"}:
            figure.extend(_curve([figure[-1], *zip(numbers[::2], numbers[1::2], strict=True)]))
        else:  # a line, or an arc by its chord
            figure.extend(points)


def _curve(controls: list[Point]) -> Iterator[Point]:
    """Yield points of a Bézier curve by de Casteljau's scheme."""
    for part in range(1, _CHORDS + 1):
        share = Decimal(part) / _CHORDS
        points = controls
        while len(points) > 1:
            points = [
                (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
                for a, b in pairwise(points)
            ]
        yield points[0]
