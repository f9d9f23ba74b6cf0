"""第二十八条: by procedure, 按程序: an invoice is claimed while it can still be checked.

Two notes: an invoice older than some days (default 180) when it is claimed, and one of an earlier
accounting year, 跨年发票, which is booked apart. Costs of the six months before approval have a
term of their own.
"""

from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.window import Phase, phase
from compliance.wording import as_is

ARTICLE = 28
TITLE = N_("在开票后及时、当年提交")
SEVERITY = Severity.NOTE
OVERRIDE = Override.REASON
OLD = N_("开票日期 {issued} 距今 {days} 天，超过 {most} 天（依据{article}）。")
EXPLAIN = N_("请写明迟报的原因；今后请在费用发生后及时提交。")
LAST_YEAR = N_("发票开具于 {issued}，属 {year} 年度，跨年列支（依据{article}）。")
BOOK_APART = N_("请财务按以前年度支出处理，并核对上年没有入账。")
DAYS = N_("{days} 天")
NO_MORE_THAN = N_("不超过 {days} 天")
THIS_YEAR = N_("{year} 年度")
_FIELDS = ("issue_date",)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Note an old invoice, and one of an earlier year."""
    issued, agreement = claim.invoice.issue_date, claim.agreement
    if issued is None:
        return
    day = claim.counted_on or issued
    before = phase(day, agreement.approved_on, agreement.ends_on) is Phase.PRE_PROJECT
    age = (claim.today - issued).days - claim.days_appealed
    most = claim.texts.standards.limits.claim_within_days
    if age > most and not before:
        yield _find(
            SEVERITY,
            OLD,
            EXPLAIN,
            {"issued": str(issued), "days": str(age), "most": str(most)},
            fields=_FIELDS,
            found=message(DAYS, days=str(age)),
            limit=message(NO_MORE_THAN, days=str(most)),
        )
    if issued.year < claim.today.year:
        yield _find(
            SEVERITY,
            LAST_YEAR,
            BOOK_APART,
            {"issued": str(issued), "year": str(issued.year)},
            fields=_FIELDS,
            found=as_is(str(issued)),
            limit=message(THIS_YEAR, year=str(claim.today.year)),
        )
