"""第二十六条: a red-letter or voided invoice is no cost; charging it would be 虚报.

A red-letter invoice takes back the blue one named in its remarks. If that one has been charged,
the charge has to be reversed.
"""

import re
import unicodedata
from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is, yuan

ARTICLE = 26
TITLE = N_("不是红字发票，也没有作废")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
RED = N_("这是红字发票，不能作为列支凭证（依据{article}）。")
RED_OF = N_("这是红字发票，冲销的是蓝字发票 {original}（依据{article}）。")
REVERSE = N_("请使用有效的蓝字发票；原蓝字发票已列支的，请办理冲销。")
VOID = N_("备注写有“作废”（依据{article}）。")
CONFIRM = N_("请在税务查验平台核对发票状态，并附查验结果。")
MARK = N_("红字标记")
_VOID = "作废"
_ORIGINAL = re.compile(r"被红冲蓝字(?:数电票|数电发票|发票)?号码[::]?\s*(\d+)")
_TOTAL, _REMARKS = ("total_with_tax",), ("remarks",)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a red-letter invoice, and one whose remarks call it voided."""
    invoice = claim.invoice
    remarks = unicodedata.normalize("NFKC", invoice.remarks or "")
    original = _ORIGINAL.search(remarks)
    if original:
        values, found = {"original": original[1]}, as_is(original[0])
        yield _find(SEVERITY, RED_OF, REVERSE, values, fields=(*_TOTAL, *_REMARKS), found=found)
    elif invoice.total is not None and invoice.total < 0:
        yield _find(SEVERITY, RED, REVERSE, fields=_TOTAL, found=as_is(yuan(invoice.total)))
    elif invoice.is_red:
        yield _find(SEVERITY, RED, REVERSE, fields=_TOTAL, found=message(MARK))
    elif _VOID in remarks:
        yield _find(Severity.REVIEW, VOID, CONFIRM, fields=_REMARKS, found=as_is(_VOID))
