"""第二十五条: continuing education is paid once.

Employers normally pay it from their own fund for staff education (职工教育经费), which they must
set aside anyway. Whoever charges it here is reminded to make sure, once, that it was not charged
there too; a note of that, attached, settles it.
"""

from collections.abc import Iterator

from compliance.categories import Category
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message

ARTICLE = 25
TITLE = N_("继续教育费用没有重复列支")
SEVERITY = Severity.NOTE
OVERRIDE = Override.REASON
REMINDER = N_("继续教育费用通常从职工教育经费列支，请确认没有在两处列支（依据{article}）。")
CONFIRM = N_("请附未在职工教育经费重复列支的说明。")
NOT_SAID = N_("没有说明另一渠道是否已列支")
SINGLE = "single_funding"
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find continuing education without a word on the employer's own fund for it."""
    if claim.category is Category.CE and SINGLE not in claim.evidence:
        yield _find(SEVERITY, REMINDER, CONFIRM, found=message(NOT_SAID))
