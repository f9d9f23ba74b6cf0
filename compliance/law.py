"""The law as data: the articles in our own words, the categories, the supporting papers.

Everything is read from `texts/` once and checked; a text that does not hold is a bug of ours and
stops the program at its start.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from compliance.facts import Category
from compliance.messages import Message

TEXTS = Path(__file__).parent / "texts"
ARTICLE_COUNT = 37
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Article:
    """条: what one article of the Measures demands, who carries it here and what is left to people.

    `carried_by` names carriers as kind:name, such as rule:cost_in_window or procedure:claim;
    `remainder` says what no carrier here does and why; one of the two is always given.
    """

    number: int
    demand: Message
    carried_by: tuple[str, ...]
    remainder: Message | None

    def carriers(self, kind: str) -> tuple[str, ...]:
        """Return the names of the carriers of one kind, such as rule."""
        pairs = (carrier.split(":", maxsplit=1) for carrier in self.carried_by)
        return tuple(name for its_kind, name in pairs if its_kind == kind)


@dataclass(frozen=True, slots=True)
class CategoryText:
    """支出方向: its words, and what on an invoice speaks for it (see categories.toml)."""

    category: Category
    title: Message
    definition: Message
    short_names: frozenset[str]
    may_be: frozenset[str]
    keywords: tuple[str, ...]
    verified: bool


def both(record: dict[str, Any], name: str) -> Message:
    """Return the words that a text holds in both languages under `name_zh` and `name_en`."""
    return Message(record[f"{name}_zh"], english=record[f"{name}_en"])


def read(name: str) -> dict[str, Any]:
    """Return one text by its path inside `texts/`."""
    return tomllib.loads((TEXTS / name).read_text(encoding="utf-8"))


@cache
def articles() -> tuple[Article, ...]:
    """Return the 37 articles in their order."""
    found = tuple(_article(record) for record in read("measures.toml")["article"])
    assert [article.number for article in found] == list(range(1, ARTICLE_COUNT + 1))
    return found


@cache
def categories() -> tuple[CategoryText, ...]:
    """Return the categories of article 25 in its order."""
    found = tuple(_category(record) for record in read("categories.toml")["category"])
    assert [text.category for text in found] == list(Category), "one text for each category"
    return found


def category_title(category: Category) -> Message:
    """Return the words for a category."""
    return next(text.title for text in categories() if text.category is category)


@cache
def evidence() -> dict[str, Message]:
    """Return the supporting papers a verdict may ask for: code → words."""
    papers = read("evidence.toml")["evidence"]
    return {code: Message(words["zh"], english=words["en"]) for code, words in papers.items()}


def citation(number: int) -> Message:
    """Return how the article is cited in a sentence.

    >>> citation(28).text()
    '第二十八条'
    """
    assert 1 <= number <= ARTICLE_COUNT
    return Message(f"第{_numeral(number)}条", english=f"Article {number}")


@cache
def content_hash() -> str:
    """Return the SHA-256 over every text, so that a changed word is another version."""
    digest = hashlib.sha256()
    for path in sorted(TEXTS.rglob("*.toml")):
        digest.update(path.relative_to(TEXTS).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _article(record: dict[str, Any]) -> Article:
    carried_by = tuple(record["carried_by"])
    remainder = both(record, "remainder") if "remainder_zh" in record else None
    assert carried_by or remainder, f"article {record['number']} is not accounted for"
    return Article(record["number"], both(record, "demand"), carried_by, remainder)


def _category(record: dict[str, Any]) -> CategoryText:
    return CategoryText(
        Category(record["code"]),
        Message(record["zh"], english=record["en"]),
        both(record, "definition"),
        frozenset(record["short_names"]),
        frozenset(record["may_be"]),
        tuple(sorted(record["keywords"], key=len, reverse=True)),  # the longest word says most
        record.get("verified", True),
    )


def _numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[units] if units else "")
