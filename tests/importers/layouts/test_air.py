"""Air itineraries: passenger, flights, and the parts that make up the price."""

from collections.abc import Sequence
from datetime import date

import pytest

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, Kind
from tests.importers.form_drawing import FormPage, Text, pdf

BUYER = ("上海砚栎岚人才咨询有限公司", "91310000669241969L")
PRICE = ("CNY 918.35", "CNY 27.52", "9%", "CNY 85.13", "CNY 50.00", "CNY 0.00", "CNY 1081.00")
QR = "01,61,,25318110001000123456,1081.00,20250304,,89f5"
PARTS = ("票价", "燃油附加费", "增值税税率", "增值税税额", "民航发展基金", "其他税费", "合计")
FIRST = ("北京首都T3", "国航", "CA1501", "Y", "2025年03月01日", "0830")
SECOND = ("上海虹桥T2", "东航", "MU5102", "经济舱", "2025-03-03", "9:10")
EDGES = (114, 165, 222, 258, 340)


def itinerary(
    stops: Sequence[Sequence[str]] = (FIRST, ("上海虹桥T2",), ("VOID",)),
    price: Sequence[str] = PRICE,
    title: str = "电子发票（航空运输电子客票行程单）",
    colon: str = "：",
) -> list[Text]:
    texts: list[Text] = [
        (180, 18, title, 16),
        (30, 50, "发票号码：25318110001000123456"), (250, 50, "GP单号：12345678"),
        (420, 50, "国内国际标识：国内"),
        (30, 72, "旅客姓名"), (180, 72, "有效身份证件号码"), (400, 72, "签注"),
        (30, 86, "张样例"), (180, 86, "110101199003077758"), (400, 86, "不得签转"),
        (110, 104, "承运人"), (165, 104, "航班号"), (215, 104, "座位等级"), (270, 104, "日期"),
        (345, 104, "时间"), (390, 104, "客票级别/客票类别"), (480, 104, "免费行李"),
    ]  # fmt: skip
    for place, (stop, *cells) in enumerate(stops):
        top = 120 + 16 * place
        texts.append((30, top, f"{'至' if place else '自'}{colon}{stop}"))
        texts += [(left, top, cell) for left, cell in zip(EDGES, cells, strict=False)]
    for left, part, value in zip(range(30, 600, 80), PARTS, price, strict=False):
        texts += [(left, 190, part), (left, 204, value)]
    return [
        *texts, (30, 224, "电子客票号码：7811234567890"), (200, 224, "验证码：0815"),
        (300, 224, "提示信息：请提前到达"), (480, 224, "保险费：XXX"),
        (30, 240, "销售网点代号：PEK001"), (200, 240, "填开单位：样例航空股份有限公司"),
        (450, 240, "填开日期：2025年03月04日"),
        (30, 256, f"购买方名称：{BUYER[0]}"),
        (300, 256, f"统一社会信用代码/纳税人识别号：{BUYER[1]}"),
    ]  # fmt: skip


def read(texts: Sequence[Text], qr: str = "") -> Invoice:
    page = FormPage(texts=texts, qr=qr, qr_top=300)
    (invoice,) = registry.read(Document("a.pdf", pdf(page)))
    return invoice


def test_an_itinerary_is_read_whole() -> None:
    invoice = read(itinerary(), QR)
    assert invoice.kind is Kind.AIR
    assert invoice.key == "25318110001000123456"
    assert invoice.issue_date == date(2025, 3, 4)
    assert (invoice.buyer_name, invoice.buyer_tax_id) == BUYER
    assert (invoice.total_with_tax, invoice.total_tax) == ("1081.00", "85.13")
    assert (invoice.total_amount, invoice.total_in_words, invoice.items) == (None, None, ())
    assert dict(invoice.particulars) == {
        "passenger": "张样例", "id_no": "110101199003077758", "endorsement": "不得签转",
        "e_ticket": "7811234567890", "gp_number": "12345678", "route_kind": "国内",
        "notice": "请提前到达", "sales_agent": "PEK001", "issued_by": "样例航空股份有限公司",
        "fare": "918.35", "fuel_surcharge": "27.52", "tax_rate": "9%",
        "development_fund": "50.00", "other_taxes": "0.00",
    }  # fmt: skip
    assert [dict(row) for row in invoice.rows] == [
        {"carrier": "国航", "flight": "CA1501", "seat_class": "Y", "travel_date": "2025-03-01",
         "departure_time": "08:30", "from_station": "北京首都T3", "to_station": "上海虹桥T2"},
    ]  # fmt: skip
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())
    assert invoice.provenance["total_with_tax"].agrees_with == ("qr", "sum")


def test_each_line_of_a_place_bears_the_flight_that_leaves_it() -> None:
    invoice = read(itinerary([FIRST, SECOND, ("广州白云", "VOID", "VOID"), ("",)]))
    legs = [(row["flight"], row["from_station"], row["to_station"]) for row in invoice.rows]
    assert legs == [("CA1501", "北京首都T3", "上海虹桥T2"), ("MU5102", "上海虹桥T2", "广州白云")]
    assert invoice.rows[1]["departure_time"] == "09:10"
    assert invoice.rows[1]["seat_class"] == "经济舱"


def test_a_place_may_stand_apart_from_its_label() -> None:
    invoice = read(itinerary([(f"　 {FIRST[0]}", *FIRST[1:]), ("　 上海虹桥T2",)]))
    assert (invoice.rows[0]["from_station"], invoice.rows[0]["carrier"]) == ("北京首都T3", "国航")


@pytest.mark.parametrize(
    "price",
    [
        ("CNY 918.35", "CNY 27.52", "9%", "CNY 85.13", "CNY 50.00", "CNY 1.00", "CNY 1081.00"),
        ("CNY 918.35", "CNY 27.52", "9%", "CNY 85.31", "CNY 50.00", "CNY 0.00", "CNY 1081.00"),
    ],
)
def test_parts_that_do_not_add_up_are_doubted(price: Sequence[str]) -> None:
    invoice = read(itinerary(price=price))
    assert {"total_with_tax", "total_tax"} <= invoice.uncertain
    assert any("之和不等于合计" in finding.text() for finding in invoice.findings)


def test_amounts_with_separators_or_other_signs_are_read() -> None:
    price = ("￥1,918.35", "￥27.52", "9%", "￥175.13", "￥50.00", "￥0.00", "￥2,171.00")
    invoice = read(itinerary(price=price))
    assert (invoice.particulars["fare"], invoice.total_with_tax) == ("1918.35", "2171.00")
    assert invoice.uncertain == frozenset()


def test_an_itinerary_without_fare_or_flights_is_left_to_a_person() -> None:
    texts = [text for text in itinerary() if text[1] not in {104, 204}]
    invoice = read(texts, QR)
    assert invoice.rows == ()
    assert {"total_with_tax", "total_tax"} <= invoice.uncertain


def test_the_kind_comes_from_the_code_where_the_title_is_missing() -> None:
    invoice = read(itinerary(title="样例"), QR)
    assert invoice.kind is Kind.AIR
    assert invoice.uncertain == {"kind"}


def test_headers_of_two_lines_stand_over_their_values() -> None:
    texts: list[Text] = []
    for text in itinerary():
        if text[2] in {"增值税税率", "增值税税额"}:
            texts += [(text[0], 185, "增值税"), (text[0], 195, text[2].removeprefix("增值税"))]
        else:
            texts.append((text[0], text[1] + 4, text[2]) if text[1] == 204 else text)
    invoice = read(texts, QR)
    assert (invoice.particulars["tax_rate"], invoice.total_tax) == ("9%", "85.13")
    assert invoice.uncertain == frozenset()


@pytest.mark.parametrize("cells", [("0830", "Y"), ("0830Y",)])
def test_flights_are_doubted_where_a_cell_may_hold_what_the_next_column_says(
    cells: tuple[str, ...],
) -> None:
    """The class of the ticket, flush left, is nearer to the header of the time than to its own."""
    texts = itinerary([(*FIRST[:-1], cells[0]), ("上海虹桥T2",)])
    beside: list[Text] = [(368, 120, cell) for cell in cells[1:]]
    invoice = read([*texts, *beside], QR)
    assert invoice.uncertain == {
        "carrier", "flight", "seat_class", "travel_date", "departure_time",
    }  # fmt: skip
