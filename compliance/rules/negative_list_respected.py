"""第二十八条: spending is bound by the negative list of the task agreement.

Every line of the invoice and of its attached list is held against the version the agreement
names; an item met by several lines is one finding, and the heaviest line gives its weight. The
remarks are read too, but alone they only call for a person. Items that no invoice text can decide
are decided by other rules or by people; the list says which.
"""

import re
from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, Message, Value, message
from compliance.negative_list import ListItem, Weighed
from importers.invoice import Invoice, Line

ARTICLE = 28
TITLE = N_("没有负面清单所列支出")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
MESSAGE = N_("{lines}属于负面清单 {code}“{title}”（依据{article}）。")
EASED = N_("{lines}涉及负面清单 {code}“{title}”，按例外“{exception}”处理（依据{article}）。")
JUDGE = N_("请审核人核对该例外是否成立。")
KEEP = N_("请留存相关材料备查。")
REMARKS = N_("备注涉及负面清单 {code}“{title}”（依据{article}）。")
LINE = N_("“{name}”")
WHOLE_VOUCHER = N_("整张票据")
_SEE_LIST = re.compile("见.{0,4}清单")
_WEIGHT = {Severity.NOTE: 1, Severity.REVIEW: 2, Severity.BLOCK: 3}


def check(claim: Claim) -> Iterator[Finding]:
    """Find every item of the list that a line or the remarks meet."""
    for item in claim.texts.negative_list.decided_by_text():
        yield from _check_item(item, claim)


def _check_item(item: ListItem, claim: Claim) -> Iterator[Finding]:
    invoice = claim.invoice
    lines = _lines(invoice) or (Line(),)
    weighed = [(line, item.weigh(line, invoice, claim.evidence)) for line in lines]
    met = [(line, weight) for line, weight in weighed if weight is not None]
    if met:
        heaviest = max((weight.severity for _, weight in met), key=_WEIGHT.__getitem__)
        yield _about_lines(item, [each for each in met if each[1].severity is heaviest])
    elif severity := item.weigh_remarks(invoice.remarks or ""):
        sentence = message(REMARKS, code=item.code, title=item.title, article=citation(ARTICLE))
        yield _finding(item, severity, sentence, item.remedy)


def _lines(invoice: Invoice) -> tuple[Line, ...]:
    """Return the lines to judge: one that only sends the reader to the list gives way to it."""
    if not invoice.list_items:
        return invoice.items
    own = tuple(line for line in invoice.items if not _SEE_LIST.search(line.name or ""))
    return (*own, *invoice.list_items)


def _about_lines(item: ListItem, met: list[tuple[Line, Weighed]]) -> Finding:
    """Say which lines meet the item with the same weight, whatever their order."""
    names = sorted({line.name or "" for line, _ in met})
    weight = min((each for _, each in met), key=lambda each: each.exception is not None)
    values: dict[str, Value] = {
        "lines": tuple(_line(name) for name in names),
        "code": item.code,
        "title": item.title,
        "article": citation(ARTICLE),
    }
    if weight.exception is None:
        return _finding(item, weight.severity, message(MESSAGE, **values), item.remedy)
    sentence = message(EASED, **values, exception=weight.exception)
    remedy = message(JUDGE if weight.severity is Severity.REVIEW else KEEP)
    return _finding(item, weight.severity, sentence, remedy)


def _line(name: str) -> Message:
    return message(LINE, name=name) if name else message(WHOLE_VOUCHER)


def _finding(item: ListItem, severity: Severity, sentence: Message, remedy: Message) -> Finding:
    return Finding(
        rule="negative_list_respected",
        article=ARTICLE,
        severity=severity,
        message=sentence,
        remedy=remedy,
        fields=("items",),
        override=item.override if severity is Severity.BLOCK else Override.REASON,
        item=item.code,
    )
