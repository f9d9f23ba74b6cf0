"""第二十八条: meetings, training, lodging, advice and lectures keep to their standards (NL-34).

What is held against the standard is this claim's share. Only what exceeds it is disallowed, so
lowering the amount is the way out; approved beforehand, the excess is for a person to judge. Where
only all shares of one invoice for a meeting or training exceed it, a person looks too. A
rate that nobody has compared with its document yet refuses nothing: it only calls for a person,
who is told so. Rates after tax are raised by the tax to be withheld. An event larger or longer
than its class allows calls for a person too, and so does a meeting of some size (default 10,000
yuan) of which neither class and people nor a calculation is given, or which is counted by a rate
for something else. A rate that is none for the event stated takes two people.
"""

from collections.abc import Iterator
from decimal import Decimal

from compliance.concepts import concept_in, split_printed_name
from compliance.facts import Claim, Event, EventKind
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, Value, message
from compliance.shares import taken
from compliance.standards import Rate
from compliance.wording import as_is, yuan

ARTICLE = 28
TITLE = N_("会议、培训、住宿、咨询和讲课费不超过标准")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.SECOND_PERSON
NOT_STATED = N_("会议费 {amount} 没有填写类别、人数和天数，无法与标准比较（依据{article}）。")
STATE = N_("请填写会议的类别、人数和天数；参加他人主办会议的，请说明或附标准计算表。")
OTHERWISE = N_("发票内容是会议费，列支 {amount} 却按“{title}”计算（依据{article}）。")
STATE_MEETING = N_("请按会议填写类别、人数和天数；确属所填活动的，请说明。")
NO_RATE = N_("所选标准“{code}”不在“{standards}”中，或不适用于这类活动（依据{article}）。")
CHOOSE = N_("请重新选择这笔支出适用的标准。")
ABOVE = N_(
    "列支 {amount}，“{title}”（{rated}）{counted}最多 {limit}，超出 {excess}（依据{article}）。"
)
LOWER = N_("请把列支金额改为 {limit}，超出部分由单位承担；事先批准超标准的，请注明并附批复。")
UNCONFIRMED = N_(
    "列支 {amount}，“{title}”（{rated}，该标准尚未与文件核对）{counted}最多 {limit}，"
    "超出 {excess}（依据{article}）。"
)
CONFIRM = N_("请按单位执行的现行标准核对并说明；确属超标准的，超出部分由单位承担。")
APPROVED = N_("列支 {amount}，超过“{title}”的限额 {limit}，经办人填写为事先批准（依据{article}）。")
SHOW_APPROVAL = N_("请附事先批准的文件，由审核人核对其日期和金额。")
TOGETHER = N_(
    "列支 {amount}，连同这张发票已列支的 {taken} 共 {sum}，超过“{title}”{counted}的限额 {limit}"
    "（依据{article}）。"
)
ONE_EVENT = N_("请核对各申请是否同一次活动；是同一次的，各申请合计不得超过限额。")
TOO_MANY = N_("参加 {found}，超过“{title}”的规模 {limit}（依据{article}）。")
TOO_LONG = N_("为期 {found}，超过“{title}”的期限 {limit}（依据{article}）。")
EXPLAIN = N_("请说明原因并附批准文件，或改选适用的标准。")
SPENT = N_("列支 {amount}")
BELOW = N_("{least} 以下不必填写")
SPENT_TOGETHER = N_("合计列支 {sum}")
AT_MOST = N_("{limit}（{rated}，{counted}）")
PEOPLE = N_("{count} 人")
DAYS = N_("{count} 天")
_find = Finder(__name__, ARTICLE, OVERRIDE)
_ITEM = "NL-34"
_SHEET = "standard_sheet"
_STATED_FROM = Decimal(10_000)  # our default: smaller meetings need no calculation
_MEETINGS = ("会议费", "会务费", "会议服务", "会议综合服务")
_ONE_FOR_ALL = frozenset({EventKind.MEETING, EventKind.TRAINING})


def check(claim: Claim) -> Iterator[Finding]:
    """Find an event that cost more, was larger or lasted longer than its standard allows."""
    event, standards = claim.event, claim.texts.standards
    if event is None:
        yield from _not_stated(claim)
        return
    rate = standards.rate(event.rate)
    if rate is None or rate.kind != event.kind:
        values: dict[str, Value] = {"code": event.rate, "standards": standards.heading.title}
        yield _find(
            Severity.REVIEW,
            NO_RATE,
            CHOOSE,
            values,
            found=as_is(event.rate),
            override=Override.SECOND_PERSON,  # nothing was held against any standard
        )
        return
    if event.kind not in _ONE_FOR_ALL:
        yield from _counted_otherwise(claim, rate)
    limit = rate.limit(event.people, event.units)
    if claim.amount > limit:
        yield _above(claim, event, rate, limit)
    elif event.kind in _ONE_FOR_ALL and claim.amount + taken(claim) > limit:
        yield _together(claim, event, rate, limit)
    yield from _beyond_its_class(event, rate)


def _not_stated(claim: Claim) -> Iterator[Finding]:
    """Find a large meeting that nobody can hold against its standard."""
    if _SHEET not in claim.evidence and (met := _large_meeting(claim)):
        yield _find(
            Severity.REVIEW,
            NOT_STATED,
            STATE,
            {"amount": yuan(claim.amount)},
            fields=("items",),
            item=_ITEM,
            found=message(SPENT, amount=yuan(claim.amount)),
            limit=message(BELOW, least=yuan(_STATED_FROM)),
            lines=met,
        )


def _counted_otherwise(claim: Claim, rate: Rate) -> Iterator[Finding]:
    """Find a large meeting that is held against the standard of something else."""
    if met := _large_meeting(claim):
        yield _find(
            Severity.REVIEW,
            OTHERWISE,
            STATE_MEETING,
            {"amount": yuan(claim.amount), "title": rate.title},
            fields=("items",),
            item=_ITEM,
            found=message(SPENT, amount=yuan(claim.amount)),
            lines=met,
        )


def _large_meeting(claim: Claim) -> tuple[int, ...]:
    """Return the lines that are for a meeting, where the claim is large enough to matter."""
    if claim.amount < _STATED_FROM:
        return ()
    return tuple(
        place
        for place, line in enumerate(claim.invoice.items)
        if concept_in(split_printed_name(line.name or "")[1], _MEETINGS)
    )


def _above(claim: Claim, event: Event, rate: Rate, limit: Decimal) -> Finding:
    rated = rate.per.rated(yuan(rate.amount))
    counted = rate.per.counted(event.people, event.units)
    severity, sentence, remedy = _judged(event, rate, limit)
    return _find(
        severity,
        sentence,
        remedy,
        {
            "amount": yuan(claim.amount),
            "title": rate.title,
            "rated": rated,
            "counted": counted,
            "limit": yuan(limit),
            "excess": yuan(claim.amount - limit),
        },
        fields=("total_with_tax",),
        item=_ITEM,
        found=message(SPENT, amount=yuan(claim.amount)),
        limit=message(AT_MOST, limit=yuan(limit), rated=rated, counted=counted),
        most=limit,
    )


def _together(claim: Claim, event: Event, rate: Rate, limit: Decimal) -> Finding:
    """Say that the shares of one invoice, each within the limit, exceed it together."""
    rated = rate.per.rated(yuan(rate.amount))
    counted = rate.per.counted(event.people, event.units)
    together = yuan(claim.amount + taken(claim))
    return _find(
        Severity.REVIEW,
        TOGETHER,
        ONE_EVENT,
        {
            "amount": yuan(claim.amount),
            "taken": yuan(taken(claim)),
            "sum": together,
            "title": rate.title,
            "counted": counted,
            "limit": yuan(limit),
        },
        fields=("total_with_tax",),
        item=_ITEM,
        found=message(SPENT_TOGETHER, sum=together),
        limit=message(AT_MOST, limit=yuan(limit), rated=rated, counted=counted),
    )


def _judged(event: Event, rate: Rate, limit: Decimal) -> tuple[Severity, str, Message]:
    """Return how much the excess weighs, and the words for it."""
    if event.approved_over:
        return Severity.REVIEW, APPROVED, message(SHOW_APPROVAL)
    if not rate.verified:
        return Severity.REVIEW, UNCONFIRMED, message(CONFIRM)
    return SEVERITY, ABOVE, message(LOWER, limit=yuan(limit))


def _beyond_its_class(event: Event, rate: Rate) -> Iterator[Finding]:
    if rate.people_most is not None and event.people > rate.people_most:
        yield _beyond(TOO_MANY, PEOPLE, rate, Decimal(event.people), Decimal(rate.people_most))
    if rate.units_most is not None and event.units > rate.units_most:
        yield _beyond(TOO_LONG, DAYS, rate, event.units, rate.units_most)


def _beyond(sentence: str, words: str, rate: Rate, found: Decimal, most: Decimal) -> Finding:
    counts = [message(words, count=f"{count.normalize():f}") for count in (found, most)]
    values: dict[str, Value] = {"found": counts[0], "title": rate.title, "limit": counts[1]}
    return _find(
        Severity.REVIEW, sentence, EXPLAIN, values, item=_ITEM, found=counts[0], limit=counts[1]
    )
