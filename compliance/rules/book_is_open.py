"""第二十六条: what is paid is booked, and a month that is closed takes no more entries.

A claim is posted on the day it is approved; where the employer's book is closed through today or
later, that cannot be done (会计法 §17: the books agree with what happened).
"""

from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message

ARTICLE = 26
TITLE = N_("账簿在今天仍可入账")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
CLOSED = N_("本单位账簿已结账至 {closed}，今天（{today}）的支出不能入账（依据{article}）。")
WAIT = N_("请在 {closed} 以后提交；确需本期入账的，请先按程序办理反结账。")
TODAY = N_("今天 {day}")
CLOSED_THROUGH = N_("已结账至 {day}")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a book that is closed for today."""
    closed, today = claim.standing.closed_through, claim.today
    if closed is None or today > closed:
        return
    yield _find(
        SEVERITY,
        CLOSED,
        message(WAIT, closed=str(closed)),
        {"closed": str(closed), "today": str(today)},
        found=message(TODAY, day=str(today)),
        limit=message(CLOSED_THROUGH, day=str(closed)),
    )
