"""A printed form with labels: what stands beside each of them, wherever the form puts them.

Tickets, receipts and vehicle invoices differ in order and places of their fields from producer to
producer; their wording hardly does. So labels are found first, the longest wording first, and
every other word belongs to the nearest label on its left.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from importers import broken_labels, form_lines
from importers.draft import Draft, box_around
from importers.invoice import Box
from importers.invoice_heading import TITLE_HEIGHT, date_in
from importers.messages import N_, Message
from importers.page_labels import Finder, Label, joined, lines
from importers.page_text import PageText, Word, words

_MOST_LABELS = 60  # of one wording; a form has a handful
_NUMERALS = frozenset("零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整正负数()（）")
_AMOUNT = re.compile(r"(?:CNY|CN|RMB|YQ|¥)*(-?)(?:CNY|¥)*(\d[\d,]*(?:\.\d{1,2})?)元?")


@dataclass(frozen=True, slots=True)
class Form:
    """The labels of a form by name, the words beside each label, and all words between them."""

    text: PageText
    labels: Mapping[str, tuple[Label, ...]]
    near: Mapping[Label, tuple[Word, ...]]
    words: tuple[Word, ...]

    @property
    def em(self) -> int:
        """The measure of tolerances."""
        return self.text.em

    def first(self, name: str) -> Label | None:
        """Return the topmost label of a name."""
        return next(iter(self.labels.get(name, ())), None)

    def last(self, name: str) -> Label | None:
        """Return the lowest label of a name."""
        return next(iter(self.labels.get(name, ())[::-1]), None)

    def beside(self, name: str) -> tuple[Word, ...]:
        """Return the words beside the labels of a name, as a reader reads them.

        A label may be broken over two lines of one cell; of several such labels far apart the
        topmost with a value counts.
        """
        for label in self.labels.get(name, ()):
            cell = [
                other
                for other in self.labels[name]
                if abs(other.left - label.left) < 4 * self.em
                and 0 <= other.top - label.top < 2 * self.em
            ]
            found = [word for part in cell for word in self.near[part]]
            if found:
                return tuple(word for line in lines(found, self.em) for word in line)
        return ()

    def value(self, name: str) -> str:
        """Return the text beside a label, lines joined, without the colon; '' when none."""
        return self.join(self.beside(name))

    def under(self, name: str, floor: int | None = None) -> tuple[Word, ...]:
        """Return the words below a label that heads a column, down to the next labels below.

        A word belongs to the column whose header is nearest to it from left to right; `floor` is
        where the table ends when no label below says so.
        """
        label = self.first(name)
        if label is None:
            return ()
        everyone = [one for found in self.labels.values() for one in found]
        level = [one for one in everyone if abs(one.middle - label.middle) * 4 <= self.em * 3]
        beyond = [one.top for one in everyone if one.top > label.bottom + self.em // 4]
        bottom = floor or min(beyond, default=label.bottom + 3 * self.em)
        return tuple(
            word
            for line in lines(self.words, self.em)
            for word in line
            if label.bottom - self.em // 4 < word.middle < bottom
            and min(level, key=lambda one: _apart(one, word)) is label
        )

    def join(self, found: Iterable[Word]) -> str:
        """Return words as one text, lines joined without a blank."""
        text = "".join(joined(line, self.em) for line in lines(found, self.em))
        return text.strip(" :：")

    def box(self, found: Iterable[Word]) -> Box | None:
        """Return the box around words."""
        return box_around(self.text.page, found)

    def put(self, draft: Draft, name: str, label: str = "") -> None:
        """Put the text beside a label into a draft; the label has the name of the field."""
        self.put_text(draft, name, self.beside(label or name))

    def put_text(self, draft: Draft, name: str, begun: Sequence[Word]) -> None:
        """Put a text that begins with some words and may go on in lines above and below them."""
        found, clear = form_lines.whole(begun, self.words, self.near, self.em)
        draft.put(name, self.join(found), self.box(found))
        if not clear:
            finding = N_("{value}附近还有文字，可能是同一项的内容，请核对原件。")
            draft.doubt(Message(finding, {"value": self.join(found)}), name)

    def put_form(self, draft: Draft, name: str, form: re.Pattern[str]) -> None:
        """Put what has the given form beside a label (blanks inside count for nothing)."""
        found = self.beside(name)
        plain = "".join(word.plain for word in found).replace(" ", "").lstrip(":")
        match = form.search(plain)
        draft.put(name, match[0] if match else None, self.box(found))

    def put_date(self, draft: Draft, label: str = "issue_date") -> None:
        """Put the date beside a label as the day of issue."""
        found = self.beside(label)
        draft.issue_date = date_in("".join(word.plain for word in found).replace(" ", ""))
        if draft.issue_date:
            draft.note("issue_date", self.box(found))

    def put_amount(self, draft: Draft, name: str, label: str = "") -> None:
        """Put the first amount beside a label, without currency sign and separators."""
        found = self.beside(label or name)
        draft.put(name, amount_in(found), self.box(found))

    def put_words(self, draft: Draft, label: str) -> None:
        """Put the total in capital numerals that stands beside a label."""
        found = self.beside(label)
        text = "".join(c for word in found for c in word.text if c in _NUMERALS).strip("()（）")
        if "负数" in text:
            text = "（负数）" + text.partition("负数")[2].lstrip(")）")
        draft.put("total_in_words", text, self.box(found))


def _apart(header: Label, word: Word) -> int:
    """Return how far the centres of a header and of a word below it lie apart."""
    return abs((header.left + header.right) // 2 - word.center)


def amount_in(found: Sequence[Word]) -> str | None:
    """Return the first amount among words; a currency sign may stand apart from it."""
    plain = "".join(word.plain for word in found).replace(" ", "").lstrip(":").upper()
    for text in (*(word.plain.upper() for word in found), plain):
        match = _AMOUNT.fullmatch(text.replace(" ", "").lstrip(":"))
        if match:
            return match[1] + match[2].replace(",", "")
    return None


def take(text: PageText, wordings: Mapping[str, Sequence[str]]) -> Form:
    """Find the labels of a form on (a part of) a page; wordings are in compatibility form."""
    finder = Finder(text)
    pairs = [(wording, name) for name, known in wordings.items() for wording in known]
    labels: dict[str, list[Label]] = {}
    cut: set[int] = set()
    for wording, name in sorted(pairs, key=lambda pair: -len(pair[0])):
        found = [*finder.all(wording), *broken_labels.find(finder, wording)]
        for label in found[:_MOST_LABELS]:
            if not label.places & cut:
                labels.setdefault(name, []).append(label)
                cut |= label.places
    between = tuple(word for word in words(text, frozenset(cut)) if word.plain != ":")
    sorted_labels = {
        name: tuple(sorted(found, key=lambda label: (label.top, label.left)))
        for name, found in labels.items()
    }
    everyone = [label for found in sorted_labels.values() for label in found]
    return Form(text, sorted_labels, _near(everyone, between, text.em), between)


def _near(
    labels: Sequence[Label], between: Iterable[Word], em: int
) -> Mapping[Label, tuple[Word, ...]]:
    """Give each word to the label it stands beside: in the nearest column, at its height."""
    near: dict[Label, list[Word]] = {label: [] for label in labels}
    for word in between:
        reached = [
            label
            for label in labels
            if abs(label.middle - word.middle) * 4 <= em * 3 and label.right - em // 2 < word.center
        ]
        if reached:
            column = max(reached, key=lambda label: label.left).left
            same = [label for label in reached if label.right > column]
            near[min(same, key=lambda label: abs(label.middle - word.middle))].append(word)
    return {label: tuple(found) for label, found in near.items()}


def title(text: PageText, form: re.Pattern[str]) -> tuple[str, Box | None]:
    """Return the title of a voucher as printed, and where: large type that has the given form."""
    floor = text.type_height * TITLE_HEIGHT
    large = [c for c in text.characters if (c.bottom - c.top) * 10 >= floor]
    for characters in (large, text.characters):
        em = max((c.bottom - c.top for c in characters), default=text.em)
        part = PageText(text.page, text.width, text.height, tuple(characters))
        for line in lines(words(part), em):
            match = form.search("".join(word.plain for word in line))
            if match:
                printed = "".join(word.text for word in line)
                start = "".join(word.plain for word in line).find(match[0])
                return printed[start : start + len(match[0])], box_around(text.page, line)
    return "", None


def upright(text: PageText, wording: str) -> Label | None:
    """Return a label written downwards, one letter below the other; None when there is none."""
    return next(iter(Finder(text).upright(wording)), None)
