"""第二十六条: one invoice is charged once; its shares together never exceed it.

The same invoice in any rendition (PDF, OFD, XML, another scan) is the same invoice. It may be
divided between claims as long as the shares of all live claims sum to no more than its total; a
sheet that says how (原始凭证分割单) then accompanies each.
Another number with the same seller, buyer, date and total may be the same purchase: a person looks.
The same number that is not certain is confirmed first: then it is known whether it is the same.
Another invoice taken from the very same file is looked at, unless the file holds several.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from compliance.facts import Claim, OtherClaim, Sameness
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, Value, message
from compliance.shares import LIVE, PENDING, chosen, taken
from compliance.wording import as_is, yuan

ARTICLE = 26
TITLE = N_("发票没有重复列支")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
UNKNOWN = N_("发票号码不确定，无法查重（依据{article}）。")
CONFIRM_NUMBER = N_("请对照票面核对发票代码和号码。")
CLAIMED = N_(
    "这张发票已在{places}列支 {claimed}，连同本次 {amount} 超过票面 {total}（依据{article}）。"
)
WITHDRAW = N_("请撤回重复的报销申请；确需分摊的，各份金额之和不得超过票面。")
SHARED = N_(
    "这张发票已在{places}列支 {claimed}，连同本次 {amount} 未超过票面 {total}（依据{article}）。"
)
DIVIDE = N_("请附原始凭证分割单。")
DIVIDED = N_("已附原始凭证分割单，请核对各份金额与分割单一致。")
WAITING = N_("{places}也使用了这张发票，尚未提交（依据{article}）。")
KEEP_ONE = N_("请只保留一份报销申请，撤回另一张。")
ALIKE = N_("{places}有销售方、购买方、日期和金额都相同的另一张发票（依据{article}）。")
SAME_NUMBER = N_(
    "{places}有号码相同的票据，而号码的读取并不确定，可能就是同一张发票（依据{article}）。"
)
SAME_FILE = N_("{places}的另一张发票出自同一个文件（依据{article}）。")
UPLOAD_ORIGINAL = N_("请核对是否传错了文件；两张都需列支的，请分别上传各自的原件。")
EXPLAIN = N_("请核对是否同一笔业务；不是的，请说明两笔业务的区别。")
PLACE = N_("报销申请 {number}")
PLACE_WITH_WORDS = N_("报销申请 {number}（{where}）")
REST = N_("票面余 {rest}")
_NUMBER = ("invoice_code", "invoice_number")
_SHEET = "split_sheet"
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find an invoice charged before beyond its total, and purchases that look the same."""
    uncertain = claim.invoice.key is None
    if uncertain:
        number = claim.invoice.invoice_number
        found = as_is(number) if number else None
        yield _find(Severity.REVIEW, UNKNOWN, CONFIRM_NUMBER, fields=_NUMBER, found=found)
    if shares := chosen(claim.others, Sameness.INVOICE, LIVE):
        yield _about_shares(claim, shares)
    waiting = chosen(claim.others, Sameness.INVOICE, PENDING)
    if waiting and _SHEET not in claim.evidence:
        yield _about(Severity.NOTE, WAITING, KEEP_ONE, waiting)
    if named := chosen(claim.others, Sameness.NUMBER, LIVE):
        severity = SEVERITY if uncertain else Severity.REVIEW
        yield _about(severity, SAME_NUMBER, CONFIRM_NUMBER, named)
    if alike := chosen(claim.others, Sameness.CONTENT, LIVE):
        yield _about(Severity.REVIEW, ALIKE, EXPLAIN, alike)
    if (from_file := chosen(claim.others, Sameness.FILE, LIVE)) and _is_alone(claim):
        yield _about(Severity.REVIEW, SAME_FILE, UPLOAD_ORIGINAL, from_file)


def _is_alone(claim: Claim) -> bool:
    """Tell whether the file held this invoice only."""
    return claim.invoice.page is None and claim.invoice.member is None


def _about_shares(claim: Claim, shares: tuple[OtherClaim, ...]) -> Finding:
    total, claimed = claim.invoice.total or Decimal(0), taken(claim)
    rest = max(total - claimed, Decimal("0.00"))
    values = {"claimed": yuan(claimed), "amount": yuan(claim.amount), "total": yuan(total)}
    if claim.amount <= rest:
        remedy = DIVIDED if _SHEET in claim.evidence else DIVIDE
        return _about(Severity.NOTE, SHARED, remedy, shares, values)
    return _about(
        SEVERITY,
        CLAIMED,
        WITHDRAW,
        shares,
        values,
        found=as_is(yuan(claim.amount)),
        limit=message(REST, rest=yuan(rest)),
        most=rest,
    )


def _about(
    severity: Severity,
    sentence: str,
    remedy: str,
    others: tuple[OtherClaim, ...],
    values: Mapping[str, Value] | None = None,
    **details: Any,  # noqa: ANN401  # the further fields of Finding, each typed there
) -> Finding:
    places = _places(others)
    return _find(
        severity,
        sentence,
        remedy,
        {"places": places, **(values or {})},
        **{"fields": _NUMBER, "found": Message("{places}", {"places": places}), **details},
    )


def _places(others: Iterable[OtherClaim]) -> tuple[Message, ...]:
    return tuple(
        message(PLACE_WITH_WORDS, number=other.number, where=other.where)
        if other.where
        else message(PLACE, number=other.number)
        for other in others
    )
