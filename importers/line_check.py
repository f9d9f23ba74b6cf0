"""The judges of the lines: sums, quantity × price, amount × rate, letters, tax categories."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from importers import tax_category
from importers.checks import Channel, Check, Outcome
from importers.draft import Draft
from importers.invoice import Line, decimal_of
from importers.messages import N_, Message
from importers.ticket_check import FISCAL

_CENT = Decimal("0.01")
_TAX_TOLERANCE = Decimal("0.06")
_STRANGE = re.compile(  # what Chinese becomes by a damaged font, and what nobody sees
    "[\ufffdÀ-ÖØ-ÿ\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
COLUMNS = {"amount": N_("金额"), "tax": N_("税额")}


def judge(draft: Draft) -> None:
    """Check the lines of a draft against each other and against the totals."""
    _check_sums(draft)
    _check_products(draft)
    _check_taxes(draft)
    _check_letters(draft)
    _check_categories(draft)


def _check_sums(draft: Draft) -> None:
    """Σ amounts of the lines against 合计 金额, Σ taxes against 合计 税额."""
    for lines, name in ((draft.items, "items"), (draft.list_items, "items")):
        if not lines:
            continue
        for total_field, column in (("total_amount", "amount"), ("total_tax", "tax")):
            total = decimal_of(draft.values.get(total_field))
            if total is None:
                continue
            parts = [decimal_of(getattr(line, column)) for line in lines]
            if _add_up([part for part in parts if part is not None], total):
                draft.agree(Channel.SUM, total_field)
                continue
            draft.doubt(
                Message(
                    N_("各行{column}之和不等于合计{column} {total}，请核对明细。"),
                    {"column": COLUMNS[column], "total": str(total)},
                ),
                name,
                total_field,
                by=Channel.SUM,
            )


def _check_products(draft: Draft) -> None:
    """Quantity × price against the amount of each line (标准 of a receipt is no price)."""
    if draft.kind in FISCAL:
        return
    for number, line in enumerate(_all_lines(draft), start=1):
        values = (line.quantity, line.unit_price, line.amount)
        if line.amount and decimal_of(line.amount) is None:
            finding = N_("第 {line} 行的金额不是数字，请核对明细。")
            draft.doubt(Message(finding, {"line": str(number)}), "items", by=Channel.SUM)
        quantity, price, amount = (decimal_of(value) for value in values)
        if any(text and decimal_of(text) is None for text in values[:2]):
            draft.doubt(
                Message(
                    N_("第 {line} 行的数量或单价不是数字，请核对明细。"), {"line": str(number)}
                ),
                "items",
                by=Channel.SUM,
            )
        if quantity is None or price is None or amount is None:
            continue
        product = (quantity * price).quantize(_CENT, ROUND_HALF_UP)
        if abs(product - amount) > _rounding(quantity, price):
            draft.doubt(
                Message(
                    N_("第 {line} 行的数量乘单价不等于金额，请核对明细。"), {"line": str(number)}
                ),
                "items",
                by=Channel.SUM,
            )


def _check_taxes(draft: Draft) -> None:
    """Amount × rate against the tax of each line."""
    for number, line in enumerate(_all_lines(draft), start=1):
        amount, tax = decimal_of(line.amount), decimal_of(line.tax)
        share = _share(line.tax_rate)
        if amount is None or tax is None or share is None:
            continue
        if abs(amount * share - tax) > _TAX_TOLERANCE:
            draft.doubt(
                Message(
                    N_("第 {line} 行的金额乘税率不等于税额，请核对明细。"), {"line": str(number)}
                ),
                "items",
                by=Channel.SUM,
            )


def _share(rate: str | None) -> Decimal | None:
    """Return the share of a rate: 6%, 6 and the 0.06 of structured data mean the same."""
    value = decimal_of((rate or "").removesuffix("%"))
    is_share = value is not None and 0 < value < 1 and "%" not in (rate or "")
    return value if value is None or is_share else value.scaleb(-2)


def _add_up(parts: list[Decimal], total: Decimal) -> bool:
    """Whether parts make a total; parts finer than a cent, as in data, by their rounding."""
    finer = sum(part != part.quantize(_CENT) for part in parts)
    return abs(sum(parts, Decimal(0)) - total) * 2 <= finer * _CENT


def _all_lines(draft: Draft) -> Iterable[Line]:
    return (*draft.items, *draft.list_items)


def _rounding(quantity: Decimal, price: Decimal) -> Decimal:
    """Return what the rounding of a printed price can amount to, times the quantity, and a cent."""
    exponent = price.as_tuple().exponent
    assert isinstance(exponent, int), "a finite price"
    return abs(quantity) * Decimal(5).scaleb(min(exponent, -2) - 1) + _CENT


def _check_letters(draft: Draft) -> None:
    """Letters that no Chinese invoice has betray a font that lost its characters."""
    texts = [text for line in _all_lines(draft) for text in (line.name, line.spec, line.unit)]
    if any(text and _STRANGE.search(text) for text in texts):
        draft.doubt(Message(N_("明细中有无法辨认的字符，请核对原件。")), "items")


def _check_categories(draft: Draft) -> None:
    """Hold 税收分类编码 against the short name before the name of a line."""
    if draft.kind in FISCAL:  # their codes are those of budget items
        return
    for number, line in enumerate(_all_lines(draft), start=1):
        category = tax_category.resolve(line.name, line.code) if line.code else None
        if category is not None and category.contradicts:
            message = Message(
                N_(
                    "第 {line} 行的税收分类编码 {code}（{meaning}）与名称前的类别“{category}”"
                    "不是同一大类，请核对明细。"
                ),
                {
                    "line": str(number),
                    "code": category.code or "",
                    "meaning": category.name or "",
                    "category": category.short_name or "",
                },
            )
            draft.report(Check(Channel.NUMBER, Outcome.DIFFERS, ("items",), message))
