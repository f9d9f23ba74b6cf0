"""A claim as its page shows it: stages, history, papers, in the reader's words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext

from compliance import law
from compliance.messages import Message
from compliance.wording import FIELD_TITLES
from service.actions.claim_views import ClaimPage, TimelineStep
from service.business_day import of as beijing_day
from service.messages import N_
from service.pages.words import DEEDS, ROLES, VERIFICATIONS, word
from service.pages.writing import day
from service.web.words import say

NEXT = {
    "draft": N_("待经办人核对后提交"),
    "returned": N_("已退回，待经办人修改后重新提交"),
    "submitted": N_("待复核人处理"),
    "approved": N_("待出纳付款"),
    "posted": N_("待出纳归还单位垫付款"),
    "paid": N_("待与银行对账单勾对"),
    "frozen": N_("已冻结，待中心逐笔放行"),
    "rejected": N_("不予报销"),
    "reversed": N_("已冲销"),
    "withdrawn": N_("已撤回"),
}
APPEALED = N_("待中心答复申诉")
BEFORE = {
    "draft": 1, "returned": 1, "withdrawn": 1, "submitted": 2, "rejected": 2, "approved": 3,
    "posted": 3, "paid": 4, "reconciled": 5, "archived": 5,
}  # fmt: skip
STAGES = (N_("收到凭证"), N_("提交"), N_("复核"), N_("付款入账"), N_("银行对账"))
AMOUNT = re.compile(r"[\d,]+\.\d{2}(?!\d)")
STOPPED = {"returned", "withdrawn", "rejected", "frozen", "reversed"}


@dataclass(frozen=True, slots=True)
class EventView:
    """A line of the history."""

    who: str
    did: str
    at: datetime
    said: str | None


def stages(page: ClaimPage) -> list[tuple[str, str, str]]:
    """Give the step bar: word, state, small print (who acted when, or who must act)."""
    claim, people = page.claim, page.people
    small = [
        _by(people.get(claim.made_by), claim.made_at),
        _by(people.get(claim.submitted_by), claim.submitted_at) if claim.submitted_by else "",
        _by(people.get(claim.approved_by), claim.approved_at) if claim.approved_by else "",
        _by(people.get(claim.paid_by), claim.paid_at) if claim.paid_by else "",
        "",
    ]
    words = [gettext(each) for each in STAGES]
    reached = _reached(page)
    states = ["done" if place < reached else "later" for place in range(len(words))]
    if reached < len(words):
        states[reached] = "stopped" if claim.state in STOPPED else "now"
        small[reached] = gettext(APPEALED) if page.appealed else _next(claim.state)
    return list(zip(words, states, small, strict=True))


def _reached(page: ClaimPage) -> int:
    """Count the stages a claim has behind it; a frozen one stands where it was frozen."""
    claim = page.claim
    if claim.state == "reversed":
        return 4 if claim.paid_by else 3
    return BEFORE[claim.frozen_from or claim.state]


def _by(name: str | None, at: datetime | None) -> str:
    return f"{name} {day(beijing_day(at))}" if name and at else ""


def _next(state: str) -> str:
    return word(NEXT, state)


def history(steps: Sequence[TimelineStep]) -> list[EventView]:
    """Give what happened, the newest first."""
    return [
        EventView(
            _who(step),
            word(DEEDS, step.action) if step.action in DEEDS else step.action,
            step.at,
            _said(step),
        )
        for step in reversed(steps)
    ]


def _who(step: TimelineStep) -> str:
    """Name who did it, where the reader may know the name, and the role."""
    role = word(ROLES, step.role)
    return f"{step.name}{gettext('（')}{role}{gettext('）')}" if step.name else role


def _said(step: TimelineStep) -> str | None:
    """Give what was said of a step; what is kept as codes is told in words."""
    in_words = IN_WORDS.get(step.action)
    return in_words(step.reason) if in_words and step.reason is not None else step.reason


def _fields(reason: str) -> str:
    names = reason.split(N_("、"))
    joined: str = gettext("、").join(gettext(FIELD_TITLES.get(name, name)) for name in names)
    return joined


def _slip(reason: str) -> str:
    words: str = gettext("回单 %(slip)s", slip=reason)
    return words


def _with_yuan(reason: str) -> str:
    return AMOUNT.sub(lambda found: f"¥{Decimal(found[0].replace(',', '')):,.2f}", reason, count=1)


IN_WORDS: Mapping[str, Callable[[str], str]] = {
    "record_verification": lambda reason: word(VERIFICATIONS, reason),
    "correct_reading": _fields,
    "pay_claim": _slip,
    "pay_sheet": _slip,
    "cut_claim": _with_yuan,
    "split_claim": _with_yuan,
}


def category_reason(page: ClaimPage) -> str | None:
    """Say why a spending direction was suggested."""
    record = page.claim.category_reason
    return say(Message.from_record(record)) if record else None


def evidence_choices(given: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Give the papers that may be attached: code, words, whether it is given."""
    return [(code, say(words), code in given) for code, words in law.evidence().items()]
