"""支出方向: the directions of article 25, and what on an invoice speaks for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from compliance.messages import Message
from compliance.text import Heading, TextKind, both, heading_of


class Category(StrEnum):
    """支出方向: what the money may be spent on (article 25); the words are in the texts."""

    RND = "RND"  # 研发
    TRAIN = "TRAIN"  # 培训
    EXCH = "EXCH"  # 交流
    MENTOR = "MENTOR"  # 导师辅导
    CONF = "CONF"  # 参加学术会议
    CE = "CE"  # 继续教育
    IP_PUB = "IP_PUB"  # 专利及文章发表
    PUBL = "PUBL"  # 宣传
    OTHER = "OTHER"  # 等: needs the Center's approval


@dataclass(frozen=True, slots=True)
class CategoryText:
    """One direction: its words, and what on an invoice speaks for it (see the head of the file)."""

    category: Category
    title: Message
    definition: Message
    short_names: frozenset[str]
    may_be: frozenset[str]
    keywords: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class Categories:
    """One version of the directions, in the order of article 25."""

    heading: Heading
    texts: tuple[CategoryText, ...]

    def title(self, category: Category) -> Message:
        """Return the words for a category."""
        return next(text.title for text in self.texts if text.category is category)


def parse(record: Mapping[str, Any], content: str) -> Categories:
    """Build the directions that a text describes; KeyError or ValueError when it is none."""
    texts = tuple(_category(each) for each in record["category"])
    assert [text.category for text in texts] == list(Category), "one text for each category"
    return Categories(heading_of(TextKind.CATEGORIES, record, content), texts)


def _category(record: Mapping[str, Any]) -> CategoryText:
    return CategoryText(
        Category(record["code"]),
        Message(record["zh"], english=record["en"]),
        both(record, "definition"),
        frozenset(record["short_names"]),
        frozenset(record["may_be"]),
        tuple(sorted(record["keywords"], key=len, reverse=True)),  # the longest word says most
        record.get("verified", True),
    )
