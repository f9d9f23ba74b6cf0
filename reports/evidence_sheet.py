"""取证单: what a spot check found at one employer, to be signed by it; findings by their basis.

Findings that rest on the same basis stand together, and the basis is said once, at the last of
them: 以上事项违反了…. Who looked is signed by hand: people of the Center are not printed (Art. 34).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from reports.letters.parts import day, numeral, yuan, yuan_in_full
from reports.paper import Block, Grid, Heading, Paper, Text

TITLE: Final = "抽查取证单"
_COLUMNS: Final = ("序号", "问题标题", "定性", "问题描述", "依据", "责任部门")
_SHARES: Final = (8, 17, 13, 30, 22, 10)
_SIGNED: Final = (
    "负责人签字：__________（盖章）　　　年　　月　　日",
    "取证人签字：________、________　　年　　月　　日",
)
_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFinding:
    """One finding: `basis` as a noun (article, list item), `amount` yuan, nought where none."""

    number: str
    title: str
    nature: str  # 定性
    condition: str  # 问题描述
    basis: str
    department: str  # 责任部门
    claim: str
    voucher: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSheet:
    """What is printed for one employer of a check; `enclosed` counts the pages of its originals."""

    number: str
    check: str
    employer: str
    period_from: date
    period_to: date
    drawn_on: date
    findings: tuple[SheetFinding, ...]
    enclosed: int

    @property
    def total(self) -> Decimal:
        """What the findings come to, in yuan."""
        return sum((each.amount for each in self.findings), _NOTHING)


def compose(sheet: EvidenceSheet) -> Paper:
    """Lay the sheet out."""
    found = by_basis(sheet.findings)
    return Paper(
        title=TITLE,
        number=sheet.number,
        blocks=(
            *_head(sheet),
            Heading("一、查明的问题"),
            *(_table(found) if found else (Text("经检查，未发现问题。"),)),
            *_amounts(sheet, found),
            Heading("三、被检查单位意见" if found else "二、被检查单位意见"),
            Text("（对上述问题是否属实、有无补充说明，请在此写明；另附说明的，注明页数。）"),
            *(Text("", indented=False) for _ in range(3)),
            *(Text(line, indented=False) for line in _SIGNED),
        ),
    )


def by_basis(findings: tuple[SheetFinding, ...]) -> tuple[SheetFinding, ...]:
    """Put findings with the same basis together, in the order in which a basis comes first."""
    order = list(dict.fromkeys(each.basis for each in findings))
    return tuple(sorted(findings, key=lambda each: order.index(each.basis)))


def _head(sheet: EvidenceSheet) -> tuple[Block, ...]:
    period = f"{day(sheet.period_from)}至 {day(sheet.period_to)}"
    lines = (
        f"被检查单位：{sheet.employer}",
        f"检查事项：{sheet.check}",
        f"检查期间：{period}",
        f"取证日期：{day(sheet.drawn_on)}　　附件：原始凭证 {sheet.enclosed} 页",
    )
    return tuple(Text(line, indented=False) for line in lines)


def _table(found: tuple[SheetFinding, ...]) -> tuple[Block, ...]:
    rows = []
    for basis, group in groupby(enumerate(found, start=1), key=lambda pair: pair[1].basis):
        together = list(group)
        lead = "以上事项" if len(together) > 1 else "该事项"
        for at, each in together:
            last = (at, each) == together[-1]
            said = f"{lead}违反了{basis}。" if last else ""
            rows.append((numeral(at), each.title, each.nature, each.condition, said,
                         each.department or "—"))  # fmt: skip
    return (Grid(columns=_COLUMNS, rows=tuple(rows), shares=_SHARES),)


def _amounts(sheet: EvidenceSheet, found: tuple[SheetFinding, ...]) -> Iterator[Block]:
    if not found:
        return
    yield Heading("二、涉及的凭证和金额")
    rows = [
        (numeral(at), each.number, each.claim, each.voucher or "—", yuan(each.amount))
        for at, each in enumerate(found, start=1)
    ]
    rows.append(("合计", "", "", "", yuan(sheet.total)))
    yield Grid(
        columns=("序号", "问题编号", "报销申请", "记账凭证号", "金额（元）"),
        rows=tuple(rows), shares=(8, 30, 22, 22, 18), figures=frozenset({4}), closing=True,
    )  # fmt: skip
    if sheet.total:
        yield Text(f"以上涉及金额合计 {yuan_in_full(sheet.total)}。")
