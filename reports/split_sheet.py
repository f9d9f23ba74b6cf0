"""原始凭证分割单: one voucher shared, share by share, with who bears it (会计基础工作规范 §51)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from importers import chinese_amount
from reports.paper import Grid, Paper, Text

OWN_MONEY: Final = "单位自有资金"
_COLUMNS: Final = ("序号", "承担方", "报销申请", "分摊金额", "占比")
_SHARES: Final = (8, 40, 22, 18, 12)
_FACE: Final = (("票据号码", 32), ("开票日期", 16), ("销售方", 34), ("价税合计", 18))


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share in yuan: borne by a grant, or the employer's own money where `claim` is empty."""

    bearer: str
    claim: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitSheet:
    """A sheet as it is printed; the shares sum to `total`."""

    number: str
    employer: str
    invoice_number: str
    issued_on: date | None
    seller: str
    content: str
    total: Decimal
    reason: str
    made_on: date
    shares: tuple[Share, ...]


def compose(sheet: SplitSheet) -> Paper:
    """Lay the sheet out."""
    face = (
        sheet.invoice_number,
        sheet.issued_on.isoformat() if sheet.issued_on else "—",
        sheet.seller,
        f"{sheet.total:,.2f}",
    )
    return Paper(
        title="原始凭证分割单",
        number=sheet.number,
        blocks=(
            Text(f"填制单位：{sheet.employer}", indented=False),
            Text(f"填制日期：{sheet.made_on:%Y-%m-%d}", indented=False),
            Text(f"业务内容：{sheet.content}", indented=False),
            Grid(
                columns=tuple(words for words, _ in _FACE), rows=(face,),
                shares=tuple(share for _, share in _FACE), figures=frozenset({3}),
            ),
            Text(f"价税合计（大写）：{chinese_amount.words(sheet.total)}", indented=False),
            _table(sheet),
            Text(f"分割依据：{sheet.reason}", indented=False),
            Text("原始凭证由填制单位保管，各承担方以本分割单和凭证复制件入账。", indented=False),
            Text("填制人：__________　复核人：__________　负责人：__________", indented=False),
        ),
    )  # fmt: skip


def _table(sheet: SplitSheet) -> Grid:
    rows = [
        (
            str(place), share.bearer, share.claim or "—", f"{share.amount:,.2f}",
            f"{share.amount / sheet.total:.2%}",
        )
        for place, share in enumerate(sheet.shares, start=1)
    ]  # fmt: skip
    total = sum((share.amount for share in sheet.shares), Decimal("0.00"))
    rows.append(("", "合计", "", f"{total:,.2f}", ""))
    return Grid(
        columns=_COLUMNS, rows=tuple(rows), shares=_SHARES, figures=frozenset({3, 4}), closing=True
    )
