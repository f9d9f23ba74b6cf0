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
from compliance.messages import N_, message
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
    invoices = sorted(others.values(), key=lambda each: (each.issued_on, each.invoice_number))
    yield from _consecutive(claim, this, invoices)
    yield from _split(claim, this, invoices)


def _this(claim: Claim) -> Nearby | None:
    invoice = claim.invoice
    number, issued_on, total = invoice.invoice_number, invoice.issue_date, invoice.total
    if number is None or issued_on is None or total is None:
        return None
    return Nearby("", number, issued_on, total)


def _consecutive(claim: Claim, this: Nearby, invoices: Sequence[Nearby]) -> Iterator[Finding]:
    count = claim.texts.standards.limits.consecutive_count
    run = _run(this, [one.invoice_number for one in invoices if _is_like(one, this)])
    if len(run) < count:
        return
    numbers = tuple(as_is(number) for number in run)
    yield _find(
        SEVERITY,
        CONSECUTIVE,
        EXPLAIN_NUMBERS,
        {"day": str(this.issued_on), "count": str(len(run)), "numbers": numbers},
        fields=("invoice_number",),
        item=_ITEM,
        found=message(IN_A_ROW, count=str(len(run))),
        limit=message(FEWER, count=str(count)),
    )


def _is_like(one: Nearby, this: Nearby) -> bool:
    """Tell whether an invoice of the same day has a number that this one's can follow."""
    number = one.invoice_number
    return (
        one.issued_on == this.issued_on
        and number.isdecimal()
        and len(number) == len(this.invoice_number)
    )


def _run(this: Nearby, numbers: Sequence[str]) -> list[str]:
    """Return those of the rising numbers that lead to this one's without a wide gap."""
    run: list[str] = []
    for number in numbers:
        if run and int(number) - int(run[-1]) > _GAP:
            if this.invoice_number in run:
                break
            run = []
        run.append(number)
    return run if this.invoice_number in run else []


def _split(claim: Claim, this: Nearby, invoices: Sequence[Nearby]) -> Iterator[Finding]:
    limits = claim.texts.standards.limits
    bound, length = limits.split_from, timedelta(days=limits.split_days - 1)
    if not 0 < this.total < bound:
        return
    near = (one for one in invoices if abs(one.issued_on - this.issued_on) <= length)
    small = [one for one in near if 0 < one.total < bound]
    parts = _heaviest(small, length)
    together = sum((one.total for one in parts), Decimal(0))
    if together >= bound:
        yield _find(
            SEVERITY,
            SPLIT,
            EXPLAIN_PARTS,
            {
                "days": str(limits.split_days),
                "count": str(len(parts)),
                "bound": yuan(bound),
                "sum": yuan(together),
                "numbers": tuple(as_is(one.invoice_number) for one in parts),
            },
            fields=("seller_name", "issue_date", "total_with_tax"),
            item=_ITEM,
            found=message(SUM, sum=yuan(together)),
            limit=message(BOUND, bound=yuan(bound)),
        )


def _heaviest(invoices: Sequence[Nearby], length: timedelta) -> list[Nearby]:
    """Return the invoices of that stretch of so many days which sums to most.

    All are near one day, which has some: that stretch holds it, as one more sums to more.
    """
    by_day: dict[date, Decimal] = {}
    for one in invoices:
        by_day[one.issued_on] = by_day.get(one.issued_on, Decimal(0)) + one.total

    def weight(first: date) -> Decimal:
        within = (by_day[each] for each in by_day if first <= each and each - first <= length)
        return sum(within, Decimal(0))

    start = max(sorted(by_day), key=weight)
    return [one for one in invoices if start <= one.issued_on and one.issued_on - start <= length]
