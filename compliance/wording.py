"""How amounts, days and fields of an invoice are written inside a sentence."""

from collections.abc import Iterable
from decimal import Decimal

from compliance.messages import N_, Message

FIELD_TITLES = {
    "kind": N_("票据种类"),
    "invoice_code": N_("发票代码"),
    "invoice_number": N_("发票号码"),
    "issue_date": N_("开票日期"),
    "check_code": N_("校验码"),
    "buyer_name": N_("购买方名称"),
    "buyer_tax_id": N_("购买方税号"),
    "seller_name": N_("销售方名称"),
    "seller_tax_id": N_("销售方税号"),
    "items": N_("项目明细"),
    "total_amount": N_("合计金额"),
    "total_tax": N_("合计税额"),
    "total_with_tax": N_("价税合计"),
    "total_in_words": N_("价税合计（大写）"),
    "remarks": N_("备注"),
    "is_red": N_("红字标记"),
}
"""The fields of an invoice in the order in which they stand on it: name → words."""


def yuan(amount: Decimal) -> str:
    """Write an amount of yuan.

    >>> yuan(Decimal("-1196.1"))
    '-¥1,196.10'
    """
    return f"{'-' if amount < 0 else ''}¥{abs(amount):,.2f}"


def as_is(text: str) -> Message:
    """Return text that needs no translation, such as an amount or a name.

    >>> as_is("¥1.00").text()
    '¥1.00'
    """
    return Message("{value}", {"value": text})


def fields_in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of fields in the order in which they stand on an invoice."""
    wanted = set(names)
    return tuple(name for name in FIELD_TITLES if name in wanted)


def field_titles(names: Iterable[str]) -> tuple[Message, ...]:
    """Return the words for fields of an invoice, in its order."""
    return tuple(Message(FIELD_TITLES[name]) for name in fields_in_order(names))
