"""第二十八条: an invoice says who sold what; a placeholder says nothing.

某某, XXX, 张三 and the like where the name of a seller should be, or a line that is nothing but
such a word or the heading of its column, come from templates and test systems. Names that people
type here, of the payee, the acceptor and the place, are held to the same. Whole words only: 测试 is
a trade, and a line may be called so (our default).
"""

import re
from collections.abc import Iterator

from compliance.concepts import plain, split_printed_name
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_
from compliance.wording import as_is
from importers.invoice import Line

ARTICLE = 28
TITLE = N_("名称是真实名称")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
SELLER = N_("销售方名称“{name}”像是模板里的占位文字（依据{article}）。")
LINE = N_("项目名称“{name}”像是模板里的占位文字（依据{article}）。")
VERIFY = N_("请核对是否上传了样票或测试票；票面确实如此的，请让销售方重新开具。")
TYPED = N_("所填名称“{name}”像是占位文字（依据{article}）。")
REAL_NAME = N_("请填写真实名称。")
_ANYWHERE = re.compile(r"某某|(?<![a-z])x{3,}(?![a-z])|×{2,}|样票|样例|示例公司|测试公司|测试企业")
_NOTHING = r"无|未知|待定|待填|空|暂无|x{2,}|test\d*|demo|n/?a|none|null|[-—/.?*、]+"
_NO_PARTY = re.compile(
    rf"某(?:人|公司|单位|企业)?|张三|李四|王五|测试|(?:销售方)?名称|\d+|{_NOTHING}"
)
_NO_GOODS = re.compile(
    r"(?:(?:货物|项目|商品|样品)?名称|货物或应税劳务[、,]服务名称|(?:测试|示例)(?:商品|项目|服务))\d*"
    rf"|(?:商品|项目)\d+|示例|{_NOTHING}"
)
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find placeholders where the names of seller, goods, payee, acceptor and place should be."""
    invoice = claim.invoice
    seller = invoice.seller_name
    if seller and _stands_for_nothing(seller, _NO_PARTY):
        yield _find(
            SEVERITY, SELLER, VERIFY, {"name": seller}, fields=("seller_name",), found=as_is(seller)
        )
    for name in _placeholders(invoice.items):
        places = tuple(place for place, line in enumerate(invoice.items) if line.name == name)
        yield _find(
            SEVERITY,
            LINE,
            VERIFY,
            {"name": name},
            fields=("items",),
            found=as_is(name),
            lines=places,
        )
    for name in sorted({each for each in _typed(claim) if _stands_for_nothing(each, _NO_PARTY)}):
        yield _find(SEVERITY, TYPED, REAL_NAME, {"name": name}, found=as_is(name))


def _placeholders(lines: tuple[Line, ...]) -> list[str]:
    names = {line.name for line in lines if line.name}
    return sorted(
        name for name in names if _stands_for_nothing(split_printed_name(name)[1], _NO_GOODS)
    )


def _typed(claim: Claim) -> Iterator[str]:
    yield from (claim.payment.payee, claim.hands.acceptor)
    if claim.event:
        yield claim.event.place


def _stands_for_nothing(name: str, alone: re.Pattern[str]) -> bool:
    text = plain(name)
    return bool(_ANYWHERE.search(text) or alone.fullmatch(text))
