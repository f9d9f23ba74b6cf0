"""The page of an 电子发票（航空运输电子客票行程单）, 685 x 340 pt: boxes with the label above."""

from service.demo import boxes, marks, table
from service.demo.air import AirSpec, Flight
from service.demo.boxes import Box
from service.demo.elements import Column, Hold
from service.demo.face import Face, bureau_mark
from service.demo.pen import VALUE, Letters, Pen, Slot

SIZE = (685_00, 340_00)
_BLUE = (30, 60, 140)
LABEL = Letters(8_50, _BLUE)
_LEFT, _RIGHT, _LEGS, _MONEY = 20_00, 665_00, 110_00, 206_00
_STEP = 13_50
_HEADS = (
    Column("承运人", "carrier", 190_00, 250_00, Hold.CENTRE),
    Column("航班号", "number", 254_00, 310_00, Hold.CENTRE),
    Column("座位等级", "seat_class", 314_00, 362_00, Hold.CENTRE),
    Column("日期", "day", 366_00, 440_00, Hold.CENTRE),
    Column("时间", "departure_time", 444_00, 484_00, Hold.CENTRE),
    Column("客票级别/客票类别", "fare_basis", 488_00, 572_00, Hold.CENTRE),
    Column("免费行李", "baggage", 576_00, 660_00, Hold.CENTRE),
)
MOST_FLIGHTS = 4


def faces(spec: AirSpec) -> list[Face]:
    """Return the page."""
    assert len(spec.flights) <= MOST_FLIGHTS, "more flights than the form has lines for"
    filled = spec.filled()
    return [Face(SIZE, lambda pen: _paint(pen, filled))]


def _paint(pen: Pen, spec: AirSpec) -> None:
    pen.picture(marks.watermark(spec.mark), 250_00, 120_00, (150_00, 90_00))
    if spec.qr:
        pen.picture(marks.qr_code(spec.qr), 24_00, 14_00, (54_00, 54_00))
    bureau_mark(pen, 300_00, 14_00, "北京市税务局")
    pen.title(342_00, 22_00, "电子发票（航空运输电子客票行程单）", Letters(18_00, _BLUE))
    pen.pair(Slot(520_00, 566_00, 50_00, 664_00), ("发票号码：", LABEL), spec.number)
    pen.stroke(_BLUE)
    first = boxes.row(
        76_00,
        _LEGS,
        (_LEFT, 200_00, 440_00, _RIGHT),
        (
            ("旅客姓名", spec.passenger),
            ("有效身份证件号码", spec.id_no),
            ("签注", spec.endorsement),
        ),
    )
    boxes.paint(pen, boxes.stacked(first), LABEL, VALUE)
    _legs(pen, spec)
    boxes.paint(pen, boxes.stacked(_money(pen, spec)), LABEL, VALUE)
    boxes.paint(pen, _rest(pen, spec), LABEL, VALUE)


def _legs(pen: Pen, spec: AirSpec) -> None:
    """Write the legs: each line names a place and the flight that leaves it."""
    pen.frame(_LEFT, _LEGS, _RIGHT, _MONEY)
    table.heads(pen, _HEADS, _LEGS + 3_00, LABEL)
    places = [*(flight.from_station for flight in spec.flights), spec.flights[-1].to_station]
    top = _LEGS + 18_00
    for place, name in enumerate(places):
        slot = Slot(24_00, 44_00, top, 186_00)
        pen.pair(slot, ("自：" if place == 0 else "至：", LABEL), name)
        if place < len(spec.flights):
            _leg(pen, spec.flights[place], top)
        top += _STEP


def _leg(pen: Pen, flight: Flight, top: int) -> None:
    texts = {"day": flight.day.isoformat(), "fare_basis": "Y"}
    for column in _HEADS:
        text = texts.get(column.key) or getattr(flight, column.key)
        pen.centred((column.left + column.right) // 2, top, text)


def _money(pen: Pen, spec: AirSpec) -> list[Box]:
    mark = f"CNY {pen.style.money_mark}" if pen.style.ruled else "CNY "
    return boxes.row(
        _MONEY,
        238_00,
        (_LEFT, 110_00, 200_00, 280_00, 370_00, 470_00, 560_00, _RIGHT),
        (
            ("票价", f"{mark}{spec.fare}"),
            ("燃油附加费", f"{mark}{spec.fuel_surcharge}"),
            ("增值税税率", spec.rate),
            ("增值税税额", f"{mark}{spec.tax}"),
            ("民航发展基金", f"{mark}{spec.development_fund}"),
            ("其他税费", f"{mark}{spec.other_taxes}"),
            ("合计", f"{mark}{spec.total}"),
        ),
    )


def _rest(pen: Pen, spec: AirSpec) -> list[Box]:
    code = pen.style.identifier(spec.buyer.tax_id or "")
    return [
        *boxes.row(
            238_00,
            258_00,
            (_LEFT, 240_00, 360_00, 520_00, _RIGHT),
            (
                ("电子客票号码：", spec.e_ticket),
                ("验证码：", spec.check_code),
                ("提示信息：", ""),
                ("保险费：", spec.insurance),
            ),
        ),
        *boxes.row(
            258_00,
            278_00,
            (_LEFT, 200_00, 480_00, _RIGHT),
            (
                ("销售网点代号：", spec.sales_agent),
                ("填开单位：", spec.issued_by),
                ("填开日期：", pen.style.day(spec.issued_on)),
            ),
        ),
        *boxes.row(
            278_00,
            298_00,
            (_LEFT, 320_00, _RIGHT),
            (("购买方名称：", spec.buyer.name), ("统一社会信用代码/纳税人识别号：", code)),
        ),
    ]
