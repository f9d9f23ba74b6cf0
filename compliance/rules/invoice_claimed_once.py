"""第二十六条: one invoice is charged once; its shares together never exceed it.

The same invoice in any rendition (PDF, OFD, XML, another scan) is the same invoice. It may be
divided between claims as long as the shares of all live claims sum to no more than its total.
Another number with the same seller, buyer, date and total may be the same purchase: a person looks.
The same number that is not certain is confirmed first: then it is known whether it is the same.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from compliance.facts import Claim, ClaimState, OtherClaim, Sameness
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, Message, Value, message
from compliance.wording import yuan

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
WAITING = N_("{places}也使用了这张发票，尚未提交（依据{article}）。")
KEEP_ONE = N_("请只保留一份报销申请，撤回另一张。")
ALIKE = N_("{places}有销售方、购买方、日期和金额都相同的另一张发票（依据{article}）。")
SAME_NUMBER = N_(
    "{places}有号码相同的票据，而号码的读取并不确定，可能就是同一张发票（依据{article}）。"
)
EXPLAIN = N_("请核对是否同一笔业务；不是的，请说明两笔业务的区别。")
PLACE = N_("报销申请 {number}")
PLACE_WITH_WORDS = N_("报销申请 {number}（{where}）")
LIVE = frozenset({ClaimState.SUBMITTED, ClaimState.POSTED})
PENDING = frozenset({ClaimState.DRAFT, ClaimState.RETURNED})
_NUMBER = ("invoice_code", "invoice_number")


def check(claim: Claim) -> Iterator[Finding]:
    """Find an invoice charged before beyond its total, and purchases that look the same."""
    if claim.invoice.key is None:
        yield _finding(Severity.REVIEW, _say(UNKNOWN), CONFIRM_NUMBER)
    shares = _chosen(claim.others, Sameness.INVOICE, LIVE)
    if shares:
        yield _about_shares(claim, shares)
    if waiting := _chosen(claim.others, Sameness.INVOICE, PENDING):
        yield _finding(Severity.NOTE, _say(WAITING, places=_places(waiting)), KEEP_ONE)
    if named := _chosen(claim.others, Sameness.NUMBER, LIVE):
        severity = SEVERITY if claim.invoice.key is None else Severity.REVIEW
        yield _finding(severity, _say(SAME_NUMBER, places=_places(named)), CONFIRM_NUMBER)
    if alike := _chosen(claim.others, Sameness.CONTENT, LIVE):
        yield _finding(Severity.REVIEW, _say(ALIKE, places=_places(alike)), EXPLAIN)


def _about_shares(claim: Claim, shares: tuple[OtherClaim, ...]) -> Finding:
    total = claim.invoice.total or Decimal(0)
    claimed = sum((other.amount for other in shares), Decimal(0))
    fits = claimed + claim.amount <= total
    sentence = _say(
        SHARED if fits else CLAIMED,
        places=_places(shares),
        claimed=yuan(claimed),
        amount=yuan(claim.amount),
        total=yuan(total),
    )
    return _finding(
        *((Severity.NOTE, sentence, DIVIDE) if fits else (SEVERITY, sentence, WITHDRAW))
    )


def _chosen(
    others: Iterable[OtherClaim], same: Sameness, states: frozenset[ClaimState]
) -> tuple[OtherClaim, ...]:
    chosen = (other for other in others if other.same is same and other.state in states)
    return tuple(sorted(chosen, key=lambda other: other.number))


def _places(others: Iterable[OtherClaim]) -> tuple[Message, ...]:
    return tuple(
        message(PLACE_WITH_WORDS, number=other.number, where=other.where)
        if other.where
        else message(PLACE, number=other.number)
        for other in others
    )


def _say(template: str, **values: Value) -> Message:
    return message(template, article=citation(ARTICLE), **values)


def _finding(severity: Severity, sentence: Message, remedy: str) -> Finding:
    return Finding(
        rule="invoice_claimed_once",
        article=ARTICLE,
        severity=severity,
        message=sentence,
        remedy=message(remedy),
        fields=_NUMBER,
        override=OVERRIDE if severity is SEVERITY else Override.REASON,
    )
