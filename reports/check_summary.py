"""抽查汇总: a check on one page: how it was drawn, what was found at each employer, what follows.

With the working papers of its employers it is one document and one workbook.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from compliance.sampling.evaluation import Evaluation
from reports import render_pdf, render_xlsx, sampling_words, workpaper
from reports.paper import Grid, Heading, Paper, Text
from reports.sheet import Cell, Column, Kind, Label, Section, Sheet
from reports.workpaper import NOTHING, TOTAL, Check, Workpaper, block_of, ratio

TITLE: Final = "抽查汇总"
BASIS: Final = "抽样依据"
COLUMNS: Final = (
    Column("序号", Kind.NUMBER),
    Column("被审单位", Kind.TEXT),
    Column("底稿索引", Kind.TEXT),
    Column("总体笔数", Kind.NUMBER, summed=True),
    Column("总体金额", Kind.MONEY, summed=True),
    Column("抽查笔数", Kind.NUMBER, summed=True),
    Column("已检查金额", Kind.MONEY, summed=True),
    Column("检查比例", Kind.PERCENT),
    Column("差错笔数", Kind.NUMBER, summed=True),
    Column("无法取证", Kind.NUMBER, summed=True),
    Column("差错金额", Kind.MONEY, summed=True),
    Column("问题数", Kind.NUMBER, summed=True),
    Column("未销号整改", Kind.NUMBER, summed=True),
)
_BASIS_COLUMNS: Final = (Column("项目", Kind.TEXT), Column("内容", Kind.TEXT))
_SHARES: Final = (24, 140, 82, 40, 76, 40, 76, 46, 40, 40, 66, 36, 50)
_FIGURES: Final = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
_LOOKED, _WHOLE, _RATIO = 6, 4, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An employer's part: its paper, what the frame holds of it (fen), its findings."""

    paper: Workpaper
    count: int
    total: int
    findings: int
    open_cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A check with all its parts; `state` says how far it is, `result` what two people settled."""

    check: Check
    state: str
    parts: tuple[Part, ...]
    evaluation: Evaluation | None
    result: str = ""

    def remarks(self) -> tuple[Label, ...]:
        """Give what stands below the table."""
        evaluated = sampling_words.of_evaluation(self.evaluation) if self.evaluation else ()
        settled = (Label("检查结论", self.result),) if self.result else ()
        return (*(evaluated or (Label("抽样结论", "尚未评价。"),)), *settled)


def sheet(summary: Summary) -> Sheet:
    """Give the summary as a form."""
    rows = tuple(_cells(at, part) for at, part in enumerate(summary.parts, start=1))
    return Sheet(
        title=TITLE,
        columns=COLUMNS,
        headings=_head(summary),
        sections=(Section((), rows, _totals(rows)),),
        totals=None,
        provenance=summary.check.provenance,
        signatures=(),
        remarks=summary.remarks(),
    )


def _head(summary: Summary) -> tuple[Label, ...]:
    check = summary.check
    return (
        Label("抽查编号", check.number),
        Label("名称", check.title),
        Label("方式", check.manner),
        Label("期间", check.period),
        Label("总体截止日", check.drawing.cut_off.isoformat()),
        Label("状态", summary.state),
    )


def _cells(at: int, part: Part) -> tuple[Cell, ...]:
    paper = part.paper
    whole = Decimal(part.total).scaleb(-2).quantize(NOTHING)
    return (
        at, paper.employer, paper.index, part.count, whole, len(paper.lines), paper.looked_at,
        ratio(paper.looked_at, whole), len(paper.errors),
        sum(not line.evidence for line in paper.errors), paper.error, part.findings,
        part.open_cases,
    )  # fmt: skip


def _totals(rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    totals: list[Cell] = [None, TOTAL, *[None] * (len(COLUMNS) - 2)]
    for at, column in enumerate(COLUMNS):
        if column.summed:
            totals[at] = _sum(column.kind, (row[at] for row in rows))
    looked, whole = totals[_LOOKED], totals[_WHOLE]
    assert isinstance(looked, Decimal), "amounts add up to an amount"
    assert isinstance(whole, Decimal), "amounts add up to an amount"
    totals[_RATIO] = ratio(looked, whole)
    return tuple(totals)


def _sum(kind: Kind, cells: Iterable[Cell]) -> Cell:
    figures = [cell for cell in cells if isinstance(cell, Decimal | int)]
    return sum(figures, NOTHING if kind is Kind.MONEY else 0)


def basis(check: Check) -> Sheet:
    """Give how the sample was drawn, and the plan to the letter, as a form."""
    labels = (*sampling_words.of_drawing(check.drawing), _plan_text(check))
    rows = tuple((label.name, label.value) for label in labels)
    return Sheet(
        title=BASIS,
        columns=_BASIS_COLUMNS,
        headings=(Label("抽查", f"{check.number} {check.title}"),),
        sections=(Section((), rows, (None, None)),),
        totals=None,
        provenance=check.provenance,
        signatures=(),
    )


def _plan_text(check: Check) -> Label:
    return Label("抽样方案（JSON）", check.drawing.plan.content().decode().strip())


def compose(summary: Summary) -> Paper:
    """Lay the summary out, across, with how the sample was drawn."""
    made, check = sheet(summary), summary.check
    section = made.sections[0]
    rows = [tuple(map(_printed, COLUMNS, row)) for row in (*section.rows, section.totals)]
    told = (*sampling_words.of_drawing(check.drawing), _plan_text(check))
    return Paper(
        title=TITLE,
        number=f"{check.number}　单位：元",
        blocks=(
            block_of(made.headings),
            Heading("一、各单位检查情况"),
            Grid(
                columns=tuple(column.title for column in COLUMNS), rows=tuple(rows),
                shares=_SHARES, figures=_FIGURES, closing=True,
            ),
            Heading("二、抽样评价"),
            *(Text(f"{label.name}：{label.value}", indented=False) for label in made.remarks),
            Heading("三、抽样依据"),
            Grid(
                columns=("", ""), rows=tuple((label.name, label.value) for label in told),
                shares=(16, 84), headed=False,
            ),
        ),
        wide=True,
        foot=check.foot,
    )  # fmt: skip


def _printed(column: Column, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal() if column.kind is Kind.PERCENT:
            return f"{cell:.2%}"
        case Decimal():
            return f"{cell:,.2f}"
        case _:
            return str(cell)


def document(summary: Summary) -> bytes:
    """Print the summary and all working papers as one PDF."""
    papers = (workpaper.compose(part.paper) for part in summary.parts)
    return render_pdf.render_bound((compose(summary), *papers))


def workbook(summary: Summary) -> bytes:
    """Give the summary, all working papers and how the sample was drawn as one workbook."""
    papers = (
        (f"{at:02d} {part.paper.employer}", workpaper.sheet(part.paper))
        for at, part in enumerate(summary.parts, start=1)
    )
    return render_xlsx.render_book(
        ((TITLE, sheet(summary)), *papers, (BASIS, basis(summary.check)))
    )
