"""第二十五条: the money serves the eight directions the article names.

"等" leaves room for more, but only with the Center's approval in hand, which a person compares with
the claim: whoever ticks that it is there proves nothing.
"""

from collections.abc import Iterator

from compliance.categories import Category
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message

ARTICLE = 25
TITLE = N_("支出方向在经费使用范围内")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
NOT_CHOSEN = N_("还没有选择支出方向，无法判断是否在经费使用范围内（依据{article}）。")
CHOOSE = N_("请选择研发、培训、交流、导师辅导、学术会议、继续教育、专利及文章发表或宣传之一。")
NOT_APPROVED = N_("支出方向“其他”须先经中心批复，目前没有批复（依据{article}）。")
GET_APPROVAL = N_("请附中心批复，或改选八个支出方向之一。")
ON_APPROVAL = N_("支出方向“其他”，经办人填写为已有中心批复（依据{article}）。")
COMPARE = N_("请附中心批复，由审核人核对其用途、金额和日期。")
NOTHING = N_("未选择支出方向")
APPROVAL = "center_approval"
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a direction that is missing, or "other" without the Center's approval."""
    categories = claim.texts.categories
    titles = tuple(each.title for each in categories.texts if each.category is not Category.OTHER)
    eight = Message("{titles}", {"titles": titles})
    if claim.category is None:
        yield _find(SEVERITY, NOT_CHOSEN, CHOOSE, found=message(NOTHING), limit=eight)
    elif claim.category is Category.OTHER:
        said = (SEVERITY, NOT_APPROVED, GET_APPROVAL)
        if APPROVAL in claim.evidence:
            said = (Severity.REVIEW, ON_APPROVAL, COMPARE)
        yield _find(*said, found=categories.title(Category.OTHER), limit=eight)
