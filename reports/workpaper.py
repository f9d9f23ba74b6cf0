"""抽查工作底稿: what was looked at in one employer's books, item by item, and what was found.

The columns are those of the working paper for earmarked money; the head says whose books, which
period, who drew it up and who reviewed it. Printed small and across, or as a sheet of a workbook.
For the Center alone (Art. 34).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from compliance import fieldwork
from compliance.fieldwork import Mark
from compliance.sampling.selection import Stratum
from reports import sampling_words
from reports.paper import Grid, Paper, Text
from reports.sampling_words import Drawing
from reports.sheet import Cell, Column, Kind, Label, Provenance, Section, Sheet

TITLE: Final = "抽查工作底稿"
TOTAL: Final = "合计"
CONFIDENTIAL: Final = "依第三十四条保密，仅供中心检查使用"
NOTHING: Final = Decimal("0.00")
ANSWERED: Final = tuple(fieldwork.TITLES[column] for column in fieldwork.Column)
COLUMNS: Final = (
    Column("专项项目", Kind.TEXT),
    Column("凭证日期", Kind.DATE),
    Column("凭证号", Kind.TEXT),
    Column("经济内容", Kind.TEXT),
    Column("对方科目", Kind.TEXT),
    Column("借方金额", Kind.MONEY, summed=True),
    Column("贷方金额", Kind.MONEY, summed=True),
    *(Column(title, Kind.TEXT) for title in ANSWERED),
    Column("索引号", Kind.TEXT),
    Column("是否异常", Kind.TEXT),
    Column("备注", Kind.TEXT),
)
_SHARES: Final = (96, 50, 56, 80, 46, 56, 40, *(31,) * len(ANSWERED), 40, 28, 86)
_FIGURES: Final = frozenset({5, 6})


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What all papers of a check share; `period` is what was posted between two days."""

    number: str
    title: str
    manner: str
    period_from: date
    period_to: date
    drawing: Drawing

    @property
    def period(self) -> str:
        """The period as papers write it."""
        return f"{self.period_from.isoformat()} 至 {self.period_to.isoformat()}"

    @property
    def foot(self) -> str:
        """What stands at the foot of every page: what the sample can be drawn from again."""
        drawing = self.drawing
        return (
            f"{self.number}　总体 SHA-256 {drawing.frame_hash}　种子 {drawing.plan.seed[:16]}…　"
            f"算法版本 {drawing.algorithm}　{CONFIDENTIAL}"
        )

    @property
    def provenance(self) -> Provenance:
        """What the figures rest on."""
        return Provenance(
            self.drawing.cut_off, "", (*sampling_words.of_drawing(self.drawing), _SECRECY)
        )


_SECRECY: Final = Label("保密", CONFIDENTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item; `marks` is None until it was answered. Amounts are yuan.

    `debit` and `credit` are those of the fund's account, `contra` is the account on the other side.
    `audited` is None where there is no evidence or no answer.
    """

    index: str
    grant: str
    voucher_on: date | None
    voucher: str
    content: str
    contra: str
    debit: Decimal | None
    credit: Decimal | None
    value: Decimal
    stratum: Stratum
    hits: int
    marks: Mapping[fieldwork.Column, Mark] | None = None
    evidence: bool = True
    audited: Decimal | None = None
    note: str = ""

    @property
    def answer(self) -> fieldwork.Answer | None:
        """What was found, if it was looked at."""
        if self.marks is None:
            return None
        return fieldwork.Answer(
            value=self.value, marks=self.marks, evidence=self.evidence, audited=self.audited
        )

    @property
    def wrong(self) -> str:
        """Whether it counts as an error: 是, 否, or nothing yet."""
        return "" if self.answer is None else "是" if self.answer.wrong else "否"

    @property
    def error(self) -> Decimal:
        """The amount found wrong."""
        return NOTHING if self.answer is None else self.answer.error

    def remarks(self) -> Iterator[str]:
        """Say why it was drawn, what is allowed of it, and what was noted."""
        hits = f"，命中 {self.hits} 次" if self.hits > 1 else ""
        yield f"{sampling_words.STRATA[self.stratum]}{hits}"
        if self.marks is not None and not self.evidence:
            yield "无法取证，按错误计"
        elif self.audited is not None and self.audited != self.value:
            yield f"审定 {self.audited:,.2f}"
        if self.note:
            yield self.note


@dataclass(frozen=True, slots=True, kw_only=True)
class Workpaper:
    """The paper of one employer; `turnover` is all that was posted in the period, in yuan.

    `unreviewed`: how many answers no second person has agreed to yet.
    """

    check: Check
    index: str
    employer: str
    prepared: str  # names and the last day
    reviewed: str
    turnover: Decimal
    lines: tuple[Line, ...]
    unreviewed: int = 0

    @property
    def looked_at(self) -> Decimal:
        """The amount of the items that were looked at, in yuan."""
        return sum((line.value for line in self.lines if line.marks is not None), NOTHING)

    @property
    def errors(self) -> tuple[Line, ...]:
        """The items that count as errors."""
        return tuple(line for line in self.lines if line.answer and line.answer.wrong)

    @property
    def error(self) -> Decimal:
        """What the errors come to, in yuan."""
        return sum((line.error for line in self.lines), NOTHING)

    def remarks(self) -> tuple[Label, ...]:
        """Give what stands below the table."""
        return (
            Label("检查比例", _proportion(self)),
            Label("审计说明", _explanation(self)),
            Label("审计结论", _conclusion(self)),
        )


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """Give a share with four places; None of nothing."""
    return (part / whole).quantize(Decimal("0.0001")) if whole else None


def _proportion(paper: Workpaper) -> str:
    amounts = f"已检查金额 {paper.looked_at:,.2f} 元 ÷ 本期发生额 {paper.turnover:,.2f} 元"
    found = ratio(paper.looked_at, paper.turnover)
    return amounts if found is None else f"{amounts} = {found:.2%}"


def _explanation(paper: Workpaper) -> str:
    counts = [
        (word, sum(line.stratum is stratum for line in paper.lines))
        for stratum, word in sampling_words.STRATA.items()
    ]
    drawn = "、".join(f"{word} {count} 笔" for word, count in counts if count)
    waiting = sum(line.marks is None for line in paper.lines)
    rest = f"；尚有 {waiting} 笔未检查" if waiting else ""
    rest += f"；尚有 {paper.unreviewed} 笔待另一人复核" if paper.unreviewed else ""
    return (
        f"本单位抽查 {len(paper.lines)} 笔：{drawn or '无'}{rest}。"
        "核对原始凭证、支付回单、记账凭证和系统核对结论；无法取证的按错误计。"
    )


def _conclusion(paper: Workpaper) -> str:
    if not paper.lines:
        return "本次没有抽到本单位的支出。"
    if any(line.marks is None for line in paper.lines):
        return "检查尚未完成。"
    before = "尚待另一人复核，结论未定。" if paper.unreviewed else ""
    return f"{before}{_found(paper)}"


def _found(paper: Workpaper) -> str:
    if not paper.errors:
        return "所抽查的支出未发现差错。"
    unproven = sum(not line.evidence for line in paper.errors)
    without = f"，其中无法取证 {unproven} 笔" if unproven else ""
    return (
        f"发现差错 {len(paper.errors)} 笔{without}，差错金额 {paper.error:,.2f} 元，"
        f"涉及 {'、'.join(line.index for line in paper.errors)}，详见取证单。"
    )


def sheet(paper: Workpaper) -> Sheet:
    """Give the paper as a form."""
    rows = tuple(_cells(line) for line in paper.lines)
    totals: list[Cell] = [None] * len(COLUMNS)
    totals[0] = TOTAL
    for at in _FIGURES:
        totals[at] = sum(
            (amount for row in rows if isinstance(amount := row[at], Decimal)), NOTHING
        )
    return Sheet(
        title=TITLE,
        columns=COLUMNS,
        headings=_head(paper),
        sections=(Section((), rows, tuple(totals)),),
        totals=None,
        provenance=paper.check.provenance,
        signatures=(),
        remarks=paper.remarks(),
    )


def _head(paper: Workpaper) -> tuple[Label, ...]:
    return (
        Label("被审单位", paper.employer),
        Label("期间", paper.check.period),
        Label("索引", paper.index),
        Label("编制人/日期", paper.prepared),
        Label("复核人/日期", paper.reviewed),
        Label("抽查", f"{paper.check.number} {paper.check.title}"),
    )


def _cells(line: Line) -> tuple[Cell, ...]:
    marks = line.marks or {}
    answers = (
        fieldwork.MARKS[marks[column]] if column in marks else None for column in fieldwork.Column
    )
    return (
        line.grant, line.voucher_on, line.voucher or None, line.content or None,
        line.contra or None, line.debit, line.credit, *answers, line.index, line.wrong or None,
        "；".join(line.remarks()),
    )  # fmt: skip


def compose(paper: Workpaper) -> Paper:
    """Lay the paper out, across."""
    made = sheet(paper)
    rows = [tuple(_printed(cell) for cell in row) for row in made.sections[0].rows]
    rows.append(tuple(_printed(cell) for cell in made.sections[0].totals))
    return Paper(
        title=TITLE,
        number=f"{paper.check.number}　单位：元",
        blocks=(
            block_of(made.headings),
            Grid(
                columns=tuple(_narrow(column.title) for column in COLUMNS), rows=tuple(rows),
                shares=_SHARES, figures=_FIGURES, closing=True,
            ),
            *(Text(f"{label.name}：{label.value}", indented=False) for label in made.remarks),
        ),
        wide=True,
        foot=paper.check.foot,
    )  # fmt: skip


def _narrow(title: str) -> str:
    """Set the title of a narrow column in two even lines."""
    return f"{title[:2]}\n{title[2:]}" if title in ANSWERED else title


def block_of(labels: tuple[Label, ...]) -> Grid:
    """Set labels three to a line, each name beside its value."""
    filled = [*labels, *[Label("—", "")] * (-len(labels) % 3)]
    rows = tuple(
        tuple(text for label in filled[at : at + 3] for text in (label.name, label.value))
        for at in range(0, len(filled), 3)
    )
    return Grid(columns=("",) * 6, rows=rows, shares=(8, 26, 8, 24, 8, 26), headed=False)


def _printed(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell:,.2f}"
        case _:
            return str(cell)
