"""报销封面: what is handed in, by direction, in figures and in words, with who answers for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from importers import chinese_amount
from reports import pasting
from reports.paper import Block, Code, Grid, Paper, Picture, Text

TITLE: Final = "费用报销封面"
NOTHING: Final = Decimal("0.00")
LINES: Final = ("序号", "报销申请、票据号码", "销售方、日期", "支出方向", "金额（元）")
LINE_SHARES: Final = (7, 37, 36, 16, 18)
SIGNED: Final = ("经办人", "验收人", "复核人", "单位负责人", "出纳")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A claim on the cover: yuan that are claimed, or were allowed; `papers` beside the voucher."""

    number: str
    voucher: str
    seller: str
    on: date | None
    direction: str
    amount: Decimal
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What is handed in together. `people`: names for the boxes to sign in, '' to be filled in."""

    number: str
    employer: str
    grant: str
    purpose: str
    made_on: date
    lines: tuple[Line, ...]
    people: tuple[str, str, str, str, str]
    address: str

    @property
    def total(self) -> Decimal:
        """The sum of the lines in yuan."""
        return sum((line.amount for line in self.lines), NOTHING)


def compose(cover: Cover, pictures: tuple[Picture, ...] = (), *, paired: bool = True) -> Paper:
    """Lay out the cover and, behind it, the vouchers in the order of its lines."""
    papers = sum(line.papers for line in cover.lines)
    vouchers = len(cover.lines)
    blocks: tuple[Block, ...] = (
        Code(cover.address, _head(cover)),
        _summary(cover.lines),
        Text(f"合计（大写）：{_words(cover.total)}", indented=False),
        Text(
            f"附件张数：{vouchers + papers} 张（票据 {vouchers} 张，其他材料 {papers} 份）",
            indented=False,
        ),
        Grid(
            columns=SIGNED, rows=(tuple(f"{name}\n\n" for name in cover.people),),
            shares=(1,) * len(SIGNED),
        ),
        _lines(cover),
    )  # fmt: skip
    leaves = pasting.leaves(pictures, cover.number, paired=paired)
    return Paper(title=TITLE, number=cover.number, blocks=(*blocks, *leaves))


def _head(cover: Cover) -> str:
    return "\n".join(
        (
            f"单位：{cover.employer}", f"项目：{cover.grant}", f"事由：{cover.purpose}",
            f"打印日期：{cover.made_on:%Y-%m-%d}（扫码查看原件、核对结论和记账凭证）",
        )
    )  # fmt: skip


def _words(total: Decimal) -> str:
    return chinese_amount.words(total) if total > 0 else "—"


def _summary(lines: Iterable[Line]) -> Grid:
    """Sum the lines by direction, in the order in which the directions come first."""
    sums: dict[str, list[Decimal]] = {}
    for line in lines:
        sums.setdefault(line.direction, []).append(line.amount)
    rows = [
        (direction, str(len(amounts)), _figure(sum(amounts, NOTHING)))
        for direction, amounts in sums.items()
    ]
    count = sum(len(amounts) for amounts in sums.values())
    total = sum((amount for amounts in sums.values() for amount in amounts), NOTHING)
    return Grid(
        columns=("支出方向", "票据张数", "金额（元）"),
        rows=(*rows, ("合计", str(count), _figure(total))),
        shares=(50, 20, 30), figures=frozenset({1, 2}), closing=True,
    )  # fmt: skip


def _lines(cover: Cover) -> Grid:
    rows = tuple(
        (
            str(place), f"{line.number}\n{line.voucher}",
            f"{line.seller}\n{line.on.isoformat() if line.on else '—'}", line.direction,
            _figure(line.amount),
        )
        for place, line in enumerate(cover.lines, start=1)
    )  # fmt: skip
    return Grid(columns=LINES, rows=rows, shares=LINE_SHARES, figures=frozenset({4}))


def _figure(amount: Decimal) -> str:
    return f"{amount:,.2f}"
