"""Papers that are no vouchers are named, and never read as one, whatever they speak of."""

import io

import pypdfium2
import pytest

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, Kind
from tests.importers import drawing
from tests.importers.form_drawing import FormPage, Text, pdf

NUMBERS = "发票号码：24112000000012345678 开票日期：2024年06月18日"
TOTAL = "价税合计（大写）叁佰元整 （小写）￥300.00"
PADDING = "这一行只是为了让页面上的文字多于一张空白页：经办、复核、制表、打印日期、页码。"


def page(title: str, *lines: str, size: int = 16, qr: str = "") -> FormPage:
    texts: list[Text] = [(150, 40, title, size)]
    texts += [(50, 110 + 18 * place, line) for place, line in enumerate(lines)]
    return FormPage(texts=texts, height=800, qr=qr)


def read(*pages: FormPage) -> Invoice:
    (invoice,) = registry.read(Document("a.pdf", pdf(*pages)))
    return invoice


def sentences(invoice: Invoice) -> str:
    return "".join(finding.text() for finding in invoice.findings)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("滴滴出行 行程报销单", "网约车"),
        ("行程单", "网约车"),
        ("收费公路通行费电子票据汇总单", "汇总单"),
        ("宾客账单", "住宿账单"),
        ("样例银行 网上银行电子回单", "银行回单"),
        ("技术开发合同", "合同"),
        ("合作协议书（样张）", "合同"),
        ("费用报销单", "内部的单据"),
        ("发票登记表", "内部的单据"),
        ("送货单", "送货"),
        ("订单详情", "订单"),
        ("支付成功", "支付记录"),
        ("销货清单", "明细清单"),
        ("产品合格证", "证书"),
        ("收 款 收 据", "普通收据"),
        ("行程信息提示", "登机牌或行程提示"),
        ("增值税发票查验明细", "查验结果"),
    ],
)
@pytest.mark.parametrize("size", [16, 9])
def test_a_paper_is_named_by_its_title(title: str, told: str, size: int) -> None:
    invoice = read(page(title, NUMBERS, TOTAL, PADDING, size=size))
    assert (invoice.kind, invoice.key, invoice.total_with_tax) == (Kind.NOT_INVOICE, None, None)
    assert told in sentences(invoice)
    assert "上传" in sentences(invoice) or "索取" in sentences(invoice)
    assert invoice.particulars["title"].replace(" ", "") == title.replace(" ", "")
    assert invoice.uncertain == frozenset()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("入住时间 2026-03-16 离店时间 2026-03-19 房型 行政大床房", "住宿账单"),
        ("付款人户名 甲 收款人户名 乙 交易流水号 8300112", "银行回单"),
        ("订单编号 571475 实付款 300.00 下单时间 2026-03-16", "订单"),
    ],
)
def test_a_paper_without_a_title_is_named_by_its_words(line: str, told: str) -> None:
    invoice = read(page("样例", line, PADDING))
    assert invoice.kind is Kind.NOT_INVOICE
    assert told in sentences(invoice)
    assert "title" not in invoice.particulars


@pytest.mark.parametrize(
    "title", ["技术服务合同", "发票汇总表", "电子发票（普通发票）汇总表", "增值税专用发票清单"]
)
def test_a_paper_about_invoices_is_none_though_it_bears_number_total_and_code(title: str) -> None:
    qr = "01,32,,24112000000012345678,300.00,20240618,,9D53"
    invoice = read(page(title, NUMBERS, TOTAL, PADDING, qr=qr))
    assert (invoice.kind, invoice.invoice_number) == (Kind.NOT_INVOICE, None)


def test_the_result_of_a_check_shows_an_invoice_and_is_none() -> None:
    marks = [
        drawing.shown("查验次数：第1次", 30, 380),
        drawing.shown("查验时间：2024-07-01", 200, 380),
    ]
    (invoice,) = registry.read(
        Document("a.pdf", drawing.one(drawing.changed(drawing.Example(), marks=marks)))
    )
    assert invoice.kind is Kind.NOT_INVOICE
    assert "查验结果" in sentences(invoice)


def test_an_invoice_that_mentions_a_contract_or_a_check_stays_an_invoice() -> None:
    example = drawing.changed(
        drawing.Example(), remarks="合同编号：A-1；费用明细清单另附；查验平台 inv-veri"
    )
    (invoice,) = registry.read(Document("a.pdf", drawing.one(example)))
    assert invoice.kind is Kind.E_ORDINARY
    assert invoice.uncertain == frozenset()


def test_an_item_that_reads_like_the_title_of_a_paper_stays_an_item() -> None:
    row = ("*印刷品*装订成册的增值税\n发票登记簿", "", "本", "2", "50", "100.00", "6%", "6.00")
    content = drawing.pdf([drawing.Example(rows=[row])], height=800)
    (invoice,) = registry.read(Document("a.pdf", content))
    assert invoice.kind is Kind.E_ORDINARY
    assert invoice.items[0].name == "*印刷品*装订成册的增值税发票登记簿"


@pytest.mark.parametrize(
    ("title", "line", "name"),
    [
        ("样例", "某市出租汽车专用发票 10:00 里程 5.2 金额 23.00元", "出租汽车发票"),
        ("样例", "发票联 上车 10:00 下车 10:20 里程 5.2 等候 00:00 金额 23.00元", "出租汽车发票"),
        ("样例", "某省国家税务局通用定额发票 伍拾元", "定额发票"),
        ("样例", "北京南站 G7 上海虹桥站 ￥553.00元 仅供报销使用", "铁路纸质车票"),
        ("样例", "税收完税证明 填发日期 税种 实缴金额 300.00", "税收缴款书或完税证明"),
        ("样例", "公路客运客票 票价 30.00", "汽车或轮船客票"),
    ],
)
def test_a_voucher_of_another_kind_is_left_to_a_person(title: str, line: str, name: str) -> None:
    invoice = read(page(title, line, PADDING, size=9))
    assert invoice.kind is Kind.OTHER
    assert name in sentences(invoice)
    assert {"invoice_number", "issue_date", "total_with_tax", "items"} <= invoice.uncertain


def test_a_voucher_from_abroad_is_left_to_a_person() -> None:
    english = "Registration fee for the conference on fatigue testing, paid by card."
    invoice = read(page("Tax Invoice", english, "Amount due EUR 300.00", "Total EUR 300.00"))
    assert invoice.kind is Kind.OTHER
    assert "境外票据" in sentences(invoice)


def test_what_nobody_knows_is_no_invoice() -> None:
    invoice = read(page("随便什么文件", PADDING))
    assert invoice.kind is Kind.NOT_INVOICE
    assert "这个文件不是发票" in sentences(invoice)


def test_the_first_page_that_is_known_names_the_file() -> None:
    assert "银行回单" in sentences(read(page("附件", PADDING), page("电子回单", PADDING)))


def test_pages_beside_an_invoice_are_named() -> None:
    others = [page("行程报销单", PADDING), page("行程单", PADDING), page("样例", PADDING),
              page("样例", "某省通用定额发票 伍拾元", PADDING, size=9)]  # fmt: skip
    bytes_of = [drawing.one(drawing.Example()), pdf(*others)]
    with pypdfium2.PdfDocument.new() as merged:
        for content in bytes_of:
            with pypdfium2.PdfDocument(content) as part:
                merged.import_pages(part)
        stream = io.BytesIO()
        merged.save(stream)
    (invoice,) = registry.read(Document("a.pdf", stream.getvalue()))
    assert invoice.kind is Kind.E_ORDINARY
    said = sentences(invoice)
    assert "第 2、3 页是行程单，不是发票" in said
    assert "第 4 页不是发票" in said
    assert "第 5 页是定额发票，没有读取，请单独上传" in said
    assert invoice.uncertain == frozenset()
