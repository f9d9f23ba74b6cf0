"""Pages with several invoices: each is read from its own part of the page, or none is."""

import io
from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from importers import registry
from importers.document import Document, UnreadableDocument
from importers.invoice import Invoice
from tests.importers import drawing
from tests.importers.drawing import HEIGHT, OLDER, WIDTH, Example, changed
from tests.importers.form_drawing import FormPage, Text, pdf

TAX_ID = drawing.tax_id("91310115MA1H7X2B")
SHORT = ("*服务*测试费", "", "项", "1", "100.00", "100.00", "6%", "6.00")


def numbered(number: int) -> Example:
    """Return one of many different invoices."""
    return Example(
        number=f"2411200000001234{number:04}",
        buyer=(f"第{'一二三四五六'[number]}研究院", drawing.tax_id(f"12110108000{number:05}")),
        remarks=f"合同编号:A-{number}",
        rows=[SHORT],
    )


def grid(rows: Sequence[Sequence[Example]], scale: float = 1, gap: int = 0) -> bytes:
    """Return a PDF page with invoices in rows, scaled, with gaps between them."""
    width, height = int(WIDTH * scale) + gap, int(HEIGHT * scale) + gap
    stream = io.BytesIO()
    size = (width * max(map(len, rows)), height * len(rows))
    canvas = Canvas(stream, pagesize=size, invariant=1)
    for down, row in enumerate(rows):
        for across, example in enumerate(row):
            canvas.saveState()
            canvas.translate(across * width, (len(rows) - 1 - down) * height + gap)
            canvas.scale(scale, scale)
            drawing.draw(canvas, example)
            canvas.restoreState()
    canvas.save()
    return stream.getvalue()


def read(content: bytes) -> tuple[Invoice, ...]:
    return registry.read(Document("a.pdf", content))


def said(invoice: Invoice) -> tuple[object, ...]:
    return invoice.invoice_number, invoice.buyer_name, invoice.buyer_tax_id, invoice.remarks


@pytest.mark.parametrize(("columns", "rows"), [(2, 1), (1, 3), (2, 2), (3, 1)])
@pytest.mark.parametrize("scale", [1, 0.5])
def test_every_invoice_on_a_page_is_read_from_its_part(
    columns: int, rows: int, scale: float
) -> None:
    examples = [
        [numbered(columns * row + place) for place in range(columns)] for row in range(rows)
    ]
    invoices = read(grid(examples, scale, gap=8))
    flat = [example for row in examples for example in row]
    assert [said(invoice) for invoice in invoices] == [
        (one.number, *one.buyer, one.remarks) for one in flat
    ]
    assert not any(invoice.uncertain for invoice in invoices)
    if scale == 1:  # smaller codes are smaller than any reader can tell apart
        assert all("qr" in one.provenance["invoice_number"].agrees_with for one in invoices)


def test_invoices_of_both_families_may_share_a_page() -> None:
    older = changed(OLDER, rows=[SHORT])
    invoices = read(grid([[numbered(0), older], [numbered(1)]]))
    assert [one.invoice_number for one in invoices] == [
        numbered(0).number, OLDER.number, numbered(1).number,
    ]  # fmt: skip
    assert not any(invoice.uncertain for invoice in invoices)


def test_an_altered_number_is_held_against_the_code_beside_it() -> None:
    """The code belongs to the part of the page where it stands, whatever number it states."""
    altered = changed(numbered(1), qr="01,32,,24112000000099999999,106.00,20240618,,9D53,")
    first, second = read(grid([[numbered(0), altered]]))
    assert first.uncertain == frozenset()
    assert second.uncertain == {"invoice_number"}


def test_what_cannot_be_parted_for_certain_is_refused() -> None:
    """A line of text across both invoices leaves no white strip between them."""
    bridge = drawing.shown("本页两张发票由同一单位开具" * 6, 330, 150)
    with pytest.raises(UnreadableDocument, match="并排"):
        read(grid([[changed(numbered(0), marks=[bridge]), numbered(1)]]))


def test_a_half_invoice_beside_a_whole_one_is_refused() -> None:
    torn = drawing.shown("发票号码：24112000000012345679", 660, 32)
    dated = drawing.shown("开票日期：2024年06月18日", 660, 49)
    with pytest.raises(UnreadableDocument, match="并排"):
        read(
            grid(
                [
                    [
                        changed(numbered(0), marks=[torn, dated]),
                        changed(
                            OLDER,
                            title=" ",
                            qr="",
                            code="",
                            number="",
                            issued="",
                            words=" ",
                            total="1.00",
                            rows=[],
                        ),
                    ]
                ]
            )
        )


def test_a_number_and_a_date_in_remarks_begin_no_invoice() -> None:
    remarks = "发票号码:12345678;开票日期:2023年1月1日"
    (invoice,) = read(drawing.one(Example(remarks=remarks)))
    assert invoice.invoice_number == Example().number
    assert invoice.remarks == remarks


def test_equal_figures_in_small_type_are_all_read() -> None:
    """At half the size the two 0 of 100 lie nearer together than two layers of usual type."""
    example = Example(remarks="000111222333", rows=[SHORT])
    (invoice,) = read(grid([[example]], 0.5))
    assert (invoice.buyer_tax_id, invoice.remarks) == (example.buyer[1], "000111222333")
    assert invoice.uncertain == frozenset()


def tickets(*sizes: int) -> list[Text]:
    """Return rail tickets one below the other, which nobody signs, in type of these heights."""
    texts: list[Text] = []
    for place, size in enumerate(sizes):
        top = 200 * place
        texts += [
            (180, top + 10, "电子发票（铁路电子客票）", 20),
            (30, top + 45, f"发票号码:2411911000100012345{place}", size),
            (350, top + 45, "开票日期:2024年03月09日", size),
            (30, top + 90, f"票价:￥{place + 1}53.00", size),
            (30, top + 150, "购买方名称:上海样例科技有限公司", size),
            (30, top + 168, f"统一社会信用代码:{TAX_ID}", size),
        ]
    return texts


@pytest.mark.parametrize("sizes", [(9, 9, 9), (12, 9, 9), (9, 12, 9)])
def test_vouchers_that_nobody_signs_follow_one_that_is_signed(sizes: Sequence[int]) -> None:
    signed: list[Text] = [(30, 185, "开票人：张三", 9)]
    texts = [*tickets(*sizes), *signed]
    (first, *others) = read(pdf(FormPage(texts=texts, height=620)))
    assert [one.invoice_number for one in (first, *others)] == [
        f"2411911000100012345{place}" for place in range(3)
    ]
    assert {one.buyer_tax_id for one in (first, *others)} == {TAX_ID}
    assert [one.particulars["fare"] for one in others] == ["253.00", "353.00"]
