"""第二十六条: the Center keeps a list of sellers whose invoices turned out to be 虚报 or doubtful.

On the day of the invoice nothing may be bought from a barred seller, and a person looks at one
that is only watched. A listing that came after the purchase calls for a person too; one that had
ended before the purchase says nothing.
"""

from collections.abc import Iterator

from compliance.facts import Claim, Listing
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message

ARTICLE = 26
TITLE = N_("销售方不在关注名单上")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.SECOND_PERSON
BARRED = N_("销售方“{seller}”自 {day} 起被中心列入禁止交易名单，原因：{reason}（依据{article}）。")
BUY_ELSEWHERE = N_("请改向其他销售方采购；业务确属真实的，写明证据，由第二人复核。")
WATCHED = N_("销售方“{seller}”自 {day} 起被中心列入关注名单，原因：{reason}（依据{article}）。")
EXPLAIN = N_("请说明业务真实发生的情况，并附合同、验收和付款证明。")
AFTERWARDS = N_(
    "销售方“{seller}”在开票以后（{day}）被中心列入关注名单，原因：{reason}（依据{article}）。"
)
FOUND = N_("列入名单 {day}")
_FIELDS = ("seller_name", "seller_tax_id")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a seller that was listed on the day of the invoice, or has been since."""
    for listing in sorted(claim.listed, key=lambda each: (each.from_on, each.reason)):
        yield from _check_listing(claim, listing)


def _check_listing(claim: Claim, listing: Listing) -> Iterator[Finding]:
    bought_on = claim.invoice.issue_date or claim.today
    if listing.until_on is not None and listing.until_on < bought_on:
        return
    said = (Severity.REVIEW, WATCHED, EXPLAIN)
    if listing.from_on > bought_on:
        said = (Severity.REVIEW, AFTERWARDS, EXPLAIN)
    elif listing.barred:
        said = (SEVERITY, BARRED, BUY_ELSEWHERE)
    day = str(listing.from_on)
    seller = claim.invoice.seller_name or claim.invoice.seller_tax_id or ""
    values = {"seller": seller, "day": day, "reason": listing.reason}
    yield _find(*said, values, fields=_FIELDS, found=message(FOUND, day=day))
