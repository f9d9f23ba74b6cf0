"""Texts of several lines in a form: what stands beside a label, and goes on above or below that.

Only words at the height of a label are beside it. A long name is broken into lines, set below its
first line or, in tall cells, around the middle of the label.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from importers.page_labels import Label, lines
from importers.page_text import Word

_MOST_LINES = 4
_GOES_ON = re.compile(r"[\u3400-\u9fff]|^[)）]$")  # what the rest of a name looks like


def whole(
    begun: Sequence[Word],
    between: Sequence[Word],
    near: Mapping[Label, Sequence[Word]],
    em: int,
) -> tuple[tuple[Word, ...], bool]:
    """Return the words of a text that `begun` is part of, and whether nothing else may be.

    `between` are all words of the form, `near` those beside each label. A line goes on with the
    text when it begins where the text does and stands beside no label.
    """
    owners = {word: label for label, beside in near.items() for word in beside}
    found = list(begun)
    for _ in range(_MOST_LINES if begun else 0):
        around = [word for word in between if word not in found and _adjoins(word, found, em)]
        loose = [word for word in around if _is_loose(word, owners.get(word), em)]
        if not loose:
            break
        known = all(word not in owners and _GOES_ON.search(word.plain) for word in loose)
        if not known or not _begins_alike(loose, begun, em):
            return tuple(found), False
        found.extend(loose)
    return tuple(word for line in lines(found, em) for word in line), True


def _adjoins(word: Word, text: Iterable[Word], em: int) -> bool:
    """Whether a word stands just above or below a text."""
    return any(
        em * 6 <= abs(word.middle - one.middle) * 10 <= em * 16
        for one in text
        if word.left < one.right + em and one.left < word.right + em
    )


def _is_loose(word: Word, owner: Label | None, em: int) -> bool:
    """Whether a word stands beside no label, or, no figure, not quite at the height of its own."""
    if owner is None:
        return True
    return bool(_GOES_ON.search(word.plain)) and abs(word.middle - owner.middle) * 20 > em * 7


def _begins_alike(line: Iterable[Word], begun: Iterable[Word], em: int) -> bool:
    """Whether a line begins where the text above or below it does."""
    start = min(word.left for word in begun)
    return abs(min(word.left for word in line) - start) * 2 < em
