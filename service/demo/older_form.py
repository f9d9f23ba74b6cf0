"""The page of an older 增值税电子普通发票 or 电子专用发票, 608 x 394 pt, and its 销货清单.

Code, number, date and check code top right, machine number left, buyer top beside the password
area, eight columns with rules between them, seller bottom beside the remarks.
"""

from importers.invoice import Kind, Line
from service.demo import lines, marks
from service.demo.invoices import InvoiceSpec, Party
from service.demo.pen import Pen, Style

SIZE = (608_00, 394_00)
_BROWN = (156, 82, 35)
LABEL = Style(colour=_BROWN)
VALUE = Style()
_TITLE = Style(19_00, _BROWN)
_TITLES = {Kind.VAT_E_ORDINARY: "增值税电子普通发票", Kind.VAT_E_SPECIAL: "增值税电子专用发票"}
_LEFT, _RIGHT, _TOP, _BOTTOM = 13_40, 581_90, 85_70, 350_80
_RULES = (160_40, 234_20, 268_20, 324_90, 381_70, 466_70, 497_70)
_EDGES = (_LEFT, *_RULES, _RIGHT)
_ROW_STEP, _FIRST_ROW = 11_50, 162_70
ROWS = 8  # text rows of the table; more lines go to a 销货清单 on pages of their own
LIST_SUMMARY = "(详见销货清单)"


def listed(spec: InvoiceSpec) -> bool:
    """Tell whether the lines stand on a 销货清单 and the face shows one summary line."""
    return sum(_height(line) for line in spec.lines) > ROWS


def face_lines(spec: InvoiceSpec) -> tuple[Line, ...]:
    """Return the lines on the face of the filled `spec`."""
    if not listed(spec):
        return spec.lines
    rates = {line.tax_rate for line in spec.lines}
    rate = rates.pop() if len(rates) == 1 else None
    return (Line(name=LIST_SUMMARY, amount=spec.total_amount, tax_rate=rate, tax=spec.total_tax),)


def _height(line: Line) -> int:
    return max(len(parts) for _, parts in _wrapped(line))


def _wrapped(line: Line) -> list[tuple[int, list[str]]]:
    """Break name and spec to their columns: (left edge, text rows) of each."""
    broken = []
    for place, text in ((0, line.name), (1, line.spec)):
        left = _EDGES[place] + 2_00
        broken.append((left, VALUE.wrapped(text or "", _EDGES[place + 1] - left - 2_00)))
    return broken


def draw_face(pen: Pen, spec: InvoiceSpec) -> None:
    """Draw the face of the filled `spec`."""
    _head(pen, spec)
    _party(pen, "购买方", spec.buyer, 88_70)
    _party(pen, "销售方", spec.seller, 297_20)
    _password(pen, spec)
    _table(pen, face_lines(spec))
    _totals(pen, spec)
    _foot(pen, spec)
    _frame(pen)


def _head(pen: Pen, spec: InvoiceSpec) -> None:
    pen.picture(marks.watermark(spec.mark), 205_00, 165_00, (185_00, 100_00))
    if spec.qr:
        pen.picture(marks.qr_code(spec.qr), 23_80, 10_80, (56_70, 56_70))
    pen.picture(marks.bureau_seal(spec.bureau), 256_10, 26_30, (83_00, 55_00))
    pen.centred(297_60, 20_00, spec.region + _TITLES[spec.kind], _TITLE)
    pen.stroke(_BROWN)
    for top in (50_00, 53_50):
        pen.line((190_00, top), (405_20, top), 60)
    if (spec.total_with_tax or "").startswith("-"):
        pen.text(105_00, 30_00, "销项负数", VALUE)
    pen.text(15_30, 70_30, "机器编号：", LABEL)
    pen.text(62_00, 70_30, spec.machine_number or "", VALUE)
    check = spec.check_code or ""
    for top, label, value in (
        (19_70, "发票代码：", spec.code or ""),
        (36_70, "发票号码：", spec.number),
        (53_70, "开票日期：", f"{spec.issued_on:%Y年%m月%d日}"),
        (70_70, "校 验 码：", " ".join(check[part : part + 5] for part in range(0, len(check), 5))),
    ):
        pen.text(420_20, top, label, LABEL)
        pen.text(466_00, top, value, VALUE.within(value, 115_00))


def _party(pen: Pen, title: str, party: Party, top: int) -> None:
    pen.column(20_60, top + 7_00, title, LABEL, 15_00)
    for place, (label, value) in enumerate(
        (
            ("名　　　　称：", party.name),
            ("纳税人识别号：", party.tax_id or ""),
            ("地 址、电 话：", party.address_and_phone),
            ("开户行及账号：", party.bank_and_account),
        )
    ):
        row = top + place * 13_80
        pen.text(40_70, row, label, LABEL)
        style = Style(11_00, font="Courier") if place == 1 and value.isascii() else VALUE
        pen.text(104_00, row, value, style.within(value, 233_00))


def _password(pen: Pen, spec: InvoiceSpec) -> None:
    pen.column(341_50, 93_00, "密码区", LABEL, 17_00)
    for place, row in enumerate(spec.password or ()):
        pen.text(360_00, 89_30 + place * 14_30, row, Style(12_00, font="Courier"))


def _table(pen: Pen, held: tuple[Line, ...]) -> None:
    titles = ("项目名称", "规格型号", "单位", "数 量", "单 价", "金 额", "税率", "税 额")
    for place, title in enumerate(titles):
        pen.centred((_EDGES[place] + _EDGES[place + 1]) // 2, 149_60, title, LABEL)
    top = _FIRST_ROW
    for line in held:
        _row(pen, line, top)
        top += _height(line) * _ROW_STEP


def _row(pen: Pen, line: Line, top: int) -> None:
    for left, parts in _wrapped(line):
        for step, part in enumerate(parts):
            pen.text(left, top + step * _ROW_STEP, part, VALUE)
    for place, text in ((2, line.unit), (6, line.tax_rate)):
        pen.centred((_EDGES[place] + _EDGES[place + 1]) // 2, top, text or "", VALUE)
    for place, text in ((3, line.quantity), (4, line.unit_price), (5, line.amount), (7, line.tax)):
        width = _EDGES[place + 1] - _EDGES[place] - 5_00
        pen.right(_EDGES[place + 1] - 2_00, top, text or "", VALUE.within(text or "", width))


def _totals(pen: Pen, spec: InvoiceSpec) -> None:
    pen.text(61_30, 259_00, "合", LABEL)
    pen.text(101_80, 259_00, "计", LABEL)
    tax = spec.total_tax or ""
    pen.right(464_70, 259_00, f"¥{spec.total_amount}", VALUE)
    pen.right(579_90, 259_00, tax if tax == lines.MASKED else f"¥{tax}", VALUE)
    pen.text(55_30, 277_70, "价税合计（大写）", LABEL)
    pen.text(165_00, 277_20, "ⓧ", Style(10_00, _BROWN))
    words = spec.total_in_words or ""
    pen.text(180_00, 277_20, words, Style(10_00).within(words, 250_00))
    pen.text(440_20, 277_70, "（小写）", LABEL)
    pen.text(478_00, 276_70, f"¥{spec.total_with_tax}", Style(10_00))


def _foot(pen: Pen, spec: InvoiceSpec) -> None:
    pen.column(342_00, 304_00, "备注", LABEL, 26_00)
    for place, row in enumerate(VALUE.wrapped(spec.remarks, 224_00)):
        pen.text(356_50, 297_20 + place * 11_00, row, VALUE)
    for left, label, value in (
        (33_40, "收款人：", spec.payee),
        (191_90, "复核：", spec.reviewer),
        (314_20, "开票人：", spec.issuer),
        (436_30, "销售方：（章）", ""),
    ):
        pen.text(left, 355_20, label, LABEL)
        pen.text(left + LABEL.width(label), 355_20, value, VALUE)


def _frame(pen: Pen) -> None:
    pen.stroke(_BROWN)
    pen.frame(_LEFT, _TOP, _RIGHT, _BOTTOM)
    for top in (147_70, 271_10, 294_00):
        pen.line((_LEFT, top), (_RIGHT, top), 50)
    for left in _RULES[1:]:
        pen.line((left, 147_70), (left, 271_10), 50)
    pen.line((_RULES[0], 147_70), (_RULES[0], 294_00), 50)
    for left in (35_80, 339_10, 353_30):
        pen.line((left, _TOP), (left, 147_70), 50)
        pen.line((left, 294_00), (left, _BOTTOM), 50)
