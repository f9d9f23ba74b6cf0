"""第二十七条: spending keeps to the task agreement, whose budget is given by direction.

A claim fits when it is no more than what is left of its direction after all that is spent and
committed. The ledger holds the same bound, so a person cannot wave it through: the budget must
be adjusted first.
"""

from collections.abc import Iterator
from decimal import Decimal

from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, Message, message
from compliance.wording import yuan

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
_ARTICLE = citation(ARTICLE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a direction without a budget, or with too little left."""
    category = claim.category
    if category is None:
        return
    if not claim.agreement.budget.get(category):
        sentence = message(
            NOT_PLANNED, category=claim.texts.categories.title(category), article=_ARTICLE
        )
        yield _finding(sentence, CHOOSE_ANOTHER)
        return
    available = claim.position.available.get(category, Decimal(0))
    if claim.amount > available:
        sentence = message(
            TOO_LITTLE,
            category=claim.texts.categories.title(category),
            available=yuan(available),
            amount=yuan(claim.amount),
            excess=yuan(claim.amount - available),
            article=_ARTICLE,
        )
        yield _finding(sentence, ADJUST)


def _finding(sentence: Message, remedy: str) -> Finding:
    return Finding(
        rule="within_budget",
        article=ARTICLE,
        severity=SEVERITY,
        message=sentence,
        remedy=message(remedy),
        override=OVERRIDE,
    )
