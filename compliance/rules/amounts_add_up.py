"""第二十六条: figures that contradict each other are not booked; they would be 虚报 in the making.

The lines sum to the amount and to the tax, within one fen a line and six in all, as issuers round
line by line; amount and tax make the total to the fen; the capital numerals say the total. Where
the tax of a line is more than six fen off its rate, a person looks, unless it is on a difference
(差额征税). What a voucher does not print, or masks by asterisks, is not compared.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from compliance.capital_numerals import says_the_same
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is, yuan
from importers.invoice import Invoice, Line, decimal_of

ARTICLE = 26
TITLE = N_("金额勾稽一致")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
LINES_DIFFER = N_("各行金额之和 {found} 与合计金额 {expected} 不符（依据{article}）。")
TAXES_DIFFER = N_("各行税额之和 {found} 与合计税额 {expected} 不符（依据{article}）。")
TOTAL_DIFFERS = N_("金额加税额 {found} 与价税合计 {expected} 不符（依据{article}）。")
WORDS_DIFFER = N_("大写金额“{found}”与价税合计 {expected} 不符（依据{article}）。")
RATE_DIFFERS = N_("第 {lines} 行的税额与金额乘税率不符（依据{article}）。")
EXPLAIN_RATE = N_("请核对票面；差额征税的，请说明并附查验结果。")
AT = N_("第 {lines} 行")
REISSUE = N_("请核对票面；票面确有错误的，请让销售方重新开具。")
_ON_DIFFERENCE = "差额征税"
_RATE = re.compile(r"(\d+(?:\.\d+)?)%")
_find = Finder(__name__, ARTICLE, OVERRIDE)
_PER_LINE, _PER_INVOICE = Decimal("0.01"), Decimal("0.06")


def check(claim: Claim) -> Iterator[Finding]:
    """Find sums, totals and words that contradict each other."""
    invoice = claim.invoice
    yield from _check_lines(
        invoice, invoice.amount, lambda line: line.amount, (LINES_DIFFER, "total_amount")
    )
    yield from _check_lines(
        invoice, invoice.tax, lambda line: line.tax, (TAXES_DIFFER, "total_tax")
    )
    yield from _check_rates(invoice)
    yield from _check_total(invoice)
    yield from _check_words(invoice)


def _check_lines(
    invoice: Invoice,
    expected: Decimal | None,
    column: Callable[[Line], str | None],
    answer: tuple[str, str],
) -> Iterator[Finding]:
    """Compare a column with its sum; masked cells count as nothing where others are printed."""
    cells = {place: decimal_of(column(line)) for place, line in enumerate(invoice.items)}
    printed = {place: value for place, value in cells.items() if value is not None}
    if expected is None or not printed:
        return
    found = sum(printed.values(), Decimal(0))
    if abs(found - expected) > min(_PER_LINE * len(invoice.items), _PER_INVOICE):
        sentence, field = answer
        values = {"found": yuan(found), "expected": yuan(expected)}
        yield _finding(sentence, values, ("items", field), lines=tuple(printed))


def _check_rates(invoice: Invoice) -> Iterator[Finding]:
    """Compare the tax of each line with its rate, unless the tax is on a difference."""
    if _ON_DIFFERENCE in (invoice.remarks or ""):
        return
    wrong = tuple(place for place, line in enumerate(invoice.items) if not _rate_holds(line))
    if wrong:
        places = tuple(as_is(str(place + 1)) for place in wrong)
        about = {"fields": ("items",), "lines": wrong, "found": message(AT, lines=places)}
        yield _find(Severity.REVIEW, RATE_DIFFERS, EXPLAIN_RATE, {"lines": places}, **about)


def _rate_holds(line: Line) -> bool:
    amount, tax = decimal_of(line.amount), decimal_of(line.tax)
    rate = _RATE.fullmatch(line.tax_rate or "")
    if amount is None or tax is None or rate is None:
        return True
    return abs(amount * Decimal(rate[1]) / 100 - tax) <= _PER_INVOICE


def _check_total(invoice: Invoice) -> Iterator[Finding]:
    if invoice.amount is None or invoice.total is None:
        return
    found = invoice.amount + (invoice.tax or 0)
    if found != invoice.total:
        values = {"found": yuan(found), "expected": yuan(invoice.total)}
        fields = ("total_amount", "total_tax", "total_with_tax")
        yield _finding(TOTAL_DIFFERS, values, fields)


def _check_words(invoice: Invoice) -> Iterator[Finding]:
    words, total = invoice.total_in_words, invoice.total
    if words and total is not None and not says_the_same(words, total):
        values = {"found": words, "expected": yuan(total)}
        yield _finding(WORDS_DIFFER, values, ("total_with_tax", "total_in_words"))


def _finding(
    sentence: str, values: Mapping[str, str], fields: tuple[str, ...], lines: tuple[int, ...] = ()
) -> Finding:
    return _find(
        SEVERITY,
        sentence,
        REISSUE,
        values,
        fields=fields,
        found=as_is(values["found"]),
        limit=as_is(values["expected"]),
        lines=lines,
    )
