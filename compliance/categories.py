"""支出方向: the directions of article 25, and what on an invoice speaks for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from compliance import law
from compliance.concepts import concept_in, split_printed_name
from compliance.messages import Message
from compliance.text import Heading, TextKind, both, each_of, heading_of
from importers.invoice import Invoice, Kind


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
class PaperDemand:
    """佐证材料: one of these papers is asked for, where the conditions hold.

    `above`: only for vouchers of more than so many yuan; `concepts`: only where a line names one
    of these; `events`: only for such events (`facts.EventKind`); `kinds_exempt`: not for vouchers
    of these kinds. An empty condition always holds.
    """

    one_of: tuple[str, ...]
    above: Decimal
    concepts: tuple[str, ...]
    events: frozenset[str]
    kinds_exempt: frozenset[str]

    def applies(self, invoice: Invoice, amount: Decimal, event: str | None) -> bool:
        """Tell whether the papers are asked for a voucher of that amount, held for that event."""
        return (
            amount > self.above
            and invoice.kind.value not in self.kinds_exempt
            and (not self.events or event in self.events)
            and (not self.concepts or self._named_in(invoice))
        )

    def _named_in(self, invoice: Invoice) -> bool:
        lines = (*invoice.items, *invoice.list_items)
        texts = (split_printed_name(line.name or "")[1] for line in lines)
        return any(concept_in(text, self.concepts) is not None for text in texts)


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
    papers: tuple[PaperDemand, ...] = ()


@dataclass(frozen=True, slots=True)
class Categories:
    """One version of the directions, in the order of article 25."""

    heading: Heading
    texts: tuple[CategoryText, ...]

    def title(self, category: Category) -> Message:
        """Return the words for a category."""
        return self.text(category).title

    def text(self, category: Category) -> CategoryText:
        """Return what the version says of a category."""
        return next(text for text in self.texts if text.category is category)


def parse(record: Mapping[str, Any], content: str) -> Categories:
    """Build the directions that a text describes; KeyError or ValueError when it is none."""
    texts = each_of(record, "category", _category)
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
        tuple(_demand(each) for each in record.get("papers", ())),
    )


def _demand(record: Mapping[str, Any]) -> PaperDemand:
    one_of = tuple(record["one_of"])
    unknown = set(one_of) - law.evidence().keys()
    assert one_of, "a demand names a paper"
    assert not unknown, f"nobody knows the papers {unknown}"
    return PaperDemand(
        one_of,
        Decimal(record.get("above", "0")),
        tuple(record.get("concepts", ())),
        frozenset(record.get("events", ())),
        frozenset(Kind(each).value for each in record.get("kinds_exempt", ())),
    )
