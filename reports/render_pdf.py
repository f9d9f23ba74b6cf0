"""A paper as PDF: A4 in the measure of Chinese official papers, the same bytes every time.

Margins, size of type and lines follow GB/T 9704 as far as one typeface goes: 16 points, page
numbers between dashes at the foot.
"""

from collections.abc import Iterator
from functools import singledispatch
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from reports import typeface
from reports.paper import (
    Address,
    Block,
    Boxes,
    Enclosures,
    Grid,
    Heading,
    Paper,
    Receipt,
    Signature,
    Text,
)

LAYOUT: Final = 1  # counted up when the same paper would look otherwise
SIZE: Final = 15  # points of running text
LINE: Final = 27
SMALL: Final = 11
LEFT, RIGHT, TOP, BOTTOM = 28 * mm, 26 * mm, 30 * mm, 30 * mm
WIDTH: Final = A4[0] - LEFT - RIGHT
_RULE: Final = 0.6
_PADDING: Final = 4


def _style(**changes: object) -> ParagraphStyle:
    settings: dict[str, Any] = {
        "fontName": typeface.NAME, "fontSize": SIZE, "leading": LINE, "wordWrap": "CJK",
    }  # fmt: skip
    return ParagraphStyle("letter", **(settings | changes))


TITLE: Final = _style(fontSize=21, leading=34, alignment=TA_CENTER)
NUMBER: Final = _style(alignment=TA_CENTER, spaceAfter=LINE / 2)
PLAIN: Final = _style()
INDENTED: Final = _style(firstLineIndent=2 * SIZE)
HANGING: Final = _style(leftIndent=2 * SIZE)
SIGNED: Final = _style(alignment=TA_CENTER)
CELL: Final = _style(fontSize=SMALL, leading=16)
CELL_HEAD: Final = _style(fontSize=SMALL, leading=16, alignment=TA_CENTER)
FIGURE: Final = _style(fontSize=SMALL, leading=16, alignment=TA_RIGHT)


def render(paper: Paper) -> bytes:
    """Print a paper; the same paper with the same typeface gives the same bytes."""
    typeface.registered()
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=LEFT, rightMargin=RIGHT, topMargin=TOP,
        bottomMargin=BOTTOM, title=f"{paper.title} {paper.number}".strip(), author="", creator="",
        invariant=1,
    )  # fmt: skip
    document.build(list(_story(paper)), onFirstPage=_foot, onLaterPages=_foot)
    return buffer.getvalue()


def drawn_with() -> str:
    """Name what the bytes depend on besides the paper itself."""
    return f"reportlab {reportlab.Version}, {typeface.registered().name}, layout {LAYOUT}"


def _story(paper: Paper) -> Iterator[Flowable]:
    yield Paragraph(escape(paper.title), TITLE)
    if paper.number:
        yield Paragraph(escape(paper.number), NUMBER)
    for block in paper.blocks:
        yield from _drawn(block)


def _foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(typeface.NAME, SMALL)
    canvas.drawCentredString(A4[0] / 2, BOTTOM - 10 * mm, f"— {document.page} —")


def _said(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


@singledispatch
def _drawn(block: Block) -> Iterator[Flowable]:
    raise AssertionError(block)


@_drawn.register
def _address(block: Address) -> Iterator[Flowable]:
    yield _said(f"{block.to}：", PLAIN)


@_drawn.register
def _heading(block: Heading) -> Iterator[Flowable]:
    yield _said(block.text, _HEADED)


@_drawn.register
def _text(block: Text) -> Iterator[Flowable]:
    yield _said(block.text, INDENTED if block.indented else PLAIN)


@_drawn.register
def _grid(block: Grid) -> Iterator[Flowable]:
    rows = [[_said(title, CELL_HEAD) for title in block.columns]]
    rows.extend(
        [
            _said(cell, FIGURE if column in block.figures else CELL)
            for column, cell in enumerate(row)
        ]
        for row in block.rows
    )
    whole = sum(block.shares)
    widths = [WIDTH * share / whole for share in block.shares]
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(_BOXED)
    yield Spacer(0, 4)
    yield table
    yield Spacer(0, 6)


@_drawn.register
def _enclosures(block: Enclosures) -> Iterator[Flowable]:
    yield Spacer(0, LINE / 2)
    if len(block.titles) == 1:
        yield _said(f"附件：{block.titles[0]}", INDENTED)
        return
    for at, title in enumerate(block.titles, start=1):
        yield _said(f"{'附件：' if at == 1 else '　　　'}{at}. {title}", INDENTED)


@_drawn.register
def _signature(block: Signature) -> Iterator[Flowable]:
    on = f"{block.on.year} 年 {block.on.month} 月 {block.on.day} 日"
    signed = [_said(f"{block.by}（盖章）", SIGNED), _said(on, SIGNED)]
    table = Table([["", signed]], colWidths=[WIDTH * 0.4, WIDTH * 0.6])
    yield KeepTogether([Spacer(0, LINE), table, Spacer(0, LINE / 2)])


@_drawn.register
def _boxes(block: Boxes) -> Iterator[Flowable]:
    cells = [
        _said(f"{part}：{name}\n\n负责人签字：\n\n（盖章）　　　年　　月　　日", CELL)
        for part, name in block.parties
    ]
    table = Table([[cell] for cell in cells], colWidths=[WIDTH])
    table.setStyle(_BOXED)
    yield KeepTogether([table])


@_drawn.register
def _receipt(block: Receipt) -> Iterator[Flowable]:
    rows = [
        [_said("受送达人", CELL_HEAD), _said(block.recipient, CELL)],
        [_said("送达方式", CELL_HEAD), _said("□直接　□留置　□邮寄　□公告　□系统签收", CELL)],
        [_said("签收人", CELL_HEAD), _said("（签字或盖章）", CELL)],
        [_said("签收日期", CELL_HEAD), _said("　　　　年　　月　　日（即送达日期）", CELL)],
    ]
    table = Table(rows, colWidths=[WIDTH * 0.22, WIDTH * 0.78])
    table.setStyle(_BOXED)
    yield KeepTogether([_said("送达回证", CELL_HEAD), table])


_HEADED: Final = _style(firstLineIndent=2 * SIZE, keepWithNext=1)
_BOXED: Final = TableStyle([
    ("GRID", (0, 0), (-1, -1), _RULE, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), _PADDING),
    ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDING),
])  # fmt: skip
