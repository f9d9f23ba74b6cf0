"""A small sheet whose figures a reader can add up, for the tests of this folder."""

from datetime import date
from decimal import Decimal

from reports.sheet import Cell, Column, Kind, Label, Provenance, Section, Sheet

COLUMNS = (
    Column("序号", Kind.NUMBER),
    Column("摘要", Kind.TEXT),
    Column("日期", Kind.DATE),
    Column("金额", Kind.MONEY, summed=True),
    Column("占比", Kind.PERCENT),
)
PROVENANCE = Provenance(date(2026, 9, 30), "17 4f2a", (Label("统计期间", "2026-09"),))


def row(number: int, text: str, amount: str, share: str = "0.5000") -> tuple[Cell, ...]:
    return (number, text, date(2026, 9, number), Decimal(amount), Decimal(share))


def section(*rows: tuple[Cell, ...], total: str | None = None) -> Section:
    added = sum(
        (cell for line in rows for cell in line[3:4] if isinstance(cell, Decimal)), Decimal("0.00")
    )
    totals = (None, "小计", None, added if total is None else Decimal(total), None)
    return Section((Label("项目编号", "BJ-2026-001"), Label("入选者", "王样例")), rows, totals)


def sheet(
    *rows: tuple[Cell, ...],
    title: str = "测试表",
    columns: tuple[Column, ...] = COLUMNS,
    provenance: Provenance = PROVENANCE,
) -> Sheet:
    only = section(*rows)
    return Sheet(
        title=title,
        columns=columns,
        headings=(Label("承担单位", "北京样例科技有限公司"), Label("报表期间", "2026年9月")),
        sections=(only,),
        totals=(None, "合计", None, only.totals[3], None),
        provenance=provenance,
    )
