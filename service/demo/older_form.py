"""The pages of VAT invoices with code and number, 608 x 394 pt, and of what looks like them.

增值税电子普通发票 and 电子专用发票, tolls, 深圳电子普通发票, 通用机打发票（电子）, and the paper
forms 增值税专用发票 and 普通发票. Code, number, date and check code top right, machine number
left, buyer top beside the password area, eight columns with rules between them, seller bottom
beside the remarks.
"""

from importers.invoice import Kind, Line
from service.demo import lines, list_form, marks, table
from service.demo.elements import SUB_TITLES, Column, Element, Hold
from service.demo.face import Face, bureau_mark
from service.demo.invoices import PAPER, InvoiceSpec, Party
from service.demo.pen import VALUE, Letters, Pen, Slot
from service.demo.table import ROW_STEP, Row

SIZE = (608_00, 394_00)
_BROWN = (156, 82, 35)
LABEL = Letters(colour=_BROWN)
_TITLE = Letters(19_00, _BROWN)
_TITLES = {
    Kind.VAT_E_ORDINARY: "增值税电子普通发票",
    Kind.VAT_E_TOLL: "增值税电子普通发票",
    Kind.VAT_E_SPECIAL: "增值税电子专用发票",
    Kind.VAT_PAPER_SPECIAL: "增值税专用发票",
    Kind.VAT_PAPER_ORDINARY: "增值税普通发票",
}
_WHOLE_TITLES = {
    Kind.SZ_BLOCKCHAIN: "深圳电子普通发票",
    Kind.MACHINE_PRINTED_E: "广东通用机打发票（电子）",
}
_LEFT, _RIGHT, _TOP, _BOTTOM = 13_40, 581_90, 85_70, 350_80
_EDGES = (_LEFT, 160_40, 234_20, 268_20, 324_90, 381_70, 466_70, 497_70, _RIGHT)
_HEADS = ("规格型号", "单位", "数 量", "单 价", "金 额", "税率", "税 额")
_KEYS = ("name", "spec", "unit", "quantity", "unit_price", "amount", "tax_rate", "tax")
_TOLL_HEADS = ("车牌号", "类型", "通行日期起", "通行日期止", "金 额", "税率", "税 额")
_TOLL_KEYS = (
    "name", "plate", "vehicle_type", "date_from", "date_to", "amount", "tax_rate", "tax",
)  # fmt: skip
_FIRST_ROW = 162_70
ROWS = 7  # text rows of the table; more lines go to a 销货清单 on pages of their own
LIST_SUMMARY = "(详见销货清单)"
_COPIES = {
    Kind.VAT_PAPER_SPECIAL: "第三联：发票联 购买方记账凭证",
    Kind.VAT_PAPER_ORDINARY: "第二联：发票联 购买方记账凭证",
}


def columns(spec: InvoiceSpec) -> tuple[Column, ...]:
    """Return the columns of the table on the face."""
    toll = spec.element is Element.TOLL
    plain = spec.kind in {Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL, Kind.VAT_E_TOLL}
    first = "项目名称" if plain else "货物或应税劳务、服务名称"
    heads = (first, *(_TOLL_HEADS if toll else _HEADS))
    made = []
    for place, (head, key) in enumerate(zip(heads, _TOLL_KEYS if toll else _KEYS, strict=True)):
        hold = Hold.LEFT if key in {"name", "spec"} else Hold.RIGHT
        if key in {"unit", "tax_rate", *_TOLL_KEYS[1:5]}:
            hold = Hold.CENTRE
        made.append(Column(head, key, _EDGES[place] + 2_00, _EDGES[place + 1] - 2_00, hold))
    return tuple(made)


def listed(spec: InvoiceSpec) -> bool:
    """Tell whether the lines stand on a 销货清单 and the face shows one summary line."""
    return sum(row.height for row in _rows(spec, spec.lines)) > ROWS


def _rows(spec: InvoiceSpec, held: tuple[Line, ...]) -> list[Row]:
    return [table.row(columns(spec), spec.particulars, line) for line in held]


def face_lines(spec: InvoiceSpec) -> tuple[Line, ...]:
    """Return the lines on the face of the filled `spec`."""
    if not listed(spec):
        return spec.lines
    rates = {line.tax_rate for line in spec.lines}
    rate = rates.pop() if len(rates) == 1 else None
    return (Line(name=LIST_SUMMARY, amount=spec.total_amount, tax_rate=rate, tax=spec.total_tax),)


def faces(spec: InvoiceSpec) -> list[Face]:
    """Return the face and the list pages of the filled `spec`."""
    face = Face(SIZE, lambda pen: draw_face(pen, spec))
    return [face, *(list_form.faces(spec) if listed(spec) else [])]


def title_of(spec: InvoiceSpec) -> str:
    """Return the printed title."""
    return _WHOLE_TITLES.get(spec.kind) or spec.region + _TITLES[spec.kind]


def draw_face(pen: Pen, spec: InvoiceSpec) -> None:
    """Draw the face of the filled `spec`."""
    _head(pen, spec)
    (_paper_numbers if spec.kind in PAPER else _numbers)(pen, spec)
    _party(pen, "购买方", spec, 88_70)
    _party(pen, "销售方", spec, 297_20)
    _password(pen, spec)
    _table(pen, spec)
    _totals(pen, spec)
    _foot(pen, spec)
    _frame(pen)


def _head(pen: Pen, spec: InvoiceSpec) -> None:
    pen.picture(marks.watermark(spec.mark), 205_00, 165_00, (185_00, 100_00))
    if spec.qr:
        pen.picture(marks.qr_code(spec.qr), 23_80, 10_80, (56_70, 56_70))
    bureau_mark(pen, 256_10, 26_30, spec.bureau)
    pen.title(297_60, 20_00, title_of(spec), _TITLE)
    pen.stroke(_BROWN)
    for top in (50_00, 53_50):
        pen.line((190_00, top), (405_20, top), 60)
    if (spec.total_with_tax or "").startswith("-"):
        pen.text(105_00, 30_00, "销项负数")
    mark = SUB_TITLES[spec.element]
    pen.label(150_00, 62_00, mark if spec.element is not Element.NONE else "", LABEL)
    if spec.kind is not Kind.SZ_BLOCKCHAIN and spec.kind is not Kind.MACHINE_PRINTED_E:
        machine = spec.machine_number or ""
        pen.pair(Slot(15_30, 62_00, 70_30, 148_00), ("机器编号：", LABEL), machine)


def _numbers(pen: Pen, spec: InvoiceSpec) -> None:
    check = spec.check_code or ""
    for top, label, value in (
        (19_70, "发票代码：", spec.code or ""),
        (36_70, "发票号码：", spec.number),
        (53_70, "开票日期：", pen.style.day(spec.issued_on)),
        (70_70, "校 验 码：", " ".join(check[part : part + 5] for part in range(0, len(check), 5))),
    ):
        pen.pair(Slot(420_20, 466_00, top, 581_00), (label, LABEL), value)


def _paper_numbers(pen: Pen, spec: InvoiceSpec) -> None:
    """Write code and number as pre-printed on paper, and the small ones the printer adds."""
    pen.text(95_00, 22_00, spec.code or "", Letters(15_00, font="Courier"))
    pen.label(432_00, 22_00, "№", Letters(15_00, _BROWN))
    pen.text(450_00, 22_00, spec.number, Letters(16_00, font="Courier"))
    pen.text(535_00, 22_00, spec.code or "", Letters(7_50))
    pen.text(535_00, 32_00, spec.number, Letters(7_50))
    day = pen.style.day(spec.issued_on)
    pen.pair(Slot(430_00, 476_00, 56_00, 581_00), ("开票日期：", LABEL), day)
    if spec.check_code:
        pen.pair(Slot(150_00, 190_00, 70_30, 330_00), ("校验码", LABEL), spec.check_code)
    pen.column(595_00, 110_00, _COPIES[spec.kind], Letters(8_00, _BROWN), 12_00)


def _party(pen: Pen, title: str, spec: InvoiceSpec, top: int) -> None:
    party: Party = spec.buyer if title == "购买方" else spec.seller
    pen.column(20_60, top + 7_00, title, LABEL, 15_00)
    bank = "开户行及账号："
    if spec.kind is Kind.SZ_BLOCKCHAIN and party is spec.buyer:
        bank = "电子支付标识："
    for place, (label, value) in enumerate(
        (
            ("名　　　　称：", party.name),
            ("纳税人识别号：", party.tax_id or ""),
            ("地 址、电 话：", party.address_and_phone),
            (bank, party.bank_and_account if bank.startswith("开") else ""),
        )
    ):
        slot = Slot(40_70, 104_00, top + place * 13_80, 337_00)
        code = place == 1 and value.isascii()
        shown = pen.style.identifier(value) if code else value
        letters = Letters(11_00, font="Courier") if code else VALUE
        pen.pair(slot, (label, LABEL), shown, letters)


def _password(pen: Pen, spec: InvoiceSpec) -> None:
    pen.column(341_50, 93_00, "密码区", LABEL, 17_00)
    for place, row in enumerate(spec.password or ()):
        letters = Letters(12_00, font="Courier").within(row, 218_00)
        pen.text(360_00, 89_30 + place * 14_30, row, letters)


def _table(pen: Pen, spec: InvoiceSpec) -> None:
    table.heads(pen, [each._replace(hold=Hold.CENTRE) for each in columns(spec)], 149_60, LABEL)
    top = _FIRST_ROW
    for row in _rows(spec, face_lines(spec)):
        table.cells(pen, row, top)
        top += row.height * ROW_STEP


def _totals(pen: Pen, spec: InvoiceSpec) -> None:
    mark, tax = pen.style.money_mark, spec.total_tax or ""
    pen.label(61_30, 259_00, "合", LABEL)
    pen.label(101_80, 259_00, "计", LABEL)
    pen.right(464_70, 259_00, f"{mark}{spec.total_amount}")
    pen.right(579_90, 259_00, tax if tax == lines.MASKED else f"{mark}{tax}")
    pen.label(55_30, 277_70, "价税合计（大写）", LABEL)
    pen.label(165_00, 277_20, "ⓧ", Letters(10_00, _BROWN))
    words = spec.total_in_words or ""
    pen.text(180_00, 277_20, words, Letters(10_00).within(words, 250_00))
    pen.label(440_20, 277_70, "（小写）", LABEL)
    pen.text(478_00, 276_70, f"{mark}{spec.total_with_tax}", Letters(10_00))


def _foot(pen: Pen, spec: InvoiceSpec) -> None:
    pen.column(342_00, 304_00, "备注", LABEL, 26_00)
    for place, row in enumerate(VALUE.wrapped(spec.remarks, 224_00)):
        pen.text(356_50, 297_20 + place * 11_00, row)
    for left, right, label, value in (
        (33_40, 188_00, "收款人：", spec.payee),
        (191_90, 310_00, "复核：", spec.reviewer),
        (314_20, 432_00, "开票人：", spec.issuer),
        (436_30, 580_00, "销售方：（章）", ""),
    ):
        slot = Slot(left, left + LABEL.width(label), 355_20, right)
        pen.pair(slot, (label, LABEL), value)


def _frame(pen: Pen) -> None:
    pen.stroke(_BROWN)
    pen.frame(_LEFT, _TOP, _RIGHT, _BOTTOM)
    for top in (147_70, 271_10, 294_00):
        pen.line((_LEFT, top), (_RIGHT, top), 50)
    for left in _EDGES[2:-1]:
        pen.line((left, 147_70), (left, 271_10), 50)
    pen.line((_EDGES[1], 147_70), (_EDGES[1], 294_00), 50)
    for left in (35_80, 339_10, 353_30):
        pen.line((left, _TOP), (left, 147_70), 50)
        pen.line((left, 294_00), (left, _BOTTOM), 50)
