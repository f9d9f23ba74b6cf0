"""第二十六条: a red-letter or voided invoice is no cost; charging it would be 虚报.

A red-letter invoice takes back the blue one named in its remarks. If that one has been charged,
the charge has to be reversed.
"""

import re
import unicodedata
from collections.abc import Iterator

from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, Message, message

ARTICLE = 26
TITLE = N_("不是红字发票，也没有作废")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
RED = N_("这是红字发票，不能作为列支凭证（依据{article}）。")
RED_OF = N_("这是红字发票，冲销的是蓝字发票 {original}（依据{article}）。")
REVERSE = N_("请使用有效的蓝字发票；原蓝字发票已列支的，请办理冲销。")
VOID = N_("备注写有“作废”（依据{article}）。")
CONFIRM = N_("请在税务查验平台核对发票状态，并附查验结果。")
_ORIGINAL = re.compile(r"被红冲蓝字(?:数电票|数电发票|发票)?号码[::]?\s*(\d+)")


def check(claim: Claim) -> Iterator[Finding]:
    """Find a red-letter invoice, and one whose remarks call it voided."""
    invoice = claim.invoice
    remarks = unicodedata.normalize("NFKC", invoice.remarks or "")
    original = _ORIGINAL.search(remarks)
    negative = invoice.total is not None and invoice.total < 0
    if invoice.is_red or negative or original:
        sentence = _say(RED_OF, original=original[1]) if original else _say(RED)
        fields = ("total_with_tax", "remarks") if original else ("total_with_tax",)
        yield _finding(Severity.BLOCK, sentence, REVERSE, fields)
    elif "作废" in remarks:
        yield _finding(Severity.REVIEW, _say(VOID), CONFIRM, ("remarks",))


def _say(template: str, **values: str) -> Message:
    return message(template, article=citation(ARTICLE), **values)


def _finding(
    severity: Severity, sentence: Message, remedy: str, fields: tuple[str, ...]
) -> Finding:
    return Finding(
        rule="not_red_or_void",
        article=ARTICLE,
        severity=severity,
        message=sentence,
        remedy=message(remedy),
        fields=fields,
        override=OVERRIDE if severity is SEVERITY else Override.REASON,
    )
