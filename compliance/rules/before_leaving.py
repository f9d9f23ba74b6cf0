"""第三十条: when a selectee moves to another employer, the old one charges only costs of before.

The last day at this employer still counts. A later cost, and an invoice in its name dated later,
belong to the new employer's agreement. What happened before may be finished for some days
(default 30, `transfer_grace_days` of the standards; days of an appeal are not counted); after
those it is void. The new employer charges only costs of its own first day and later.
"""

from collections.abc import Iterator
from datetime import date

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message
from compliance.window import days_after

ARTICLE = 30
TITLE = N_("费用发生在入选者离开本单位之前")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
COST_LATER = N_("费用日期 {day} 晚于入选者在本单位的最后一天 {left}（依据{article}）。")
INVOICED_LATER = N_("开票日期 {day} 晚于入选者在本单位的最后一天 {left}（依据{article}）。")
COST_EARLIER = N_("费用日期 {day} 早于入选者到本单位的第一天 {joined}（依据{article}）。")
INVOICED_EARLIER = N_("开票日期 {day} 早于入选者到本单位的第一天 {joined}（依据{article}）。")
OLD_EMPLOYER = N_("到本单位以前的费用由原单位办结，发票抬头应为原单位。")
NEW_EMPLOYER = N_("请由新单位在其任务书下列支，发票抬头应为新单位。")
TOO_LATE = N_(
    "入选者 {left} 离开本单位，此前的费用应在 {last} 以前办结，今天已是 {day}（依据{article}）。"
)
VOID = N_("已逾期，请由单位自有资金承担。")
COST_DATE = N_("费用日期 {day}")
ISSUE_DATE = N_("开票日期 {day}")
TODAY = N_("今天 {day}")
FIRST_DAY = N_("第一天 {day}")
LAST_DAY = N_("最后一天 {day}")
FINISH_BY = N_("办结期限 {day}")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find costs and invoices outside the days here, and what was not finished in time."""
    yield from _before_joining(claim)
    left_on, issued = claim.standing.left_on, claim.invoice.issue_date
    if left_on is None:
        return
    if claim.cost_on is not None and claim.cost_on > left_on:
        found = message(COST_DATE, day=str(claim.cost_on))
        yield _later(COST_LATER, claim.cost_on, left_on, found, ())
    elif issued is not None and issued > left_on:
        found = message(ISSUE_DATE, day=str(issued))
        yield _later(INVOICED_LATER, issued, left_on, found, ("issue_date",))
    else:
        yield from _unfinished(claim, left_on)


def _before_joining(claim: Claim) -> Iterator[Finding]:
    joined_on, day = claim.standing.joined_on, claim.counted_on
    if joined_on is None or day is None or day >= joined_on:
        return
    stated = claim.cost_on is not None
    yield _find(
        SEVERITY,
        COST_EARLIER if stated else INVOICED_EARLIER,
        OLD_EMPLOYER,
        {"day": str(day), "joined": str(joined_on)},
        fields=() if stated else ("issue_date",),
        found=message(COST_DATE if stated else ISSUE_DATE, day=str(day)),
        limit=message(FIRST_DAY, day=str(joined_on)),
    )


def _later(
    sentence: str, day: date, left_on: date, found: Message, fields: tuple[str, ...]
) -> Finding:
    return _find(
        SEVERITY,
        sentence,
        NEW_EMPLOYER,
        {"day": str(day), "left": str(left_on)},
        fields=fields,
        found=found,
        limit=message(LAST_DAY, day=str(left_on)),
    )


def _unfinished(claim: Claim, left_on: date) -> Iterator[Finding]:
    grace = claim.texts.standards.limits.transfer_grace_days + claim.days_appealed
    last = days_after(left_on, grace)
    if claim.today > last:
        yield _find(
            SEVERITY,
            TOO_LATE,
            VOID,
            {"left": str(left_on), "last": str(last), "day": str(claim.today)},
            found=message(TODAY, day=str(claim.today)),
            limit=message(FINISH_BY, day=str(last)),
        )
