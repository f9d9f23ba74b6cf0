"""第二十六条: the money leaves the dedicated account for whoever made the invoice (NL-33).

Three ways are checked as far as they are stated: a transfer goes to the seller; cash stays within
the limit (1,000 yuan, 现金管理暂行条例 §5); a person is repaid who belongs to the team that day and
shows what was paid. A large transfer to a person needs its purpose written on it (default above
50,000 yuan). Tickets name no seller, so nothing is compared there.
"""

import re
from collections.abc import Iterator

from compliance.facts import Claim, PaymentMethod
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Value, message
from compliance.parties import same_name
from compliance.wording import as_is, yuan

ARTICLE = 26
TITLE = N_("款项付给销售方或垫付的团队成员")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
OTHER_PAYEE = N_("收款人“{payee}”不是销售方“{seller}”（依据{article}）。")
PAY_SELLER = N_(
    "请改为付给销售方；由他人垫付的，请选择报销垫付并附付款凭证；委托收款的，请附委托书并说明。"
)
CASH = N_("现金支付 {amount}，超过结算起点 {most}（依据{article}）。")
TRANSFER = N_("请改为从专门账户转账；已付现金的，请附付款凭证并说明原因。")
TO_A_PERSON = N_("向个人“{payee}”转账 {amount}，超过 {most}（依据{article}）。")
STATE_PURPOSE = N_("请在转账附言中写明用途，并留存依据。")
NO_PAYEE = N_("报销垫付没有填写垫付人（依据{article}）。")
GIVE_PAYEE = N_("请填写垫付人姓名，并附其付款凭证。")
STRANGER = N_("垫付人“{payee}”在 {day} 不是入选者或团队成员（依据{article}）。")
EXPLAIN = N_("请核对姓名；由其他职工垫付的，请说明原因。")
UNPROVEN = N_("报销“{payee}”垫付的款项，没有付款凭证（依据{article}）。")
ATTACH = N_("请附垫付人向销售方付款的凭证（转账记录、刷卡单）。")
SELLER = N_("销售方“{seller}”")
NO_MORE_THAN = N_("不超过 {most}")
_ITEM = "NL-33"
_VOUCHER = "payment_voucher"
_ORGANISATION = re.compile("公司|企业|集团|中心|银行|协会|学会|大学|学校|[厂店部院所社馆局室]$")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a payee who is not the seller, too much cash, and an unproven repayment."""
    match claim.payment.method:
        case PaymentMethod.TRANSFER:
            yield from _transfer(claim, claim.payment.payee.strip())
        case PaymentMethod.CASH:
            yield from _cash(claim)
        case _:
            yield from _repayment(claim, claim.payment.payee.strip())


def _transfer(claim: Claim, payee: str) -> Iterator[Finding]:
    seller = claim.invoice.seller_name
    if payee and seller and not same_name(payee, seller):
        yield _find(
            SEVERITY,
            OTHER_PAYEE,
            PAY_SELLER,
            {"payee": payee, "seller": seller},
            fields=("seller_name",),
            item=_ITEM,
            found=as_is(payee),
            limit=message(SELLER, seller=seller),
        )
    most = claim.texts.standards.limits.personal_transfer_most
    if claim.amount > most and _is_person(payee):
        yield _find(
            Severity.NOTE,
            TO_A_PERSON,
            STATE_PURPOSE,
            {"payee": payee, "amount": yuan(claim.amount), "most": yuan(most)},
            found=as_is(yuan(claim.amount)),
            limit=message(NO_MORE_THAN, most=yuan(most)),
        )


def _cash(claim: Claim) -> Iterator[Finding]:
    most = claim.texts.standards.limits.cash_most
    if claim.amount > most:
        yield _find(
            SEVERITY,
            CASH,
            TRANSFER,
            {"amount": yuan(claim.amount), "most": yuan(most)},
            item=_ITEM,
            found=as_is(yuan(claim.amount)),
            limit=message(NO_MORE_THAN, most=yuan(most)),
        )


def _repayment(claim: Claim, payee: str) -> Iterator[Finding]:
    if not payee:
        yield _find(SEVERITY, NO_PAYEE, GIVE_PAYEE)
        return
    values: dict[str, Value] = {"payee": payee}
    day = claim.counted_on or claim.today
    belonging = [each for each in claim.team if each.belongs_on(day)]
    if claim.team and not any(same_name(payee, each.name) for each in belonging):
        names = tuple(as_is(each.name) for each in belonging)
        limit = message("{names}", names=names) if names else None
        about = {**values, "day": str(day)}
        yield _find(SEVERITY, STRANGER, EXPLAIN, about, found=as_is(payee), limit=limit)
    if _VOUCHER not in claim.evidence:
        yield _find(SEVERITY, UNPROVEN, ATTACH, values)


def _is_person(payee: str) -> bool:
    return _PERSON.fullmatch(payee) is not None and _ORGANISATION.search(payee) is None
