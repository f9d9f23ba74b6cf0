"""What an invoice seems to be for: the direction its lines speak for, and why."""

import re
from dataclasses import dataclass

from compliance.categories import Categories, Category, CategoryText
from compliance.concepts import concept_in, split_printed_name
from compliance.messages import N_, Message, message
from importers.invoice import Invoice, Kind, Line

BY_CATEGORY = N_("税收分类“{short_name}”对应“{category}”")
BY_WORDS = N_("“{words}”对应“{category}”")
DIFFERENT = N_("各行内容对应不同的支出方向")
NOTHING_KNOWN = N_("从票面内容看不出支出方向")
_TICKETS = {Kind.RAIL: "铁路电子客票", Kind.AIR: "航空运输电子客票行程单"}
_JOURNEYS = "运输服务"
_SEE_LIST = re.compile("见.{0,6}清单")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one line speaks for: the directions it allows, the one it suggests, and why."""

    allowed: frozenset[Category]
    suggested: Category | None
    reason: Message


def sends_to_list(line: Line) -> bool:
    """Tell whether a line names nothing itself but sends the reader to a list (详见销货清单)."""
    return _SEE_LIST.search(line.name or "") is not None


def compatible_categories(invoice: Invoice, texts: Categories) -> frozenset[Category]:
    """Return every direction that some line allows; empty when no line says anything."""
    allowed: frozenset[Category] = frozenset()
    return allowed.union(*(reading.allowed for reading in _readings(invoice, texts)))


def suggest_category(invoice: Invoice, texts: Categories) -> tuple[Category | None, Message]:
    """Return the direction all telling lines agree on, or None, and the reason in words."""
    telling = [reading for reading in _readings(invoice, texts) if reading.suggested is not None]
    suggested = {reading.suggested for reading in telling}
    if len(suggested) == 1:
        return telling[0].suggested, min(
            (reading.reason for reading in telling), key=lambda reason: reason.text()
        )
    return None, message(DIFFERENT if suggested else NOTHING_KNOWN)


def _readings(invoice: Invoice, texts: Categories) -> list[_Reading]:
    if invoice.kind in _TICKETS:
        return [_read_ticket(_TICKETS[invoice.kind], texts)]
    return [_read(line, texts) for line in (*invoice.items, *invoice.list_items)]


def _read_ticket(title: str, texts: Categories) -> _Reading:
    """Read a ticket, which prints no tax category, as what its fare is taxed as: a journey."""
    open_to = [each for each in texts.texts if _JOURNEYS in (*each.short_names, *each.may_be)]
    first = next(each for each in open_to if _JOURNEYS in each.short_names)
    reason = message(BY_WORDS, words=title, category=first.title)
    return _Reading(_codes(open_to), first.category, reason)


def _read(line: Line, texts: Categories) -> _Reading:
    short_name, text = split_printed_name(line.name or "")
    by_words = {each: word for each in texts.texts if (word := concept_in(text, each.keywords))}
    leading = [each for each in texts.texts if short_name in each.short_names]
    open_to = [*leading, *(each for each in texts.texts if short_name in each.may_be)]
    named = [each for each in by_words if not open_to or each in open_to]
    if named:
        first = named[0]
        reason = message(BY_WORDS, words=by_words[first], category=first.title)
        return _Reading(_codes(named), first.category, reason)
    if leading:
        reason = message(BY_CATEGORY, short_name=short_name or "", category=leading[0].title)
        return _Reading(_codes(open_to), leading[0].category, reason)
    return _Reading(_codes(open_to), None, message(NOTHING_KNOWN))


def _codes(texts: list[CategoryText]) -> frozenset[Category]:
    return frozenset(text.category for text in texts)
