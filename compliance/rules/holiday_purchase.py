"""第二十八条: directly related: meals and rides on days of rest are often private.

Meals and local rides on a weekend or a statutory day of rest, and lodging on a statutory one, are
noted, unless the claim names the event or holds the papers of a journey or meeting. The day of the
cost counts, or the invoice's. In a year without an official calendar the note says so.
"""

from collections.abc import Iterator
from datetime import date

from compliance.concepts import concept_in, split_printed_name
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message
from compliance.wording import as_is
from importers.invoice import Line

ARTICLE = 28
TITLE = N_("餐饮、交通和住宿不在休息日")
SEVERITY = Severity.NOTE
OVERRIDE = Override.REASON
RESTED = N_("{lines}发生在{rest}（{day}，依据{article}）。")
UNSURE = N_("{lines}发生在{rest}（{day}，该年放假安排尚未公布，按周末推算，依据{article}）。")
EXPLAIN = N_("请写明当天的公务活动和参加人，或附出差审批单、会议通知。")
WEEKEND = N_("周末")
LINE = N_("“{name}”")
A_WORKING_DAY = N_("工作日")
_EXPLAINING = frozenset({"trip_approval", "meeting_notice", "itinerary", "invitation"})
_MEALS, _RIDES = ("餐费", "用餐", "工作餐"), ("客运服务费", "打车", "出租车", "网约车")
_DAILY = frozenset({"餐饮服务"}), (*_MEALS, *_RIDES)
_NIGHTLY = frozenset({"住宿服务"}), ("住宿费", "房费")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Note meals, rides and nights on a day of rest that nothing explains."""
    day, calendar = claim.counted_on, claim.texts.calendar
    if day is None or claim.event is not None or claim.evidence & _EXPLAINING:
        return
    if calendar.is_working_day(day):
        return
    statutory = calendar.rest.get(day)
    terms = (_DAILY, _NIGHTLY) if statutory else (_DAILY,)
    lines = claim.invoice.items
    met = [place for place, line in enumerate(lines) if any(_is(line, each) for each in terms)]
    if met:
        rest = statutory or message(WEEKEND)
        sentence = UNSURE if calendar.is_provisional(day) else RESTED
        names = sorted({lines[place].name or "" for place in met})
        yield _find(
            SEVERITY,
            sentence,
            EXPLAIN,
            {"lines": _said(names), "rest": rest, "day": str(day)},
            fields=("items", "issue_date"),
            found=_day(day, rest),
            limit=message(A_WORKING_DAY),
            lines=tuple(met),
        )


def _is(line: Line, terms: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    short_names, words = terms
    short_name, text = split_printed_name(line.name or "")
    return short_name in short_names or concept_in(text, words) is not None


def _said(names: list[str]) -> tuple[Message, ...]:
    return tuple(message(LINE, name=name) for name in names)


def _day(day: date, rest: Message) -> Message:
    return message("{day} {rest}", day=as_is(str(day)), rest=rest)
