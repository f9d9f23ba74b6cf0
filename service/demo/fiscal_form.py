"""The page of a 财政票据, 538 x 360 pt."""

from service.demo import marks, table
from service.demo.elements import Column, Hold
from service.demo.face import Face
from service.demo.fiscal import FiscalSpec
from service.demo.pen import VALUE, Letters, Pen, Slot
from service.demo.table import ROW_STEP

SIZE = (538_50, 360_00)
_BROWN = (160, 80, 30)
LABEL = Letters(8_50, _BROWN)
_LEFT, _RIGHT, _TOP, _SUMS, _OTHER, _BOTTOM = 22_00, 516_00, 92_00, 232_00, 250_00, 318_00
_COLUMNS = (
    Column("项目编码", "code", 24_00, 88_00, Hold.LEFT),
    Column("项目名称", "name", 92_00, 224_00, Hold.LEFT),
    Column("单位", "unit", 228_00, 262_00, Hold.CENTRE),
    Column("数量", "quantity", 264_00, 312_00),
    Column("标准", "unit_price", 316_00, 372_00),
    Column("金额（元）", "amount", 376_00, 446_00),
    Column("备注", "remark", 450_00, 514_00, Hold.LEFT),
)


def faces(spec: FiscalSpec) -> list[Face]:
    """Return the page."""
    filled = spec.filled()
    return [Face(SIZE, lambda pen: _paint(pen, filled))]


def _paint(pen: Pen, spec: FiscalSpec) -> None:
    pen.picture(marks.watermark(spec.mark), 190_00, 130_00, (150_00, 90_00))
    if spec.qr:
        pen.picture(marks.qr_code(spec.qr), 462_00, 30_00, (50_00, 50_00))
    pen.title(262_00, 16_00, spec.title, Letters(17_00, _BROWN))
    _head(pen, spec)
    table.heads(pen, [each._replace(hold=Hold.CENTRE) for each in _COLUMNS], _TOP + 4_00, LABEL)
    top = _TOP + 20_00
    for line in spec.lines:
        row = table.row(_COLUMNS, {}, line)
        table.cells(pen, row, top)
        top += row.height * ROW_STEP
    _foot(pen, spec)
    _frame(pen)


def _head(pen: Pen, spec: FiscalSpec) -> None:
    for left, top, label, value in (
        (24_00, 48_00, "票据代码：", spec.code or ""),
        (24_00, 61_00, "交款人统一社会信用代码：", spec.payer.tax_id or ""),
        (24_00, 74_00, "交款人：", spec.payer.name),
        (318_00, 48_00, "票据号码：", spec.number),
        (318_00, 61_00, "校验码：", spec.check_code or ""),
        (318_00, 74_00, "开票日期：", pen.style.day(spec.issued_on)),
    ):
        slot = Slot(
            left, left + LABEL.width(label), top, left + (288_00 if left < _SUMS else 140_00)
        )
        pen.pair(slot, (label, LABEL), value, Letters(8_50))


def _foot(pen: Pen, spec: FiscalSpec) -> None:
    words = ("金额合计（大写）", LABEL)
    pen.pair(Slot(26_00, 96_00, _SUMS + 5_00, 330_00), words, spec.total_in_words or "")
    pen.pair(Slot(340_00, 376_00, _SUMS + 5_00, 510_00), ("（小写）", LABEL), spec.total or "")
    pen.column(28_00, _OTHER + 6_00, "其他信息", LABEL, 15_00)
    for place, row in enumerate(VALUE.wrapped(spec.other_info, 460_00)):
        pen.text(46_00, _OTHER + 6_00 + place * 11_50, row)
    payee = spec.payee.name if spec.payee_printed else ""
    for left, right, label, value in (
        (24_00, 300_00, "收款单位（章）：", payee),
        (312_00, 400_00, "复核人：", spec.reviewer),
        (420_00, 516_00, "收款人：", spec.collector),
    ):
        slot = Slot(left, left + LABEL.width(label), _BOTTOM + 6_00, right)
        pen.pair(slot, (label, LABEL), value)


def _frame(pen: Pen) -> None:
    pen.stroke(_BROWN)
    pen.frame(_LEFT, _TOP, _RIGHT, _BOTTOM)
    for top in (_TOP + 16_00, _SUMS, _OTHER):
        pen.line((_LEFT, top), (_RIGHT, top), 50)
    for column in _COLUMNS[1:]:
        pen.line((column.left - 2_00, _TOP), (column.left - 2_00, _SUMS), 50)
    pen.line((42_00, _OTHER), (42_00, _BOTTOM), 50)
