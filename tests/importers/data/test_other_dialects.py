"""Older attachments, Chinese tags, XBRL and fiscal receipts: read by content, never by name."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from importers import data, registry, structured, xml_tree
from importers.checks import Channel, Outcome
from importers.document import Document, UnreadableDocument
from importers.invoice import Kind, Line, Source
from service.demo.data_form import draw_xml
from service.demo.xml_style import XmlStyle
from tests.importers.data.drawn import BUYER, LINE, digital, drawn, findings, read, record


def older(**values: Any) -> dict[str, Any]:
    """An older invoice of one line."""
    own = {
        "kind": "vat_e_ordinary", "invoice_code": "011002300111", "invoice_number": "84155545",
        "check_code": "01234567890123456789", "issue_date": "2023-04-02",
        "items": [LINE | {"code": None}],
        "qr": "01,10,011002300111,84155545,100.00,20230402,01234567890123456789,19D6,",
    }  # fmt: skip
    return digital() | own | values


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


def ticket(**named: Any) -> dict[str, Any]:
    """A rail ticket sold."""
    values = {
        "business": "售", "e_ticket": "306712A086012090014302026", "train": "G7101",
        "from_station": "南京", "to_station": "上海虹桥", "travel_date": "2026-03-01",
        "departure_time": "06:23", "carriage": "01车", "seat": "05C号", "seat_class": "二等座",
        "passenger": "梁某某", "id_no": "1427241988****1627", "tax_rate": "9%", "fare": "181.00",
    }  # fmt: skip
    return record(
        "rail", invoice_number="26119130671000000049", total_amount="166.05", total_tax="14.95",
        total_with_tax="181.00", buyer_name=BUYER[0], buyer_tax_id=BUYER[1],
        particulars=values | named,
    )  # fmt: skip


def test_a_rail_ticket_is_read_whole() -> None:
    said = ticket()
    invoice = drawn(said)
    assert invoice.kind is Kind.RAIL
    assert invoice.key == "26119130671000000049"
    assert dict(invoice.particulars) == said["particulars"]
    assert (invoice.total_amount, invoice.total_tax, invoice.total_with_tax) == (
        "166.05", "14.95", "181.00",
    )  # fmt: skip
    assert not invoice.uncertain


def refund(fare: str, refunded: str) -> bytes:
    content = draw_xml(ticket(business="退")).decode()
    return content.replace(
        "<rai:Fare>181.00</rai:Fare>",
        f"<rai:Fare>{fare}</rai:Fare><rai:AmountRefunded>{refunded}</rai:AmountRefunded>",
    ).encode()


def test_a_refund_states_its_fee_where_amount_and_tax_point() -> None:
    only = read(refund("181.00", ""))
    assert only.particulars["refund_fee"] == "181.00"
    assert "fare" not in only.particulars
    assert not only.uncertain
    other = read(refund("553.00", "181.00"))
    assert (other.total_with_tax, other.particulars["refund_fee"]) == ("181.00", "181.00")
    assert "total_with_tax" in other.uncertain
    neither = read(refund("553.00", "500.00"))
    assert "total_with_tax" in neither.uncertain


def test_a_ticket_without_figures_is_doubted() -> None:
    empty = read(draw_xml(ticket()).replace(b">181.00<", b"><").replace(b">166.05<", b"><"))
    assert "total_with_tax" in empty.uncertain
    undated = read(
        draw_xml(ticket()).replace(b"<rai:DateOfIssue>2026-04-02<", b"<rai:DateOfIssue><")
    )
    assert "issue_date" in undated.uncertain


FLIGHT = {
    "from_station": "北京首都", "to_station": "上海虹桥", "carrier": "国航", "flight": "CA1234",
    "seat_class": "Y", "travel_date": "2026-03-05", "departure_time": "08:15",
}  # fmt: skip


def itinerary(rows: tuple[dict[str, str], ...] = (FLIGHT,), **named: Any) -> dict[str, Any]:
    """An air itinerary of one flight or several."""
    values = {
        "passenger": "梁某某", "id_no": "1427241988****1627", "e_ticket": "7812345678901",
        "sales_agent": "BJS123", "endorsement": "不得签转",
        "fare": "550.46", "fuel_surcharge": "9.17", "tax_rate": "9%",
        "development_fund": "50.00", "other_taxes": "0.00", "issued_by": "样例航空服务有限公司",
    }  # fmt: skip
    return record(
        "air", invoice_number="26118800000000000001", total_tax="50.37", total_with_tax="660.00",
        check_code="0123", buyer_name=BUYER[0], buyer_tax_id=BUYER[1],
        particulars=values | named, rows=list(rows),
    )  # fmt: skip


def test_an_air_itinerary_is_read_whole() -> None:
    said = itinerary()
    invoice = drawn(said)
    assert invoice.kind is Kind.AIR
    assert dict(invoice.particulars) == said["particulars"]
    assert [dict(row) for row in invoice.rows] == [FLIGHT]
    assert (invoice.total_tax, invoice.total_with_tax) == ("50.37", "660.00")
    assert not invoice.uncertain
    assert "total_with_tax" in drawn(itinerary(fare="551.46")).uncertain


def test_several_flights_are_several_rows() -> None:
    back = FLIGHT | {"from_station": "上海虹桥", "to_station": "北京首都", "flight": "CA1235"}
    assert [dict(row) for row in drawn(itinerary((FLIGHT, back))).rows] == [FLIGHT, back]


def test_an_itinerary_may_name_its_flight_at_the_top() -> None:
    content = draw_xml(itinerary(())).decode()
    flat = content.replace("</xbrl>", "<atr:Flight>CA1</atr:Flight></xbrl>")
    assert [dict(row) for row in read(flat.encode()).rows] == [{"flight": "CA1"}]
    bare = read(content.replace("2026-04-02", "").encode())
    assert "issue_date" in bare.uncertain
    assert bare.rows == ()


def receipt(**values: Any) -> dict[str, Any]:
    """A central fiscal receipt for a patent fee: quantity is the factor of reduction."""
    fee = {"name": "专利收费", "spec": None, "unit": "元", "quantity": "0.15",
           "unit_price": "600.00", "amount": "90.00", "tax_rate": None, "tax": None,
           "code": "0569901"}  # fmt: skip
    return record(
        "fiscal_central", invoice_code="00010126", invoice_number="0010925612",
        check_code="aB3dE9", buyer_name=BUYER[0], buyer_tax_id=BUYER[1],
        seller_name="样例专利局", seller_tax_id="91310115MA1H7X2B5U", total_with_tax="90.00",
        items=[fee], particulars={"title": "中央非税收入统一票据（电子）"},
    ) | values  # fmt: skip


def test_a_central_receipt_is_read_whole() -> None:
    invoice = drawn(receipt(), signed=True)
    assert invoice.kind is Kind.FISCAL_CENTRAL
    assert invoice.key == "000101260010925612"
    assert invoice.total_in_words == "玖拾圆整"
    assert invoice.items[0].code == "0569901"
    assert invoice.particulars["title"] == "中央非税收入统一票据（电子）"
    assert not invoice.uncertain
    [check] = [c for c in invoice.checks if c.channel is Channel.SIGNATURE]
    assert check.outcome is Outcome.NOT_VERIFIABLE


def test_a_receipt_of_a_province_is_told_by_its_tag() -> None:
    assert drawn(receipt(kind="fiscal_province", invoice_code="32020724")).kind is (
        Kind.FISCAL_PROVINCE
    )


def test_a_receipt_without_header_is_told_by_its_name() -> None:
    content = draw_xml(receipt()).decode()
    start, end = content.index("<Header>"), content.index("</Header>") + len("</Header>")
    assert read((content[:start] + content[end:]).encode()).kind is Kind.FISCAL_CENTRAL


def test_parties_of_a_receipt_may_name_themselves_briefly() -> None:
    content = draw_xml(receipt()).decode().replace("InvoicingPartyName>", "Name>")
    assert read(content.encode()).seller_name == "样例专利局"


def test_a_person_pays_without_a_tax_id() -> None:
    content = draw_xml(receipt()).decode().replace(
        "<PayerPartyType>2<", "<PayerPartyType>1<"
    ).replace(BUYER[1], "110101199003077758")  # fmt: skip
    assert read(content.encode()).buyer_tax_id is None


def test_a_negative_receipt_names_what_it_takes_back() -> None:
    named = {"title": "中央非税收入统一票据（电子）", "red_of_code": "00010125",
             "red_of_number": "0010925600"}  # fmt: skip
    fee = receipt()["items"][0] | {"quantity": "-0.15", "amount": "-90.00"}
    red = drawn(receipt(particulars=named, total_with_tax="-90.00", items=[fee]))
    assert red.is_red
    assert red.particulars["red_of_number"] == "0010925600"
    blue = drawn(receipt(particulars=named))
    assert not blue.is_red
    assert "red_of_number" not in blue.particulars


def test_a_receipt_cut_short_is_doubted() -> None:
    content = b"<EInvoice><Header><EInvoiceTag>CZ-EI-00</EInvoiceTag></Header></EInvoice>"
    invoice = read(content)
    assert invoice.kind is Kind.FISCAL_CENTRAL
    assert {"kind", "invoice_number", "total_with_tax"} <= invoice.uncertain
    bare = draw_xml(receipt()).replace(b"20260402", b"").replace(b"<Details>", b"<D>")
    assert {"issue_date", "items"} <= read(bare.replace(b"</Details>", b"</D>")).uncertain


def xbrl(taxonomy: str, *parts: str) -> bytes:
    """A little instance of a taxonomy."""
    inner = "".join(parts)
    dated = f"<{taxonomy}:IssueDate>2026-04-02</{taxonomy}:IssueDate>"
    namespace = f"http://xbrl.mof.gov.cn/taxonomy/2021-11-30/{taxonomy}"
    return f'<xbrl xmlns:{taxonomy}="{namespace}">{dated}{inner}</xbrl>'.encode()


@pytest.mark.parametrize(
    ("taxonomy", "name"),
    [("bker", "银行电子回单"), ("bkrs", "银行电子对账单"), ("ctp", "国库集中支付电子凭证"),
     ("ntrev", "非税收入一般缴款书"), ("efi", "财政电子票据的入账信息"), ("news", "会计资料")],
)  # fmt: skip
def test_other_records_are_named_as_what_they_are(taxonomy: str, name: str) -> None:
    invoice = read(xbrl(taxonomy))
    assert invoice.kind is Kind.NOT_INVOICE
    assert name in findings(invoice)


def test_a_booking_record_is_no_invoice_whatever_it_books() -> None:
    for taxonomy in ("einv", "inv", "rai", "atr"):
        booked = f"<{taxonomy}:NameOfAccountingEntity>甲</{taxonomy}:NameOfAccountingEntity>"
        number = f"<{taxonomy}:InvoiceNumber>26112000001297155376</{taxonomy}:InvoiceNumber>"
        invoice = read(xbrl(taxonomy, booked, number))
        assert invoice.kind is Kind.EINV_RECEIVER_XBRL
        assert invoice.invoice_number == "26112000001297155376"
        assert invoice.issue_date == date(2026, 4, 2)
        assert "入账信息" in findings(invoice)


@pytest.mark.parametrize(
    "content",
    [
        "<html><body>发票</body></html>", "<EInvoice/>", "<EInvoice><EInvoiceData/></EInvoice>",
        "<xbrl/>", "<发票><发票号码>1</发票号码></发票>", "<订单><金额>1</金额></订单>",
        "<eInvoice><InvoiceNo>1</InvoiceNo></eInvoice>",
    ],
)  # fmt: skip
def test_other_xml_is_named_and_not_read(content: str) -> None:
    assert structured.draft_of(content.encode(), Source.XML) is None
    invoice = read(b'<?xml version="1.0"?>' + content.encode())
    assert invoice.kind is Kind.NOT_INVOICE
    assert xml_tree.parse(content.encode()).name in findings(invoice)


def test_an_undated_booking_record_has_no_date() -> None:
    booked = "<einv:NameOfAccountingEntity>甲</einv:NameOfAccountingEntity>"
    content = xbrl("einv", booked).replace(b"2026-04-02", b"")
    assert read(content).issue_date is None


def test_each_dialect_takes_its_own_and_no_other() -> None:
    for said in (digital(), older(), ticket(), itinerary(), receipt()):
        root = xml_tree.parse(draw_xml(said, XmlStyle()))
        assert sum(dialect.recognises(root) for dialect in structured.DIALECTS[:-2]) == 1


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


def test_a_crowd_of_vouchers_in_one_file_is_refused() -> None:
    one = b"<EInvoice><EInvoiceData><SellerInformation/></EInvoiceData></EInvoice>"
    with pytest.raises(UnreadableDocument, match="201 张发票"):
        registry.read(Document("x.xml", b"<a>" + one * 201 + b"</a>"))


def test_the_number_of_a_treasury_is_no_tax_id() -> None:
    content = draw_xml(receipt()).replace(b"91310115MA1H7X2B5U", b"100001")
    assert read(content).seller_tax_id is None
    assert drawn(receipt()).seller_tax_id == "91310115MA1H7X2B5U"


def test_a_receipt_says_more_in_its_remark() -> None:
    named = receipt()["particulars"] | {"other_info": "申请号：2026100001"}
    assert drawn(receipt(particulars=named)).particulars["other_info"] == "申请号：2026100001"


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


def test_every_dialect_is_listed() -> None:
    folder = Path(data.__file__).parent
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    listed = [vars(dialect)["__name__"].rpartition(".")[2] for dialect in structured.DIALECTS]
    assert sorted(listed) == sorted(modules)


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
