"""Rules, words, labels and pictures of pages: the parts that the readers stand on."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from importers import page_image, page_text, pdf_file, pdf_rules, pdf_words, registry
from importers.document import Document, UnreadableDocument
from importers.invoice import Kind, Line
from importers.page_labels import Finder
from importers.page_text import Word
from tests.importers import drawing
from tests.importers.drawing import Example, Row, changed

RULES = (100, 195, 225, 293, 364, 436, 505)


def ruled(canvas: Canvas) -> None:
    """Draw the borders of the columns: strokes and slim boxes."""
    for place, left in enumerate(RULES):
        if place % 2:
            canvas.line(left, 120, left, 252)
        else:
            canvas.rect(left, 120, 0.5, 132, stroke=0, fill=1)


def read_words(content: bytes) -> list[str]:
    with pdf_file.opened(Document("a.pdf", content)) as pdf:
        return [word.text for word in page_text.words(pdf_words.read(pdf[0], content, 1).text)]


def test_rules_are_found_as_strokes_and_as_slim_boxes() -> None:
    with pdf_file.opened(Document("a.pdf", drawing.blank_or(ruled))) as pdf:
        rules = pdf_rules.vertical(pdf[0])
    assert [round(rule.x / 100) for rule in rules] == list(RULES)
    assert all(14600 < rule.top < 15000 and 27900 < rule.bottom < 28300 for rule in rules)


def test_a_path_of_many_strokes_gives_each_rule() -> None:
    def frame(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for left in (50, 300):
            path.moveTo(left, 100)
            path.lineTo(left, 200)
        path.lineTo(50, 200)
        canvas.drawPath(path)

    with pdf_file.opened(Document("a.pdf", drawing.blank_or(frame))) as pdf:
        assert [rule.x for rule in pdf_rules.vertical(pdf[0])] == [5000, 30000]


def test_rules_decide_what_headers_cannot() -> None:
    """The specification stands left of its header, next to the name, but behind the rule."""
    columns = tuple(
        (header, 102 if header == "规格型号" else place, left + (header == "规格型号") * 20)
        for header, place, left in drawing.DIGITAL_COLUMNS
    )
    rows: list[Row] = [("*电脑*工作站主机", "T7960", "台", "1", "100", "100.00", "6%", "6.00")]
    example = changed(drawing.OLDER, columns=columns, rows=rows, marks=[ruled])
    (invoice,) = registry.read(Document("a.pdf", drawing.one(example)))
    assert invoice.items == (
        Line("*电脑*工作站主机", "T7960", "台", "1", "100", "100.00", "6%", "6.00"),
    )


HELVETICA = b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica"
TO_PRIVATE_USE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
    b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <42> <E001> endbfchar "
    b"endcmap end end"
)


def by_hand(text: bytes, font: bytes = HELVETICA, to_unicode: bytes = b"") -> bytes:
    """Return a PDF that shows `text` with a font as given, flaws and all."""
    streams = [b"<< /Length %d >> stream\n%b\nendstream" % (len(t), t) for t in (text, to_unicode)]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 400] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        streams[0],
        b"<< " + font + b" >>",
        streams[1],
    ]
    body = b"%PDF-1.7\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj %b endobj\n" % (number, content)
    return body + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n0\n%%EOF"


@pytest.mark.parametrize(
    ("text", "font"),
    [
        (rb"BT /F1 12 Tf 50 200 Td (A\001B) Tj ET", HELVETICA),
        (b"BT /F1 12 Tf 50 200 Td (ABA) Tj ET", HELVETICA + b" /ToUnicode 6 0 R"),
        (rb"BT /F1 12 Tf 50 200 Td (A\001B) Tj ET", HELVETICA + b" /FontDescriptor [ "),
    ],
)
def test_a_character_that_neither_reader_can_name_is_marked_as_lost(
    text: bytes, font: bytes
) -> None:
    assert "\ufffd" in "".join(read_words(by_hand(text, font, TO_PRIVATE_USE)))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_drawn_sideways_and_turned_back_reads_as_shown(degrees: int) -> None:
    (invoice,) = registry.read(Document("a.pdf", _sideways(drawing.one(Example()), degrees)))
    assert (invoice.total_with_tax, invoice.uncertain) == ("106.00", frozenset())
    box = invoice.provenance["invoice_number"].box
    assert box is not None
    assert (48000 < box.left < 48500, 3000 < box.top < 4000) == (True, True)


def _sideways(content: bytes, degrees: int) -> bytes:
    """Draw the page turned against the clock, and let its /Rotate turn it back."""
    stream = io.BytesIO()
    with pypdfium2.PdfDocument(content) as source, pypdfium2.PdfDocument.new() as target:
        item = source.page_as_xobject(0, target).as_pageobject()
        moved = {90: (drawing.HEIGHT, 0), 180: (600, drawing.HEIGHT), 270: (0, 600)}[degrees]
        item.set_matrix(pypdfium2.PdfMatrix().rotate(degrees, ccw=True).translate(*moved))
        size = (600, 400) if degrees == 180 else (400, 600)
        page = target.new_page(*size)
        page.insert_obj(item)
        page.gen_content()
        page.set_rotation(degrees)
        target.save(stream)
    return stream.getvalue()


def test_words_end_where_the_next_column_begins() -> None:
    marks = (drawing.shown("名称甲", 50, 50), drawing.shown("规格乙", 79, 50))
    assert read_words(drawing.blank_or(*marks)) == ["名称甲", "规格乙"]


def test_letters_drawn_one_by_one_are_one_word() -> None:
    marks = [drawing.shown(letter, 50 + 9 * place, 50) for place, letter in enumerate("合同编号")]
    assert read_words(drawing.blank_or(*marks)) == ["合同编号"]


def test_wide_spacing_is_still_one_word() -> None:
    marks = [drawing.shown(letter, 50 + 18 * place, 50) for place, letter in enumerate("合同编号")]
    assert read_words(drawing.blank_or(*marks)) == ["合同编号"]


def test_too_many_characters_are_refused() -> None:
    def flood(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 2)
        for line in range(200):
            canvas.drawString(5, 2 * line, "xy" * 100)

    with pytest.raises(UnreadableDocument, match="文字过多"):
        read_words(drawing.blank_or(flood))


def finder(*marks: Callable[[Canvas], None]) -> Finder:
    content = drawing.blank_or(*marks)
    with pdf_file.opened(Document("a.pdf", content)) as pdf:
        return Finder(pdf_words.read(pdf[0], content, 1).text)


def test_a_label_is_found_though_a_seal_is_printed_over_it() -> None:
    marks = [drawing.shown(t, x, 50) for t, x in (("发票", 50), ("监制", 59), ("号码:", 68))]
    found = finder(marks[1], marks[0], marks[2]).all("发票号码:")
    assert len(found) == 1


def test_a_label_drawn_in_pieces_is_found_in_reading_order() -> None:
    marks = [drawing.shown(t, x, 50) for t, x in (("称:", 90), ("甲", 300), ("名", 50))]
    assert len(finder(*marks).all("名称:")) == 1


def test_letters_far_apart_or_on_two_lines_are_no_label() -> None:
    assert finder(drawing.shown("名", 50, 50), drawing.shown("称:", 300, 50)).all("名称:") == []
    assert finder(drawing.shown("名", 50, 50), drawing.shown("称:", 60, 90)).all("名称:") == []
    assert finder(drawing.shown("名", 50, 50), drawing.shown("称:", 20, 50)).all("名称:") == []


def test_upright_labels_need_all_their_letters() -> None:
    marks = [drawing.shown(t, 50, y) for t, y in (("购", 50), ("买", 60), ("方", 70))]
    assert len(finder(*marks).upright("购买方信息", "购买方")) == 1
    assert finder(*marks[:2]).upright("购买方") == []


def test_the_margin_is_no_part_of_the_seller() -> None:
    marks = [drawing.shown(t, 588, 90 + 10 * n) for n, t in enumerate("下载次数:1")]
    (invoice,) = registry.read(Document("a.pdf", drawing.one(Example(marks=marks))))
    assert (invoice.seller_name, invoice.seller_tax_id) == Example().seller


def test_huge_pages_are_drawn_smaller() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(14400, 14400))
    canvas.drawString(10, 10, "x")
    canvas.save()
    assert len(page_image.png(Document("a.pdf", stream.getvalue()), 1, 200)) < 4_000_000


def test_a_word_knows_its_middle() -> None:
    assert (Word("甲", 0, 10, 20, 30).middle, Word("甲", 0, 10, 20, 30).center) == (20, 10)


def test_warming_up_reads_nothing() -> None:
    registry.warm_up()


def test_a_listing_belongs_to_the_invoice_before_it() -> None:
    rows: list[Row] = [("(详见销货清单)", "", "", "", "", "100.00", "6%", "6.00")]
    lines: list[Row] = [
        ("*服务*一", "", "项", "1", "60", "60.00", "6%", "3.60"),
        ("*服务*二", "", "项", "2", "20", "40.00", "6%", "2.40"),
    ]
    title = drawing.shown("销售货物或者提供应税劳务、服务清单", 150, 10, 14)
    listing = Example(title="", number="", issued="", qr="", rows=lines, remarks="", marks=[title])
    content = drawing.pdf([changed(drawing.OLDER, rows=rows)], [listing])
    (invoice,) = registry.read(Document("a.pdf", content))
    assert [line.name for line in invoice.items] == ["(详见销货清单)"]
    assert [line.amount for line in invoice.list_items] == ["60.00", "40.00"]
    assert invoice.uncertain == frozenset()


def test_a_page_that_only_speaks_of_invoices_is_none() -> None:
    marks = [drawing.shown("电子发票（普通发票）", 100, 20, 24)]
    marks += [drawing.shown("本页说明票样各栏的填写方法。", 50, 80 + 12 * n) for n in range(9)]
    (invoice,) = registry.read(Document("a.pdf", drawing.blank_or(*marks)))
    assert invoice.kind is Kind.NOT_INVOICE


def test_an_unreadable_title_leaves_the_kind_to_the_qr_code_and_to_doubt() -> None:
    (invoice,) = registry.read(Document("a.pdf", drawing.one(Example(title="某某凭证"))))
    assert invoice.kind is Kind.E_ORDINARY
    assert invoice.uncertain == {"kind"}


def test_pages_that_are_no_invoice_are_mentioned() -> None:
    notice = changed(Example(), title="", number="", qr="", issued="", rows=[])
    content = drawing.pdf([Example()], [changed(notice, buyer=("", ""), seller=("", ""))])
    (invoice,) = registry.read(Document("a.pdf", content))
    assert "第 2 页" in "".join(finding.text() for finding in invoice.findings)
