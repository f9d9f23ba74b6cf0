"""第二十六条: figures that contradict each other are not booked; they would be 虚报 in the making.

The lines sum to the amount and to the tax, within one fen a line and six in all, as issuers round
line by line; amount and tax make the total to the fen; the capital numerals say the total. What a
voucher does not print, or masks by asterisks, is not compared.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from compliance.capital_numerals import says_the_same
from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, Message, message
from compliance.wording import yuan
from importers.invoice import Invoice, Line, decimal_of

ARTICLE = 26
TITLE = N_("金额勾稽一致")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
LINES_DIFFER = N_("各行金额之和 {found} 与合计金额 {expected} 不符（依据{article}）。")
TAXES_DIFFER = N_("各行税额之和 {found} 与合计税额 {expected} 不符（依据{article}）。")
TOTAL_DIFFERS = N_("金额加税额 {found} 与价税合计 {expected} 不符（依据{article}）。")
WORDS_DIFFER = N_("大写金额“{words}”与价税合计 {expected} 不符（依据{article}）。")
REISSUE = N_("请核对票面；票面确有错误的，请让销售方重新开具。")
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
    yield from _check_total(invoice)
    yield from _check_words(invoice)


def _check_lines(
    invoice: Invoice,
    expected: Decimal | None,
    column: Callable[[Line], str | None],
    answer: tuple[str, str],
) -> Iterator[Finding]:
    """Compare a column with its sum; masked cells count as nothing where others are printed."""
    printed = [value for line in invoice.items if (value := decimal_of(column(line))) is not None]
    if expected is None or not printed:
        return
    found = sum(printed, Decimal(0))
    if abs(found - expected) > min(_PER_LINE * len(invoice.items), _PER_INVOICE):
        sentence, field = answer
        values = {"found": yuan(found), "expected": yuan(expected)}
        yield _finding(_say(sentence, **values), ("items", field))


def _check_total(invoice: Invoice) -> Iterator[Finding]:
    if invoice.amount is None or invoice.total is None:
        return
    found = invoice.amount + (invoice.tax or 0)
    if found != invoice.total:
        sentence = _say(TOTAL_DIFFERS, found=yuan(found), expected=yuan(invoice.total))
        yield _finding(sentence, ("total_amount", "total_tax", "total_with_tax"))


def _check_words(invoice: Invoice) -> Iterator[Finding]:
    words, total = invoice.total_in_words, invoice.total
    if words and total is not None and not says_the_same(words, total):
        sentence = _say(WORDS_DIFFER, words=words, expected=yuan(total))
        yield _finding(sentence, ("total_with_tax", "total_in_words"))


def _say(template: str, **values: str) -> Message:
    return message(template, article=citation(ARTICLE), **values)


def _finding(sentence: Message, fields: tuple[str, ...]) -> Finding:
    return Finding(
        rule="amounts_add_up",
        article=ARTICLE,
        severity=SEVERITY,
        message=sentence,
        remedy=message(REISSUE),
        fields=fields,
        override=OVERRIDE,
    )
