"""The judge of the form of each line: what every line of a VAT invoice has, and how it looks.

A cell that went astray leaves a hole or a shape that no invoice has; then the lines are uncertain.
"""

import re
from decimal import Decimal

from importers.draft import Draft
from importers.invoice import Kind, Line, Source, decimal_of
from importers.messages import N_, Message

DIGITAL = frozenset({Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.E_ORDINARY_TOLL})
VAT = DIGITAL | {
    Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL, Kind.VAT_E_TOLL, Kind.VAT_PAPER_ORDINARY,
    Kind.VAT_PAPER_SPECIAL, Kind.SZ_BLOCKCHAIN, Kind.MACHINE_PRINTED_E,
}  # fmt: skip
_RATES = frozenset(Decimal(rate) / 10 for rate in (
    0, 10, 15, 20, 30, 40, 50, 60, 90, 100, 110, 130, 160, 170,
))  # fmt: skip  # per cent, all that were ever in force
TAX_FREE = frozenset({"免税", "不征税", "零税率", "普通零税率", "出口零税率", "出口退税"})
_CATEGORY = re.compile(r"\*[^*]+\*\S")
_ASTRAY = re.compile(r"[\u3400-\u9fff)）]\*[\u3400-\u9fff]")  # a category that lost its beginning
_MOST = 20  # lines that a finding names
_SUMS = frozenset({"合", "计", "合计", "小计", "总计"})
_PRINTED = frozenset({Source.TEXT, Source.OCR})


def judge(draft: Draft) -> None:
    """Check the form of all lines; structured data has forms of its own but no holes either."""
    if draft.kind not in VAT:
        return
    printed = draft.source in _PRINTED
    lines = (*draft.items, *draft.list_items)
    named = draft.kind in DIGITAL or any(_CATEGORY.match(line.name or "") for line in lines)
    odd = [
        str(number)
        for number, line in enumerate(lines, start=1)
        if not (_is_whole(line) and _is_named(line, named=named) if printed else _is_stated(line))
    ]
    if odd:
        finding = N_("第 {line} 行缺少应有的内容，或者某一栏的写法不对，请核对明细。")
        draft.doubt(Message(finding, {"line": "、".join(odd[:_MOST])}), "items")
    if printed and "total_amount" not in draft.values:  # nothing to add the lines up to
        draft.doubt(None, "items")


def _is_whole(line: Line) -> bool:
    """Whether figures stand where each line has them: quantity and price both or neither."""
    if bool(line.quantity) != bool(line.unit_price) or decimal_of(line.amount) is None:
        return False
    if "清单" in (line.name or ""):  # the summary of a list may mix rates
        return True
    taxed = bool(decimal_of(line.tax))
    return line.tax is not None and _is_rate(line.tax_rate) and not (taxed and _is_free(line))


def _is_stated(line: Line) -> bool:
    """Whether data say what a line is for and how much: its tax, too, where it has a rate."""
    taxed = bool(decimal_of((line.tax_rate or "").removesuffix("%")))
    return bool(line.name and line.amount and (line.tax or not taxed))


def _is_free(line: Line) -> bool:
    rate = line.tax_rate or ""
    return rate in TAX_FREE or decimal_of(rate.removesuffix("%")) == 0


def _is_rate(rate: str | None) -> bool:
    if rate is None:
        return False
    value = decimal_of(rate.removesuffix("%"))
    if value is None:
        return rate in TAX_FREE or set(rate) == {"*"}
    return value in _RATES and (not rate.startswith("0") or not value)


def _is_named(line: Line, *, named: bool) -> bool:
    """Whether a name is there; since 2018 it begins with its category between asterisks."""
    name = line.name or ""
    category = _CATEGORY.match(name)
    if name in _SUMS or not name or _ASTRAY.search(name, category.end() if category else 0):
        return False
    return not named or "清单" in name or category is not None
