"""A paper as PDF: A4 in the measure of Chinese official papers, the same bytes every time.

Headings are set bold, text straight at both edges, page numbers between dashes at the foot.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from io import BytesIO
from itertools import groupby, islice, zip_longest
from operator import itemgetter
from typing import Any, Final

import reportlab
from reportlab.lib.colors import black
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

from reports import paper_form, pasting, typeface
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
from reports.paper_form import Form
from reports.typesetting import Lines

LAYOUT: Final = 2  # counted up when the same paper would look otherwise
CODE_SIDE: Final = 84
_RULE: Final = 0.6
_PADDING: Final = 4
_BESIDE: Final = 12  # at the left and right of a cell together


def render(paper: Paper) -> bytes:
    """Print a paper; the same paper with the same typeface gives the same bytes."""
    return render_bound((paper,))


def render_bound(papers: Sequence[Paper]) -> bytes:
    """Print papers of one form as one, each on a new page, the pages counted through."""
    typeface.registered()
    first, form = papers[0], paper_form.of(papers[0])
    assert {paper_form.of(paper) for paper in papers} == {form}, (
        "papers that are bound lie the same way"
    )
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=form.page, leftMargin=form.left, rightMargin=form.right,
        topMargin=form.top, bottomMargin=form.bottom,
        title=f"{first.title} {first.number}".strip(), author="", creator="", invariant=1,
    )  # fmt: skip
    parted = (each for paper in papers for each in (PageBreak(), *_story(paper, form)))
    foot = partial(_foot, form=form, words=first.foot)
    document.build(
        list(_without_lost_gaps(islice(parted, 1, None))), onFirstPage=foot, onLaterPages=foot
    )
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


def _story(paper: Paper, form: Form) -> Iterator[Flowable]:
    yield Lines(paper.title, form.title)
    if paper.number:
        yield Lines(paper.number, form.number)
    yield Spacer(0, form.text.leading / 2)
    for ending, blocks in groupby(_with_signature(paper.blocks), itemgetter(0)):
        drawn = [each for _, block in blocks for each in _DRAWN[type(block)](block, form)]
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


def _foot(canvas: Canvas, document: SimpleDocTemplate, *, form: Form, words: str) -> None:
    canvas.setFont(typeface.NAME, form.foot)
    page = f"— {document.page} —"
    if words:
        canvas.drawString(form.left, form.bottom - 8 * mm, words)
        canvas.drawRightString(form.page[0] - form.right, form.bottom - 8 * mm, page)
    else:
        canvas.drawCentredString(form.page[0] / 2, form.bottom - 10 * mm, page)


def _address(block: Address, form: Form) -> Iterator[Flowable]:
    yield Lines(block.line, replace(form.text, indent=0, with_next=True))


def _heading(block: Heading, form: Form) -> Iterator[Flowable]:
    yield Lines(block.text, form.heading)


def _text(block: Text, form: Form) -> Iterator[Flowable]:
    yield Lines(block.text, form.text if block.indented else replace(form.text, indent=0))


def _grid(block: Grid, form: Form) -> Iterator[Flowable]:
    head, figure = replace(form.cell, align="center"), replace(form.cell, align="right")
    rows: list[list[Flowable]] = [[Lines(title, head) for title in block.columns]]
    rows.extend(
        [
            Lines(cell, figure if column in block.figures else form.cell)
            for column, cell in enumerate(row)
        ]
        for row in block.rows
    )
    yield Spacer(0, _PADDING)
    yield _ruled(rows if block.headed else rows[1:], block.shares, form, int(block.headed))
    yield Spacer(0, 2 * _PADDING)


def _enclosures(block: Enclosures, form: Form) -> Iterator[Flowable]:
    many = len(block.titles) > 1
    yield Spacer(0, form.text.leading / 2)
    for at, title in enumerate(block.titles, start=1):
        lead = "附件：" if at == 1 else "　　　"
        yield Lines(f"{lead}{f'{at}. ' if many else ''}{title}", form.text)


def _signature(block: Signature, form: Form) -> Iterator[Flowable]:
    middle = replace(form.text, indent=0, align="center")
    signed = [Lines(f"{block.by}（盖章）", middle), Lines(block.day, middle)]
    table = Table([["", signed]], colWidths=[form.width * 0.3, form.width * 0.7])
    yield from (Spacer(0, form.text.leading), table, Spacer(0, form.text.leading / 2))


def _boxes(block: Boxes, form: Form) -> Iterator[Flowable]:
    rows: list[list[Flowable]] = [
        [Lines(f"{part}：{name}\n负责人签字：\n\n（盖章）　　　　　年　　月　　日", form.cell)]
        for part, name in block.parties
    ]
    yield KeepTogether([_ruled(rows, (1,), form)])


def _receipt(block: Receipt, form: Form) -> Iterator[Flowable]:
    lines = (
        ("受送达人", block.recipient),
        ("送达方式", "□直接　□留置　□邮寄　□公告　□系统内签收"),
        ("签收人", "（签字或盖章）"),
        ("签收日期", "　　　　年　　月　　日（即送达日期）"),
    )
    rows: list[list[Flowable]] = [
        [Lines(word, replace(form.cell, align="center")), Lines(value, form.cell)]
        for word, value in lines
    ]
    head = Lines("送达回证", replace(form.cell, align="center", bold=True))
    yield KeepTogether([head, Spacer(0, _PADDING), _ruled(rows, (22, 78), form)])


def _code(block: Code, form: Form) -> Iterator[Flowable]:
    code = pasting.qr_code(block.address, CODE_SIDE)
    widths = [form.width - CODE_SIDE, CODE_SIDE]
    table = Table([[Lines(block.words, form.cell), code]], colWidths=widths)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    yield table


def _leaf(block: Leaf, _: Form) -> Iterator[Flowable]:
    yield PageBreak()
    yield pasting.Sheet(block)


def _ruled(
    rows: list[list[Flowable]], shares: tuple[int, ...], form: Form, repeated: int = 0
) -> Table:
    whole = sum(shares)
    widths = [form.width * share / whole for share in shares]
    highest = max(
        cell.wrap(width - 2 * form.padding, 0)[1]
        for row in rows
        for cell, width in zip(row, widths, strict=True)
    )
    parted = highest > form.tall
    table = Table(rows, colWidths=widths, repeatRows=repeated, splitInRow=int(parted))
    table.setStyle(TableStyle([
        ("GRID", (0, 0), (-1, -1), _RULE, black),
        ("VALIGN", (0, 0), (-1, -1), "TOP" if parted else "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), _PADDING),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _PADDING),
        ("LEFTPADDING", (0, 0), (-1, -1), form.padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), form.padding),
    ]))  # fmt: skip
    return table


_DRAWN: Final[dict[type, Callable[[Any, Form], Iterator[Flowable]]]] = {
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
