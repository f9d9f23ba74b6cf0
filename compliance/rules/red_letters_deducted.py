"""第二十六条: what a 红字发票 takes back is no cost any more; charging it would be 虚报.

The red letters of this invoice are deducted from its total. All claims on the invoice together may
take what remains; where nothing remains, it cannot be charged, and what was charged is reversed.
The platform may know of a red letter that was never uploaded: it is asked for.
"""

from collections.abc import Iterator
from decimal import Decimal

from compliance.facts import Claim, VerifiedAs
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, Value, message
from compliance.shares import taken
from compliance.wording import as_is, yuan

ARTICLE = 26
TITLE = N_("红字发票冲销的金额没有列支")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
ALL_TAKEN_BACK = N_("这张发票已被红字发票 {letters} 全额冲销（依据{article}）。")
REISSUE = N_("请使用重新开具的发票；已列支的，请办理冲销。")
TOO_MUCH = N_(
    "红字发票 {letters} 冲销后票面余 {net}，其他报销申请已列支 {taken}，本次 {amount} 超过余额"
    "（依据{article}）。"
)
LOWER = N_("请把列支金额改为不超过余额；已多列支的，请办理冲销。")
REDUCED = N_("红字发票 {letters} 冲销后票面余 {net}，本次未超过余额（依据{article}）。")
NOTHING_TO_DO = N_("无需处理。")
UNKNOWN = N_("{day} 查验：发票已部分红冲，但没有收到红字发票（依据{article}）。")
UPLOAD = N_("请上传红字发票，按冲销后的余额列支。")
FOUND = N_("查验于 {day}")
NET = N_("冲销后余额 {net}")
_FIELDS = ("total_with_tax",)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a claim for more than red letters leave of the invoice."""
    total = claim.invoice.total
    if not claim.red_letters:
        yield from _check_unknown(claim)
    elif total is not None and total > 0:
        yield from _check_rest(claim, total)


def _check_rest(claim: Claim, total: Decimal) -> Iterator[Finding]:
    net = max(total + sum(letter.total for letter in claim.red_letters), Decimal("0.00"))
    rest = max(net - taken(claim), Decimal("0.00"))
    amount = as_is(yuan(claim.amount))
    about: dict[str, Value] = {"letters": _numbers(claim)}
    if not net:
        yield _find(SEVERITY, ALL_TAKEN_BACK, REISSUE, about, fields=_FIELDS, found=amount)
        return
    about["net"] = yuan(net)
    if claim.amount <= rest:
        yield _find(Severity.NOTE, REDUCED, NOTHING_TO_DO, about, fields=_FIELDS)
        return
    yield _find(
        SEVERITY,
        TOO_MUCH,
        LOWER,
        {**about, "taken": yuan(taken(claim)), "amount": yuan(claim.amount)},
        fields=_FIELDS,
        found=amount,
        limit=message(NET, net=yuan(net)),
        most=rest,
    )


def _numbers(claim: Claim) -> tuple[Message, ...]:
    return tuple(as_is(each) for each in sorted({letter.number for letter in claim.red_letters}))


def _check_unknown(claim: Claim) -> Iterator[Finding]:
    """Find a red letter that only the platform knows of."""
    answer = claim.verification
    if answer is not None and answer.result is VerifiedAs.PARTLY_RED:
        day = str(answer.on)
        found = message(FOUND, day=day)
        yield _find(Severity.REVIEW, UNKNOWN, UPLOAD, {"day": day}, fields=_FIELDS, found=found)
