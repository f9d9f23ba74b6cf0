"""Finding printed labels, and what stands beside them, by place rather than by line."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.page_text import Character, PageText, Word

_WIDEST_GAP = 6  # ems between two characters of one label (名        称)
_DEEPEST_STEP = 5  # ems from one letter of an upright label to the next


@dataclass(frozen=True, slots=True)
class Label:
    """A label on the page: its box and the places of its characters in `PageText.characters`."""

    left: int
    top: int
    right: int
    bottom: int
    places: frozenset[int]

    @property
    def middle(self) -> int:
        """The height of its centre."""
        return (self.top + self.bottom) // 2


class Finder:
    """Finds labels on one page, in drawing order first and in reading order second.

    Seals print over labels, so reading order may mix in their letters; a producer may draw the
    letters of a label far apart, so drawing order may not hold them together.
    """

    def __init__(self, text: PageText) -> None:
        self.text = text
        self.em = text.em
        visible = [(i, c) for i, c in enumerate(text.characters) if not c.text.isspace()]
        self.drawn = _Sequence(visible)
        self.letters: defaultdict[str, list[tuple[int, Character]]] = defaultdict(list)
        for pair in visible:
            self.letters[pair[1].plain].append(pair)
        self.read = _Sequence(_reading_order(visible, self.em))

    def all(self, *wordings: str) -> list[Label]:
        """Return every place where one of the wordings is printed, from the top left."""
        found: list[Label] = []
        for wording in wordings:
            for sequence in (self.drawn, self.read):
                for run in sequence.find(wording):
                    label = self._label(run)
                    if label and not any(label.places & known.places for known in found):
                        found.append(label)
            if not found:
                found = self._between_letters(wording)
        return sorted(found, key=lambda label: (label.top, label.left))

    def _between_letters(self, wording: str) -> list[Label]:
        """Return places of a wording with letters of something else printed between its own."""
        starts = self.letters[wording[0]]
        chains = (self._chain(start, wording, self._follows) for start in starts)
        return [label for label in chains if label]

    def first(self, *wordings: str) -> Label | None:
        """Return the topmost place of the first wording that is printed at all."""
        return next((found[0] for wording in wordings if (found := self.all(wording))), None)

    def upright(self, *wordings: str) -> list[Label]:
        """Return the labels written downwards, one letter below the other, from the left."""
        for wording in wordings:
            starts = self.letters[wording[0]]
            found = [
                label for start in starts if (label := self._chain(start, wording, self._under))
            ]
            if found:
                return sorted(found, key=lambda label: (label.left, label.top))
        return []

    def _chain(
        self,
        start: tuple[int, Character],
        wording: str,
        follows: Callable[[Character, Character], bool],
    ) -> Label | None:
        """Return the label that begins at `start`, each next letter where it may follow."""
        chain = [start]
        for letter in wording[1:]:
            after = [pair for pair in self.letters[letter] if follows(chain[-1][1], pair[1])]
            if not after:
                return None
            chain.append(min(after, key=lambda pair: (pair[1].top, pair[1].left)))
        return _around(chain)

    def _follows(self, before: Character, character: Character) -> bool:
        step = character.left - before.left
        level = abs(character.middle - before.middle) * 4 < self.em
        return level and self.em // 3 < step < self.em * 2

    def _under(self, above: Character, character: Character) -> bool:
        step = character.middle - above.middle
        aligned = abs(character.left - above.left) * 5 < self.em * 3
        return aligned and 0 < step < _DEEPEST_STEP * self.em

    def _label(self, run: list[tuple[int, Character]]) -> Label | None:
        """Return the label if its characters stand on one line from left to right."""
        characters = [character for _, character in run]
        for before, after in pairwise(characters):
            if abs(before.middle - after.middle) * 5 > self.em * 3:
                return None
            gap = after.left - before.right
            if after.left < before.left or gap > _WIDEST_GAP * self.em:
                return None
        return _around(run)


def _around(run: list[tuple[int, Character]]) -> Label:
    characters = [character for _, character in run]
    return Label(
        min(c.left for c in characters),
        min(c.top for c in characters),
        max(c.right for c in characters),
        max(c.bottom for c in characters),
        frozenset(index for index, _ in run),
    )


class _Sequence:
    """Characters in some order, searchable as one string."""

    def __init__(self, characters: list[tuple[int, Character]]) -> None:
        self.text = "".join(character.plain for _, character in characters)
        self.owners = [pair for pair in characters for _ in pair[1].plain]

    def find(self, wording: str) -> Iterator[list[tuple[int, Character]]]:
        start = self.text.find(wording)
        while start >= 0:
            yield list(dict.fromkeys(self.owners[start : start + len(wording)]))
            start = self.text.find(wording, start + 1)


def _reading_order(characters: list[tuple[int, Character]], em: int) -> list[tuple[int, Character]]:
    lines: list[list[tuple[int, Character]]] = []
    for pair in sorted(characters, key=lambda pair: pair[1].middle):
        if lines and (pair[1].middle - lines[-1][0][1].middle) * 2 < em:
            lines[-1].append(pair)
        else:
            lines.append([pair])
    return [pair for line in lines for pair in sorted(line, key=lambda pair: pair[1].left)]


def lines(words: Iterable[Word], em: int) -> list[list[Word]]:
    """Group words into lines by the height of their centres; each line from left to right."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if found and (word.middle - found[-1][0].middle) * 20 < em * 11:
            found[-1].append(word)
        else:
            found.append([word])
    return [sorted(line, key=lambda word: word.left) for line in found]


def joined(words: Iterable[Word], em: int) -> str:
    """Join the words of one line; a clear gap becomes one blank."""
    text, last = "", None
    for word in words:
        if last is not None and (word.left - last.right) * 4 > em:
            text += " "
        text += word.text
        last = word
    return text


def beside(
    labels: Mapping[str, Label],
    words: Iterable[Word],
    right: int,
    em: int,
    others: Sequence[Label] = (),
) -> dict[str, list[Word]]:
    """Return for each label of a column the words to its right, each at the nearest label.

    Only words whose centre lies left of `right` and within 1.6 em of a label's height count, and
    none that stands better on a level with one of the `others`. A word above the long label of
    the next row is no value of that, however near: it goes on with the row above.
    """
    found: dict[str, list[Word]] = {name: [] for name in labels}
    for word in words:
        after = {n: one for n, one in labels.items() if word.center > one.right - em // 4}
        if not after or word.center > right:
            continue
        name, label = min(after.items(), key=lambda item: _off(item[1], word))
        near = _off(label, word) * 10 <= em * 16
        if near and not _is_of(others, word, _off(label, word) - em // 4):
            found[name].append(word)
    return {name: [w for line in lines(near, em) for w in line] for name, near in found.items()}


def _off(label: Label, word: Word) -> int:
    return abs(label.middle - word.middle)


def _is_of(others: Iterable[Label], word: Word, off: int) -> bool:
    """Whether a word stands to the right of another label and more on a level with it."""
    return any(one.right <= word.center and _off(one, word) < off for one in others)
