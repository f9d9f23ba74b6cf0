"""The page of an 电子发票（铁路电子客票）, 595 x 397 pt: two coloured grounds, few rules."""

from service.demo import marks
from service.demo.face import Face, bureau_mark
from service.demo.pen import Letters, Pen, Slot
from service.demo.rail import Business, RailSpec

SIZE = (595_28, 396_86)
TEXT = Letters(12_00)
_LARGE = Letters(20_00)
_SPELLING = Letters(11_00)


def faces(spec: RailSpec) -> list[Face]:
    """Return the page."""
    filled = spec.filled()
    return [Face(SIZE, lambda pen: _paint(pen, filled))]


def _paint(pen: Pen, spec: RailSpec) -> None:
    _ground(pen)
    pen.picture(marks.watermark(spec.mark), 400_00, 150_00, (150_00, 90_00))
    if spec.qr:
        pen.picture(marks.qr_code(spec.qr), 430_00, 205_00, (64_00, 64_00))
    bureau_mark(pen, 256_10, 8_00, "北京市税务局")
    pen.title(297_60, 14_00, "电子发票（铁路电子客票）", Letters(20_00))
    number = ("发票号码:", TEXT)
    pen.pair(Slot(25_50, 80_00, 46_00, 300_00), number, spec.number, TEXT)
    day = pen.style.day(spec.issued_on)
    pen.pair(Slot(442_00, 498_00, 46_00, 590_00), ("开票日期:", TEXT), day, TEXT)
    _journey(pen, spec)
    _money(pen, spec)
    _people(pen, spec)


def _ground(pen: Pen) -> None:
    height = pen.height
    for top, bottom, colour in ((0, 297_64, (219, 241, 245)), (297_64, 396_86, (161, 220, 233))):
        pen.canvas.setFillColorRGB(*(part / 255 for part in colour))
        area = (SIZE[0] / 100, (bottom - top) / 100)
        pen.canvas.rect(0, (height - bottom) / 100, *area, stroke=0, fill=1)


def _journey(pen: Pen, spec: RailSpec) -> None:
    for left, name, spelling in (
        (25_50, spec.from_station, spec.spellings[0]),
        (331_60, spec.to_station, spec.spellings[1]),
    ):
        pen.text(left, 80_00, name, _LARGE)
        pen.text(left + _LARGE.width(name) + 2_00, 86_00, "站", TEXT)
        pen.text(left, 107_00, spelling, _SPELLING)
    pen.text(255_00, 84_00, spec.train, Letters(14_00))
    pen.stroke((0, 0, 0))
    pen.line((235_00, 103_00), (310_00, 103_00))
    day = spec.travel_on
    pen.text(25_50, 133_00, f"{day:%Y年%m月%d日}", TEXT)
    pen.text(124_00, 133_00, f"{spec.departure_time}开", TEXT)
    pen.text(212_00, 133_00, spec.carriage + spec.seat, TEXT)
    pen.text(330_00, 133_00, spec.seat_class, TEXT)


def _money(pen: Pen, spec: RailSpec) -> None:
    label = "票价:" if spec.business is Business.SALE else "退票费:"
    mark = pen.style.money_mark
    pen.pair(Slot(25_50, 60_00, 159_00, 200_00), (label, TEXT), f"{mark}{spec.price}", TEXT)
    for left, name, value in (
        (25_50, "金额:", f"{mark}{spec.amount}"),
        (212_00, "税率:", spec.rate),
        (297_00, "税额:", f"{mark}{spec.tax}"),
    ):
        slot = Slot(left, left + TEXT.width(name), 187_00, left + 120_00)
        pen.pair(slot, (name, TEXT), value, TEXT)


def _people(pen: Pen, spec: RailSpec) -> None:
    pen.text(25_50, 215_00, spec.id_no, TEXT)
    pen.text(212_00, 215_00, spec.passenger, TEXT)
    slot = Slot(25_50, 96_00, 272_00, 320_00)
    pen.pair(slot, ("电子客票号:", TEXT), spec.e_ticket, TEXT)
    if spec.business is Business.REFUND:
        pen.text(332_00, 272_00, "退票", Letters(14_00))
    if spec.original_invoice:
        pen.text(300_00, 272_00, "换开", Letters(14_00))
        original = Slot(354_00, 424_00, 272_00, 590_00)
        pen.pair(original, ("原发票号码:", TEXT), spec.original_invoice, TEXT)
    pen.pair(Slot(25_50, 96_00, 303_00, 340_00), ("购买方名称:", TEXT), spec.buyer.name, TEXT)
    code = pen.style.identifier(spec.buyer.tax_id or "")
    pen.pair(Slot(354_00, 458_00, 303_00, 590_00), ("统一社会信用代码:", TEXT), code, TEXT)
    advice = "买票请到12306 发货请到95306 中国铁路祝您旅途愉快"
    pen.label(160_00, 350_00, advice, Letters(11_00))
