"""第二十六条: one purchase is not taken apart to stay under a bound, which would be 虚报 (NL-30).

Two signs, each for a person to explain: invoices of one seller on one day whose numbers follow
each other (default three, a gap of one left out), and invoices of one seller within some days,
each below the bound and together at it or above (defaults 10 days, 50,000 yuan). Each number is
counted once, however many claims share its invoice.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from compliance.facts import Claim, Nearby
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message
from compliance.wording import as_is, yuan

ARTICLE = 26
TITLE = N_("没有拆分采购的迹象")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
CONSECUTIVE = N_("同一销售方 {day} 开具的 {count} 张发票号码相连：{numbers}（依据{article}）。")
EXPLAIN_NUMBERS = N_("请说明为什么分开开票，并附清单或合同；属同一笔采购的，请合并说明。")
SPLIT = N_(
    "同一销售方 {days} 天内的 {count} 张发票都低于 {bound}，合计 {sum}：{numbers}"
    "（依据{article}）。"
)
EXPLAIN_PARTS = N_("请说明分次采购的原因，或合并办理审批和验收。")
IN_A_ROW = N_("{count} 张连号")
FEWER = N_("少于 {count} 张")
SUM = N_("合计 {sum}")
BOUND = N_("低于 {bound}")
_GAP = 2  # 101 and 103 still follow each other
_find = Finder(__name__, ARTICLE, OVERRIDE)
_ITEM = "NL-30"


def check(claim: Claim) -> Iterator[Finding]:
    """Find numbers in a row, and parts that together reach the bound."""
    this = _this(claim)
    if this is None:
        return
    others = {other.invoice_number: other for other in claim.nearby} | {this.invoice_number: this}
    invoices = tuple(sorted(others.values(), key=lambda each: (each.issued_on, _order(each))))
    yield from _consecutive(
        claim, this, [one for one in invoices if one.issued_on == this.issued_on]
    )
    yield from _split(claim, this, invoices)


def _this(claim: Claim) -> Nearby | None:
    invoice = claim.invoice
    number, issued_on, total = invoice.invoice_number, invoice.issue_date, invoice.total
    if number is None or issued_on is None or total is None:
        return None
    return Nearby("", number, issued_on, total)


def _consecutive(claim: Claim, this: Nearby, of_the_day: Sequence[Nearby]) -> Iterator[Finding]:
    count = claim.texts.standards.limits.consecutive_count
    run = _run(this, of_the_day)
    if len(run) < count:
        return
    yield _find(
        SEVERITY,
        CONSECUTIVE,
        EXPLAIN_NUMBERS,
        {"day": str(this.issued_on), "count": str(len(run)), "numbers": _numbers(run)},
        fields=("invoice_number",),
        item=_ITEM,
        found=message(IN_A_ROW, count=str(len(run))),
        limit=message(FEWER, count=str(count)),
    )


def _run(this: Nearby, invoices: Sequence[Nearby]) -> list[Nearby]:
    """Return the invoices whose numbers lead to this one without a wide gap."""
    alike = [one for one in invoices if _is_like(one, this)]
    run: list[Nearby] = []
    for one in sorted(alike, key=_order):
        if run and _order(one) - _order(run[-1]) > _GAP:
            if this in run:
                break
            run = []
        run.append(one)
    return run


def _is_like(one: Nearby, this: Nearby) -> bool:
    number = one.invoice_number
    return number.isdecimal() and len(number) == len(this.invoice_number)


def _order(one: Nearby) -> int:
    return int(one.invoice_number) if one.invoice_number.isdecimal() else 0


def _split(claim: Claim, this: Nearby, invoices: Sequence[Nearby]) -> Iterator[Finding]:
    limits = claim.texts.standards.limits
    small = [one for one in invoices if 0 < one.total < limits.split_from]
    if this not in small:
        return
    parts = max(_windows(this, small, limits.split_days), key=_sum)
    if _sum(parts) < limits.split_from:
        return
    yield _find(
        SEVERITY,
        SPLIT,
        EXPLAIN_PARTS,
        {
            "days": str(limits.split_days),
            "count": str(len(parts)),
            "bound": yuan(limits.split_from),
            "sum": yuan(_sum(parts)),
            "numbers": _numbers(parts),
        },
        fields=("seller_name", "issue_date", "total_with_tax"),
        item=_ITEM,
        found=message(SUM, sum=yuan(_sum(parts))),
        limit=message(BOUND, bound=yuan(limits.split_from)),
    )


def _windows(this: Nearby, invoices: Sequence[Nearby], days: int) -> Iterator[list[Nearby]]:
    """Return the invoices of each stretch of so many days that this one lies in."""
    length = timedelta(days=days - 1)
    firsts = {one.issued_on for one in invoices if _spans(one.issued_on, this.issued_on, length)}
    for first in sorted(firsts):
        yield [one for one in invoices if _spans(first, one.issued_on, length)]


def _spans(first: date, day: date, length: timedelta) -> bool:
    return first <= day <= first + length


def _sum(invoices: Sequence[Nearby]) -> Decimal:
    return sum((one.total for one in invoices), Decimal(0))


def _numbers(invoices: Sequence[Nearby]) -> tuple[Message, ...]:
    return tuple(as_is(one.invoice_number) for one in invoices)
