"""A paper as PDF: A4 in the measure of Chinese official papers, the same bytes every time.

Margins, size of type and lines follow GB/T 9704 as far as one typeface goes: headings set bold,
text straight at both edges, page numbers between dashes at the foot.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any, Final

import reportlab
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from reports import pasting, typeface
from reports.paper import (
    Address,
    Block,
    Boxes,
    Code,
    Enclosures,
    Grid,
    Heading,
    Leaf,
    Paper,
    Receipt,
    Signature,
    Text,
)
from reports.typesetting import Lines, Setting

LAYOUT: Final = 1  # counted up when the same paper would look otherwise
SIZE: Final = 15  # points of running text
LINE: Final = 27
SMALL: Final = 11
LEFT, RIGHT, TOP, BOTTOM = 28 * mm, 26 * mm, 28 * mm, 27 * mm
WIDTH: Final = A4[0] - LEFT - RIGHT - 12  # points, less the frame's own padding
CODE_SIDE: Final = 84
_RULE: Final = 0.6
_PADDING: Final = 4

TITLE: Final = Setting(size=21, leading=36, align="center", bold=True, with_next=True)
NUMBER: Final = Setting(size=SIZE, leading=LINE, align="center", with_next=True)
ADDRESS: Final = Setting(size=SIZE, leading=LINE, with_next=True)
HEADING: Final = Setting(size=SIZE, leading=LINE, indent=2, bold=True, with_next=True)
TEXT: Final = Setting(size=SIZE, leading=LINE, indent=2)
PLAIN: Final = Setting(size=SIZE, leading=LINE)
SIGNED: Final = Setting(size=SIZE, leading=LINE, align="center")
CELL: Final = Setting(size=SMALL, leading=16, align="left")
CELL_HEAD: Final = Setting(size=SMALL, leading=16, align="center")
FIGURE: Final = Setting(size=SMALL, leading=16, align="right")
RULED: Final = TableStyle([
    ("GRID", (0, 0), (-1, -1), _RULE, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), _PADDING),
    ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDING),
])  # fmt: skip


def render(paper: Paper) -> bytes:
    """Print a paper; the same paper with the same typeface gives the same bytes."""
    typeface.registered()
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=A4, leftMargin=LEFT, rightMargin=RIGHT, topMargin=TOP,
        bottomMargin=BOTTOM, title=f"{paper.title} {paper.number}".strip(), author="", creator="",
        invariant=1,
    )  # fmt: skip
    document.build(list(_without_lost_gaps(_story(paper))), onFirstPage=_foot, onLaterPages=_foot)
    return buffer.getvalue()


def drawn_with() -> str:
    """Name what the bytes depend on besides the paper itself."""
    return f"reportlab {reportlab.Version}, {_typeface()}, layout {LAYOUT}"


@cache
def _typeface() -> str:
    file = typeface.registered()
    return f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()[:12]}"


def _without_lost_gaps(story: Iterable[Flowable]) -> Iterator[Flowable]:
    """Leave out room before a new page: what no longer fits would fill a page alone."""
    drawn = list(story)
    for each, following in zip_longest(drawn, drawn[1:]):
        if not (isinstance(each, Spacer) and isinstance(following, PageBreak)):
            yield each


def _story(paper: Paper) -> Iterator[Flowable]:
    yield Lines(paper.title, TITLE)
    if paper.number:
        yield Lines(paper.number, NUMBER)
    yield Spacer(0, LINE / 2)
    for ending, blocks in groupby(_with_signature(paper.blocks), itemgetter(0)):
        drawn = [each for _, block in blocks for each in _DRAWN[type(block)](block)]
        yield from [KeepTogether(drawn)] if ending else drawn


def _with_signature(blocks: tuple[Block, ...]) -> Iterator[tuple[bool, Block]]:
    """Mark what stands on one page: the last paragraph, what is enclosed and who signs."""
    kinds = [type(block) for block in blocks]
    last = kinds.index(Signature) if Signature in kinds else -1
    first = last
    while first > 0 and kinds[first] is not Text:
        first -= 1
    for at, block in enumerate(blocks):
        yield first <= at <= last, block


def _foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(typeface.NAME, SMALL)
    canvas.drawCentredString(A4[0] / 2, BOTTOM - 10 * mm, f"— {document.page} —")


def _address(block: Address) -> Iterator[Flowable]:
    yield Lines(block.line, ADDRESS)


def _heading(block: Heading) -> Iterator[Flowable]:
    yield Lines(block.text, HEADING)


def _text(block: Text) -> Iterator[Flowable]:
    yield Lines(block.text, TEXT if block.indented else PLAIN)


def _grid(block: Grid) -> Iterator[Flowable]:
    rows: list[list[Flowable]] = [[Lines(title, CELL_HEAD) for title in block.columns]]
    rows.extend(
        [
            Lines(cell, FIGURE if column in block.figures else CELL)
            for column, cell in enumerate(row)
        ]
        for row in block.rows
    )
    yield Spacer(0, _PADDING)
    yield _ruled(rows, block.shares, repeated=1)
    yield Spacer(0, 2 * _PADDING)


def _enclosures(block: Enclosures) -> Iterator[Flowable]:
    many = len(block.titles) > 1
    yield Spacer(0, LINE / 2)
    for at, title in enumerate(block.titles, start=1):
        lead = "附件：" if at == 1 else "　　　"
        yield Lines(f"{lead}{f'{at}. ' if many else ''}{title}", TEXT)


def _signature(block: Signature) -> Iterator[Flowable]:
    signed = [Lines(f"{block.by}（盖章）", SIGNED), Lines(block.day, SIGNED)]
    table = Table([["", signed]], colWidths=[WIDTH * 0.3, WIDTH * 0.7])
    yield from (Spacer(0, LINE), table, Spacer(0, LINE / 2))


def _boxes(block: Boxes) -> Iterator[Flowable]:
    rows: list[list[Flowable]] = [
        [Lines(f"{part}：{name}\n负责人签字：\n\n（盖章）　　　　　年　　月　　日", CELL)]
        for part, name in block.parties
    ]
    yield KeepTogether([_ruled(rows, (1,))])


def _receipt(block: Receipt) -> Iterator[Flowable]:
    lines = (
        ("受送达人", block.recipient),
        ("送达方式", "□直接　□留置　□邮寄　□公告　□系统内签收"),
        ("签收人", "（签字或盖章）"),
        ("签收日期", "　　　　年　　月　　日（即送达日期）"),
    )
    rows: list[list[Flowable]] = [
        [Lines(word, CELL_HEAD), Lines(value, CELL)] for word, value in lines
    ]
    head = Lines("送达回证", replace(CELL_HEAD, bold=True))
    yield KeepTogether([head, Spacer(0, _PADDING), _ruled(rows, (22, 78))])


def _code(block: Code) -> Iterator[Flowable]:
    code = pasting.qr_code(block.address, CODE_SIDE)
    table = Table([[Lines(block.words, CELL), code]], colWidths=[WIDTH - CODE_SIDE, CODE_SIDE])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    yield table


def _leaf(block: Leaf) -> Iterator[Flowable]:
    yield PageBreak()
    yield pasting.Sheet(block)


def _ruled(rows: list[list[Flowable]], shares: tuple[int, ...], repeated: int = 0) -> Table:
    whole = sum(shares)
    widths = [WIDTH * share / whole for share in shares]
    table = Table(rows, colWidths=widths, repeatRows=repeated, splitInRow=1)
    table.setStyle(RULED)
    return table


_DRAWN: Final[dict[type, Callable[[Any], Iterator[Flowable]]]] = {
    Address: _address,
    Heading: _heading,
    Text: _text,
    Grid: _grid,
    Enclosures: _enclosures,
    Signature: _signature,
    Boxes: _boxes,
    Receipt: _receipt,
    Code: _code,
    Leaf: _leaf,
}
