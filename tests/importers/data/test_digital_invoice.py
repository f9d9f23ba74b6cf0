"""Digital invoices as XML: what versions and systems vary, and what they leave open."""

from datetime import date

import pytest

from importers.checks import Channel, Outcome
from importers.invoice import Kind, Line, Source
from service.demo.data_form import draw_xml
from service.demo.xml_style import Blank, XmlStyle
from tests.importers.data.drawn import LINE, digital, drawn, findings, read


def changed(old: str, new: str, **style: object) -> bytes:
    """The XML of a sound invoice with one text changed."""
    content = draw_xml(digital(), XmlStyle(**style)).decode()  # type: ignore[arg-type]  # names of its fields
    assert old in content
    return content.replace(old, new).encode()


def test_a_sound_file_is_read_without_doubt() -> None:
    invoice = drawn(digital())
    assert (invoice.kind, invoice.key) == (Kind.E_ORDINARY, "26112000001297155376")
    assert invoice.issue_date == date(2026, 4, 2)
    assert invoice.items == (Line(**(LINE | {"tax_rate": "0.06"})),)
    assert invoice.provenance["buyer_name"].source is Source.XML
    assert invoice.provenance["total_with_tax"].agrees_with == ("words", "sum")
    assert not invoice.uncertain
    assert not invoice.findings
    assert not invoice.is_red
    assert Channel.SIGNATURE not in {check.channel for check in invoice.checks}


@pytest.mark.parametrize(
    "style",
    [
        {"encoding": "gb18030"},
        {"encoding": "utf-16", "declared": "UTF-16"},
        {"mark": True},
        {"declared": None},
        *({"blank": blank} for blank in Blank),
        {"backwards": True},
        {"namespace": True},
        {"wrapped": True},
        {"shares": 6},
        {"shares": None},
        {"timed": False},
        {"version": "0.2"},
    ],
)
def test_systems_write_it_in_many_ways(style: dict[str, object]) -> None:
    invoice = read(draw_xml(digital(), XmlStyle(**style)))  # type: ignore[arg-type]  # names of its fields
    assert not invoice.uncertain
    assert invoice.key == "26112000001297155376"
    assert invoice.issue_date == date(2026, 4, 2)
    assert [line.amount for line in invoice.items] == ["100.00"]
    assert invoice.remarks == "合同编号：A-1"


def test_a_special_invoice_says_so_by_code_or_name() -> None:
    assert drawn(digital(kind="e_special")).kind is Kind.E_SPECIAL
    by_name = changed("<LabelCode>02</LabelCode>", "<LabelCode/>")
    assert read(by_name).kind is Kind.E_ORDINARY
    by_code = changed("<LabelName>普通发票</LabelName>", "")
    assert read(by_code).kind is Kind.E_ORDINARY
    plain = changed("<LabelCode>02</LabelCode>\n<LabelName>普通发票</LabelName>", "增值税专用发票")
    assert read(plain).kind is Kind.E_SPECIAL


def test_blank_or_contradicting_labels_make_the_kind_uncertain() -> None:
    for invoice in (
        drawn(digital(), labels=False),
        read(changed("<LabelCode>02</LabelCode>", "<LabelCode>01</LabelCode>")),
    ):
        assert invoice.uncertain == {"kind"}
        assert "专用发票还是普通发票" in findings(invoice)


def test_other_digital_vouchers_are_told_by_their_label() -> None:
    vehicle = changed("<LabelCode>02</LabelCode>\n<LabelName>普通发票</LabelName>",
                      "<LabelName>机动车销售统一发票</LabelName>")  # fmt: skip
    assert read(vehicle).kind is Kind.MOTOR_VEHICLE


def test_two_numbers_in_one_file_are_told() -> None:
    other = read(changed("<EIid>26112000001297155376<", "<EIid>26112000001297155377<"))
    assert other.uncertain == {"invoice_number"}
    assert other.key is None
    assert "两个不同的发票号码" in findings(other)


def test_the_header_gives_the_number_where_the_bureau_is_silent() -> None:
    silent = changed("<InvoiceNumber>26112000001297155376</InvoiceNumber>", "")
    assert read(silent).key == "26112000001297155376"


def test_the_day_of_request_is_doubted_as_day_of_issue() -> None:
    invoice = read(changed("<IssueTime>2026-04-02 10:08:05</IssueTime>", ""))
    assert invoice.issue_date == date(2026, 4, 2)
    assert invoice.uncertain == {"issue_date"}
    nothing = changed("2026-04-02", "some day")
    assert read(nothing).issue_date is None
    assert "issue_date" in read(nothing).uncertain


@pytest.mark.parametrize(
    "text", ["2026年4月2日", "2026/4/2", "20260402", "2026-04-02T10:08:05", "20260402100805000"]
)
def test_days_are_written_in_many_ways(text: str) -> None:
    assert read(changed("2026-04-02 10:08:05", text)).issue_date == date(2026, 4, 2)


def test_amounts_lose_currency_signs_and_separators() -> None:
    invoice = read(
        changed(">106.00</TotalTax-includedAmount>", ">￥ 106.00</TotalTax-includedAmount>")
    )
    assert (invoice.total_with_tax, invoice.uncertain) == ("106.00", frozenset())


def test_taxes_finer_than_a_cent_add_up_by_their_rounding() -> None:
    lines = [
        LINE | {"quantity": None, "unit_price": None, "amount": "33.33", "tax": "1.999800"}
        for _ in range(3)
    ]
    said = digital(
        items=lines, total_amount="99.99", total_tax="6.00", total_with_tax="105.99",
        total_in_words="壹佰零伍圆玖角玖分",
    )  # fmt: skip
    assert not drawn(said).uncertain


def test_wrong_sums_are_told() -> None:
    invoice = drawn(digital(total_with_tax="107.00"))
    assert invoice.total_with_tax == "107.00"
    assert {"total_with_tax", "total_amount", "total_in_words"} <= invoice.uncertain


def test_a_share_is_no_percentage() -> None:
    wrong = drawn(digital(items=[LINE | {"tax": "0.06"}], total_tax="0.06", total_with_tax="100.06",
                          total_in_words="壹佰圆零陆分"))  # fmt: skip
    assert "items" in wrong.uncertain


def test_masked_taxes_are_kept_as_they_are() -> None:
    free = LINE | {"tax_rate": "免税", "tax": "***"}
    said = digital(
        items=[free], total_tax="***", total_with_tax="100.00", total_in_words="壹佰圆整"
    )
    invoice = drawn(said)
    assert (invoice.total_tax, invoice.items[0].tax, invoice.items[0].tax_rate) == (
        "***", "***", "免税",
    )  # fmt: skip
    assert not invoice.uncertain


def test_discounts_have_neither_quantity_nor_price() -> None:
    less = LINE | {"quantity": None, "unit_price": None, "unit": None, "amount": "-10.00",
                   "tax": "-0.60"}  # fmt: skip
    said = digital(items=[LINE, less], total_amount="90.00", total_tax="5.40",
                   total_with_tax="95.40", total_in_words="玖拾伍圆肆角")  # fmt: skip
    invoice = drawn(said)
    assert invoice.items[1].quantity is None
    assert not invoice.uncertain
    assert not invoice.is_red


def test_empty_lines_are_no_lines() -> None:
    content = changed("<SpecificInformation>", "<IssuItemInformation/><SpecificInformation>")
    assert len(read(content).items) == 1


def test_remarks_in_several_parts_are_joined() -> None:
    content = changed(
        "<AdditionalInformation>",
        "<AdditionalInformation><Remark>第一</Remark></AdditionalInformation><AdditionalInformation>",
    )
    assert read(content).remarks == "第一\n合同编号：A-1"


def red(**values: object) -> dict[str, object]:
    negative = LINE | {"quantity": "-2", "amount": "-100.00", "tax": "-6.00"}
    return digital(
        is_red=True, items=[negative], total_amount="-100.00", total_tax="-6.00",
        total_with_tax="-106.00", total_in_words="（负数）壹佰零陆圆整",
        particulars={"red_of_number": "25112000001297155300", "red_slip": "11010826041000123456"},
    ) | values  # fmt: skip


def test_a_red_letter_names_what_it_takes_back() -> None:
    invoice = drawn(red())
    assert invoice.is_red
    assert invoice.particulars == {
        "red_of_number": "25112000001297155300",
        "red_slip": "11010826041000123456",
    }
    assert not invoice.uncertain


def test_a_red_letter_of_an_older_invoice_names_code_and_number() -> None:
    content = draw_xml(red()).decode()
    older = content.replace(
        "<OriginalInvoiceCode>25112000001297155300</OriginalInvoiceCode>",
        "<OriginalInvoiceCode>011002300111</OriginalInvoiceCode>"
        "<OriginalInvoiceNumber>84155545</OriginalInvoiceNumber>",
    )
    named = read(older.encode()).particulars
    assert (named["red_of_code"], named["red_of_number"]) == ("011002300111", "84155545")


def test_a_red_label_over_a_positive_total_is_told() -> None:
    invoice = drawn(digital(is_red=True))
    assert {"is_red", "total_with_tax"} <= invoice.uncertain
    assert "红字发票" in findings(invoice)


def test_a_signature_is_never_called_valid_here() -> None:
    signed = draw_xml(digital(), XmlStyle(signed=True)).decode()
    blank = signed.replace("TUVTVCBERVMgTVVTVEVSUw==", "")
    for content, said in ((signed, "国密 SM2"), (blank, "没有签名值")):
        [check] = [c for c in read(content.encode()).checks if c.channel is Channel.SIGNATURE]
        assert check.outcome is Outcome.NOT_VERIFIABLE
        assert check.message is not None
        assert said in check.message.text()


def test_tolls_have_a_plate_and_days() -> None:
    passage = LINE | {"name": "*生产生活服务*通行费", "quantity": None, "unit_price": "100.00",
                      "code": None}  # fmt: skip
    named = {"element": "通行费", "plate": "浙AB59453", "vehicle_type": "客车",
             "date_from": "2026-03-27", "date_to": "2026-03-28"}  # fmt: skip
    invoice = drawn(digital(items=[passage], particulars=named))
    assert invoice.kind is Kind.E_ORDINARY_TOLL
    assert invoice.particulars == named
    assert not invoice.uncertain


def test_days_where_quantity_and_price_stand_are_no_numbers() -> None:
    passage = LINE | {"name": "*通行费*通行费", "quantity": "20260327", "unit_price": "20260327",
                      "code": None}  # fmt: skip
    named = {"element": "通行费", "plate": "津AAP3278", "vehicle_type": "客车",
             "date_from": "2026-03-27", "date_to": "2026-03-27"}  # fmt: skip
    invoice = drawn(digital(items=[passage], particulars=named))
    assert (invoice.items[0].quantity, invoice.items[0].unit_price) == (None, None)
    assert not invoice.uncertain


def test_plates_in_the_columns_of_lines_are_no_specifications() -> None:
    passages = [
        LINE | {"name": "*通行费*通行费", "spec": "津AAP3278", "unit": "客车", "code": None,
                "quantity": start, "unit_price": "2026-03-28"}
        for start in ("20260327", "20260328")
    ]  # fmt: skip
    invoice = drawn(digital(items=passages, total_amount="200.00", total_tax="12.00",
                            total_with_tax="212.00", total_in_words="贰佰壹拾贰圆整"))  # fmt: skip
    assert dict(invoice.particulars) == {
        "element": "通行费", "plate": "津AAP3278", "vehicle_type": "客车", "date_to": "2026-03-28",
    }  # fmt: skip
    assert [row["date_from"] for row in invoice.rows] == ["2026-03-27", "2026-03-28"]
    assert {(line.spec, line.unit, line.quantity, line.unit_price) for line in invoice.items} == {
        (None, None, None, None)
    }
    assert not invoice.uncertain


def test_passage_alone_makes_a_toll_invoice() -> None:
    assert drawn(digital(items=[LINE | {"name": "*经营租赁*通行费", "code": None}])).kind is (
        Kind.E_ORDINARY_TOLL
    )


TRAVELLER = {
    "passenger": "梁某某", "id_no": "1427241988****1627", "travel_date": "2026-03-01",
    "from_station": "南京", "to_station": "上海", "seat_class": "二等座", "transport": "火车",
}  # fmt: skip
HAUL = {"transport": "公路运输", "plate": "鄂AEP965", "from_station": "武汉市",
        "to_station": "宜昌市", "cargo": "钢材"}  # fmt: skip


@pytest.mark.parametrize(
    ("element", "row"),
    [
        ("旅客运输服务", TRAVELLER),
        ("货物运输服务", HAUL),
        ("建筑服务", {"place": "北京市海淀区", "project": "实验楼改造"}),
        ("不动产经营租赁服务", {"property_certificate": "京房权证1号", "place": "海淀区上地七街"}),
    ],
)
def test_special_business_is_read_from_one_section_or_several(
    element: str, row: dict[str, str]
) -> None:
    one = drawn(digital(particulars={"element": element} | row))
    if row in (TRAVELLER, HAUL):  # pages print these in a table of their own
        assert [dict(each) for each in one.rows] == [row]
    else:
        assert one.particulars == {"element": element} | row
        assert one.rows == ()
    two = drawn(digital(particulars={"element": element}, rows=[row, row]))
    assert two.particulars == {"element": element}
    assert [dict(each) for each in two.rows] == [row, row]


def test_sections_may_nest_their_records_and_hold_what_nobody_knows() -> None:
    content = changed(
        "<SpecificInformation></SpecificInformation>",
        """<SpecificInformation><RealEstateLeasing><List>
        <Item><RealEstateAddress>上地七街9号</RealEstateAddress><LeaseStartDate>20260101</LeaseStartDate>
        <LeaseEndDate>20261231</LeaseEndDate><AreaUnit>平方米</AreaUnit><CrossCityFlag>N</CrossCityFlag>
        <Whatever>?</Whatever></Item></List></RealEstateLeasing><RealEstateSale>
        <LandVATProjectNumber>T1</LandVATProjectNumber></RealEstateSale>
        <Unheard><Of>x</Of></Unheard></SpecificInformation>""",
    )
    invoice = read(content)
    assert [dict(row) for row in invoice.rows] == [
        {
            "place": "上地七街9号", "lease_period": "2026-01-01 2026-12-31",
            "area_unit": "平方米", "cross_region": "N",
        },
        {"land_tax_project": "T1"},
    ]  # fmt: skip


def test_absurd_amounts_do_no_harm() -> None:
    huge = read(
        changed(">106.00</TotalTax-includedAmount>", ">1e999999999</TotalTax-includedAmount>")
    )
    assert huge.total is None
    assert read(changed("<Quantity>2<", "<Quantity>" + "9" * 500 + "<")).uncertain >= {"items"}


def test_vehicles_have_numbers_and_other_business_at_least_a_name() -> None:
    content = changed(
        "<SpecificInformation></SpecificInformation>",
        """<SpecificInformation><MotorVehicle><VehicleType>轿车</VehicleType><BrandModel>样例牌</BrandModel>
        <VIN>LSVAA2183E2100001</VIN><EngineNumber>E1</EngineNumber></MotorVehicle>
        <RefinedOil><OilType>x</OilType></RefinedOil></SpecificInformation>""",
    )
    assert dict(read(content).particulars) == {
        "element": "成品油", "vehicle_type": "轿车", "brand": "样例牌",
        "vehicle_number": "LSVAA2183E2100001", "engine_number": "E1",
    }  # fmt: skip


def test_free_labels_may_name_the_business() -> None:
    labels = "<UndefinedLabel><Label/><Label><LabelName>{}</LabelName></Label></UndefinedLabel>"
    for name, particulars in (("成品油", {"element": "成品油"}), ("网页开票", {})):
        content = changed("<InherentLabel>", labels.format(name) + "<InherentLabel>")
        assert dict(read(content).particulars) == particulars
