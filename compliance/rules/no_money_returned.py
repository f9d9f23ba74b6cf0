"""第二十六条: what comes back from the seller was no cost; charging it would be 套取.

Money that the seller paid into the dedicated account within some days of the invoice (default 90)
is held against the red letters of this invoice. What they do not explain calls for a person; where
the claim is more than what is left of the invoice, lowering it is a way out.
"""

from collections.abc import Iterator
from decimal import Decimal

from compliance.facts import Claim, Refund
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.shares import taken
from compliance.window import days_after
from compliance.wording import yuan

ARTICLE = 26
TITLE = N_("销售方没有退回款项")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
CAME_BACK = N_(
    "开票后 {days} 天内，销售方向专门账户退回 {refund}（最近一笔 {day}），红字发票只冲销 {red}"
    "（依据{article}）。"
)
EXPLAIN = N_("请说明退款原因；属本发票的，请上传红字发票并按退款后的余额列支。")
REFUNDED = N_("退回 {refund}")
EXPLAINED = N_("红字发票冲销 {red}")
_NOTHING = Decimal("0.00")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find refunds that no red letter explains."""
    days = claim.texts.standards.limits.refund_days
    refunds = tuple(each for each in claim.refunds if _counts(claim, each, days))
    refund = sum((each.amount for each in refunds), _NOTHING)
    red = -sum((each.total for each in claim.red_letters), _NOTHING)
    if not refunds or refund <= red:
        return
    yield _find(
        SEVERITY,
        CAME_BACK,
        EXPLAIN,
        {
            "days": str(days),
            "refund": yuan(refund),
            "day": str(max(each.on for each in refunds)),
            "red": yuan(red),
        },
        fields=("seller_name", "total_with_tax"),
        found=message(REFUNDED, refund=yuan(refund)),
        limit=message(EXPLAINED, red=yuan(red)),
        most=_most(claim, refund),
    )


def _counts(claim: Claim, refund: Refund, days: int) -> bool:
    issued = claim.invoice.issue_date
    return issued is not None and issued <= refund.on <= days_after(issued, days)


def _most(claim: Claim, refund: Decimal) -> Decimal | None:
    """Return what is left of the invoice, where that is something and less than the claim."""
    total = claim.invoice.total
    if total is None:
        return None
    left = total - refund - taken(claim)
    return left if _NOTHING < left < claim.amount else None
