"""第二十六条: what stands out from what is usual here is worth a second look; it is no proof.

Three notes, none of which stops anything: an amount above that of nineteen in twenty of the
employer's claims in this direction (default from 20 claims on); the same total from the same
seller several times within some days (default three in 10 days); and one seller with more than a
share of the direction's spending (default half).
"""

from collections.abc import Iterator
from datetime import timedelta

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is, yuan

ARTICLE = 26
TITLE = N_("金额和销售方没有异常")
SEVERITY = Severity.NOTE
OVERRIDE = Override.REASON
ABOVE = N_(
    "列支 {amount}，高于本单位在该方向最近 {count} 笔中 95% 的金额 {usual}（依据{article}）。"
)
COMPARE = N_("请核对单价和数量；无误的无需处理。")
REPEATED = N_(
    "同一销售方 {days} 天内有 {count} 张发票金额同为 {total}（{numbers}，依据{article}）。"
)
CHECK_TWICE = N_("请核对是否重复采购或重复开票；无误的无需处理。")
ONE_SELLER = N_("销售方“{seller}”占本单位在该方向支出的 {share}，超过 {most}（依据{article}）。")
KEEP_QUOTES = N_("请留存询价、比价材料备查。")
UP_TO = N_("不高于 {usual}")
ALIKE = N_("{count} 张同额发票")
FEWER = N_("少于 {count} 张")
NO_MORE_THAN = N_("不超过 {most}")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Note an unusual amount, the same amount again and again, and one seller for everything."""
    yield from _above(claim)
    yield from _repeated(claim)
    yield from _one_seller(claim)


def _above(claim: Claim) -> Iterator[Finding]:
    usual, least = claim.usual, claim.texts.standards.limits.unusual_from_count
    if usual is None or usual.count < least or claim.amount <= usual.ninety_fifth:
        return
    yield _find(
        SEVERITY,
        ABOVE,
        COMPARE,
        {
            "amount": yuan(claim.amount),
            "count": str(usual.count),
            "usual": yuan(usual.ninety_fifth),
        },
        fields=("total_with_tax",),
        found=as_is(yuan(claim.amount)),
        limit=message(UP_TO, usual=yuan(usual.ninety_fifth)),
    )


def _repeated(claim: Claim) -> Iterator[Finding]:
    invoice, limits = claim.invoice, claim.texts.standards.limits
    issued, total, number = invoice.issue_date, invoice.total, invoice.invoice_number
    if issued is None or total is None or number is None:
        return
    near = timedelta(days=limits.split_days - 1)
    numbers = {number} | {
        other.invoice_number
        for other in claim.nearby
        if other.total == total and abs(other.issued_on - issued) <= near
    }
    if len(numbers) >= limits.repeated_count:
        yield _find(
            SEVERITY,
            REPEATED,
            CHECK_TWICE,
            {
                "days": str(limits.split_days),
                "count": str(len(numbers)),
                "total": yuan(total),
                "numbers": tuple(as_is(each) for each in sorted(numbers)),
            },
            fields=("seller_name", "total_with_tax"),
            found=message(ALIKE, count=str(len(numbers))),
            limit=message(FEWER, count=str(limits.repeated_count)),
        )


def _one_seller(claim: Claim) -> Iterator[Finding]:
    usual, limits = claim.usual, claim.texts.standards.limits
    seller = claim.invoice.seller_name
    if usual is None or usual.count < limits.unusual_from_count or not seller:
        return
    if usual.seller_share > limits.seller_share_warn:
        share, most = f"{usual.seller_share:.1%}", f"{limits.seller_share_warn:.1%}"
        yield _find(
            SEVERITY,
            ONE_SELLER,
            KEEP_QUOTES,
            {"seller": seller, "share": share, "most": most},
            fields=("seller_name",),
            found=as_is(share),
            limit=message(NO_MORE_THAN, most=most),
        )
