"""第二十八条: the terms for costs of the six months before approval, beside the window itself.

They are claimed within six months of the agreement's signature (default, the text is silent; days
of an appeal are not counted); later a second person answers for it. Together with what was claimed
before, more than 30 % of the first instalment is worth a note. That each needs an invoice, no other
receipt, and a statement of its relation is asked by other rules.
"""

from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.window import Phase, days_after, months_after, phase
from compliance.wording import yuan

ARTICLE = 28
TITLE = N_("立项前费用在期限和比例之内")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.SECOND_PERSON
TOO_LATE = N_(
    "立项前的费用应在任务书签订（{signed}）后 {months} 个月内、即不晚于 {last} 申请，今天是 {today}"
    "（依据{article}）。"
)
EXPLAIN = N_("请说明逾期原因，由第二人复核；不能说明的由单位承担。")
MUCH = N_("立项前的费用累计 {sum}，超过首期拨款 {first} 的 {share}（{most}，依据{article}）。")
WATCH = N_("请核对这些费用与项目的直接关系，并为项目期留足经费。")
TODAY = N_("今天 {day}")
BY = N_("不晚于 {day}")
SUM = N_("累计 {sum}")
NO_MORE_THAN = N_("不超过 {most}")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a cost of before approval that comes too late, and note when there are many."""
    day, agreement = claim.counted_on, claim.agreement
    if day is None:
        return
    if phase(day, agreement.approved_on, agreement.ends_on) is Phase.PRE_PROJECT:
        yield from _late(claim)
        yield from _much(claim)


def _late(claim: Claim) -> Iterator[Finding]:
    signed_on = claim.agreement.signed_on
    months = claim.texts.standards.limits.pre_project_claim_months
    if signed_on is None:
        return
    last = days_after(months_after(signed_on, months), claim.days_appealed)
    if claim.today > last:
        yield _find(
            SEVERITY,
            TOO_LATE,
            EXPLAIN,
            {
                "signed": str(signed_on),
                "months": str(months),
                "last": str(last),
                "today": str(claim.today),
            },
            found=message(TODAY, day=str(claim.today)),
            limit=message(BY, day=str(last)),
        )


def _much(claim: Claim) -> Iterator[Finding]:
    first = claim.standing.first_instalment
    if first is None:
        return
    share = claim.texts.standards.limits.pre_project_warn_share
    together, most = claim.standing.pre_project_claimed + claim.amount, first * share
    if together > most:
        yield _find(
            Severity.NOTE,
            MUCH,
            WATCH,
            {
                "sum": yuan(together),
                "first": yuan(first),
                "share": f"{share:.0%}",
                "most": yuan(most),
            },
            found=message(SUM, sum=yuan(together)),
            limit=message(NO_MORE_THAN, most=yuan(most)),
        )
