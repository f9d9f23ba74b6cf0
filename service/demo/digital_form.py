"""The page of a 数电发票: 电子发票（普通发票）and（增值税专用发票）, 595 x 397 pt.

Buyer left, seller right, the columns of its special element, sums, remarks, issuer. More lines
than fit go on over further pages; each then carries 小计, the last one 合计 and 价税合计. A second
table (travellers, transports) makes the last page taller.
"""

from dataclasses import dataclass

from importers.invoice import Kind
from service.demo import elements, lines, marks, table
from service.demo.elements import SUB_TITLES
from service.demo.face import Face, bureau_mark
from service.demo.invoices import InvoiceSpec, Party
from service.demo.pen import VALUE, Letters, Pen, Slot
from service.demo.table import ROW_STEP, Row

SIZE = (595_28, 396_86)
_MAROON = (128, 0, 0)
LABEL = Letters(colour=_MAROON)
_TITLE = Letters(20_00, _MAROON)
_TITLES = {
    Kind.E_ORDINARY: "电子发票（普通发票）",
    Kind.E_ORDINARY_TOLL: "电子发票（普通发票）",
    Kind.E_SPECIAL: "电子发票（增值税专用发票）",
}
_LEFT, _RIGHT, _TOP, _BOTTOM = 12_80, 583_30, 85_10, 353_00
_FIRST_ROW = 162_90
ROWS = 7  # text rows of the table on a page
_SUMS, _WORDS = 272_50, 295_90
_REMARKS_DEEP, _REMARKS_WIDE = 53_00, 545_00
_SMALLEST = 5_00  # letters of the remarks
_AMOUNT_RIGHT, _TAX_RIGHT = 435_40, 580_60


def pages(spec: InvoiceSpec) -> list[list[Row]]:
    """Spread the lines over pages; a line never breaks between two."""
    sheets: list[list[Row]] = [[]]
    used = 0
    for line in spec.lines:
        row = table.row(elements.columns(spec.element), spec.particulars, line)
        assert row.height <= ROWS, "a line is longer than the table of a page"
        if sheets[-1] and used + row.height > ROWS:
            sheets.append([])
            used = 0
        sheets[-1].append(row)
        used += row.height
    return sheets


def faces(spec: InvoiceSpec) -> list[Face]:
    """Return the pages of the filled `spec`."""
    sheets = pages(spec)
    made = [_Page(spec, tuple(sheets), place) for place in range(len(sheets))]
    return [Face((SIZE[0], SIZE[1] + page.extra), page.paint) for page in made]


@dataclass(frozen=True, slots=True)
class _Page:
    """Page `place` (from 0) of an invoice whose lines are spread over `sheets`."""

    spec: InvoiceSpec
    sheets: tuple[list[Row], ...]
    place: int

    @property
    def last(self) -> bool:
        return self.place == len(self.sheets) - 1

    @property
    def extra(self) -> int:
        """How much taller than usual the page is, for the second table."""
        second = self.spec.element in elements.ROWS and self.last
        return (1 + len(self.spec.rows)) * ROW_STEP if second else 0

    def paint(self, pen: Pen) -> None:
        self._head(pen)
        _party(pen, "购买方信息", self.spec.buyer, _LEFT)
        _party(pen, "销售方信息", self.spec.seller, 297_70)
        self._table(pen)
        if len(self.sheets) > 1:
            pen.label(440_00, 62_00, f"共 {len(self.sheets)} 页 第 {self.place + 1} 页", LABEL)
            self._subtotal(pen)
        if self.last:
            self._totals(pen)
        self._foot(pen)
        self._frame(pen)

    def _head(self, pen: Pen) -> None:
        spec = self.spec
        pen.picture(marks.watermark(spec.mark), 205_00, 165_00, (185_00, 115_00))
        if spec.qr:
            pen.picture(marks.qr_code(spec.qr), 19_80, 16_90, (57_10, 57_10))
        bureau_mark(pen, 256_10, 23_70, spec.bureau)
        title = _TITLES[spec.kind]
        pen.title(297_60, 27_90, title, _TITLE)
        pen.stroke(_MAROON)
        width = _TITLE.width(title) // 2 + 5_00
        for top in (51_40, 55_00):
            pen.line((297_60 - width, top), (297_60 + width, top))
        pen.title(297_60, 60_00, SUB_TITLES[spec.element], LABEL)
        number, day = spec.number, pen.style.day(spec.issued_on)
        pen.pair(Slot(440_00, 485_00, 32_70, 586_50), ("发票号码：", LABEL), number)
        pen.pair(Slot(440_00, 485_00, 47_40, 586_50), ("开票日期：", LABEL), day)
        if pen.style.downloads is not None:
            pen.column(586_50, 90_00, f"下载次数：{pen.style.downloads}", Letters(7_00), 8_00)

    def _table(self, pen: Pen) -> None:
        columns = elements.columns(self.spec.element)
        table.heads(pen, columns, 150_30, LABEL)
        top = _FIRST_ROW
        for row in self.sheets[self.place]:
            table.cells(pen, row, top)
            top += row.height * ROW_STEP
        if self.extra:
            self._second_table(pen)

    def _second_table(self, pen: Pen) -> None:
        columns = elements.ROWS[self.spec.element]
        top = 260_00 - ROW_STEP
        table.heads(pen, columns, top, LABEL)
        for facts in self.spec.rows:
            top += ROW_STEP
            table.cells(pen, table.row(columns, facts), top)

    def _subtotal(self, pen: Pen) -> None:
        """Write 小计, the sums of this page."""
        held = tuple(row.line for row in self.sheets[self.place] if row.line)
        top = 249_50 if self.last and not self.extra else 261_70
        top = top + self.extra - ROW_STEP if self.extra else top
        pen.label(69_20, top, "小", LABEL)
        pen.label(96_20, top, "计", LABEL)
        _sums(pen, lines.total_amount(held), lines.total_tax(held), top)

    def _totals(self, pen: Pen) -> None:
        spec, drop = self.spec, self.extra
        pen.label(69_20, 261_00 + drop, "合", LABEL)
        pen.label(96_20, 261_00 + drop, "计", LABEL)
        _sums(pen, spec.total_amount or "", spec.total_tax or "", 261_00 + drop)
        pen.label(49_00, 279_50 + drop, "价税合计（大写）", LABEL)
        pen.label(165_00, 279_00 + drop, "ⓧ", Letters(10_00, _MAROON))
        words = spec.total_in_words or ""
        pen.text(179_20, 279_00 + drop, words, Letters(10_00).within(words, 222_00))
        pen.label(408_20, 279_50 + drop, "（小写）", LABEL)
        total = f"{pen.style.money_mark}{spec.total_with_tax}"
        pen.text(446_00, 278_50 + drop, total, Letters(10_00))

    def _foot(self, pen: Pen) -> None:
        pen.column(16_80, 309_00 + self.extra, "备注", LABEL, 18_00)
        letters = VALUE
        while letters.size > _SMALLEST and _depth(self.spec.remarks, letters) > _REMARKS_DEEP:
            letters = letters._replace(size=letters.size - 50)
        step = letters.size + 2_00
        for place, row in enumerate(letters.wrapped(self.spec.remarks, _REMARKS_WIDE)):
            pen.text(33_00, 298_50 + self.extra + place * step, row, letters)
        slot = Slot(54_70, 90_70, 362_70 + self.extra, 200_00)
        pen.pair(slot, ("开票人：", LABEL), self.spec.issuer)

    def _frame(self, pen: Pen) -> None:
        drop = self.extra
        pen.stroke(_MAROON)
        pen.frame(_LEFT, _TOP, _RIGHT, _BOTTOM + drop)
        for top in (147_50, _SUMS + drop, _WORDS + drop):
            pen.line((_LEFT, top), (_RIGHT, top))
        for left, (top, bottom) in (
            (30_10, (_TOP, 147_50)),
            (298_00, (_TOP, 147_50)),
            (315_00, (_TOP, 147_50)),
            (157_70, (_SUMS + drop, _WORDS + drop)),
            (30_10, (_WORDS + drop, _BOTTOM + drop)),
        ):
            pen.line((left, top), (left, bottom))


def _depth(remarks: str, letters: Letters) -> int:
    """Return how far down the remarks run."""
    return len(letters.wrapped(remarks, _REMARKS_WIDE)) * (letters.size + 2_00)


def _party(pen: Pen, title: str, party: Party, left: int) -> None:
    pen.column(left + 4_00, 94_50, title, LABEL, 9_00)
    right = left + 279_00
    pen.pair(Slot(left + 20_00, left + 47_00, 98_00, right), ("名称：", LABEL), party.name)
    code = pen.style.identifier(party.tax_id or "")
    pen.pair(
        Slot(left + 20_00, left + 162_00, 123_00, right),
        ("统一社会信用代码/纳税人识别号：", LABEL),
        code,
        Letters(11_00, font="Courier"),
    )


def _sums(pen: Pen, amount: str, tax: str, top: int) -> None:
    """Write the two sums; the money sign is left out before a masked one."""
    mark = pen.style.money_mark
    pen.right(_AMOUNT_RIGHT, top, f"{mark}{amount}")
    pen.right(_TAX_RIGHT, top, tax if tax == lines.MASKED else f"{mark}{tax}")
