"""第二十八条: at actual cost, 据实: input tax that was deducted is no cost (NL-39).

Where the employer has deducted the tax of an invoice (增值税法 §16), all claims on that invoice
together may take no more than the amount without tax. A special invoice claimed above that amount
must say whether its tax was deducted; an ordinary invoice cannot be deducted and says nothing.
"""

from collections.abc import Iterator
from decimal import Decimal

from compliance.facts import Claim, VatClaim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Value, message
from compliance.shares import taken
from compliance.wording import yuan
from importers.invoice import Kind

ARTICLE = 28
TITLE = N_("已抵扣的进项税没有列支")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.SECOND_PERSON
CHARGED = N_(
    "进项税额 {tax} 已抵扣，这张发票最多列支不含税金额 {net}，已列支 {taken}，本次 {amount}"
    "（依据{article}）。"
)
LOWER = N_("请把列支金额改为 {most}；税额实际没有抵扣的，请更正“进项税”一项。")
NOTHING_LEFT = N_("不含税金额已列支完，请撤回本次申请；税额实际没有抵扣的，请更正“进项税”一项。")
NOT_STATED = N_("专用发票没有说明进项税额 {tax} 是否抵扣（依据{article}）。")
STATE = N_("请选择是否抵扣；已抵扣的，按不含税金额 {net} 列支。")
SPENT = N_("本次列支 {amount}")
NET = N_("不含税金额 {net}")
SPECIAL = frozenset({Kind.E_SPECIAL, Kind.VAT_E_SPECIAL, Kind.VAT_PAPER_SPECIAL})
_FIELDS = ("total_amount", "total_tax")
_NOTHING = Decimal("0.00")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find deducted tax in the claim, and a special invoice that does not say."""
    invoice = claim.invoice
    if claim.vat is VatClaim.NOT_CLAIMED or not invoice.tax or invoice.total is None:
        return
    net = invoice.total - invoice.tax
    most = max(net - taken(claim), _NOTHING)
    if claim.amount <= most:
        return
    if claim.vat is VatClaim.CLAIMED:
        yield _charged(claim, invoice.tax, net, most)
    elif invoice.kind in SPECIAL:
        values: dict[str, Value] = {"tax": yuan(invoice.tax)}
        remedy = message(STATE, net=yuan(net))
        yield _find(Severity.REVIEW, NOT_STATED, remedy, values, fields=("kind", *_FIELDS))


def _charged(claim: Claim, tax: Decimal, net: Decimal, most: Decimal) -> Finding:
    return _find(
        SEVERITY,
        CHARGED,
        message(LOWER, most=yuan(most)) if most else message(NOTHING_LEFT),
        {
            "tax": yuan(tax),
            "net": yuan(net),
            "taken": yuan(taken(claim)),
            "amount": yuan(claim.amount),
        },
        fields=_FIELDS,
        item="NL-39",
        found=message(SPENT, amount=yuan(claim.amount)),
        limit=message(NET, net=yuan(net)),
        most=most,
    )
