"""第二十六条: 专款专用: nothing is paid that the dedicated account does not hold.

The balance is what has been received, less what is spent and what other claims have reserved.
"""

from collections.abc import Iterator
from decimal import Decimal

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is, yuan

ARTICLE = 26
TITLE = N_("专门账户余额足够")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
MESSAGE = N_("专门账户可用余额 {balance}，不足以支付本次列支 {amount}（依据{article}）。")
REMEDY = N_("请等下一期经费到账并确认后再提交，或减少列支金额。")
AVAILABLE = N_("可用余额 {balance}")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a claim that is more than the account holds."""
    balance, amount = claim.position.account_balance, claim.amount
    if amount > balance:
        yield _find(
            SEVERITY,
            MESSAGE,
            REMEDY,
            {"balance": yuan(balance), "amount": yuan(amount)},
            found=as_is(yuan(amount)),
            limit=message(AVAILABLE, balance=yuan(balance)),
            most=max(balance, Decimal("0.00")),
        )
