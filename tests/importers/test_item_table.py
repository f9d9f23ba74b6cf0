"""Lines of an invoice: columns with and without rules, wrapped and centred cells, traps."""

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, Line
from tests.importers import drawing
from tests.importers.drawing import Example, Mark, Row

BORDERS = (108, 170, 212, 280, 350, 440, 490)
COLUMNS = (
    ("项目名称", 16, 41), ("规格型号", 110, 121), ("单位", 182, 182), ("数量", 277, 237),
    ("单价", 347, 306), ("金额", 437, 386), ("税率", 487, 456), ("税额", 582, 529),
)  # fmt: skip
NAME = "*通信传输设备*网关"


def rules(canvas: Canvas) -> None:
    for x in BORDERS:
        canvas.line(x, 252, x, 135)


def glyphs(row: Sequence[tuple[int, str]], top: int) -> Mark:
    """Return a mark: texts drawn glyph by glyph, each glyph an object of its own."""

    def mark(canvas: Canvas) -> None:
        canvas.setFont(drawing.FONT, 9)
        for left, text in row:
            x = left
            for letter in text:
                canvas.drawString(x, 400 - top - 9, letter)
                x += 9 if ord(letter) > 255 else 5

    return mark


def read(rows: Sequence[Row] = (), *marks: Mark, columns: object = COLUMNS) -> Invoice:
    total = sum(round(float(row[5]) * 100) for row in rows) or 10000
    tax = sum(round(float(row[7]) * 100) for row in rows) or 600
    example = Example(
        rows=rows,
        columns=columns,  # type: ignore[arg-type]  # one of the forms above
        marks=marks,
        amount=f"{total / 100:.2f}",
        tax=f"{tax / 100:.2f}",
        total=f"{(total + tax) / 100:.2f}",
    )
    (invoice,) = registry.read(Document("a.pdf", drawing.one(example)))
    return invoice


def line(name: str, spec: str | None = None, **values: str) -> Line:
    given = {"amount": "100.00", "tax_rate": "6%", "tax": "6.00"} | values
    return Line(name=name, spec=spec, **given)


def row(name: str, spec: str = "") -> Row:
    return (name, spec, "", "", "", "100.00", "6%", "6.00")


@pytest.mark.parametrize("marks", [(), (rules,)])
def test_a_name_that_all_but_touches_the_specification_ends_at_its_border(
    marks: tuple[Mark, ...],
) -> None:
    filled = row("*通信传输设备*网关\n一二三四五六七八九十\n终端", "SX1262/SX126\n8")
    invoice = read([filled, row(NAME, "A4")], *marks)
    assert invoice.items == (
        line("*通信传输设备*网关一二三四五六七八九十终端", "SX1262/SX1268"),
        line(NAME, "A4"),
    )
    assert invoice.uncertain == frozenset()


def test_glyphs_of_neighbouring_cells_are_told_apart_by_the_rule_between_them() -> None:
    cells = [(16, NAME + "一"), (109, "A4"), (186, "台"), (272, "1"), (320, "100.00"),
             (405, "100.00"), (477, "6%"), (560, "6.00")]  # fmt: skip
    invoice = read((), glyphs(cells, 163), rules)
    assert invoice.items == (line(NAME + "一", "A4", unit="台", quantity="1", unit_price="100.00"),)
    assert invoice.uncertain == frozenset()


def test_without_rules_a_name_that_runs_into_the_specification_is_uncertain() -> None:
    assert read((), glyphs([(16, NAME + "一二三A4五六"), (405, "100.00"), (477, "6%"),
                            (560, "6.00"), (107, "X")], 163)).uncertain >= {"items"}  # fmt: skip


def test_a_text_over_a_rule_may_hold_two_cells() -> None:
    assert "items" in read([row("*通信传输设备*网关适配终端A4"), row(NAME)], rules).uncertain


def test_a_missing_header_makes_the_lines_uncertain() -> None:
    columns = tuple(column for column in COLUMNS if column[0] != "单位")
    cells: Row = (NAME, "A4", "1", "100.00", "100.00", "6%", "6.00", "")
    example = Example(rows=[cells], columns=columns)
    (invoice,) = registry.read(Document("a.pdf", drawing.one(example)))
    assert "items" in invoice.uncertain


def test_words_for_sums_may_stand_in_names() -> None:
    names = ["*纸制品*便携小计\n算器（含合计\n合计", "*信息技术服务*单价数\n小计"]
    invoice = read([row(name) for name in names])
    assert [one.name for one in invoice.items] == [name.replace("\n", "") for name in names]
    assert invoice.uncertain == frozenset()


def test_cells_may_be_centred_in_their_rows() -> None:
    def mark(canvas: Canvas) -> None:
        canvas.setFont(drawing.FONT, 9)
        for left, top, text in (
            (16, 163, "*通信传输设备*网关"), (16, 174, "适配终端"), (111, 168, "A4"),
            (405, 168, "60.00"), (470, 168, "6%"), (560, 168, "3.60"),
            (16, 190, "*纸制品*本"), (111, 185, "SX1262/SX126"), (111, 196, "8"),
            (405, 190, "40.00"), (470, 190, "6%"), (560, 190, "2.40"),
        ):  # fmt: skip
            canvas.drawString(left, 400 - top - 9, text)

    invoice = read((), mark, rules)
    assert invoice.items == (
        line("*通信传输设备*网关适配终端", "A4", amount="60.00", tax="3.60"),
        line("*纸制品*本", "SX1262/SX1268", amount="40.00", tax="2.40"),
    )
    assert invoice.uncertain == frozenset()


def test_words_of_a_cell_keep_their_order_half_a_line_below_the_name() -> None:
    """Of a specification in the middle of two lines, each word is nearer to another of them."""

    def mark(canvas: Canvas) -> None:
        canvas.setFont(drawing.FONT, 9)
        for left, top, text in (
            (16, 1630, "*通信传输设备*网关"), (16, 1730, "适配终端"), (111, 1682, "7.2V"),
            (131, 1678, "2600mAh"), (405, 1680, "60.00"), (470, 1680, "6%"), (560, 1680, "3.60"),
            (16, 1900, "*纸制品*本"), (405, 1900, "40.00"), (470, 1900, "6%"), (560, 1900, "2.40"),
        ):  # fmt: skip
            canvas.drawString(left, 391 - top / 10, text)

    assert read((), mark, rules).items[0].spec == "7.2V 2600mAh"


def test_cells_aligned_in_no_way_make_the_lines_uncertain() -> None:
    def mark(canvas: Canvas) -> None:
        canvas.setFont(drawing.FONT, 9)
        for left, top, text in (
            (16, 163, "*纸制品*本"), (405, 163, "60.00"), (470, 163, "6%"),
            (560, 163, "3.60"), (111, 172, "SX1262"), (16, 182, "*纸制品*册"),
            (405, 182, "40.00"), (470, 182, "6%"), (560, 182, "2.40"),
        ):  # fmt: skip
            canvas.drawString(left, 400 - top - 9, text)

    assert "items" in read((), mark, rules).uncertain


def test_names_without_category_belong_to_the_line_they_fill() -> None:
    """Older invoices: the second printed line goes on where the first reached the border."""
    older = drawing.changed(
        drawing.OLDER,
        columns=COLUMNS,
        marks=[rules],
        rows=[row("培训费用第一期上下午\n资料"), row("住宿费")],
        amount="200.00", tax="12.00", total="212.00",
    )  # fmt: skip
    (invoice,) = registry.read(Document("a.pdf", drawing.one(older)))
    assert [one.name for one in invoice.items] == ["培训费用第一期上下午资料", "住宿费"]
    assert "items" not in invoice.uncertain


def test_a_hundred_lines_over_several_pages_are_all_read() -> None:
    lines = [row(f"*纸制品*第{number}种") for number in range(16)]
    page = Example(rows=lines[:8], columns=COLUMNS, amount="800.00", tax="48.00", total="848.00")
    last = drawing.changed(page, rows=lines[8:], amount="1600.00", tax="96.00", total="1696.00",
                           qr="01,32,,24112000000012345678,1696.00,20240618,,9D53,")  # fmt: skip
    (invoice,) = registry.read(Document("a.pdf", drawing.pdf([page], [last])))
    assert len(invoice.items) == 16
    assert invoice.total_with_tax == "1696.00"


def test_cells_in_the_middle_of_rows_half_a_line_apart_stay_in_their_rows() -> None:
    """Set close, a cell begins above its row and might as well end the one above."""

    def mark(canvas: Canvas) -> None:
        canvas.setFont(drawing.FONT, 9)
        for left, top, text in (
            (16, 1630, "*纸制品*本"), (111, 1630, "A4"), (405, 1630, "60.00"), (470, 1630, "6%"),
            (560, 1630, "3.60"), (16, 1780, "*纸制品*册"), (111, 1731, "SX1262/SX126"),
            (111, 1829, "8"), (405, 1780, "40.00"), (470, 1780, "6%"), (560, 1780, "2.40"),
        ):  # fmt: skip
            canvas.drawString(left, 391 - top / 10, text)

    invoice = read((), mark, rules)
    assert [one.spec for one in invoice.items] == ["A4", "SX1262/SX1268"]
    assert invoice.uncertain == frozenset()
