"""The texts as tables: what an item covers, what a rate comes to, which days are free."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import singledispatch

from compliance import comparison, law
from compliance.calendar import Calendar
from compliance.categories import Categories, CategoryText, PaperDemand
from compliance.messages import ENUMERATION_COMMA, Message, Value, message
from compliance.negative_list import INVOICE_TEXT, PERSON, ListItem, NegativeList
from compliance.standards import Standards
from service.actions import rules
from service.messages import N_, NotFound
from service.pages.words import EVENT_KINDS, INVOICE_KINDS

Cell = tuple[Message, Message | None]  # what stands in it, and what stands small beneath
LONG = "long"
CHINESE = "{words}"
NOT_YET = N_("待核对")
ITEM, COVERS, WEIGHT, MAY_PASS, DECIDED = (
    N_("条目"), N_("内容"), N_("轻重"), N_("谁可放行"), N_("由什么判断"),
)  # fmt: skip
_BY_TEXT = N_("票面文字")
_BY_PERSON = N_("由人判断")
_BY_RULE = N_("规则“{title}”")
_EITHER = N_("{papers}（有一种即可）")
_WHERE = N_("{papers}（{conditions}）")
_ABOVE = N_("超过 {amount} 元时")
_FOR = N_("用于{events}时")
_NAMING = N_("仅限下列内容")
_NOT_FOR = N_("{kinds}除外")
_DAYS = N_("{first} 至 {last}")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what it is called, its columns, its rows."""

    caption: str
    columns: tuple[tuple[str, str], ...]  # its word, and how its cells stand: long, nowrap
    rows: tuple[tuple[Cell, ...], ...]


def plain(text: object) -> Message:
    """Give figures and dates as they stand."""
    return message("{text}", text=str(text))


def chinese(words: str) -> Message:
    """Give Chinese words of the file, which no page translates."""
    return message(CHINESE, words=words)


@singledispatch
def of(text: object) -> tuple[Table, ...]:
    """Give the tables of a text."""
    raise AssertionError(text)


@of.register
def _(text: NegativeList) -> tuple[Table, ...]:
    columns = ((ITEM, ""), (COVERS, LONG), (WEIGHT, "nowrap"), (MAY_PASS, ""), (DECIDED, ""))
    return (Table(N_("负面清单条目"), columns, tuple(_item(item) for item in text.items)),)


def _item(item: ListItem) -> tuple[Cell, ...]:
    mark = None if item.verified else Message(NOT_YET)
    return (
        (message("{code} {title}", code=item.code, title=item.title), mark),
        (item.text, item.remedy),
        (comparison.words_of(item.severity), None),
        (comparison.words_of(item.override), None),
        _decided(item),
    )


def _decided(item: ListItem) -> Cell:
    if item.decided_by == INVOICE_TEXT:
        return Message(_BY_TEXT), None
    if item.decided_by == PERSON:
        return Message(_BY_PERSON), item.why
    try:
        return message(_BY_RULE, title=rules.one_rule(item.decided_by).title), None
    except NotFound:  # a list may know a rule that this release does not have
        return plain(item.decided_by), None


@of.register
def _(text: Categories) -> tuple[Table, ...]:
    rows = tuple(
        (
            (each.title, None if each.verified else Message(NOT_YET)),
            (each.definition, None),
            _papers(each),
            (chinese(ENUMERATION_COMMA.join(sorted(each.short_names))), None),
        )
        for each in text.texts
    )
    columns = (
        (N_("方向"), ""), (N_("范围"), LONG), (N_("所需材料"), LONG), (N_("税收分类简称"), LONG),
    )  # fmt: skip
    return (Table(N_("支出方向"), columns, rows),)


def _papers(text: CategoryText) -> Cell:
    """Name the papers of a direction: one of several, from an amount on, for what, not for whom."""
    demands = tuple(_demand(each) for each in text.papers)
    words = dict.fromkeys(word for each in text.papers for word in each.concepts)
    under = chinese(ENUMERATION_COMMA.join(words)) if words else None
    return (message("{demands}", demands=demands) if demands else plain("—")), under


def _demand(demand: PaperDemand) -> Message:
    papers = message(
        _EITHER if len(demand.one_of) > 1 else "{papers}",
        papers=tuple(law.evidence()[code] for code in demand.one_of),
    )
    conditions = tuple(_conditions(demand))
    if not conditions:
        return papers
    return message(_WHERE, papers=papers, conditions=conditions)


def _conditions(demand: PaperDemand) -> Iterator[Message]:
    if demand.above:
        yield message(_ABOVE, amount=f"{demand.above:,.2f}")
    if demand.events:
        yield message(
            _FOR, events=tuple(Message(EVENT_KINDS[each]) for each in sorted(demand.events))
        )
    if demand.concepts:
        yield Message(_NAMING)
    if demand.kinds_exempt:
        kinds = tuple(Message(INVOICE_KINDS[each]) for each in sorted(demand.kinds_exempt))
        yield message(_NOT_FOR, kinds=kinds)


@of.register
def _(text: Standards) -> tuple[Table, ...]:
    rates = tuple(
        (
            (rate.title, None if rate.verified else Message(NOT_YET)),
            (comparison.words_of(rate.per), None),
            (plain(f"{rate.amount:,.2f}"), None),
            (chinese(rate.source), None),
        )
        for rate in text.rates
    )
    limits = tuple(
        (
            (comparison.word_of(f"limits.{each.name}"), None),
            (plain(getattr(text.limits, each.name)), None),
        )
        for each in fields(text.limits)
    )
    columns = (
        (N_("标准"), ""), (N_("计算单位"), ""), (N_("金额（元）"), "right"), (N_("出处"), LONG),
    )  # fmt: skip
    return (
        Table(N_("标准"), columns, rates),
        Table(N_("限额"), ((N_("限额"), ""), (N_("值"), "right")), limits),
        _listed(N_("不得安排的地点"), text.forbidden_places),
        _listed(N_("增值税税率（百分数）"), sorted(text.vat_rates)),
    )


def _listed(caption: str, values: Iterable[object]) -> Table:
    words = ENUMERATION_COMMA.join(str(value) for value in values)
    return Table(caption, ((caption, LONG),), (((chinese(words), None),),))


@of.register
def _(text: Calendar) -> tuple[Table, ...]:
    rest = tuple(
        ((words, None), (_between(first, last), None)) for words, first, last in _rests(text)
    )
    worked = tuple(((plain(day.isoformat()), None),) for day in sorted(text.worked, reverse=True))
    return (
        Table(N_("放假"), ((N_("假日"), ""), (N_("日期"), LONG)), tuple(reversed(rest))),
        Table(N_("调休上班的日子"), ((N_("日期"), ""),), worked),
    )


def _between(first: date, last: date) -> Message:
    values: dict[str, Value] = {"first": first.isoformat(), "last": last.isoformat()}
    return plain(first.isoformat()) if first == last else Message(_DAYS, values)


def _rests(text: Calendar) -> Iterator[tuple[Message, date, date]]:
    """Give each rest with its first and its last day."""
    first = last = None
    for day in sorted(text.rest):
        if first and last and day == last + timedelta(days=1) and text.rest[day] == text.rest[last]:
            last = day
            continue
        if first and last:
            yield text.rest[first], first, last
        first = last = day
    if first and last:
        yield text.rest[first], first, last
