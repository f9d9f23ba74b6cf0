"""第二十八条: what has not happened is not reimbursed "据实", at actual cost.

An invoice dated after today is no invoice yet, and a cost of tomorrow is no cost yet. Older than
five years it can hardly be verified any more, as the tax authority keeps it open for about so long.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.window import months_before

ARTICLE = 28
TITLE = N_("开票日期和费用日期不晚于今天")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
ISSUED_AHEAD = N_("开票日期 {day} 晚于今天 {today}（依据{article}）。")
CHECK_DATE = N_("请核对票面日期；日期无误的，请让销售方重新开具。")
COST_AHEAD = N_("费用日期 {day} 晚于今天 {today}，费用尚未发生（依据{article}）。")
WAIT = N_("请在费用发生后提交；预付的请说明原因并附合同。")
OLD = N_("开票日期 {day} 距今超过五年，税务查验平台可能已查不到（依据{article}）。")
KEEP_PROOF = N_("请保留原件和付款凭证备查。")
ISSUED, COST = N_("开票日期 {day}"), N_("费用日期 {day}")
NOT_AFTER, NOT_BEFORE = N_("不晚于 {day}"), N_("不早于 {day}")
_VERIFIABLE_MONTHS = 5 * 12
_DATE = ("issue_date",)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find dates that lie ahead, and an invoice older than five years."""
    issued, cost_on, today = claim.invoice.issue_date, claim.cost_on, claim.today
    oldest = months_before(today, _VERIFIABLE_MONTHS)
    if issued is not None and issued > today:
        about = _about(issued, today, ISSUED, NOT_AFTER)
        yield _find(SEVERITY, ISSUED_AHEAD, CHECK_DATE, fields=_DATE, **about)
    if issued is not None and issued < oldest:
        about = _about(issued, oldest, ISSUED, NOT_BEFORE)
        yield _find(Severity.NOTE, OLD, KEEP_PROOF, fields=_DATE, **about)
    if cost_on is not None and cost_on > today:
        about = _about(cost_on, today, COST, NOT_AFTER)
        yield _find(Severity.REVIEW, COST_AHEAD, WAIT, **about)


def _about(day: date, bound: date, found: str, limit: str) -> dict[str, Any]:
    return {
        "values": {"day": str(day), "today": str(bound)},
        "found": message(found, day=str(day)),
        "limit": message(limit, day=str(bound)),
    }
