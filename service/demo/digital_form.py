"""The page of a 数电发票: 电子发票（普通发票）and（增值税专用发票）, 595 x 397 pt.

Buyer left, seller right, eight columns, sums, remarks, issuer. More lines than fit go on over
further pages; each then carries 小计, the last one 合计 and 价税合计.
"""

from importers.invoice import Kind, Line
from service.demo import lines, marks
from service.demo.invoices import InvoiceSpec, Party
from service.demo.pen import Pen, Style

SIZE = (595_28, 396_86)
_MAROON = (128, 0, 0)
LABEL = Style(colour=_MAROON)
VALUE = Style()
_TITLE = Style(20_00, _MAROON)
_MONEY_MARK = Style(10_00)
_TITLES = {
    Kind.E_ORDINARY: "电子发票（普通发票）",
    Kind.E_SPECIAL: "电子发票（增值税专用发票）",
}
_LEFT, _RIGHT, _TOP, _BOTTOM = 12_80, 583_30, 85_10, 353_00
_ROW_STEP = 12_20
_FIRST_ROW = 162_90
ROWS = 7  # text rows of the table on a page
_NAME_WIDTH, _SPEC_WIDTH = 101_00, 66_00
_SPEC_LEFT, _UNIT_CENTRE, _QUANTITY_RIGHT = 116_20, 202_20, 291_00
_PRICE_RIGHT, _AMOUNT_RIGHT, _RATE_CENTRE, _TAX_RIGHT = 361_80, 435_40, 470_90, 580_60

Row = tuple[Line, list[str], list[str]]


def pages(spec: InvoiceSpec) -> list[list[Row]]:
    """Spread the lines over pages; a line never breaks between two."""
    sheets: list[list[Row]] = [[]]
    used = 0
    for line in spec.lines:
        names = VALUE.wrapped(line.name or "", _NAME_WIDTH)
        specs = VALUE.wrapped(line.spec or "", _SPEC_WIDTH)
        height = max(len(names), len(specs))
        assert height <= ROWS, "a line is longer than the table of a page"
        if sheets[-1] and used + height > ROWS:
            sheets.append([])
            used = 0
        sheets[-1].append((line, names, specs))
        used += height
    return sheets


def draw_page(pen: Pen, spec: InvoiceSpec, sheets: list[list[Row]], place: int) -> None:
    """Draw page `place` (from 0) of the filled `spec`."""
    last = place == len(sheets) - 1
    _head(pen, spec)
    _party(pen, "购买方信息", spec.buyer, _LEFT)
    _party(pen, "销售方信息", spec.seller, 297_70)
    _column_titles(pen)
    _rows(pen, sheets[place])
    if len(sheets) > 1:
        pen.text(440_00, 62_00, f"共 {len(sheets)} 页 第 {place + 1} 页", LABEL)
        _subtotal(pen, sheets[place], 261_70 if not last else 249_50)
    if last:
        _totals(pen, spec)
    _foot(pen, spec)
    _frame(pen)


def _head(pen: Pen, spec: InvoiceSpec) -> None:
    pen.picture(marks.watermark(spec.mark), 205_00, 165_00, (185_00, 115_00))
    if spec.qr:
        pen.picture(marks.qr_code(spec.qr), 19_80, 16_90, (57_10, 57_10))
    pen.picture(marks.bureau_seal(spec.bureau), 256_10, 23_70, (83_00, 55_00))
    pen.centred(297_60, 27_90, _TITLES[spec.kind], _TITLE)
    pen.stroke(_MAROON)
    width = _TITLE.width(_TITLES[spec.kind]) // 2 + 5_00
    for top in (51_40, 55_00):
        pen.line((297_60 - width, top), (297_60 + width, top))
    pen.text(440_00, 32_70, "发票号码：", LABEL)
    pen.text(485_00, 32_70, spec.number, VALUE.within(spec.number, 101_50))
    pen.text(440_00, 47_40, "开票日期：", LABEL)
    pen.text(485_00, 47_40, f"{spec.issued_on:%Y年%m月%d日}", VALUE)


def _party(pen: Pen, title: str, party: Party, left: int) -> None:
    pen.column(left + 4_00, 94_50, title, LABEL, 9_00)
    pen.text(left + 20_00, 98_00, "名称：", LABEL)
    pen.text(left + 47_00, 98_00, party.name, VALUE.within(party.name, 232_00))
    pen.text(left + 20_00, 124_00, "统一社会信用代码/纳税人识别号：", LABEL)
    code = party.tax_id or ""
    style = Style(11_00, font="Courier").within(code, 121_00)
    pen.text(left + 162_00, 122_50, code, style)


def _column_titles(pen: Pen) -> None:
    top = 150_30
    pen.text(46_50, top, "项目名称", LABEL)
    pen.text(_SPEC_LEFT, top, "规格型号", LABEL)
    pen.centred(_UNIT_CENTRE, top, "单 位", LABEL)
    pen.right(_QUANTITY_RIGHT, top, "数 量", LABEL)
    pen.right(_PRICE_RIGHT, top, "单 价", LABEL)
    pen.right(_AMOUNT_RIGHT, top, "金 额", LABEL)
    pen.centred(_RATE_CENTRE, top, "税率/征收率", LABEL)
    pen.right(_TAX_RIGHT, top, "税 额", LABEL)


def _rows(pen: Pen, rows: list[Row]) -> None:
    top = _FIRST_ROW
    for line, names, specs in rows:
        for place, part in enumerate(names):
            pen.text(_LEFT + 2_00, top + place * _ROW_STEP, part, VALUE)
        for place, part in enumerate(specs):
            pen.text(_SPEC_LEFT, top + place * _ROW_STEP, part, VALUE)
        _figures(pen, line, top)
        top += max(len(names), len(specs)) * _ROW_STEP


def _figures(pen: Pen, line: Line, top: int) -> None:
    unit, rate = line.unit or "", line.tax_rate or ""
    pen.centred(_UNIT_CENTRE, top, unit, VALUE.within(unit, 30_00))
    pen.centred(_RATE_CENTRE, top, rate, VALUE)
    for right, text, width in (
        (_QUANTITY_RIGHT, line.quantity, 68_00),
        (_PRICE_RIGHT, line.unit_price, 66_00),
        (_AMOUNT_RIGHT, line.amount, 68_00),
        (_TAX_RIGHT, line.tax, 82_00),
    ):
        pen.right(right, top, text or "", VALUE.within(text or "", width))


def _subtotal(pen: Pen, rows: list[Row], top: int) -> None:
    """Write 小计, the sums of this page."""
    held = tuple(line for line, _, _ in rows)
    pen.text(69_20, top, "小", LABEL)
    pen.text(96_20, top, "计", LABEL)
    _sums(pen, lines.total_amount(held), lines.total_tax(held), top)


def _totals(pen: Pen, spec: InvoiceSpec) -> None:
    pen.text(69_20, 261_00, "合", LABEL)
    pen.text(96_20, 261_00, "计", LABEL)
    _sums(pen, spec.total_amount or "", spec.total_tax or "", 261_00)
    pen.text(49_00, 279_50, "价税合计（大写）", LABEL)
    pen.text(165_00, 279_00, "ⓧ", Style(10_00, _MAROON))
    words = spec.total_in_words or ""
    pen.text(179_20, 279_00, words, Style(10_00).within(words, 222_00))
    pen.text(408_20, 279_50, "（小写）", LABEL)
    pen.text(446_00, 278_50, f"¥{spec.total_with_tax}", _MONEY_MARK)


def _sums(pen: Pen, amount: str, tax: str, top: int) -> None:
    """Write the two sums; the money sign is left out before a masked one."""
    pen.right(_AMOUNT_RIGHT, top, f"¥{amount}", VALUE)
    pen.right(_TAX_RIGHT, top, tax if tax == lines.MASKED else f"¥{tax}", VALUE)


def _foot(pen: Pen, spec: InvoiceSpec) -> None:
    pen.column(16_80, 309_00, "备注", LABEL, 18_00)
    for place, row in enumerate(VALUE.wrapped(spec.remarks, 545_00)):
        pen.text(33_00, 298_50 + place * 11_00, row, VALUE)
    pen.text(54_70, 362_70, "开票人：", LABEL)
    pen.text(90_70, 362_70, spec.issuer, VALUE)


def _frame(pen: Pen) -> None:
    pen.stroke(_MAROON)
    pen.frame(_LEFT, _TOP, _RIGHT, _BOTTOM)
    for top in (147_50, 272_50, 295_90):
        pen.line((_LEFT, top), (_RIGHT, top))
    for left, (top, bottom) in (
        (30_10, (_TOP, 147_50)),
        (298_00, (_TOP, 147_50)),
        (315_00, (_TOP, 147_50)),
        (157_70, (272_50, 295_90)),
        (30_10, (295_90, _BOTTOM)),
    ):
        pen.line((left, top), (left, bottom))
