"""第二十五条: the money serves the eight directions the article names.

"等" leaves room for more, but only with the Center's approval in hand.
"""

from collections.abc import Iterator

from compliance.categories import Category
from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, message

ARTICLE = 25
TITLE = N_("支出方向在经费使用范围内")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
NOT_CHOSEN = N_("还没有选择支出方向，无法判断是否在经费使用范围内（依据{article}）。")
CHOOSE = N_("请选择研发、培训、交流、导师辅导、学术会议、继续教育、专利及文章发表或宣传之一。")
NOT_APPROVED = N_("支出方向“其他”须先经中心批复，目前没有批复（依据{article}）。")
GET_APPROVAL = N_("请附中心批复，或改选八个支出方向之一。")
APPROVAL = "center_approval"


def check(claim: Claim) -> Iterator[Finding]:
    """Find a direction that is missing, or "other" without the Center's approval."""
    if claim.category is None:
        yield _finding(NOT_CHOSEN, CHOOSE)
    elif claim.category is Category.OTHER and APPROVAL not in claim.evidence:
        yield _finding(NOT_APPROVED, GET_APPROVAL)


def _finding(sentence: str, remedy: str) -> Finding:
    return Finding(
        rule="eligible_category",
        article=ARTICLE,
        severity=SEVERITY,
        message=message(sentence, article=citation(ARTICLE)),
        remedy=message(remedy),
        override=OVERRIDE,
    )
