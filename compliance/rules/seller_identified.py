"""第二十八条: an invoice names its seller by a code that can be one.

A 统一社会信用代码 (GB 32100) ends in a check character; a code it does not fit was misread, altered
or invented, and a person looks. The number of an identity card stands for a person and has a check
digit of its own. Numbers of 15 or 20 characters are tax numbers of the time before; that is worth
a note. What is masked, and what the reader was unsure of, is not judged here.
"""

import re
from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is
from importers import uscc

ARTICLE = 28
TITLE = N_("销售方税号成立")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
WRONG_CHECK = N_("销售方税号 {found} 的校验位不对，不是有效的统一社会信用代码（依据{article}）。")
WRONG_LENGTH = N_("销售方税号 {found} 有 {length} 位，不是任何一种税号的长度（依据{article}）。")
VERIFY = N_("请对照票面核对；票面就是这样的，请查验发票并附结果。")
OLD_NUMBER = N_("销售方税号 {found} 是 {length} 位的旧税号，无法校验（依据{article}）。")
KEEP_VERIFICATION = N_("请留存发票查验结果备查。")
EXPECTED = N_("18 位统一社会信用代码")
_FIELDS = ("seller_tax_id",)
_OLD_LENGTHS = (15, 20)
_IDENTITY = re.compile(
    r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]"
)
_CHECKS = "10X98765432"
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a seller's code that cannot be one."""
    invoice = claim.invoice
    code = uscc.compact(invoice.seller_tax_id or "")
    if not code or "*" in code or "seller_tax_id" in invoice.uncertain or _holds(code):
        return
    values = {"found": code, "length": str(len(code))}
    said = (SEVERITY, WRONG_LENGTH, VERIFY)
    if len(code) == uscc.LENGTH:
        said = (SEVERITY, WRONG_CHECK, VERIFY)
    elif len(code) in _OLD_LENGTHS:
        said = (Severity.NOTE, OLD_NUMBER, KEEP_VERIFICATION)
    yield _find(*said, values, fields=_FIELDS, found=as_is(code), limit=message(EXPECTED))


def _holds(code: str) -> bool:
    return uscc.has_valid_check(code) or _is_identity_number(code)


def _is_identity_number(code: str) -> bool:
    """Tell whether this is the number of an identity card (GB 11643), by form and check digit."""
    if not _IDENTITY.fullmatch(code):
        return False
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(code[:17]))
    return _CHECKS[total % len(_CHECKS)] == code[17]
