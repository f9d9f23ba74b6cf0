"""The 销售货物或者提供应税劳务、服务清单 behind an older invoice, 615 x 788 pt."""

from importers.invoice import Kind, Line
from service.demo import lines
from service.demo.face import Face
from service.demo.invoices import InvoiceSpec
from service.demo.pen import VALUE, Letters, Pen, Slot

SIZE = (615_11, 788_03)
LABEL = Letters(colour=(156, 82, 35))
_NAMES = {
    Kind.VAT_E_ORDINARY: "增值税电子普通发票",
    Kind.VAT_E_SPECIAL: "增值税电子专用发票",
    Kind.VAT_PAPER_SPECIAL: "增值税专用发票",
    Kind.VAT_PAPER_ORDINARY: "增值税普通发票",
    Kind.VAT_E_TOLL: "增值税电子普通发票",
    Kind.SZ_BLOCKCHAIN: "电子普通发票",
    Kind.MACHINE_PRINTED_E: "通用机打发票",
}
_EDGES = (29_60, 52_80, 214_00, 269_50, 302_60, 360_50, 421_60, 491_50, 514_10, 588_20)
_TITLES = (
    "序号", "货物(劳务)名称", "规格型号", "单位", "数 量", "单 价", "金 额", "税率", "税 额",
)  # fmt: skip
_TOP, _HEAD, _SUMS, _REMARKS, _BOTTOM = 164_50, 181_00, 610_00, 642_00, 673_00
_ROW_STEP = 11_90
ROWS = 35

Row = tuple[int, Line, list[str], list[str]]


def faces(spec: InvoiceSpec) -> list[Face]:
    """Return the list pages of the filled `spec`."""
    sheets = pages(spec)

    def painting(place: int) -> Face:
        return Face(SIZE, lambda pen: draw_list(pen, spec, sheets, place))

    return [painting(place) for place in range(len(sheets))]


def pages(spec: InvoiceSpec) -> list[list[Row]]:
    """Spread the lines over list pages."""
    sheets: list[list[Row]] = [[]]
    used = 0
    for number, line in enumerate(spec.lines, 1):
        names = VALUE.wrapped(line.name or "", _EDGES[2] - _EDGES[1] - 4_00)
        specs = VALUE.wrapped(line.spec or "", _EDGES[3] - _EDGES[2] - 4_00)
        height = max(len(names), len(specs))
        if used + height > ROWS:
            sheets.append([])
            used = 0
        sheets[-1].append((number, line, names, specs))
        used += height
    return sheets


def draw_list(pen: Pen, spec: InvoiceSpec, sheets: list[list[Row]], place: int) -> None:
    """Draw list page `place` (from 0) of the filled `spec`."""
    title = Letters(17_00, LABEL.colour)
    pen.title(SIZE[0] // 2, 40_00, "销售货物或者提供应税劳务、服务清单", title)
    _head(pen, spec, f"共 {len(sheets)} 页 第 {place + 1} 页")
    top = _HEAD + 4_00
    for row in sheets[place]:
        top += _row(pen, row, top) * _ROW_STEP
    held = tuple(line for _, line, _, _ in sheets[place])
    _sums(pen, "小计", (lines.total_amount(held), lines.total_tax(held)), _SUMS)
    if place == len(sheets) - 1:
        _sums(pen, "总计", (spec.total_amount or "", spec.total_tax or ""), _SUMS + 15_00)
    pen.label(_EDGES[0] + 2_00, _REMARKS + 10_00, "备注", LABEL)
    pen.label(33_00, 690_00, "销售方（章）：", LABEL)
    day = pen.style.day(spec.issued_on)
    pen.pair(Slot(413_00, 460_00, 690_00, 590_00), ("填开日期：", LABEL), day)
    _frame(pen)


def _head(pen: Pen, spec: InvoiceSpec, count: str) -> None:
    for top, label, value in (
        (87_00, "购买方名称：", spec.buyer.name),
        (111_00, "销售方名称：", spec.seller.name),
        (135_00, f"所属{_NAMES[spec.kind]}代码：", spec.code or ""),
    ):
        right = 262_00 if top == 135_00 else 588_00  # noqa: PLR2004  # the last row is shared
        pen.pair(Slot(33_00, 33_00 + LABEL.width(label), top, right), (label, LABEL), value)
    pen.pair(Slot(266_00, 293_00, 135_00, 400_00), ("号码：", LABEL), spec.number)
    pen.label(588_00 - LABEL.width(count), 135_00, count, LABEL)
    for place, title in enumerate(_TITLES):
        pen.title((_EDGES[place] + _EDGES[place + 1]) // 2, _TOP + 4_00, title, LABEL)


def _row(pen: Pen, row: Row, top: int) -> int:
    """Write one line; return how many text rows it took."""
    number, line, names, specs = row
    for left, parts in ((_EDGES[1], names), (_EDGES[2], specs)):
        for step, part in enumerate(parts):
            pen.text(left + 2_00, top + step * _ROW_STEP, part, VALUE)
    for place, text in ((0, str(number)), (3, line.unit), (7, line.tax_rate)):
        letters = VALUE.within(text or "", _EDGES[place + 1] - _EDGES[place] - 2_00)
        pen.centred((_EDGES[place] + _EDGES[place + 1]) // 2, top, text or "", letters)
    for place, text in ((4, line.quantity), (5, line.unit_price), (6, line.amount), (8, line.tax)):
        width = _EDGES[place + 1] - _EDGES[place] - 4_00
        pen.right(_EDGES[place + 1] - 2_00, top, text or "", VALUE.within(text or "", width))
    return max(len(names), len(specs))


def _sums(pen: Pen, label: str, sums: tuple[str, str], top: int) -> None:
    amount, tax = sums
    mark = pen.style.money_mark
    pen.label(_EDGES[0] + 2_00, top, label, LABEL)
    pen.right(_EDGES[7] - 2_00, top, f"{mark}{amount}")
    pen.right(_EDGES[9] - 2_00, top, tax if tax == lines.MASKED else f"{mark}{tax}")


def _frame(pen: Pen) -> None:
    pen.stroke(LABEL.colour)
    pen.frame(_EDGES[0], _TOP, _EDGES[-1], _BOTTOM)
    for top in (_HEAD, _REMARKS):
        pen.line((_EDGES[0], top), (_EDGES[-1], top), 50)
    pen.line((_EDGES[1], _TOP), (_EDGES[1], _BOTTOM), 50)
    for left in _EDGES[2:-1]:
        pen.line((left, _TOP), (left, _REMARKS), 50)
