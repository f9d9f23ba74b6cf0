"""Draws small invoices for these tests: places of a digital and of an older form, any text."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from importers import chinese_amount, uscc

WIDTH, HEIGHT = 600, 400
FONT = "STSong-Light"
registerFont(UnicodeCIDFont(FONT))

Row = tuple[str, str, str, str, str, str, str, str]
Mark = Callable[[Canvas], None]
DIGITAL_COLUMNS = (
    ("项目名称", 14, 45), ("规格型号", 117, 117), ("单 位", 200, 190), ("数 量", 291, 264),
    ("单 价", 362, 335), ("金 额", 434, 407), ("税率/征收率", 477, 446), ("税 额", 583, 551),
)  # fmt: skip
TRAVEL_COLUMNS = (
    ("项目名称", 14, 45), ("单价", 200, 180), ("数量", 291, 264), ("金额", 434, 407),
    ("税率/征收率", 477, 446), ("税额", 583, 551),
)  # fmt: skip
TOLL_COLUMNS = (
    ("项目名称", 14, 45), ("车牌号", 150, 150), ("类型", 205, 200), ("通行日期起", 284, 244),
    ("通行日期止", 354, 314), ("金额", 434, 407), ("税率", 477, 446), ("税额", 583, 551),
)  # fmt: skip
FLUSH_RIGHT = frozenset({"数量", "单价", "金额", "税额", "税率", "税率/征收率"})


def tax_id(prefix: str) -> str:
    """Return a 统一社会信用代码 with valid check characters from 16 characters."""
    body = prefix + uscc.organisation_check_character(prefix[8:16])
    return body + uscc.check_character(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What the drawn invoice says. Rows: name, spec, unit, quantity, price, amount, rate, tax."""

    title: str = "电子发票（普通发票）"
    number: str = "24112000000012345678"
    code: str = ""
    check_code: str = "01234567890123456789"
    issued: str = "2024年06月18日"
    buyer: tuple[str, str] = ("北京样例工程研究院", tax_id("1211010800001234"))
    seller: tuple[str, str] = ("上海样例检测技术有限公司", tax_id("91310115MA1H7X2B"))
    rows: Sequence[Row] = (
        ("*研发和技术服务*疲劳寿命测试费", "", "项", "2", "50", "100.00", "6%", "6.00"),
    )
    amount: str = "100.00"
    tax: str = "6.00"
    total: str = "106.00"
    words: str = ""
    remarks: str = "合同编号：A-1"
    qr: str | None = None
    columns: Sequence[tuple[str, int, int]] = DIGITAL_COLUMNS
    marks: Sequence[Mark] = field(default=())

    @property
    def in_words(self) -> str:
        return self.words or chinese_amount.words(Decimal(self.total))

    @property
    def qr_text(self) -> str:
        if self.qr is not None:
            return self.qr
        day = self.issued.replace("年", "").replace("月", "").replace("日", "")
        if self.code:
            return f"01,10,{self.code},{self.number},{self.amount},{day},{self.check_code},19D6,"
        return f"01,32,,{self.number},{self.total},{day},,9D53,"


OLDER = Example(
    title="北京增值税电子普通发票", code="011002400111", number="12345678", columns=DIGITAL_COLUMNS
)


class _Pen:
    """Writes at places counted from the top left."""

    def __init__(self, canvas: Canvas, top: int = HEIGHT) -> None:
        self.canvas, self.top = canvas, top

    def write(self, left: int, top: int, text: str, size: int = 9) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, self.top - top - size, text)

    def flush_right(self, right: int, top: int, text: str, size: int = 9) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawRightString(right, self.top - top - size, text)

    def down(self, left: int, top: int, letters: str) -> None:
        for place, letter in enumerate(letters):
            self.write(left, top + 10 * place, letter)


def pdf(*pages: Sequence[Example], height: int = HEIGHT) -> bytes:
    """Return a PDF; each page holds examples one below the other, `height` in all."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, height), invariant=1)
    for examples in pages:
        for place, example in enumerate(examples):
            draw(canvas, example, height - place * HEIGHT)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def one(example: Example) -> bytes:
    """Return a PDF of one invoice."""
    return pdf([example])


def blank_or(*marks: Mark) -> bytes:
    """Return a PDF page with nothing but the marks."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1)
    for mark in marks:
        mark(canvas)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def draw(canvas: Canvas, example: Example, top: int = HEIGHT) -> None:
    """Draw one invoice whose upper edge is `top` points above the foot of the page."""
    pen = _Pen(canvas, top)
    pen.write(190, 22, example.title, 20)
    if example.qr_text:
        qr(canvas, example.qr_text, top)
    (_older_form if example.code else _digital_form)(pen, example)
    _table(pen, example)
    pen.write(48, 280, "价税合计（大写）")
    pen.write(178, 280, example.in_words)
    pen.write(407, 280, "（小写）")
    pen.write(447, 280, f"¥{example.total}")
    for mark in example.marks:
        mark(canvas)


def qr(canvas: Canvas, text: str, top: int, left: int = 15) -> None:
    """Draw a QR code a little below `top`."""
    code = QrCodeWidget(text, barWidth=60, barHeight=60)
    drawing = Drawing(60, 60)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, left, top - 75)


def _digital_form(pen: _Pen, example: Example) -> None:
    pen.write(438, 32, "发票号码：")
    pen.write(482, 32, example.number)
    pen.write(438, 49, "开票日期：")
    pen.write(482, 49, example.issued)
    parties = (("购买方信息", 17, example.buyer), ("销售方信息", 302, example.seller))
    for title, left, (name, number) in parties:
        pen.down(left, 93, title)
        pen.write(left + 15, 96, "名称：")
        pen.write(left + 42, 96, name)
        pen.write(left + 15, 126, "统一社会信用代码/纳税人识别号：")
        pen.write(left + 151, 126, number)
    pen.down(17, 310, "备注")
    pen.write(32, 305, example.remarks)
    pen.write(55, 368, "开票人：")
    pen.write(91, 368, "张三")


def _older_form(pen: _Pen, example: Example) -> None:
    heading = (
        ("发票代码:", example.code),
        ("发票号码:", example.number),
        ("开票日期:", example.issued),
        ("校 验 码:", example.check_code),
    )
    for place, (label, value) in enumerate(heading):
        pen.write(435, 14 + 17 * place, label)
        pen.write(478, 14 + 17 * place, value)
    for title, top, (name, number) in (
        ("购买方", 90, example.buyer),
        ("销售方", 300, example.seller),
    ):
        pen.down(28, top, title)
        rows = (("名    称:", name), ("纳税人识别号:", number), ("地址、电话:", "某路1号 12345678"),
                ("开户行及账号:", "某银行 6222000011112222"))  # fmt: skip
        for place, (label, value) in enumerate(rows):
            pen.write(48, top - 5 + 14 * place, label)
            pen.write(110, top - 5 + 14 * place, value)
    pen.down(350, 90, "密码区")
    for place in range(4):
        pen.write(375, 86 + 14 * place, "03*>4-</8+6503*>4-</8+65")
    pen.down(350, 302, "备注")
    pen.write(370, 300, example.remarks)
    pen.write(33, 357, "收款人:李四")
    pen.write(192, 357, "复核:王五")
    pen.write(314, 357, "开票人:张三")


def _table(pen: _Pen, example: Example) -> None:
    for header, _, left in example.columns:
        pen.write(left, 151, header)
    top = 163
    for row in example.rows:
        cells = [cell.split("\n") for cell in row[: len(example.columns)]]
        for (header, place, _), cell in zip(example.columns, cells, strict=True):
            write = pen.flush_right if header.replace(" ", "") in FLUSH_RIGHT else pen.write
            for number, text in enumerate(cell):
                write(place, top + 11 * number, text)
        top += 11 * max(len(cell) for cell in cells)
    pen.write(58, 261, "合")
    pen.write(103, 261, "计")
    pen.flush_right(434, 261, f"¥{example.amount}")
    pen.flush_right(583, 261, example.tax if "*" in example.tax else f"¥{example.tax}")


def hidden(text: str, left: int = 490, top: int = 280, *, how: str) -> Mark:
    """Return a mark: text that a reader of the page cannot see, by one of several tricks."""

    def mark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica", 0.1 if how == "tiny" else 9)
        y = HEIGHT - top - 9
        if how == "white":
            canvas.setFillColorRGB(1, 1, 1)
        if how == "transparent":
            canvas.setFillAlpha(0)
        if how == "clipped":
            path = canvas.beginPath()
            path.rect(0, 0, 0.01, 0.01)
            canvas.clipPath(path, stroke=0, fill=0)
        line = canvas.beginText(left, y if how != "off the page" else 5000)
        if how == "mode":
            line.setTextRenderMode(3)
        line.textOut(text)
        canvas.drawText(line)
        if how == "covered":
            canvas.setFillColorRGB(1, 1, 1)
            canvas.rect(left - 1, y - 3, 60, 14, stroke=0, fill=1)
        canvas.restoreState()

    return mark


def shown(text: str, left: int, top: int, size: int = 9) -> Mark:
    """Return a mark: one more text on the page."""
    return lambda canvas: _Pen(canvas).write(left, top, text, size)


def changed(example: Example, **values: object) -> Example:
    """Return the example with other values."""
    return replace(example, **values)  # type: ignore[arg-type]  # names are checked at run time
