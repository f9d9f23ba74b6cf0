"""第二十六条: 专款专用: nothing is paid that the dedicated account does not hold.

The balance is what has been received, less what is spent and what other claims have reserved.
"""

from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, message
from compliance.wording import yuan

ARTICLE = 26
TITLE = N_("专门账户余额足够")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
MESSAGE = N_("专门账户可用余额 {balance}，不足以支付本次列支 {amount}（依据{article}）。")
REMEDY = N_("请等下一期经费到账并确认后再提交，或减少列支金额。")


def check(claim: Claim) -> Iterator[Finding]:
    """Find a claim that is more than the account holds."""
    balance = claim.position.account_balance
    if claim.amount > balance:
        yield Finding(
            rule="within_account_balance",
            article=ARTICLE,
            severity=SEVERITY,
            message=message(
                MESSAGE,
                balance=yuan(balance),
                amount=yuan(claim.amount),
                article=citation(ARTICLE),
            ),
            remedy=message(REMEDY),
            override=OVERRIDE,
        )
