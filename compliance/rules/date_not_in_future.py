"""第二十八条: what has not happened is not reimbursed "据实", at actual cost.

An invoice dated after today is no invoice yet, and a cost of tomorrow is no cost yet. Older than
five years it can hardly be verified any more, as the tax authority keeps it open for about so long.
"""

from collections.abc import Iterator
from datetime import date

from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
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
_VERIFIABLE_MONTHS = 5 * 12


def check(claim: Claim) -> Iterator[Finding]:
    """Find dates that lie ahead, and an invoice older than five years."""
    issued, cost_on, today = claim.invoice.issue_date, claim.cost_on, claim.today
    if issued is not None and issued > today:
        yield _finding(Severity.BLOCK, ISSUED_AHEAD, CHECK_DATE, issued, today)
    if issued is not None and issued < months_before(today, _VERIFIABLE_MONTHS):
        yield _finding(Severity.NOTE, OLD, KEEP_PROOF, issued, today)
    if cost_on is not None and cost_on > today:
        yield _finding(Severity.REVIEW, COST_AHEAD, WAIT, cost_on, today)


def _finding(severity: Severity, sentence: str, remedy: str, day: date, today: date) -> Finding:
    return Finding(
        rule="date_not_in_future",
        article=ARTICLE,
        severity=severity,
        message=message(sentence, day=str(day), today=str(today), article=citation(ARTICLE)),
        remedy=message(remedy),
        fields=() if sentence == COST_AHEAD else ("issue_date",),
        override=OVERRIDE if severity is SEVERITY else Override.REASON,
    )
