"""Invoices of special kinds of business: sub-titles, extra columns, second tables, remarks."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, Kind
from tests.importers import drawing
from tests.importers.drawing import OLDER, Example, Mark, Row, changed

BUILDING = (
    ("项目名称", 14, 45), ("建筑服务发生地", 130, 150), ("建筑项目名称", 260, 275),
    ("金额", 434, 407), ("税率/征收率", 477, 446), ("税额", 583, 551),
)  # fmt: skip
LEASE = (
    ("项目名称", 14, 45), ("产权证书/不动产权证号", 117, 125), ("面积单位", 245, 240),
    ("数量", 330, 310), ("单价", 380, 360), ("金额", 434, 412), ("税率/征收率", 490, 446),
    ("税额", 583, 551),
)  # fmt: skip
TOLL = (
    ("项目名称", 24, 67), ("车牌号", 149, 180), ("类型", 249, 249), ("通行日期起", 284, 281),
    ("通行日期止", 341, 337), ("金额", 469, 416), ("税率", 502, 479), ("税额", 588, 530),
)  # fmt: skip
TRAVELLERS = ("出行人", "有效身份证件号", "出行日期", "出发地", "到达地", "等级", "交通工具类型")
CARGO = ("运输工具种类", "运输工具牌号", "起运地", "到达地", "运输货物名称")
TRAVEL_ROW: Row = ("*运输服务*客运服务费", "25.00", "4", "100.00", "6%", "6.00", "", "")


def read(example: Example) -> Invoice:
    (invoice,) = registry.read(Document("a.pdf", drawing.one(example)))
    return invoice


def table(headers: tuple[str, ...], *rows: tuple[str, ...], top: int = 200) -> Mark:
    """Return a mark: a second table, cells centred below their headers; `\\n` wraps a cell."""

    def mark(canvas: Canvas) -> None:
        step = 580 // len(headers)
        canvas.setFont(drawing.FONT, 9)
        for place, header in enumerate(headers):
            canvas.drawCentredString(10 + step * place + step // 2, 400 - top - 9, header)
        y = 400 - top - 9 - 13
        for row in rows:
            cells = [cell.split("\n") for cell in row]
            height = max(map(len, cells))
            for place, cell in enumerate(cells):
                for number, text in enumerate(cell):
                    middle = (height - len(cell)) * 11 // 2 + 11 * number
                    canvas.drawCentredString(10 + step * place + step // 2, y - middle, text)
            y -= 11 * height

    return mark


def sub_title(text: str) -> Mark:
    return drawing.shown(text, 90, 40)


@pytest.mark.parametrize(
    "text",
    ["成品油", "旅客运输服务", "建筑服务", "不动产经营租赁服务", "差额征税-差额开票", "（稀土）"],
)
def test_the_sub_title_names_the_kind_of_business(text: str) -> None:
    invoice = read(Example(marks=[sub_title(text)]))
    assert invoice.particulars["element"] == text.strip("（）")
    assert invoice.provenance["element"].box is not None
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())


def test_an_ordinary_invoice_is_of_no_special_kind() -> None:
    assert dict(read(Example()).particulars) == {}


def test_letters_of_a_sub_title_may_stand_apart() -> None:
    assert read(Example(marks=[sub_title("收  购")])).particulars["element"] == "收购"


def test_travellers_are_rows() -> None:
    travellers = table(
        TRAVELLERS,
        ("张三", "110101********1234", "2024-06-01", "北京", "上海", "二等座", "火车"),
        ("李四", "110101********5678", "2024-06-02", "上海虹桥", "杭州东", "经济舱", "飞机"),
    )
    example = Example(
        rows=[TRAVEL_ROW],
        columns=drawing.TRAVEL_COLUMNS,
        marks=[sub_title("旅客运输服务"), travellers],
    )
    invoice = read(example)
    assert invoice.uncertain == frozenset()
    assert [line.amount for line in invoice.items] == ["100.00"]
    assert invoice.rows == (
        {"passenger": "张三", "id_no": "110101********1234", "travel_date": "2024-06-01",
         "from_station": "北京", "to_station": "上海", "seat_class": "二等座", "transport": "火车"},
        {"passenger": "李四", "id_no": "110101********5678", "travel_date": "2024-06-02",
         "from_station": "上海虹桥", "to_station": "杭州东", "seat_class": "经济舱",
         "transport": "飞机"},
    )  # fmt: skip


def test_an_empty_table_of_travellers_has_no_rows() -> None:
    invoice = read(
        Example(rows=[TRAVEL_ROW], columns=drawing.TRAVEL_COLUMNS, marks=[table(TRAVELLERS)])
    )
    assert (invoice.rows, invoice.findings) == ((), ())


def test_places_of_a_journey_may_wrap() -> None:
    freight = table(
        CARGO,
        ("公路运输", "京A12345", "北京市海淀区中关村大街一\n号楼", "天津市和平区", "仪器"),
        ("公路运输", "京B12345", "天津市和平区", "北京市海淀区中关村大街一\n号楼", "样品、耗材"),
    )
    invoice = read(Example(marks=[sub_title("货物运输服务"), freight]))
    assert [dict(row) for row in invoice.rows] == [
        {"transport": "公路运输", "plate": "京A12345", "cargo": "仪器",
         "from_station": "北京市海淀区中关村大街一号楼", "to_station": "天津市和平区"},
        {"transport": "公路运输", "plate": "京B12345", "from_station": "天津市和平区",
         "to_station": "北京市海淀区中关村大街一号楼", "cargo": "样品、耗材"},
    ]  # fmt: skip
    assert invoice.uncertain == frozenset()


@pytest.mark.parametrize(
    "row",
    [
        ("公路运输京A12345京A12345", "京A12345", "北京", "天津", "仪器"),  # over its border
        ("公路运输", "京A12345", "北京市海淀区中关村大街北京市", "天津", "仪器"),
    ],
)
def test_a_second_table_that_is_not_clear_is_left_to_a_person(row: tuple[str, ...]) -> None:
    invoice = read(Example(marks=[table(CARGO, row, ("", "", "天津", "北京", ""))]))
    assert invoice.rows == ()
    assert any("没有读取" in finding.text() for finding in invoice.findings)
    assert invoice.uncertain >= {"transport", "plate", "from_station", "to_station", "cargo"}


def test_a_short_text_beside_a_full_column_is_no_part_of_it() -> None:
    """Flush left, the widest gap between two headers follows the short text of the next column."""

    def mark(canvas: Canvas) -> None:
        canvas.setFont(drawing.FONT, 9)
        for left, top, text in (
            (43, 200, CARGO[0]), (158, 200, CARGO[1]), (286, 200, CARGO[2]), (402, 200, CARGO[3]),
            (501, 200, CARGO[4]), (14, 213, "公路运输"), (128, 213, "京A12345"),
            (244, 213, "广东省深圳市南山区科技"), (347, 213, "西宁市"),
            (474, 213, "仪器"),
        ):  # fmt: skip
            canvas.drawString(left, 391 - top, text)

    invoice = read(Example(marks=[sub_title("货物运输服务"), mark]))
    assert invoice.rows == ()
    assert invoice.uncertain >= {"from_station", "to_station"}


def test_building_services_say_where_and_what() -> None:
    remarks = "土地增值税项目编号:-; 跨地（市）标志:否; 收款人:张三; 复核人:李四;"
    rows: list[Row] = [
        ("*建筑服务*外墙维修", "湖南省长沙市岳麓区\n某大道五百号", "办公楼维修",
         "100.00", "6%", "6.00", "", ""),
    ]  # fmt: skip
    invoice = read(
        Example(rows=rows, columns=BUILDING, remarks=remarks, marks=[sub_title("建筑服务")])
    )
    assert dict(invoice.particulars) == {
        "element": "建筑服务",
        "place": "湖南省长沙市岳麓区某大道五百号",
        "project": "办公楼维修",
        "cross_region": "否",
    }
    assert invoice.items[0].name == "*建筑服务*外墙维修"
    assert invoice.items[0].spec is None
    assert invoice.remarks == remarks.replace(" ", "")  # narrow blanks of a proportional font
    assert invoice.uncertain == frozenset()


def test_a_lease_has_a_certificate_an_address_and_a_period() -> None:
    remarks = "不动产地址:北京市海淀区某路1号; 租赁期起止:2024-01-01 2024-12-31; 跨地（市）标志:否;"
    rows: list[Row] = [
        (
            "*经营租赁*房租",
            "京房权证海字第88174\n7号",
            "平方米",
            "10",
            "10.00",
            "100.00",
            "6%",
            "6.00",
        )
    ]
    invoice = read(Example(rows=rows, columns=LEASE, remarks=remarks))
    assert dict(invoice.particulars) == {
        "property_certificate": "京房权证海字第881747号",
        "area_unit": "平方米",
        "place": "北京市海淀区某路1号",
        "lease_period": "2024-01-01 2024-12-31",
        "cross_region": "否",
    }
    assert (invoice.items[0].quantity, invoice.items[0].unit_price) == ("10", "10.00")
    assert invoice.uncertain == frozenset()


def toll(plate: str, amount: str, tax: str) -> Row:
    return ("*经营租赁*通行费", plate, "客车", "20240601", "20240602", amount, "6%", tax)


def test_the_columns_of_a_toll_are_particulars() -> None:
    invoice = read(Example(rows=[toll("京A12345", "100.00", "6.00")], columns=TOLL))
    assert invoice.kind is Kind.E_ORDINARY_TOLL
    assert dict(invoice.particulars) == {
        "plate": "京A12345", "vehicle_type": "客车",
        "date_from": "20240601", "date_to": "20240602",
    }  # fmt: skip
    assert (invoice.rows, invoice.uncertain) == ((), frozenset())


def test_tolls_of_several_cars_are_rows() -> None:
    rows = [toll("京A12345", "60.00", "3.60"), toll("京B12345", "40.00", "2.40")]
    invoice = read(Example(rows=rows, columns=TOLL))
    assert [row["plate"] for row in invoice.rows] == ["京A12345", "京B12345"]
    assert "plate" not in invoice.particulars
    assert invoice.particulars["vehicle_type"] == "客车"


def test_a_toll_in_ordinary_columns_names_the_car_in_its_remarks() -> None:
    rows: list[Row] = [("*经营租赁*通行费", "", "", "", "", "106.00", "***", "***")]
    remarks = "车牌号:京A12345; 通行日期起:20240601; 通行日期止:20240602; 不可用于增值税进项抵扣"
    invoice = read(Example(rows=rows, tax="***", amount="106.00", remarks=remarks))
    assert invoice.particulars == {
        "plate": "京A12345", "date_from": "20240601", "date_to": "20240602",
    }  # fmt: skip


def test_a_red_digital_invoice_names_what_it_takes_back() -> None:
    blue, slip = "24112000000135114086", "11010824091002615708"
    remarks = f"被红冲蓝字数电票号码：{blue} 红字发票信息确认单编号：{slip}"
    rows: list[Row] = [("*服务*测试费", "", "项", "-2", "50", "-100.00", "6%", "-6.00")]
    invoice = read(
        Example(rows=rows, amount="-100.00", tax="-6.00", total="-106.00", remarks=remarks)
    )
    assert invoice.is_red
    assert invoice.particulars == {"red_of_number": blue, "red_slip": slip}
    assert invoice.total_in_words == "（负数）壹佰零陆圆整"
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())


@pytest.mark.parametrize(
    "remarks",
    [
        "对应正数发票代码:011002400222号码:87654321",
        "对应正数发票代码：011002400222号码：87654321",
        "红冲,对应蓝字发票代码:011002400222,发票号码:87654321",
    ],
)
def test_a_red_older_invoice_keeps_its_own_code_and_number(remarks: str) -> None:
    rows: list[Row] = [("*服务*测试费", "", "", "", "", "-100.00", "6%", "-6.00")]
    example = changed(
        OLDER, rows=rows, amount="-100.00", tax="-6.00", total="-106.00", remarks=remarks
    )
    invoice = read(example)
    assert (invoice.invoice_code, invoice.invoice_number) == (OLDER.code, OLDER.number)
    assert invoice.particulars["red_of_code"] == "011002400222"
    assert invoice.particulars["red_of_number"] == "87654321"
    assert invoice.remarks == remarks
    assert (invoice.is_red, invoice.uncertain) == (True, frozenset())


def test_an_invoice_drawn_up_by_a_tax_office_says_for_whom() -> None:
    remarks = "代开企业名称:上海样店;代开企业税号:1"
    invoice = read(changed(OLDER, remarks=remarks))
    assert invoice.particulars["drawn_for"] == "上海样店"


def test_labels_inside_remarks_are_text() -> None:
    remarks = "名称:某物;发票号码:12345678;开票日期:2023年1月1日;地址、电话:甲;收款人:乙;(小写)丙"
    for example in (Example(remarks=remarks), changed(OLDER, remarks=remarks[:20])):
        invoice = read(example)
        assert invoice.remarks == example.remarks
        assert invoice.invoice_number == example.number
        assert invoice.uncertain == frozenset()


def test_the_machine_number_of_an_older_invoice_is_a_particular() -> None:
    marks = [drawing.shown("机器编号:", 25, 72), drawing.shown("661234567890", 68, 74)]
    assert read(changed(OLDER, marks=marks)).particulars == {"machine_number": "661234567890"}
