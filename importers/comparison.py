"""Two statements of one invoice held against each other: page and data, PDF and OFD and XML."""

import unicodedata
from decimal import Decimal

from importers.checks import Channel, Check, Outcome
from importers.cross_check import LABELS
from importers.draft import Draft
from importers.invoice import TEXT_FIELDS, Invoice, Line, decimal_of
from importers.messages import N_, Message

_LINE_COLUMNS = ("name", "quantity", "amount", "tax")  # what every rendition of a line has
_LABELS = LABELS | {"remarks": N_("备注"), "machine_number": N_("机器编号")}


def confirm(draft: Draft, data: Draft, channel: Channel) -> None:
    """Hold a draft against structured data of the same file.

    What agrees is noted, what differs is doubted and explained, what the draft lacks is taken
    from `data` with its source.
    """
    for name in TEXT_FIELDS:
        stated = data.values.get(name)
        if stated is not None:
            _confirm_value(draft, name, stated, data, channel)
    if data.issue_date is not None:
        _confirm_date(draft, data, channel)
    if data.items:
        _confirm_items(draft, data, channel)
    _take_over(draft, data)


def _take_over(draft: Draft, data: Draft) -> None:
    """Take from data what the page does not say, and what was to be said of the data."""
    for name, value in data.particulars.items():
        if name not in draft.particulars:
            draft.put(name, value, source=data.sources.get(name, data.source))
    draft.rows = draft.rows or data.rows
    draft.list_items = draft.list_items or data.list_items
    for check in data.checks:
        draft.report(check)


def _confirm_value(draft: Draft, name: str, stated: str, data: Draft, channel: Channel) -> None:
    printed = draft.values.get(name)
    if printed is None:
        draft.put(name, stated, source=data.sources.get(name, data.source))
        draft.uncertain |= data.uncertain & {name}
    elif same(name, printed, stated):
        draft.agree(channel, name)
    else:
        _differs(draft, name, (printed, stated), channel)


def _confirm_date(draft: Draft, data: Draft, channel: Channel) -> None:
    assert data.issue_date is not None, "asked for only when there is one"
    if draft.issue_date is None:
        draft.issue_date = data.issue_date
        draft.note("issue_date", None, data.sources.get("issue_date", data.source))
    elif draft.issue_date == data.issue_date:
        draft.agree(channel, "issue_date")
    else:
        pair = draft.issue_date.isoformat(), data.issue_date.isoformat()
        _differs(draft, "issue_date", pair, channel)


def _confirm_items(draft: Draft, data: Draft, channel: Channel) -> None:
    if _is_summary(draft.items) and not _is_summary(data.items):  # the data hold the 销货清单
        draft.list_items = draft.list_items or data.items
    elif not draft.items:
        draft.items, draft.line_boxes = data.items, ()
        draft.note("items", None, data.source)
    elif same_lines(draft.items, data.items):
        draft.agree(channel, "items")
        if len(draft.items) == len(data.items):  # the page prints no code
            draft.items = tuple(map(_with_code, draft.items, data.items))
    else:
        finding = Message(N_("票面明细与文件内的数据不一致，请核对原件。"))
        draft.doubt(finding, "items", by=channel)


def _is_summary(lines: tuple[Line, ...]) -> bool:
    """Whether the table only refers to an attached list (详见销货清单)."""
    return len(lines) == 1 and "销货清单" in (lines[0].name or "")


def _with_code(line: Line, stated: Line) -> Line:
    columns = {name: getattr(line, name) for name in Line.__dataclass_fields__}
    return Line(**(columns | {"code": line.code or stated.code}))


def _differs(draft: Draft, name: str, pair: tuple[str, str], channel: Channel) -> None:
    printed, stated = pair
    finding = Message(
        N_("{field}：票面文字为 {printed}，文件内的数据为 {stated}，两者不一致，请核对原件。"),
        {"field": _LABELS[name], "printed": printed, "stated": stated},
    )
    draft.doubt(finding, name, by=channel)


def same(name: str, one: str, other: str) -> bool:
    """Whether two texts of a field mean the same: amounts by value, the rest without blanks."""
    if name.startswith("total_") and name != "total_in_words":
        first, second = _column(one), _column(other)
        if not isinstance(first, str) and not isinstance(second, str):
            return first == second
    if name == "total_in_words":
        return _words(one) == _words(other)
    if name == "remarks":  # pages print more there: banks, addresses, payee and reviewer
        return plain(one) in plain(other) or plain(other) in plain(one)
    return plain(one) == plain(other)


def plain(text: str) -> str:
    """Return a text in compatibility form without any white space, for comparing only."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _words(text: str) -> str:
    """Return capital numerals in one spelling: 圆 for 元, no 零, 整 or 正."""
    return plain(text).replace("元", "圆").strip("整正").replace("零", "")


def same_lines(one: tuple[Line, ...], other: tuple[Line, ...]) -> bool:
    """Whether two lists of lines say the same in the columns that every rendition has."""
    return len(one) == len(other) and all(map(_same_line, one, other))


def _same_line(one: Line, other: Line) -> bool:
    return all(
        _column(getattr(one, name)) == _column(getattr(other, name)) for name in _LINE_COLUMNS
    )


def _column(text: str | None) -> str | Decimal | None:
    """Return a column as it is compared; pages print `***` where data have no tax or 0."""
    value = decimal_of(text)
    if value is not None or text is None:
        return value or None
    return plain(text).strip("*") or None


def renditions(one: Invoice, other: Invoice) -> Check:
    """Compare two files of one invoice, as a check of both.

    What one lacks is passed over, and what one is unsure of: a person looks at that anyway.
    """
    names = [name for name in TEXT_FIELDS if getattr(one, name) and getattr(other, name)]
    different = [n for n in names if not same(n, getattr(one, n), getattr(other, n))]
    if one.issue_date and other.issue_date and one.issue_date != other.issue_date:
        different.append("issue_date")
    if not _lines_agree(one, other):
        different.append("items")
    unsure = one.uncertain | other.uncertain
    names = [name for name in names if name not in different]
    different = [name for name in different if name not in unsure]
    if not different:
        return Check(Channel.RENDITION, Outcome.AGREES, tuple(names))
    fields = "、".join(_LABELS[name] for name in different)
    message = Message(
        N_("同一张发票的两份文件在这些项上不一致：{fields}。请核对两份原件。"), {"fields": fields}
    )
    return Check(Channel.RENDITION, Outcome.DIFFERS, tuple(different), message)


def _lines_agree(one: Invoice, other: Invoice) -> bool:
    """Whether the lines say the same; those of a 销货清单 stand for the line that names it."""
    pair = one.list_items or one.items, other.list_items or other.items
    if not all(pair) or any(map(_is_summary, pair)):
        return True
    return same_lines(*pair)
