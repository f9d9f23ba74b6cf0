"""Reading drawn invoices: what the page says, nothing else, and doubts where it contradicts."""

from datetime import date

import pytest

from importers import registry
from importers.document import Document, UnreadableDocument
from importers.invoice import Invoice, Kind, Line, Source
from tests.importers import drawing
from tests.importers.drawing import OLDER, Example, Row, changed


def read(content: bytes) -> Invoice:
    invoices = registry.read(Document("a.pdf", content))
    assert len(invoices) == 1
    return invoices[0]


def read_example(example: Example) -> Invoice:
    return read(drawing.one(example))


def sentences(invoice: Invoice) -> str:
    return "".join(finding.text() for finding in invoice.findings)


def test_a_digital_invoice_is_read_completely_and_without_doubt() -> None:
    invoice = read_example(Example())
    assert invoice.kind is Kind.E_ORDINARY
    assert invoice.key == "24112000000012345678"
    assert (invoice.invoice_code, invoice.check_code) == (None, None)
    assert invoice.issue_date == date(2024, 6, 18)
    assert (invoice.buyer_name, invoice.buyer_tax_id) == Example().buyer
    assert (invoice.seller_name, invoice.seller_tax_id) == Example().seller
    assert (invoice.total_amount, invoice.total_tax) == ("100.00", "6.00")
    assert (invoice.total_with_tax, invoice.total_in_words) == ("106.00", "壹佰零陆圆整")
    assert invoice.remarks == "合同编号：A-1"
    assert invoice.items == (
        Line("*研发和技术服务*疲劳寿命测试费", None, "项", "2", "50", "100.00", "6%", "6.00"),
    )
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())


def test_every_value_says_where_it_stands_and_who_agrees() -> None:
    invoice = read_example(Example())
    number = invoice.provenance["invoice_number"]
    assert number.source is Source.TEXT
    assert number.agrees_with == ("qr",)
    assert number.box is not None
    assert (number.box.page, 48000 < number.box.left < 48500) == (1, True)
    assert 3000 < number.box.top < number.box.bottom < 4500
    assert set(invoice.provenance["total_with_tax"].agrees_with) == {"qr", "words", "sum"}
    assert invoice.page_sizes == ((60000, 40000),)
    box = invoice.line_boxes[0]
    assert box is not None
    assert 16000 < box.top < box.bottom < 17800


def test_an_older_invoice_has_code_and_check_code() -> None:
    invoice = read_example(OLDER)
    assert invoice.kind is Kind.VAT_E_ORDINARY
    assert (invoice.invoice_code, invoice.invoice_number) == ("011002400111", "12345678")
    assert invoice.check_code == OLDER.check_code
    assert invoice.key == "01100240011112345678"
    assert (invoice.buyer_name, invoice.buyer_tax_id) == OLDER.buyer
    assert (invoice.seller_name, invoice.seller_tax_id) == OLDER.seller
    assert invoice.remarks == "合同编号：A-1"
    assert invoice.uncertain == frozenset()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("电子发票（增值税专用发票）", Kind.E_SPECIAL),
        ("电子发票（普通发票）", Kind.E_ORDINARY),
    ],
)
def test_the_title_names_the_kind(title: str, kind: Kind) -> None:
    assert read_example(Example(title=title)).kind is kind


@pytest.mark.parametrize(
    ("title", "code", "kind"),
    [
        ("北京增值税电子专用发票", "011002400113", Kind.VAT_E_SPECIAL),
        ("北京增值税电子普通发票", "011002400112", Kind.VAT_E_TOLL),
        ("深圳电子普通发票", "144032400110", Kind.SZ_BLOCKCHAIN),
    ],
)
def test_title_and_code_name_the_kind_of_an_older_invoice(
    title: str, code: str, kind: Kind
) -> None:
    assert read_example(changed(OLDER, title=title, code=code)).kind is kind


def test_a_title_that_contradicts_the_code_makes_the_kind_uncertain() -> None:
    invoice = read_example(changed(OLDER, title="北京增值税电子专用发票"))
    assert "kind" in invoice.uncertain
    assert "不一致" in sentences(invoice)


def test_wrapped_names_specifications_and_discounts_stay_with_their_line() -> None:
    rows: list[Row] = [
        ("*电子计算机*高性能图形\n工作站主机及显示器套\n件", "T7960-\n64G", "台", "1", "900",
         "900.00", "13%", "117.00"),
        ("*电子计算机*高性能图形\n工作站主机及显示器套\n件", "", "", "", "", "-100.00", "13%",
         "-13.00"),
    ]  # fmt: skip
    invoice = read_example(Example(rows=rows, amount="800.00", tax="104.00", total="904.00"))
    name = "*电子计算机*高性能图形工作站主机及显示器套件"
    assert invoice.items == (
        Line(name, "T7960-64G", "台", "1", "900", "900.00", "13%", "117.00"),
        Line(name, None, None, None, None, "-100.00", "13%", "-13.00"),
    )
    assert invoice.uncertain == frozenset()


def test_wrapped_names_without_a_category_are_doubted() -> None:
    rows: list[Row] = [
        ("培训费一\n（上午）", "", "", "", "", "60.00", "6%", "3.60"),
        ("培训费二\n（下午）", "", "", "", "", "40.00", "6%", "2.40"),
    ]
    invoice = read_example(Example(rows=rows))
    assert [line.name for line in invoice.items] == ["培训费一（上午）", "培训费二（下午）"]
    assert "items" in invoice.uncertain


@pytest.mark.parametrize("masked", ["免税", "不征税", "***"])
def test_masked_taxes_stay_as_printed(masked: str) -> None:
    rows: list[Row] = [("*预付卡销售*卡", "", "", "", "", "100.00", masked, "***")]
    invoice = read_example(Example(rows=rows, tax="***", total="100.00"))
    assert (invoice.items[0].tax_rate, invoice.items[0].tax) == (masked, "***")
    assert (invoice.total_tax, invoice.tax) == ("***", None)
    assert invoice.uncertain == frozenset()


def test_travel_invoices_have_price_before_quantity() -> None:
    rows: list[Row] = [("*运输服务*客运服务费", "25.00", "4", "100.00", "6%", "6.00", "", "")]
    invoice = read_example(Example(rows=rows, columns=drawing.TRAVEL_COLUMNS))
    assert invoice.items[0] == Line(
        "*运输服务*客运服务费", None, None, "4", "25.00", "100.00", "6%", "6.00"
    )


def test_toll_columns_make_a_toll_invoice() -> None:
    rows: list[Row] = [
        ("*经营租赁*通行费", "京A12345", "客车", "20240601", "20240602", "100.00", "6%", "6.00")
    ]
    invoice = read_example(Example(rows=rows, columns=drawing.TOLL_COLUMNS))
    assert invoice.kind is Kind.E_ORDINARY_TOLL
    assert invoice.items == (
        Line("*经营租赁*通行费", None, None, None, None, "100.00", "6%", "6.00"),
    )


def test_the_mark_toll_makes_a_toll_invoice() -> None:
    assert (
        read_example(Example(marks=[drawing.shown("通行费", 90, 40)])).kind is Kind.E_ORDINARY_TOLL
    )


def test_a_toll_in_ordinary_columns_makes_a_toll_invoice() -> None:
    """Everything stands flush left below centred headers, as one operator of toll roads has it."""
    columns = (
        ("项目名称", 14, 45), ("规格型号", 140, 146), ("单位", 198, 204), ("数量", 250, 255),
        ("单价", 308, 318), ("金额", 369, 383), ("税率/征收率", 432, 433), ("税额", 502, 513),
    )  # fmt: skip
    row = ("*经营租赁*通行费", "货车", "次", "1", "100.00", "100.00", "***", "***")
    marks = [
        drawing.shown(text, left, 163) for text, (_, left, _) in zip(row, columns, strict=True)
    ]
    invoice = read_example(
        Example(rows=[], columns=columns, marks=marks, tax="***", total="100.00")
    )
    assert invoice.kind is Kind.E_ORDINARY_TOLL
    assert invoice.items == (Line(*row),)
    assert invoice.uncertain == frozenset()


def test_a_red_invoice_is_negative() -> None:
    rows: list[Row] = [("*服务*测试费", "", "", "", "", "-100.00", "6%", "-6.00")]
    invoice = read_example(Example(rows=rows, amount="-100.00", tax="-6.00", total="-106.00"))
    assert invoice.is_red
    assert invoice.total_in_words == "（负数）壹佰零陆圆整"
    assert invoice.uncertain == frozenset()


def test_a_buyer_without_tax_id_is_no_doubt() -> None:
    invoice = read_example(Example(buyer=("张三", "")))
    assert (invoice.buyer_name, invoice.buyer_tax_id) == ("张三", None)
    assert invoice.uncertain == frozenset()


def test_a_name_may_take_two_lines() -> None:
    name = "北京某某某某某某某某某某某某某某某某某某某某科技"
    mark = drawing.shown("有限公司", 59, 108)
    invoice = read_example(Example(buyer=(name, Example().buyer[1]), marks=[mark]))
    assert invoice.buyer_name == f"{name}有限公司"


CONTRADICTIONS = [
    (Example(qr="01,32,,24112000000012345679,106.00,20240618,,9D53,"), {"invoice_number"}),
    (Example(qr="01,32,,24112000000012345678,160.00,20240618,,9D53,"), {"total_with_tax"}),
    (Example(qr="01,32,,24112000000012345678,106.00,20240619,,9D53,"), {"issue_date"}),
    (Example(words="壹佰圆整"), {"total_with_tax", "total_in_words"}),
    (Example(words="拾佰圆"), {"total_with_tax", "total_in_words"}),
    (Example(tax="7.00", qr=""), {"total_amount", "total_tax", "total_with_tax", "items"}),
    (Example(amount="99.00", tax="7.00"), {"items", "total_amount", "total_tax"}),
    (Example(seller=("某公司", "91310115MA1H7X2B00")), {"seller_tax_id"}),
    (Example(seller=("某公司", "91310115")), {"seller_tax_id"}),
    (Example(issued="2022年06月18日", qr=""), {"invoice_number", "issue_date"}),
    (Example(marks=[drawing.shown("¥999.00", 500, 280)]), {"total_with_tax"}),
    (changed(OLDER, qr="01,10,011002400999,12345678,100.00,20240618,0,1"),
     {"invoice_code", "check_code"}),
    (changed(OLDER, qr="01,10,011002400111,12345678,99.00,20240618,01234567890123456789,1"),
     {"total_amount"}),
]  # fmt: skip


@pytest.mark.parametrize(("example", "fields"), CONTRADICTIONS)
def test_a_contradiction_makes_just_its_fields_uncertain(
    example: Example, fields: set[str]
) -> None:
    invoice = read_example(example)
    assert invoice.uncertain == fields
    assert invoice.findings


@pytest.mark.parametrize(
    "row",
    [
        ("*服务*测试费", "", "项", "2", "51", "100.00", "6%", "6.00"),
        ("*服务*测试费", "", "项", "2", "50", "100.00", "13%", "6.00"),
        ("*服务*测试费", "", "项", "二", "50", "100.00", "6%", "6.00"),
    ],
)
def test_a_line_that_does_not_compute_is_uncertain(row: Row) -> None:
    assert read_example(Example(rows=[row])).uncertain == {"items"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"issued": ""}, "issue_date"),
        ({"number": "", "qr": ""}, "invoice_number"),
        ({"seller": ("", drawing.Example().seller[1])}, "seller_name"),
        ({"rows": []}, "items"),
    ],
)
def test_what_is_missing_is_uncertain_and_named(change: dict[str, object], field: str) -> None:
    invoice = read_example(changed(Example(), **change))
    assert field in invoice.uncertain
    assert "没有读到" in sentences(invoice) or "取自二维码" in sentences(invoice)
    assert invoice.key is None or field != "invoice_number"


@pytest.mark.parametrize("name", ["北京样例　科技有限公司", "杭州科技有限£¤", ".杭州科技有限公司"])
def test_a_name_with_odd_letters_or_gaps_is_uncertain(name: str) -> None:
    invoice = read_example(Example(buyer=("某甲", ""), seller=(name, Example().seller[1])))
    assert invoice.uncertain == {"seller_name"}


@pytest.mark.parametrize(
    "name", ["Sample (Beijing) Co., Ltd.", "北京样例（上海）有限公司", "尼格买提·样例", "A&B科技"]
)
def test_ordinary_names_are_no_doubt(name: str) -> None:
    assert read_example(Example(buyer=(name, ""))).uncertain == frozenset()


def test_odd_letters_in_a_line_make_the_lines_uncertain() -> None:
    rows: list[Row] = [("*服务*测Ã费", "", "", "", "", "100.00", "6%", "6.00")]
    assert read_example(Example(rows=rows)).uncertain == {"items"}


def test_sums_that_cannot_be_compared_leave_no_verdict() -> None:
    invoice = read_example(Example(tax="", total="106.00"))
    assert {"total_tax"} <= invoice.uncertain
    assert "sum" not in invoice.provenance["total_with_tax"].agrees_with


def test_a_total_without_cents_is_a_total() -> None:
    invoice = read_example(Example(total="106", words="壹佰零陆圆整"))
    assert invoice.total_with_tax == "106"
    assert invoice.uncertain == frozenset()


def test_what_only_the_qr_code_says_is_taken_and_doubted() -> None:
    qr = "01,32,,24112000000012345678,106.00,20240618,,9D53,"
    invoice = read_example(Example(number="", issued="", qr=qr))
    assert invoice.invoice_number == "24112000000012345678"
    assert invoice.issue_date == date(2024, 6, 18)
    assert {"invoice_number", "issue_date"} <= invoice.uncertain
    assert invoice.provenance["invoice_number"].source is Source.QR


@pytest.mark.parametrize(("amount", "doubted"), [("106.00", False), ("906.00", True)])
def test_two_qr_codes_of_one_number_must_say_the_same(amount: str, *, doubted: bool) -> None:
    beside = f"01,32,,24112000000012345678,{amount},20240618,,9D53,"
    example = Example(marks=[lambda canvas: drawing.qr(canvas, beside, drawing.HEIGHT, left=115)])
    invoice = read_example(example)
    assert ("total_with_tax" in invoice.uncertain) is doubted
    assert ("两个内容不同的二维码" in sentences(invoice)) is doubted


def test_an_older_invoice_without_code_has_no_key() -> None:
    invoice = read_example(changed(OLDER, code=" ", qr=""))
    assert {"invoice_code", "invoice_number"} <= invoice.uncertain
    assert invoice.key is None


@pytest.mark.parametrize("how", ["mode", "white", "transparent", "clipped", "covered", "tiny"])
def test_text_that_nobody_can_see_is_not_read(how: str) -> None:
    """Each trick puts 999.00 before the visible total, in the very place of the total."""
    example = Example(marks=[drawing.hidden("999.00", how=how)])
    invoice = read_example(example)
    assert (invoice.total_with_tax, invoice.uncertain) == ("106.00", frozenset())


def test_text_beside_the_page_is_not_read() -> None:
    invoice = read_example(Example(marks=[drawing.hidden("999.00", how="off the page")]))
    assert (invoice.total_with_tax, invoice.uncertain) == ("106.00", frozenset())


def test_a_doubled_text_layer_reads_as_one() -> None:
    example = Example()
    doubled = Example(marks=[lambda canvas: drawing.draw(canvas, example)])
    assert read_example(doubled).items == read_example(example).items


def test_several_invoices_on_several_pages_are_several() -> None:
    other = Example(number="24112000000012345679")
    invoices = registry.read(Document("a.pdf", drawing.pdf([Example()], [other], [OLDER])))
    assert [invoice.page for invoice in invoices] == [1, 2, 3]
    assert [invoice.pages for invoice in invoices] == [3, 3, 3]
    assert [invoice.invoice_number for invoice in invoices] == [
        Example().number, other.number, OLDER.number,
    ]  # fmt: skip
    assert not any(invoice.uncertain for invoice in invoices)


def test_two_invoices_on_one_page_are_two() -> None:
    content = drawing.pdf([Example(), changed(OLDER, buyer=("另一单位", ""))], height=800)
    first, second = registry.read(Document("a.pdf", content))
    assert (first.invoice_number, second.invoice_number) == (Example().number, OLDER.number)
    assert (first.buyer_name, second.buyer_name) == (Example().buyer[0], "另一单位")
    assert (first.page, second.page) == (1, 1)
    assert not first.uncertain | second.uncertain


def test_two_invoices_side_by_side_are_refused() -> None:
    second = drawing.shown("发票号码：24112000000012345679", 150, 32)
    with pytest.raises(UnreadableDocument, match="并排"):
        read_example(Example(marks=[second]))


def test_pages_with_the_same_number_are_one_invoice() -> None:
    first = Example(rows=[("*服务*一", "", "", "", "", "60.00", "6%", "3.60")])
    last = Example(rows=[("*服务*二", "", "", "", "", "40.00", "6%", "2.40")])
    invoice = read(drawing.pdf([first], [last]))
    assert [line.name for line in invoice.items] == ["*服务*一", "*服务*二"]
    assert (invoice.page, invoice.pages) == (None, 2)
    assert invoice.uncertain == frozenset()


def test_a_page_that_is_no_invoice_is_mentioned() -> None:
    trip = Example(title="行程单" * 20, number="", qr="", rows=[], marks=())
    content = drawing.pdf([Example()], [changed(trip, title="行程单")])
    invoices = registry.read(Document("a.pdf", content))
    assert invoices[0].invoice_number == Example().number


def test_something_else_is_no_invoice() -> None:
    page = drawing.blank_or(
        drawing.shown("会议通知：请各单位携带电子发票（普通发票）参会。", 50, 50)
    )
    invoice = read(page)
    assert (invoice.kind, invoice.key, invoice.items) == (Kind.NOT_INVOICE, None, ())
    assert "不是发票" in sentences(invoice)


@pytest.mark.parametrize("title", ["某省国家税务局通用定额发票", "某市出租汽车统一发票"])
def test_other_vouchers_are_named_and_left_to_a_person(title: str) -> None:
    invoice = read_example(Example(title=title, qr=""))
    assert invoice.kind is Kind.OTHER
    assert (invoice.invoice_number, invoice.key, invoice.items) == (None, None, ())
    assert {"invoice_number", "total_with_tax", "items"} <= invoice.uncertain
    assert "还不能自动读取" in sentences(invoice)


def test_a_blank_page_is_sent_back() -> None:
    with pytest.raises(UnreadableDocument, match="没有内容"):
        read(drawing.blank_or())
