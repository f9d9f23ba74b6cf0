"""Older attachments, their XBRL, and Chinese names: read by content, never by name."""

from datetime import date

import pytest

from importers import registry, structured
from importers.document import Document
from importers.invoice import Kind, Line, Source
from service.demo.data_form import draw_xml
from tests.importers.data.drawn import LINE, digital, drawn, findings, older, read


def test_an_attachment_is_read_and_its_words_follow_from_the_figures() -> None:
    invoice = drawn(older())
    assert invoice.kind is Kind.VAT_E_ORDINARY
    assert invoice.key == "01100230011184155545"
    assert invoice.issue_date == date(2023, 4, 2)
    assert invoice.total_in_words == "壹佰零陆圆整"
    assert invoice.provenance["total_in_words"].source is Source.DERIVED
    assert invoice.provenance["total_with_tax"].agrees_with == ("sum",)
    assert invoice.provenance["total_amount"].agrees_with == ("qr", "sum")
    assert not invoice.uncertain


def test_within_another_file_it_says_only_what_it_says() -> None:
    draft = structured.draft_of(draw_xml(older()), Source.ATTACHMENT)
    assert draft is not None
    assert "total_in_words" not in draft.values
    assert draft.sources["invoice_code"] is Source.ATTACHMENT


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("011002300111", Kind.VAT_E_ORDINARY),
        ("011002300112", Kind.VAT_E_TOLL),
        ("011002300113", Kind.VAT_E_SPECIAL),
        ("144032509110", Kind.SZ_BLOCKCHAIN),
        ("144012509110", Kind.MACHINE_PRINTED_E),
        ("1100231130", Kind.VAT_PAPER_SPECIAL),
        ("1100231330", Kind.VAT_PAPER_ORDINARY),
    ],
)
def test_the_code_names_the_kind(code: str, kind: Kind) -> None:
    said = older(invoice_code=code, qr=None)
    draft = structured.draft_of(draw_xml(said), Source.ATTACHMENT)
    assert draft is not None
    assert draft.kind is kind
    assert "kind" not in draft.uncertain


def test_where_the_code_is_silent_the_qr_text_names_the_kind() -> None:
    special = drawn(older(invoice_code="X", qr="01,20,X,84155545,100.00,20230402,,"))
    assert special.kind is Kind.VAT_E_SPECIAL
    assert "kind" not in special.uncertain
    assert "kind" in drawn(older(invoice_code=None, qr=None)).uncertain


def test_a_qr_text_that_says_otherwise_is_told() -> None:
    invoice = drawn(older(qr="01,10,011002300111,84155545,999.00,20230402,,"))
    assert "total_amount" in invoice.uncertain
    assert "二维码" in findings(invoice)


def test_a_picture_where_the_qr_text_stands_is_no_text() -> None:
    assert not drawn(older(qr="iVBORw0KGgoAAAANSUhEUg==")).uncertain


def test_many_lines_of_a_list_are_all_read() -> None:
    lines = [LINE | {"code": None, "name": f"*电子元件*电阻{n}"} for n in range(100)]
    said = older(items=lines, total_amount="10000.00", total_tax="600.00",
                 total_with_tax="10600.00", qr=None)  # fmt: skip
    invoice = drawn(said)
    assert len(invoice.items) == 100
    assert not invoice.uncertain


def test_a_total_that_is_no_amount_gives_no_words() -> None:
    for total in ("***", "1.234", "1e50"):
        assert drawn(older(total_with_tax=total)).total_in_words is None


CHINESE = """<发票><发票号码>26112000001297155376</发票号码><开票日期>2026-04-02</开票日期>
<发票类型>电子发票（增值税专用发票）</发票类型>
<购买方><名称>甲研究院</名称><纳税人识别号>91110108MA00F0E75L</纳税人识别号><其他/></购买方>
<销售方名称>乙检测有限公司</销售方名称><销售方纳税人识别号>91310115MA1H7X2B5U</销售方纳税人识别号>
<明细><行><项目名称>*餐饮服务*餐费</项目名称><数量>1</数量><单价>1,000</单价><金额>1000.00</金额>
<税率>6%</税率><税额>60.00</税额></行></明细>
<合计金额>1000.00</合计金额><合计税额>60.00</合计税额><价税合计>¥1,060.00</价税合计>
<价税合计大写>壹仟零陆拾圆整</价税合计大写><备注>无</备注></发票>"""


def test_chinese_names_are_read_flat_and_in_groups() -> None:
    invoice = read(CHINESE.encode())
    assert invoice.kind is Kind.E_SPECIAL
    assert (invoice.buyer_name, invoice.seller_name) == ("甲研究院", "乙检测有限公司")
    assert invoice.total_with_tax == "1060.00"
    assert invoice.items == (
        Line("*餐饮服务*餐费", None, None, "1", "1000", "1000.00", "6%", "60.00"),
    )
    assert not invoice.uncertain


def test_chinese_names_that_leave_the_kind_open_are_doubted() -> None:
    bare = read(CHINESE.replace("电子发票（增值税专用发票）", "").encode())
    assert bare.uncertain == {"kind"}
    less = read(CHINESE.replace("<明细>", "<x>").replace("</明细>", "</x>")
                .replace("项目名称", "y").replace("2026-04-02", "").encode())  # fmt: skip
    assert {"items", "issue_date"} <= less.uncertain


def test_chinese_names_of_an_older_invoice_give_its_kind_by_code() -> None:
    content = CHINESE.replace("<发票号码>26112000001297155376<", "<发票代码>011002300111</发票代码>"
                              "<发票号码>84155545<").replace("2026-", "2023-")  # fmt: skip
    assert read(content.encode()).kind is Kind.VAT_E_ORDINARY


def test_chinese_names_tell_what_a_red_letter_takes_back() -> None:
    red = CHINESE.replace(
        "<备注>", "<被红冲蓝字发票号码>25112000001297155300</被红冲蓝字发票号码>"
        "<红字发票信息确认单编号>1101</红字发票信息确认单编号><备注>",
    )  # fmt: skip
    invoice = read(red.encode())
    assert invoice.is_red
    assert dict(invoice.particulars) == {
        "red_of_number": "25112000001297155300", "red_slip": "1101",
    }  # fmt: skip


INV = """<xbrl xmlns="http://www.xbrl.org/2003/instance"
 xmlns:inv="http://xbrl.mof.gov.cn/taxonomy/2021-09-30/inv"><inv:TypeOfInvoice>{title}</inv:TypeOfInvoice>
<inv:CodeOfInvoice>{code}</inv:CodeOfInvoice><inv:NumberOfInvoice>84155545</inv:NumberOfInvoice>
<inv:DateOfIssue>{day}</inv:DateOfIssue><inv:IdentifyingCode>01234567890123456789</inv:IdentifyingCode>
<inv:NameOfPurchaser>甲研究院</inv:NameOfPurchaser><inv:NameOfSeller>乙检测有限公司</inv:NameOfSeller>
<inv:TaxpayerIdentificationNumberUnifiedSocialCreditCodeOfSeller>91310115MA1H7X2B5U</inv:TaxpayerIdentificationNumberUnifiedSocialCreditCodeOfSeller>
<inv:TotalAmountExcludingTax>100.00</inv:TotalAmountExcludingTax><inv:TotalTaxAmount>13.00</inv:TotalTaxAmount>
<inv:TaxIncludedAmountInWords>壹佰壹拾叁圆整</inv:TaxIncludedAmountInWords>
<inv:TaxIncludedAmountInFigures>113.00</inv:TaxIncludedAmountInFigures>{lines}</xbrl>"""


INV_LINE = """<inv:InformationOfTaxableGoodsOrServicesDetailItemsTuple>
<inv:NameOfTaxableGoodsOrServices>*金属制品*螺丝批</inv:NameOfTaxableGoodsOrServices>
<inv:QuantityOfGoodsOrServices>1.00</inv:QuantityOfGoodsOrServices>
<inv:UnitPriceOfGoodsOrServices>100</inv:UnitPriceOfGoodsOrServices>
<inv:AmountExcludingTax>100.00</inv:AmountExcludingTax><inv:TaxRate>13.00%</inv:TaxRate>
<inv:TaxAmount>13.00</inv:TaxAmount></inv:InformationOfTaxableGoodsOrServicesDetailItemsTuple>"""


def inv(title: str = "增值税电子普通发票", code: str = "011002300111", day: str = "2023-04-02",
        lines: str = INV_LINE) -> bytes:  # fmt: skip
    """An older invoice as XBRL."""
    return INV.format(title=title, code=code, day=day, lines=lines).encode()


def test_older_xbrl_is_read() -> None:
    invoice = read(inv())
    assert invoice.kind is Kind.VAT_E_ORDINARY
    assert invoice.items[0].tax_rate == "13.00%"
    assert not invoice.uncertain


def test_older_xbrl_tells_its_kind_by_code_and_title() -> None:
    assert read(inv("增值税电子专用发票", "011002300113")).kind is Kind.VAT_E_SPECIAL
    assert "kind" not in read(inv("增值税电子专用发票", "X")).uncertain
    assert "kind" in read(inv("增值税电子专用发票")).uncertain
    assert "kind" in read(inv("", "X")).uncertain
    bare = read(inv(day="", lines=""))
    assert {"items", "issue_date"} <= bare.uncertain


def test_several_vouchers_in_one_file_are_several() -> None:
    first, second = draw_xml(digital()), draw_xml(digital(invoice_number="26112000001297155377"))
    declared = b'<?xml version="1.0" encoding="UTF-8"?>'
    both = (first + second).replace(declared, b"")
    for content in (b"<EInvoices>%b</EInvoices>", b"<a><b>%b</b></a>"):
        invoices = registry.read(Document("x.xml", content % both))
        assert [(each.page, each.key) for each in invoices] == [
            (1, "26112000001297155376"),
            (2, "26112000001297155377"),
        ]
    chinese = CHINESE.replace("155376", "155377")
    invoices = registry.read(Document("x.xml", f"<列表>{CHINESE}{chinese}</列表>".encode()))
    assert [each.key for each in invoices] == ["26112000001297155376", "26112000001297155377"]


def test_older_tolls_have_their_plate_in_the_columns_of_the_line() -> None:
    named = {"plate": "鄂AEP965", "vehicle_type": "货车", "date_from": "2023-02-01",
             "date_to": "2023-02-08"}  # fmt: skip
    line = LINE | {"code": None, "name": "*经营租赁*通行费", "unit": None, "quantity": None,
                   "unit_price": None}  # fmt: skip
    said = older(kind="vat_e_toll", invoice_code="011002300112", items=[line], qr=None,
                 particulars=named)  # fmt: skip
    invoice = drawn(said)
    assert invoice.kind is Kind.VAT_E_TOLL
    assert dict(invoice.particulars) == named | {"element": "通行费"}
    assert (invoice.items[0].spec, invoice.items[0].quantity) == (None, None)
    assert not invoice.uncertain


def test_remarks_say_in_set_phrases_what_the_data_leave_out() -> None:
    red = LINE | {"code": None, "quantity": "-2", "amount": "-100.00", "tax": "-6.00"}
    said = older(
        items=[red], total_amount="-100.00", total_tax="-6.00", total_with_tax="-106.00", qr=None,
        remarks="对应正数发票代码:011002300110号码:84155500",
    )  # fmt: skip
    invoice = drawn(said)
    assert invoice.is_red
    assert dict(invoice.particulars) == {
        "red_of_code": "011002300110", "red_of_number": "84155500",
    }  # fmt: skip
    toll = digital(
        items=[LINE | {"name": "*经营租赁*通行费", "code": None}],
        remarks="车牌号:鄂AEP965;车型:货车;不可用于增值税进项抵扣",
    )  # fmt: skip
    assert drawn(toll).particulars["plate"] == "鄂AEP965"
