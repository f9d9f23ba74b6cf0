"""Every dated text at hand, and which of them a claim is judged by.

A decision keeps the names of its texts (version and digest), so that it can be replayed from the
same words years later, whoever wrote them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from compliance import calendar, categories, negative_list, standards
from compliance.calendar import Calendar
from compliance.categories import Categories, Category
from compliance.messages import Message
from compliance.negative_list import NegativeList, UnknownNegativeListError
from compliance.standards import Standards
from compliance.text import FAULTS, SHOWN_DIGITS, InvalidTextError, TextKind, record_of, why_of

FOLDER = Path(__file__).parent / "texts"
Text = NegativeList | Categories | Standards | Calendar
_Kind = TypeVar("_Kind", NegativeList, Categories, Standards, Calendar)
_PARSERS: Mapping[TextKind, Callable[[Mapping[str, Any], str], Text]] = {
    TextKind.NEGATIVE_LIST: negative_list.parse,
    TextKind.CATEGORIES: categories.parse,
    TextKind.STANDARDS: standards.parse,
    TextKind.CALENDAR: calendar.parse,
}


class MissingTextError(LookupError):
    """A decision rests on a text that is not at hand."""

    def __init__(self, kind: TextKind, name: str) -> None:
        super().__init__(f"no {kind} {name}")
        self.kind, self.name = kind, name


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts in force for one claim."""

    negative_list: NegativeList
    categories: Categories
    standards: Standards
    calendar: Calendar

    def names(self) -> dict[str, str]:
        """Return kind → version@digest: what the facts of a decision keep of them."""
        return {text.heading.kind.value: text.heading.name for text in self.all()}

    def all(self) -> tuple[Text, ...]:
        """Return the texts in the order of their kinds."""
        return self.negative_list, self.categories, self.standards, self.calendar


@dataclass(frozen=True, slots=True)
class Library:
    """The texts at hand, by kind and version."""

    texts: Mapping[tuple[TextKind, str], Text]

    def __post_init__(self) -> None:
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))

    def with_(self, *more: Text) -> "Library":
        """Return the library with further texts; a version is never replaced by another content."""
        texts = dict(self.texts)
        for text in more:
            known = texts.setdefault((text.heading.kind, text.heading.version), text)
            assert known.heading.digest == text.heading.digest, f"{text.heading.version} stands"
        return Library(texts)

    def of_kind(self, kind: TextKind) -> tuple[Text, ...]:
        """Return the texts of a kind, the earliest first."""
        found = (text for (its_kind, _), text in self.texts.items() if its_kind is kind)
        return tuple(
            sorted(found, key=lambda text: (text.heading.effective_from, text.heading.version))
        )

    def negative_list(self, version: str) -> NegativeList:
        """Return a list by its version; UnknownNegativeListError when there is none."""
        text = self.texts.get((TextKind.NEGATIVE_LIST, version))
        if not isinstance(text, NegativeList):
            raise UnknownNegativeListError(version)
        return text

    def negative_lists(self) -> tuple[NegativeList, ...]:
        """Return all lists, the earliest first."""
        lists = self.of_kind(TextKind.NEGATIVE_LIST)
        return tuple(_sure(text, NegativeList) for text in lists)

    def in_force(self, agreed_list: str, day: date) -> Texts:
        """Return what a cost of that day is judged by, under an agreement naming `agreed_list`.

        The list stays the agreement's own until another replaces it from that day or earlier;
        costs of the days before keep the old one (A-09). Of the rest the newest counts.
        """
        return Texts(
            self._replaced(self.negative_list(agreed_list), day),
            _sure(self._newest(TextKind.CATEGORIES, day), Categories),
            self.standards(day),
            self.calendar(),
        )

    def standards(self, day: date) -> Standards:
        """Return the standards that are in force on a day."""
        return _sure(self._newest(TextKind.STANDARDS, day), Standards)

    def calendar(self) -> Calendar:
        """Return the newest working calendar."""
        return _sure(self.of_kind(TextKind.CALENDAR)[-1], Calendar)

    def newest_categories(self) -> Categories:
        """Return the newest directions."""
        return _sure(self.of_kind(TextKind.CATEGORIES)[-1], Categories)

    def named(self, names: Mapping[str, str]) -> Texts:
        """Return the texts that a decision kept the names of; MissingTextError."""
        return Texts(
            _sure(self._named(TextKind.NEGATIVE_LIST, names), NegativeList),
            _sure(self._named(TextKind.CATEGORIES, names), Categories),
            _sure(self._named(TextKind.STANDARDS, names), Standards),
            _sure(self._named(TextKind.CALENDAR, names), Calendar),
        )

    def _replaced(self, agreed: NegativeList, day: date) -> NegativeList:
        for text in self.of_kind(TextKind.NEGATIVE_LIST):  # the earliest first
            heading = text.heading
            if heading.replaces == agreed.heading.version and heading.effective_from <= day:
                return self._replaced(_sure(text, NegativeList), day)
        return agreed

    def _newest(self, kind: TextKind, day: date) -> Text:
        texts = self.of_kind(kind)
        return next(
            (text for text in reversed(texts) if text.heading.effective_from <= day), texts[0]
        )

    def _named(self, kind: TextKind, names: Mapping[str, str]) -> Text:
        name = names.get(kind.value, "")
        version, _, digest = name.rpartition("@")
        text = self.texts.get((kind, version))
        if text is None or text.heading.digest[:SHOWN_DIGITS] != digest:
            raise MissingTextError(kind, name)
        return text


def parse(kind: TextKind, content: str) -> Text:
    """Build a text of a kind from its file; InvalidTextError says what is wrong with it."""
    record = record_of(content)
    try:
        return _PARSERS[kind](record, content)
    except InvalidTextError:
        raise
    except FAULTS as error:
        raise InvalidTextError(why_of(error)) from error


@cache
def installed() -> Library:
    """Return the texts that come with the program; a fault in one stops it at its start."""
    found = {(text.heading.kind, text.heading.version): text for text in _installed()}
    return Library(found)


def _installed() -> Iterator[Text]:
    for kind in TextKind:
        paths = sorted((FOLDER / kind.value).glob("*.toml"))
        assert paths, f"no text of the kind {kind}"
        for path in paths:
            text = parse(kind, path.read_text(encoding="utf-8"))
            assert text.heading.version == path.stem, "a text is named as its file"
            yield text


def category_title(category: Category) -> Message:
    """Return the words for a category, as the newest installed text has them."""
    return installed().newest_categories().title(category)


def library_of(texts: Iterable[Text]) -> Library:
    """Return the installed texts and these."""
    return installed().with_(*texts)


def _sure(text: Text, kind: type[_Kind]) -> _Kind:
    assert isinstance(text, kind), "a kind has one shape"
    return text
