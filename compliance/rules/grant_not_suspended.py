"""第三十二条: once a grant is suspended, 中止, no more of its money is spent.

From the day of suspension on nothing new is charged. An obligation dated before it may be released
by the Center one by one: a claim that the Center released here passes; where only a paper says that
it was, two people compare the paper. What was posted before the suspension stays.
"""

from collections.abc import Iterator
from datetime import date

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Value, message

ARTICLE = 32
TITLE = N_("支持没有中止")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
STOPPED = N_("支持自 {suspended} 起中止，{day} 的费用不能列支（依据{article}）。")
OWN_MONEY = N_("请由单位自有资金承担；对中止决定有异议的，请向中心提出。")
FROZEN = N_("支持自 {suspended} 起中止，此前未入账的报销申请全部冻结（依据{article}）。")
ASK = N_("中止前已发生的法定义务，请向中心申请逐笔放行，附中心批复后重新检查。")
RELEASED = N_("支持自 {suspended} 起中止，这笔中止前的费用附有中心批复（依据{article}）。")
COMPARE = N_("请审核人核对批复确为这一笔费用。")
COUNTED = N_("费用日期 {day}")
SINCE = N_("{suspended} 起中止")
APPROVAL = "center_approval"
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a claim that is still open while the grant is suspended."""
    suspended_on = claim.standing.suspended_on
    if suspended_on is None or claim.today < suspended_on:
        return
    day = claim.counted_on
    if day is not None and day < suspended_on:
        released_on = claim.standing.released_on
        if released_on is None or released_on < suspended_on:
            yield _of_before(claim, suspended_on, day)
    else:
        yield _of_afterwards(suspended_on, day or claim.today)


def _of_afterwards(suspended_on: date, day: date) -> Finding:
    values: dict[str, Value] = {"suspended": str(suspended_on), "day": str(day)}
    found, limit = message(COUNTED, day=str(day)), message(SINCE, suspended=str(suspended_on))
    return _find(SEVERITY, STOPPED, OWN_MONEY, values, found=found, limit=limit)


def _of_before(claim: Claim, suspended_on: date, day: date) -> Finding:
    released = APPROVAL in claim.evidence
    return _find(
        Severity.REVIEW if released else SEVERITY,
        RELEASED if released else FROZEN,
        COMPARE if released else ASK,
        {"suspended": str(suspended_on)},
        found=message(COUNTED, day=str(day)),
        limit=message(SINCE, suspended=str(suspended_on)),
        override=Override.SECOND_PERSON if released else OVERRIDE,
    )
