"""第二十七条: spending keeps to the task agreement, whose budget is given by direction.

A claim fits when it is no more than what is left of its direction after all that is spent and
committed. The ledger holds the same bound, so a person cannot wave it through: the budget must
be adjusted first.
"""

from collections.abc import Iterator
from decimal import Decimal

from compliance.categories import Category
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message
from compliance.wording import as_is, yuan

ARTICLE = 27
TITLE = N_("支出方向的可用预算足够")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
NOT_PLANNED = N_("任务书没有为“{category}”安排预算（依据{article}）。")
CHOOSE_ANOTHER = N_("请核对支出方向；确需列支的，请先办理预算调剂。")
TOO_LITTLE = N_(
    "“{category}”可用预算 {available}，本次列支 {amount}，超出 {excess}（依据{article}）。"
)
ADJUST = N_("请减少列支金额，或先办理预算调剂。")
PLANNED = N_("已安排预算：{categories}")
AVAILABLE = N_("可用预算 {available}")
_NOTHING = Decimal("0.00")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a direction without a budget, or with too little left."""
    category = claim.category
    if category is None:
        return
    title = claim.texts.categories.title(category)
    if not claim.agreement.budget.get(category):
        values = {"category": title}
        yield _find(
            SEVERITY, NOT_PLANNED, CHOOSE_ANOTHER, values, found=title, limit=_planned(claim)
        )
        return
    available = claim.position.available.get(category, _NOTHING)
    if claim.amount > available:
        yield _too_little(claim.amount, available, title)


def _planned(claim: Claim) -> Message | None:
    """Say which directions the agreement gives a budget, in their order."""
    budget, title = claim.agreement.budget, claim.texts.categories.title
    planned = tuple(title(each) for each in Category if budget.get(each))
    return message(PLANNED, categories=planned) if planned else None


def _too_little(amount: Decimal, available: Decimal, title: Message) -> Finding:
    return _find(
        SEVERITY,
        TOO_LITTLE,
        ADJUST,
        {
            "category": title,
            "available": yuan(available),
            "amount": yuan(amount),
            "excess": yuan(amount - available),
        },
        found=as_is(yuan(amount)),
        limit=message(AVAILABLE, available=yuan(available)),
        most=max(available, _NOTHING),
    )
