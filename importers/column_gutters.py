"""The border between names and specifications where no rule is drawn: a white gutter.

Headers stand in the middle of their columns and names begin at the left end of theirs, so the
column of names ends about as far right of its header as it begins left of it. A white gutter
through all lines of the body, just there, is the border; without one nothing is certain.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from importers.page_text import Character
from importers.table_columns import Column

_NARROWEST = 14  # a gutter is at least em/14 wide: less than any two columns stand apart


def border(
    columns: Sequence[Column], ink: Sequence[Character], em: int, *, exact: bool = True
) -> tuple[int, bool]:
    """Return the border between the first two of three columns, and whether it is certain.

    `columns` are that of the names and the two after it, `ink` the characters of the body. Where
    their places are not `exact`, what reaches beyond the names may hold a specification too.
    """
    name, after, third = columns
    start = min((c.left for c in ink), default=name.left)
    expected = max(2 * name.center - start, name.right)
    zone = [c for c in ink if c.left < third.left - em // 2]
    gutters = _gutters(zone, em, third.left)
    if not gutters:
        return min(expected, after.left), False
    near = sorted(gutters, key=lambda gutter: _distance(gutter, expected))
    left, right = near[0]
    middle = min(max(expected, left + 1), right)
    if len(gutters) == 1:  # nothing but names, or nothing to choose from
        alone = right >= third.left and (exact or left <= expected)
        alone = alone and (left <= expected or not _is_parted(zone, expected, em))
        return middle, alone or _distance(near[0], expected) < (em if exact else 1)
    centred = 2 * after.center - max(right, expected) <= third.left + em // 2
    alone = _distance(near[1], expected) > _distance(near[0], expected) + em
    return middle, centred and alone and _distance(near[0], expected) < em


def between(
    left: int, right: int, ink: Iterable[Character], em: int, start: int | None = None
) -> int | None:
    """Return the middle of the one wide gap between two headers' centres; None when unclear.

    `start` is where the left column begins: its header stands in the middle of it, or else the
    widest of several gaps may lie beyond a short text of the right column.
    """
    spans = sorted((c.left, c.right) for c in ink if c.right > left and c.left < right)
    gaps, reached = [(0, (0, 0)), (0, (0, 0))], left
    for begin, end in spans:
        gaps.append((begin - reached, (min(reached, begin), begin)))
        reached = max(reached, end)
    second, (width, gap) = sorted(gaps)[-2:]
    if width * 4 < em or width < 2 * second[0]:
        return None
    if start is not None and second[0] * 4 >= em and _distance(gap, 2 * left - start) > em:
        return None
    return (gap[0] + gap[1]) // 2


def _is_parted(ink: Iterable[Character], expected: int, em: int) -> bool:
    """Whether a line has a gap of its own where the names should end.

    A specification may follow there that another line, reaching as far, keeps from having a gutter.
    """
    rows: list[list[Character]] = []
    for character in sorted(ink, key=lambda c: c.middle):
        if rows and (character.middle - rows[-1][0].middle) * 20 < em * 11:
            rows[-1].append(character)
        else:
            rows.append([character])
    gaps = [gap for row in rows for gap in _gutters(row, em, max(c.right for c in row))]
    return any(_distance(gap, expected) < em for gap in gaps)


def _distance(gutter: tuple[int, int], x: int) -> int:
    return max(gutter[0] - x, x - gutter[1], 0)


def _gutters(ink: Iterable[Character], em: int, right: int) -> list[tuple[int, int]]:
    """Return the strips that no character touches, the last one up to the third column."""
    spans = [(right, right), *((c.left, c.right) for c in ink)]
    reached: list[tuple[int, int]] = []
    for span in sorted(spans):
        if reached and span[0] <= reached[-1][1]:
            reached[-1] = (reached[-1][0], max(reached[-1][1], span[1]))
        else:
            reached.append(span)
    gaps = [(one[1], other[0]) for one, other in pairwise(reached)]
    return [gap for gap in gaps if (gap[1] - gap[0]) * _NARROWEST >= em]
