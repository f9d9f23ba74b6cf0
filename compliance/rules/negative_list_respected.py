"""第二十八条: spending is bound by the negative list of the task agreement.

Every line of the invoice and of its attached list is held against the version the agreement
names; an item met by several lines is one finding, and the heaviest line gives its weight. The
remarks are read too, but alone they only call for a person. Items that no invoice text can decide
are decided by other rules or by people; the list says which.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.content import sends_to_list
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, Value, message
from compliance.negative_list import ListItem, Weighed
from compliance.wording import as_is
from importers.invoice import Invoice, Line

ARTICLE = 28
TITLE = N_("没有负面清单所列支出")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
MESSAGE = N_("{lines}属于负面清单 {code}“{title}”（依据{article}）。")
EASED = N_("{lines}涉及负面清单 {code}“{title}”，按例外“{exception}”处理（依据{article}）。")
JUDGE = N_("请审核人核对该例外是否成立。")
NOT_CHARGED = N_("不得列支：{text}")
KEEP = N_("请留存相关材料备查。")
REMARKS = N_("备注涉及负面清单 {code}“{title}”（依据{article}）。")
LINE = N_("“{name}”")
WHOLE_VOUCHER = N_("整张票据")
_RISING = (Severity.NOTE, Severity.REVIEW, Severity.BLOCK)
_find = Finder(__name__, ARTICLE, OVERRIDE)


@dataclass(frozen=True, slots=True)
class _Met:
    """A line that meets an item; `place` of the invoice's own lines, None of those of its list."""

    name: str
    place: int | None
    weight: Weighed


def check(claim: Claim) -> Iterator[Finding]:
    """Find every item of the list that a line or the remarks meet."""
    lines = _lines(claim.invoice)
    for item in claim.texts.negative_list.decided_by_text():
        yield from _check_item(item, claim, lines)


def _check_item(
    item: ListItem, claim: Claim, lines: tuple[tuple[int | None, Line], ...]
) -> Iterator[Finding]:
    invoice = claim.invoice
    weighed = ((place, line, item.weigh(line, invoice, claim.evidence)) for place, line in lines)
    met = [_Met(line.name or "", place, weight) for place, line, weight in weighed if weight]
    if met:
        heaviest = max((each.weight.severity for each in met), key=_RISING.index)
        yield _about_lines(item, [each for each in met if each.weight.severity is heaviest])
    elif severity := item.weigh_remarks(invoice.remarks or ""):
        said = as_is(invoice.remarks or "")
        yield _finding(item, severity, REMARKS, item.remedy, {}, fields=("remarks",), found=said)


def _lines(invoice: Invoice) -> tuple[tuple[int | None, Line], ...]:
    """Return the lines to judge: one that only sends the reader to the list gives way to it."""
    own: tuple[tuple[int | None, Line], ...] = tuple(enumerate(invoice.items))
    if invoice.list_items:
        named = tuple((place, line) for place, line in own if not sends_to_list(line))
        return (*named, *((None, line) for line in invoice.list_items))
    return own or ((None, Line()),)


def _about_lines(item: ListItem, met: list[_Met]) -> Finding:
    """Say which lines meet the item with the same weight, whatever their order."""
    names = tuple(_line(name) for name in sorted({each.name for each in met}))
    weight = min((each.weight for each in met), key=_by_exception)
    values: dict[str, Value] = {"lines": names}
    sentence, remedy = MESSAGE, item.remedy
    if weight.exception is not None:
        values["exception"] = weight.exception
        sentence = EASED
        remedy = message(JUDGE if weight.severity is Severity.REVIEW else KEEP)
    return _finding(
        item,
        weight.severity,
        sentence,
        remedy,
        values,
        fields=("items",),
        found=Message("{lines}", {"lines": names}),
        lines=tuple(each.place for each in met if each.place is not None),
    )


def _by_exception(weight: Weighed) -> tuple[bool, str]:
    """Put first what no exception eased; the words decide among the rest."""
    exception = weight.exception
    return exception is not None, exception.text() if exception else ""


def _line(name: str) -> Message:
    return message(LINE, name=name) if name else message(WHOLE_VOUCHER)


def _finding(
    item: ListItem,
    severity: Severity,
    sentence: str,
    remedy: Message,
    values: dict[str, Value],
    **details: object,
) -> Finding:
    named: dict[str, Value] = {"code": item.code, "title": item.title, **values}
    override = item.override if severity is Severity.BLOCK else Override.REASON
    return _find(
        severity,
        sentence,
        remedy,
        named,
        override=override,
        item=item.code,
        limit=message(NOT_CHARGED, text=item.text),
        **details,
    )
