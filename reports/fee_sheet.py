"""劳务费、讲课费发放表: who received how much for what, gross, tax withheld and net.

The copy that is the voucher shows the numbers of identity cards masked; the copy to be signed by
those who are paid shows them whole.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from compliance import identity_card
from importers import chinese_amount
from reports.paper import Grid, Paper, Text

KINDS: Final = {
    "labour": "劳务费发放表",
    "lecture": "讲课费发放表",
    "consulting": "专家咨询费发放表",
}
_COLUMNS: Final = (
    "领款人", "证件号码", "劳务内容", "应发金额", "代扣个税", "实发金额", "签名",
)  # fmt: skip
_SHARES: Final = (110, 288, 118, 144, 130, 144, 66)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """One person's fee in yuan: `gross` = `tax` + `net`; `id_number` as it is to be printed."""

    name: str
    id_number: str
    work: str
    hours: Decimal | None
    gross: Decimal
    tax: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSheet:
    """A sheet as it is printed; `kind` is a key of KINDS, `held_on` the day of the work."""

    kind: str
    number: str
    employer: str
    grant: str
    selectee: str
    title: str
    held_on: date
    drawn_on: date
    drawn_by: str
    fees: tuple[Fee, ...]

    def total(self, column: str) -> Decimal:
        """Return the sum of gross, tax or net, in yuan."""
        return sum((getattr(fee, column) for fee in self.fees), Decimal("0.00"))


def masked(sheet: FeeSheet) -> FeeSheet:
    """Return the sheet with the numbers of identity cards masked."""
    fees = (replace(fee, id_number=identity_card.masked(fee.id_number)) for fee in sheet.fees)
    return replace(sheet, fees=tuple(fees))


def compose(sheet: FeeSheet) -> Paper:
    """Lay the sheet out."""
    gross = sheet.total("gross")
    head = (
        f"单位：{sheet.employer}",
        f"项目：{sheet.grant}（{sheet.selectee}）",
        f"事由：{sheet.title}",
        f"发生日期：{sheet.held_on:%Y-%m-%d}　　金额单位：元",
    )
    foot = (
        f"应发合计（大写）：{chinese_amount.words(gross)}",
        f"制表人：{sheet.drawn_by}　　制表日期：{sheet.drawn_on:%Y-%m-%d}",
        "代扣的个人所得税按劳务报酬所得计算，同一人当月多次领取的合并计税，次月十五日前申报缴纳。",
    )
    return Paper(
        title=KINDS[sheet.kind],
        number=sheet.number,
        blocks=(
            *(Text(line, indented=False) for line in head),
            _table(sheet),
            *(Text(line, indented=False) for line in foot),
            Text("复核人：________　出纳：________　负责人：________", indented=False),
        ),
    )


def _table(sheet: FeeSheet) -> Grid:
    rows: list[tuple[str, ...]] = [
        (fee.name, fee.id_number, _work(fee), *_figures(fee.gross, fee.tax, fee.net), "")
        for fee in sheet.fees
    ]
    sums = (sheet.total(column) for column in ("gross", "tax", "net"))
    rows.append(("合计", "", "", *_figures(*sums), ""))
    return Grid(
        columns=_COLUMNS, rows=tuple(rows), shares=_SHARES, figures=frozenset({3, 4, 5}),
        closing=True,
    )  # fmt: skip


def _work(fee: Fee) -> str:
    """Write what was done, with the hours where they are counted."""
    return fee.work if fee.hours is None else f"{fee.work}（{fee.hours.normalize():f} 学时）"


def _figures(*amounts: Decimal) -> tuple[str, ...]:
    return tuple(f"{amount:,.2f}" for amount in amounts)
