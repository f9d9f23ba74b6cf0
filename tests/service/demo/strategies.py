"""Random documents of every kind, consistent in themselves, and random manners of drawing them."""

import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from importers.invoice import Kind, Line
from service.demo import identifiers, lines
from service.demo.air import AirSpec, Flight
from service.demo.elements import Element
from service.demo.fiscal import PATENT_FEES, FiscalSpec
from service.demo.invoices import DIGITAL, InvoiceSpec, Party, red_letter
from service.demo.rail import Business, RailSpec
from service.demo.style import SONG, DateForm, Sheet, Style
from service.demo.vehicle import VehicleSpec

DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 23))
SERIALS = st.integers(1_000_000, 99_999_999)
AMOUNTS = st.one_of(
    st.decimals(Decimal("1.00"), Decimal("999999.99"), places=2),
    st.decimals(Decimal("0.01"), Decimal("9.99"), places=2),
    st.integers(1, 99_999_999).map(Decimal),
)
RATES = st.sampled_from(
    ["13%", "9%", "6%", "5%", "3%", "1.5%", "1%", "0%", "免税", "不征税", "***"]
)
QUANTITIES = st.sampled_from(
    [None, Decimal(1), Decimal(2), Decimal(12), Decimal("0.5"), Decimal(1000), Decimal("36.125")]
)
UNITS = st.sampled_from([None, "项", "次", "台", "kg", "人天", "平方米", "套", "个月"])
MODELS = st.sampled_from(
    [None, None, "HX-200", "E22-400T22D-V2", "500ml", "无", "**", "1.5mm×100m", "99.99%"]
)
SHORT_NAMES = st.sampled_from([
    "研发和技术服务", "信息技术服务", "电子元件", "化学试剂", "会展服务", "餐饮服务", "生活服务",
    "计算机外部设备", "生产生活服务", "设计服务", "经纪代理服务",
])  # fmt: skip
GOODS = st.one_of(
    st.sampled_from([
        "测试费", "高精度压力传感器", "无水乙醇（分析纯）", "学术年会注册费", "X",
        "SX1262/SX1268串口收发模块", "数据采集卡PCIe-6321", "代订机票服务费2026-03-02",
        "面向复杂工况的减速器疲劳寿命与可靠性试验技术服务费用第一期款项", "5G通信模组*2",
    ]),
    st.text("传感器测试分析服务云岫澄砺栎川ABXZ159-/（）", min_size=1, max_size=30).filter(
        lambda text: text.strip("-/") == text
    ),
)  # fmt: skip
PERSONS = st.sampled_from(["沈砚舟", "顾栎安", "欧阳清和", "李想", "阿依古丽·买买提"])
STATIONS = st.sampled_from(["南京", "上海虹桥", "北京南", "乌鲁木齐", "三亚", "广州南", "石家庄"])
PLATES = st.sampled_from(["京A12345", "鄂AEP965", "粤B12345D", "苏DF11579", "京AD00123"])
PLACES = st.sampled_from(["北京", "上海", "深圳市", "北京市海淀区", "成都高新区", "云栎"])
WORDS = st.text("云岫澄砺栎川霁原知禾岚序华彦一二三", min_size=2, max_size=6)
TRADES = st.sampled_from(["智能装备", "新材料科技", "集成电路设计", "餐饮管理", "工程技术研究院"])
ENDS = st.sampled_from([
    "有限公司", "股份有限公司", "有限责任公司第二分公司", "中心（有限合伙）", "（集团）有限公司",
])  # fmt: skip
REMARKS = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "订单号:571475198555",
            "项目名称：高端传感器；合同编号：HX-2026-041",
            "购方开户银行:示例银行; 银行账号:11090771201;\n收款人:沈砚舟; 复核人:顾栎安;",
            "购买方地址：北京市海淀区云岫路7号 电话：010-62980101 名称：测试",
        ]
    ),
    st.text(string.ascii_letters + string.digits + "年月日合同订单：，、 ", max_size=80)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text not in {"null", "NULL"}),  # in data: nothing
)

STYLES = st.builds(
    Style,
    font=st.sampled_from([None, None, SONG]),
    glyphs_apart=st.booleans(),
    doubled=st.booleans(),
    ruled=st.booleans(),
    colon=st.sampled_from("：:"),
    spread_labels=st.booleans(),
    value_drop=st.sampled_from([0, 0, 1_50, 3_00]),
    dates=st.sampled_from(DateForm),
    grouped_ids=st.booleans(),
    radicals=st.booleans(),
    money_mark=st.sampled_from("¥￥"),
    seal_text=st.booleans(),
    values_last=st.booleans(),
    downloads=st.sampled_from([None, None, 1]),
    sheet=st.sampled_from(Sheet),
    rotation=st.sampled_from([0, 0, 0, 90, 180, 270]),
    info=st.booleans(),
)


@st.composite
def parties(draw: st.DrawFn, serials: st.SearchStrategy[int]) -> Party:
    """A company with a valid code, an address and a bank."""
    name = "".join(draw(part) for part in (PLACES, WORDS, TRADES, ENDS))
    code = identifiers.organisation_code(draw(serials), "110108")
    return Party(name, code, "北京市示例路7号 010-62980000", "示例银行北京支行 1109077120108")


BUYERS = st.one_of(
    parties(st.integers(1, 999)),
    parties(st.integers(1, 999)),
    parties(st.integers(1, 999)),
    PERSONS.map(Party),
)
SELLERS = parties(st.integers(1000, 1999))
COMPANIES = parties(st.integers(1, 999))


@st.composite
def one_line(draw: st.DrawFn, rates: st.SearchStrategy[str] = RATES) -> Line:
    """A line whose sums hold."""
    return lines.line(
        f"*{draw(SHORT_NAMES)}*{draw(GOODS)}",
        draw(AMOUNTS),
        draw(rates),
        quantity=draw(QUANTITIES),
        unit=draw(UNITS),
        spec=draw(MODELS),
    )


@st.composite
def all_lines(draw: st.DrawFn, most: int = 5) -> tuple[Line, ...]:
    """Some lines, the last of them sometimes discounted."""
    made = draw(st.lists(one_line(), min_size=1, max_size=most))
    if made[-1].amount and Decimal(made[-1].amount) > 10 and draw(st.booleans()):
        made.append(lines.discount(made[-1], Decimal("5.55")))
    return tuple(made)


@st.composite
def invoices(
    draw: st.DrawFn, kind: Kind, held: st.SearchStrategy[tuple[Line, ...]] | None = None
) -> InvoiceSpec:
    """An invoice of a kind; `held` its lines."""
    issued_on, serial = draw(DAYS), draw(SERIALS)
    number = f"{serial:08d}"
    if kind in DIGITAL:
        number = identifiers.digital_number(issued_on, serial)
    return InvoiceSpec(
        kind=kind,
        number=number,
        issued_on=issued_on,
        buyer=draw(BUYERS),
        seller=draw(SELLERS),
        lines=draw(all_lines() if held is None else held),
        remarks=draw(REMARKS),
        payee=draw(st.sampled_from(["", "林知秋"])),
        reviewer=draw(st.sampled_from(["", "周予安"])),
    )


@st.composite
def red(draw: st.DrawFn, kind: Kind) -> InvoiceSpec:
    """A red-letter invoice that takes a whole one back."""
    blue = draw(invoices(kind))
    day = blue.issued_on + timedelta(days=draw(st.integers(1, 60)))
    serial = draw(SERIALS)
    digital = kind in DIGITAL
    number = identifiers.digital_number(day, serial) if digital else f"{serial:08d}"
    return red_letter(blue, number, day)


def _row(draw: st.DrawFn, element: Element) -> dict[str, str]:
    if element is Element.FREIGHT:
        return {
            "transport": draw(st.sampled_from(["公路运输", "铁路运输"])),
            "plate": draw(PLATES),
            "from_station": draw(PLACES),
            "to_station": draw(PLACES),
            "cargo": draw(st.sampled_from(["传感器", "机床及配件", "化学品"])),
        }
    return {
        "passenger": draw(PERSONS),
        "id_no": f"{draw(st.integers(10**17, 10**18 - 1))}",
        "travel_date": draw(DAYS).isoformat(),
        "from_station": draw(STATIONS),
        "to_station": draw(STATIONS),
        "seat_class": draw(st.sampled_from(["经济舱", "二等座", "无"])),
        "transport": draw(st.sampled_from(["飞机", "火车", "网约车"])),
    }


def _passage(draw: st.DrawFn) -> dict[str, str]:
    first = draw(DAYS)
    return {
        "plate": draw(PLATES),
        "vehicle_type": draw(st.sampled_from(["客车", "货车", "一型客车"])),
        "date_from": f"{first:%Y%m%d}",
        "date_to": f"{first + timedelta(days=draw(st.integers(0, 30))):%Y%m%d}",
    }


_BUILDING = {"place": "北京市海淀区云岫路", "project": "高端传感器中试车间改造工程（二期）"}
_ESTATE = {"property_certificate": "京（2020）海不动产权第0012345号"}
_NAMES: Mapping[Element, tuple[str, ...]] = {
    Element.TRAVEL: ("*交通运输服务*客运服务费", "*运输服务*国内航空旅客运输服务"),
    Element.FREIGHT: ("*运输服务*国内道路货物运输服务", "*交通运输服务*货运"),
    Element.CONSTRUCTION: ("*建筑服务*工程款", "*建筑服务*装饰装修工程进度款"),
    Element.LEASE: ("*经营租赁*房屋租金", "*租赁服务*实验室租赁费"),
    Element.ESTATE: ("*不动产*商业用房",),
    Element.TOLL: ("*经营租赁*通行费",),
    Element.TOLL_REMARKED: ("*生产生活服务*通行费",),
    Element.FUEL: ("*汽油*95号车用汽油(VIB)", "*柴油*0号车用柴油(VI)"),
    Element.VEHICLE: ("*机动车*小型轿车",),
    Element.MARGIN: ("*人力资源服务*劳务派遣服务费",),
    Element.PRODUCE: ("*谷物*玉米种子",),
}


@st.composite
def special(draw: st.DrawFn, element: Element) -> InvoiceSpec:
    """A digital invoice of a special element."""
    kind = draw(st.sampled_from([Kind.E_ORDINARY, Kind.E_SPECIAL]))
    particulars: dict[str, str] = {}
    if element in {Element.TOLL, Element.TOLL_REMARKED}:
        kind = Kind.E_ORDINARY_TOLL
    if element is Element.TOLL:
        particulars = _passage(draw)
    if element is Element.CONSTRUCTION:
        particulars = _BUILDING
    if element in {Element.LEASE, Element.ESTATE}:
        particulars = _ESTATE
    rows = tuple(
        _row(draw, element)
        for _ in range(draw(st.integers(0, 4)))
        if element in {Element.TRAVEL, Element.FREIGHT}
    )
    spec = draw(invoices(kind, _special_lines(element)))
    return InvoiceSpec(
        **{name: getattr(spec, name) for name in ("kind", "number", "issued_on", "buyer", "seller",
                                                  "lines", "remarks")},
        element=element, particulars=particulars, rows=rows,
    )  # fmt: skip


@st.composite
def _special_lines(draw: st.DrawFn, element: Element) -> tuple[Line, ...]:
    numbered = element not in {Element.TOLL, Element.CONSTRUCTION}
    rate = {Element.TOLL_REMARKED: "***", Element.PRODUCE: "免税", Element.MARGIN: "***"}
    rates = (
        st.just(rate[element]) if element in rate else st.sampled_from(["9%", "6%", "3%", "13%"])
    )
    return tuple(
        lines.line(
            draw(st.sampled_from(_NAMES[element])),
            draw(AMOUNTS),
            draw(rates),
            quantity=draw(QUANTITIES) if numbered else None,
        )
        for _ in range(1 if element is Element.TOLL else draw(st.integers(1, 3)))
    )


@st.composite
def older_tolls(draw: st.DrawFn) -> InvoiceSpec:
    """A toll invoice with code and number."""
    spec = draw(invoices(Kind.VAT_E_TOLL, _special_lines(Element.TOLL)))
    return InvoiceSpec(
        kind=spec.kind, number=spec.number, issued_on=spec.issued_on, buyer=spec.buyer,
        seller=spec.seller, lines=spec.lines, remarks=draw(st.sampled_from(["", "汇总开具"])),
        element=Element.TOLL, particulars=_passage(draw),
    )  # fmt: skip


@st.composite
def _fiscal_line(draw: st.DrawFn) -> Line:
    quantity, price = draw(QUANTITIES) or Decimal(1), lines.cents(draw(AMOUNTS))
    return Line(
        name=draw(st.sampled_from(["专利申请费", "车辆通行费（限于政府还贷）", "考试考务费"])),
        code=draw(st.sampled_from([f"{PATENT_FEES}012", "1030159", "103044208"])),
        unit=draw(st.sampled_from([None, "件", "次", "元"])),
        quantity=lines.plain(quantity),
        unit_price=f"{price:.2f}",
        amount=f"{lines.cents(quantity * price):.2f}",
    )  # fmt: skip


@st.composite
def fiscal(draw: st.DrawFn, kind: Kind) -> FiscalSpec:
    """A fiscal receipt."""
    titles = [
        "江苏省车辆通行费票据（电子）",
        "北京市医疗门诊收费票据（电子）",
        "浙江省非税收入统一票据（电子）",
    ]
    if kind is Kind.FISCAL_CENTRAL:
        titles = ["中央非税收入统一票据（电子）", "中央行政事业单位资金往来结算票据（电子）"]
    return FiscalSpec(
        kind=kind,
        title=draw(st.sampled_from(titles)),
        number=f"{draw(SERIALS):010d}",
        issued_on=draw(DAYS),
        payer=draw(BUYERS),
        payee=draw(st.sampled_from([
            Party("国家知识产权局", "12100000400006030N"), Party("北京市云岫医院"),
        ])),
        lines=tuple(draw(st.lists(_fiscal_line(), min_size=1, max_size=4))),
        other_info=draw(st.sampled_from([
            "", "申请号：2026101234567", "车牌号：苏DF11579 车型：一型客车 入口站：江苏机场路站",
        ])),
        payee_printed=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def rail(draw: st.DrawFn) -> RailSpec:
    """A rail e-ticket: sale, refund or exchange."""
    issued_on, travel_on = draw(DAYS), draw(DAYS)
    business = draw(st.sampled_from(Business))
    exchanged = business is Business.SALE and draw(st.booleans())
    return RailSpec(
        number=f"{issued_on:%y}119110{draw(SERIALS):012d}",
        issued_on=issued_on,
        buyer=draw(COMPANIES),
        passenger=draw(st.sampled_from(["沈砚舟", "顾栎安", "李想"])),
        id_no=f"{draw(st.integers(10**9, 10**10 - 1))}****{draw(st.integers(1000, 9999))}",
        e_ticket=f"{draw(st.integers(10**9, 10**10 - 1))}{draw(st.integers(10**11, 10**12 - 1))}",
        train=draw(st.sampled_from(["G7101", "D1021", "K528", "C2001", "Z9", "1461"])),
        travel_on=travel_on,
        departure_time=f"{draw(st.integers(0, 23)):02d}:{draw(st.integers(0, 59)):02d}",
        from_station=draw(STATIONS),
        to_station=draw(STATIONS),
        carriage=f"{draw(st.integers(1, 18)):02d}车",
        seat=draw(st.sampled_from(["05C号", "01F号", "012号", "013号上铺", "无座"])),
        seat_class=draw(st.sampled_from(["二等座", "一等座", "商务座", "新空调硬座", "硬卧"])),
        price=f"{draw(st.integers(10, 300_000)) / Decimal(100):.2f}",
        business=business,
        original_invoice=f"{issued_on:%y}119110{draw(SERIALS):012d}" if exchanged else "",
        spellings=draw(st.sampled_from([("", ""), ("Nanjing", "Shanghaihongqiao")])),
    )


@st.composite
def air(draw: st.DrawFn) -> AirSpec:
    """An air itinerary of one to three flights."""
    issued_on = draw(DAYS)
    airports = st.sampled_from(["北京首都T2", "上海虹桥T2", "深圳宝安", "成都天府T1", "三亚凤凰"])
    flights = tuple(
        Flight(
            draw(airports), draw(airports), draw(st.sampled_from(["东航", "国航", "南航"])),
            f"{draw(st.sampled_from(['MU', 'CA', 'CZ', '9C']))}{draw(st.integers(100, 9999))}",
            draw(st.sampled_from("YVMF")), draw(DAYS),
            f"{draw(st.integers(0, 23)):02d}:{draw(st.integers(0, 59)):02d}",
        )
        for _ in range(draw(st.integers(1, 3)))
    )  # fmt: skip
    connected = tuple(
        flight if place == 0 else _from(flight, flights[place - 1].to_station)
        for place, flight in enumerate(flights)
    )
    return AirSpec(
        number=f"{issued_on:%y}118110{draw(SERIALS):012d}",
        issued_on=issued_on,
        buyer=draw(COMPANIES),
        passenger=draw(PERSONS),
        id_no=f"{draw(st.integers(10**9, 10**10 - 1))}****{draw(st.integers(1000, 9999))}",
        e_ticket=f"{draw(st.integers(10**12, 10**13 - 1))}",
        flights=connected,
        fare=f"{draw(st.integers(100, 9000))}.00",
        fuel_surcharge=f"{draw(st.integers(0, 20)) * 10}.00",
        development_fund=f"{draw(st.sampled_from([0, 50, 100]))}.00",
        insurance=draw(st.sampled_from(["", "30.00"])),
    )


def _from(flight: Flight, place: str) -> Flight:
    return replace(flight, from_station=place)


@st.composite
def vehicles(draw: st.DrawFn) -> VehicleSpec:
    """A motor vehicle invoice, digital or with a code."""
    issued_on, serial = draw(DAYS), draw(SERIALS)
    digital = draw(st.booleans())
    return VehicleSpec(
        number=identifiers.digital_number(issued_on, serial) if digital else f"{serial:08d}",
        issued_on=issued_on,
        buyer=draw(COMPANIES),
        seller=draw(SELLERS),
        total=f"{draw(st.integers(3_000_000, 99_999_999)) / Decimal(100):.2f}",
        rate=draw(st.sampled_from(["13%", "3%"])),
        car={
            "vehicle_type": draw(st.sampled_from(["小型轿车", "轻型厢式货车"])),
            "brand": draw(st.sampled_from(["示例牌SL7000", "云岫牌YX6480A"])),
            "origin": "北京市",
            "certificate": f"WAB{draw(SERIALS):012d}",
            "engine_number": f"E{draw(SERIALS)}",
            "vehicle_number": f"LSVAA4182E{draw(SERIALS):07d}"[:17],
            "passenger_limit": draw(st.sampled_from(["5", "2", "7"])),
        },
    )
