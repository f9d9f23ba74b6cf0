"""Labels of narrow cells: broken over two lines that begin, or have their middle, alike."""

from collections.abc import Iterator

from importers.page_labels import Finder, Label
from importers.page_text import Character

_SHORTEST = 4  # letters of a label that is broken, two on each line
_Letter = tuple[int, Character]


def find(finder: Finder, wording: str) -> list[Label]:
    """Return every place where a wording is printed on two lines, from the top left."""
    if len(wording) < _SHORTEST:
        return []
    found = [
        label
        for start in finder.letters[wording[0]]
        for cut in range(2, len(wording) - 1)
        if (label := _broken(finder, start, wording, cut))
    ]
    return sorted(found, key=lambda label: (label.top, label.left))


def _broken(finder: Finder, start: _Letter, wording: str, cut: int) -> Label | None:
    upper = _run(finder, start, wording[:cut])
    if upper is None:
        return None
    for below in _below(finder, upper, wording[cut]):
        lower = _run(finder, below, wording[cut:])
        if lower is not None and _aligned(upper, lower, finder.em):
            return _label([*upper, *lower])
    return None


def _run(finder: Finder, start: _Letter, wording: str) -> list[_Letter] | None:
    """Return the letters of a wording that follow upon each other on one line."""
    run = [start]
    for letter in wording[1:]:
        last, em = run[-1][1], finder.em
        after = [
            pair
            for pair in finder.letters[letter]
            if abs(pair[1].middle - last.middle) * 4 < em
            and -em // 4 < pair[1].left - last.right < em // 2
        ]
        if not after:
            return None
        run.append(after[0])
    return run


def _below(finder: Finder, upper: list[_Letter], letter: str) -> Iterator[_Letter]:
    height, em = upper[0][1].middle, finder.em
    for pair in finder.letters[letter]:
        if em * 7 < (pair[1].middle - height) * 10 < em * 17:
            yield pair


def _aligned(upper: list[_Letter], lower: list[_Letter], em: int) -> bool:
    (left, right), (start, end) = ((run[0][1].left, run[-1][1].right) for run in (upper, lower))
    return min(abs(left - start), abs(left + right - start - end) // 2) * 2 < em


def _label(letters: list[_Letter]) -> Label:
    characters = [character for _, character in letters]
    return Label(
        min(c.left for c in characters),
        min(c.top for c in characters),
        max(c.right for c in characters),
        max(c.bottom for c in characters),
        frozenset(place for place, _ in letters),
    )
