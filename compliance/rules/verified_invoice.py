"""第二十六条: what the tax authority does not confirm is not booked; it would be 虚报.

The newest answer of the 查验平台 counts. Differing, unknown, voided and wholly taken back invoices
are refused; an 异常凭证 needs a second person, and so does an answer that takes back an earlier
refusal, which whoever types answers could otherwise undo alone. An answer that confirms grows old
after the days of `verification_fresh_days`. Without any answer an invoice from `verify_from` on is
to be verified first; below it nothing is asked (defaults of this product; 发票管理办法 §20, §35).
What is taken back in part is another rule's.
"""

from collections.abc import Iterator
from datetime import date

from compliance.facts import Claim, Verification, VerifiedAs
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is, yuan
from importers.invoice import UNVERIFIABLE, Invoice

ARTICLE = 26
TITLE = N_("发票经查验无误")
SEVERITY = Severity.BLOCK
OVERRIDE = Override.NEVER
REFUSED = {
    VerifiedAs.DIFFERS: N_("{day} 查验：票面信息与税务记录不一致（依据{article}）。"),
    VerifiedAs.NOT_FOUND: N_("{day} 查验：查无此票（依据{article}）。"),
    VerifiedAs.VOID: N_("{day} 查验：发票已作废（依据{article}）。"),
    VerifiedAs.RED: N_("{day} 查验：发票已全额红冲（依据{article}）。"),
}
REMEDIES = {
    VerifiedAs.DIFFERS: N_("请对照原件核对发票号码、日期和金额后重新查验；确实不一致的不得列支。"),
    VerifiedAs.NOT_FOUND: N_(
        "请核对号码和日期后重新查验，当天开具的次日再查；仍查不到的不得列支，并报告中心。"
    ),
    VerifiedAs.VOID: N_("请让销售方重新开具发票。"),
    VerifiedAs.RED: N_("请让销售方重新开具发票；已列支的，请办理冲销。"),
}
ABNORMAL = N_("{day} 查验：发票被列为异常凭证（依据{article}）。")
CLEAR_UP = N_("请取得销售方主管税务机关的说明，写明业务真实发生的证据，由第二人复核。")
CONTRADICTED = N_("{day} 查验的结果是“{now}”，此前却是“{before}”（依据{article}）。")
SHOW_ANSWER = N_("请附查验平台的结果截图，写明前后不同的原因；复核人重新查验后写明结果。")
ANSWERS = {
    VerifiedAs.MATCHES: N_("查验一致"),
    VerifiedAs.PARTLY_RED: N_("部分红冲"),
    VerifiedAs.DIFFERS: N_("不一致"),
    VerifiedAs.NOT_FOUND: N_("查无此票"),
    VerifiedAs.VOID: N_("已作废"),
    VerifiedAs.RED: N_("已全额红冲"),
    VerifiedAs.ABNORMAL: N_("异常凭证"),
}
OLD = N_("查验结果是 {day} 的，距今 {age} 天，超过 {most} 天（依据{article}）。")
VERIFY_AGAIN = N_("请在记账前重新查验一次。")
UNVERIFIED = N_("发票金额 {total}，达到 {least}，还没有查验结果（依据{article}）。")
VERIFY = N_("请在税务或财政查验平台查验，并登记查验结果。")
FOUND = N_("查验于 {day}")
AT_MOST_DAYS = N_("不超过 {days} 天")
FROM = N_("{amount} 起须查验")
_FACE = ("invoice_code", "invoice_number", "issue_date", "total_with_tax")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find what the platform refused or doubts, an old answer and a missing one."""
    if claim.verification is None:
        yield from _check_missing(claim)
        return
    result, day = claim.verification.result, str(claim.verification.on)
    found = message(FOUND, day=day)
    if result in REFUSED:
        yield _find(
            SEVERITY, REFUSED[result], REMEDIES[result], {"day": day}, fields=_FACE, found=found
        )
    elif result is VerifiedAs.ABNORMAL:
        passes = Override.SECOND_PERSON
        yield _find(
            SEVERITY, ABNORMAL, CLEAR_UP, {"day": day}, fields=_FACE, found=found, override=passes
        )
    else:
        yield from _check_change(claim.verification)
        yield from _check_age(claim, claim.verification.on)


def _check_change(answer: Verification) -> Iterator[Finding]:
    if answer.refused_before is None:
        return
    now, before = message(ANSWERS[answer.result]), message(ANSWERS[answer.refused_before])
    yield _find(
        SEVERITY,
        CONTRADICTED,
        SHOW_ANSWER,
        {"day": str(answer.on), "now": now, "before": before},
        fields=_FACE,
        found=message(FOUND, day=str(answer.on)),
        override=Override.SECOND_PERSON,
    )


def _check_age(claim: Claim, day: date) -> Iterator[Finding]:
    most = claim.texts.standards.limits.verification_fresh_days
    age = (claim.today - day).days
    if age > most:
        values = {"day": str(day), "age": str(age), "most": str(most)}
        yield _find(
            Severity.NOTE,
            OLD,
            VERIFY_AGAIN,
            values,
            found=message(FOUND, day=str(day)),
            limit=message(AT_MOST_DAYS, days=str(most)),
        )


def _check_missing(claim: Claim) -> Iterator[Finding]:
    least, total = claim.texts.standards.limits.verify_from, claim.invoice.total
    if total is None or total < least or not _can_be_verified(claim.invoice):
        return
    yield _find(
        Severity.REVIEW,
        UNVERIFIED,
        VERIFY,
        {"total": yuan(total), "least": yuan(least)},
        fields=("total_with_tax",),
        found=as_is(yuan(total)),
        limit=message(FROM, amount=yuan(least)),
    )


def _can_be_verified(invoice: Invoice) -> bool:
    return invoice.kind not in UNVERIFIABLE
