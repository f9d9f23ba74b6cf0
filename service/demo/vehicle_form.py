"""The page of a 机动车销售统一发票, 609 x 480 pt: rows of boxes, label beside value."""

from collections.abc import Mapping

from service.demo import boxes, marks
from service.demo.boxes import Box
from service.demo.face import Face, bureau_mark
from service.demo.invoices import Party
from service.demo.pen import VALUE, Letters, Pen, Slot
from service.demo.vehicle import VehicleSpec

SIZE = (609_00, 480_00)
_BROWN = (150, 70, 20)
LABEL = Letters(8_50, _BROWN)
_LEFT, _RIGHT = 24_00, 585_00
_HIGH = 23_00
_FIRST = 118_00
_THIRDS = (_LEFT, 200_00, 400_00, _RIGHT)
_HALVES = (_LEFT, 310_00, _RIGHT)


def faces(spec: VehicleSpec) -> list[Face]:
    """Return the page."""
    filled = spec.filled()
    return [Face(SIZE, lambda pen: _paint(pen, filled))]


def _paint(pen: Pen, spec: VehicleSpec) -> None:
    pen.picture(marks.watermark(spec.mark), 220_00, 210_00, (170_00, 100_00))
    if spec.qr:
        pen.picture(marks.qr_code(spec.qr), 26_00, 14_00, (56_00, 56_00))
    bureau_mark(pen, 262_00, 30_00, "北京市税务局")
    pen.title(304_00, 28_00, spec.title, Letters(19_00, _BROWN))
    _numbers(pen, spec)
    pen.stroke(_BROWN)
    rows = _rows(pen, spec)
    for place, (edges, held) in enumerate(rows):
        top = _FIRST + place * _HIGH
        boxes.paint(pen, boxes.row(top, top + _HIGH, edges, held), LABEL, VALUE)
    foot = _FIRST + len(rows) * _HIGH
    if spec.digital:
        remarks = Box(_LEFT, foot, _RIGHT, foot + _HIGH, "备注：", spec.remarks)
        boxes.paint(pen, [remarks], LABEL, VALUE)
    foot += _HIGH + 6_00
    pen.pair(Slot(300_00, 340_00, foot, 400_00), ("开票人：", LABEL), spec.issuer)


def _numbers(pen: Pen, spec: VehicleSpec) -> None:
    held = [("发票号码：", spec.number), ("开票日期：", pen.style.day(spec.issued_on))]
    if spec.code:
        held.insert(0, ("发票代码：", spec.code))
    for place, (label, value) in enumerate(held):
        slot = Slot(440_00, 486_00, 52_00 + place * 16_00, 600_00)
        pen.pair(slot, (label, LABEL), value)


_Row = tuple[tuple[int, ...], list[tuple[str, str]]]


def _rows(pen: Pen, spec: VehicleSpec) -> list[_Row]:
    return [
        (_HALVES, _named(pen, "购买方名称：", spec.buyer)),
        *_car(spec.car),
        (
            (_LEFT, 400_00, _RIGHT),
            [
                ("价税合计（大写）", spec.total_in_words or ""),
                ("（小写）", f"{pen.style.money_mark}{spec.total}"),
            ],
        ),
        *_seller(pen, spec.seller),
        *_tax(pen, spec),
    ]


def _named(pen: Pen, label: str, party: Party) -> list[tuple[str, str]]:
    code = pen.style.identifier(party.tax_id or "")
    return [(label, party.name), ("纳税人识别号：", code)]


def _car(car: Mapping[str, str]) -> list[_Row]:
    def part(name: str, label: str) -> tuple[str, str]:
        return (label, car.get(name, ""))

    return [
        (
            _THIRDS,
            [part("vehicle_type", "车辆类型"), part("brand", "厂牌型号"), part("origin", "产地")],
        ),
        (
            _THIRDS,
            [
                part("certificate", "合格证号"),
                part("import_certificate", "进口证明书号"),
                part("inspection_number", "商检单号"),
            ],
        ),
        (
            _HALVES,
            [part("engine_number", "发动机号码"), part("vehicle_number", "车辆识别代号/车架号码")],
        ),
    ]


def _seller(pen: Pen, seller: Party) -> list[_Row]:
    address, phone = seller.address_and_phone.rpartition(" ")[::2]
    bank, account = seller.bank_and_account.rpartition(" ")[::2]
    (name, code) = _named(pen, "销货单位名称：", seller)
    return [
        (_HALVES, [name, ("电话：", phone)]),
        (_HALVES, [code, ("账号：", account)]),
        (_HALVES, [("地址：", address), ("开户银行：", bank)]),
    ]


def _tax(pen: Pen, spec: VehicleSpec) -> list[_Row]:
    mark, car = pen.style.money_mark, spec.car
    return [
        (
            (_LEFT, 180_00, 310_00, _RIGHT),
            [
                ("增值税税率或征收率", spec.rate),
                ("增值税税额", f"{mark}{spec.tax}"),
                ("主管税务机关及代码", spec.tax_office),
            ],
        ),
        (
            (_LEFT, 180_00, 340_00, 460_00, _RIGHT),
            [
                ("不含税价", f"{mark}{spec.amount}"),
                ("完税凭证号码", car.get("tax_paid_number", "")),
                ("吨位", car.get("tonnage", "")),
                ("限乘人数", car.get("passenger_limit", "")),
            ],
        ),
    ]
