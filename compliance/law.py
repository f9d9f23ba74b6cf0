"""The law as data: the articles in our own words, and the supporting papers.

Everything is read from `texts/` once and checked; a text that does not hold is a bug of ours and
stops the program at its start.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from compliance.messages import Message
from compliance.text import both

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
    """Return the SHA-256 over the articles and the names of papers: a changed word is a version.

    Lists, categories, standards and calendars answer for themselves: each decision names its own.
    """
    digest = hashlib.sha256()
    for name in ("evidence.toml", "measures.toml"):
        digest.update(name.encode() + b"\0" + (TEXTS / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _article(record: dict[str, Any]) -> Article:
    carried_by = tuple(record["carried_by"])
    remainder = both(record, "remainder") if "remainder_zh" in record else None
    assert carried_by or remainder, f"article {record['number']} is not accounted for"
    return Article(record["number"], both(record, "demand"), carried_by, remainder)


def _numeral(number: int) -> str:
    tens, units = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[units] if units else "")
