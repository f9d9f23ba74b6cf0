"""Special elements (特定业务) of digital and toll invoices: what their tables have for columns."""

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import NamedTuple


class Element(StrEnum):
    """What an invoice is made out for, where that changes its form."""

    NONE = auto()
    TRAVEL = auto()
    FREIGHT = auto()
    CONSTRUCTION = auto()
    LEASE = auto()
    ESTATE = auto()
    TOLL = auto()
    TOLL_REMARKED = auto()  # plate and days in the remarks, ordinary columns
    FUEL = auto()
    VEHICLE = auto()
    MARGIN = auto()
    PRODUCE = auto()


SUB_TITLES: Mapping[Element, str] = {
    Element.NONE: "",
    Element.TRAVEL: "旅客运输服务",
    Element.FREIGHT: "货物运输服务",
    Element.CONSTRUCTION: "建筑服务",
    Element.LEASE: "不动产经营租赁服务",
    Element.ESTATE: "不动产销售",
    Element.TOLL: "通行费",
    Element.TOLL_REMARKED: "通行费",
    Element.FUEL: "成品油",
    Element.VEHICLE: "机动车",
    Element.MARGIN: "差额征税",
    Element.PRODUCE: "自产农产品销售",
}


class Hold(StrEnum):
    """How the texts of a column stand."""

    LEFT = auto()  # from the left edge, broken into rows
    CENTRE = auto()
    RIGHT = auto()


class Column(NamedTuple):
    """A column: its head, what it holds (a field of a line, or a particular), and its place.

    `flush`: the head begins where the values begin; else it stands as they do, or centred.
    """

    title: str
    key: str
    left: int
    right: int
    hold: Hold = Hold.RIGHT
    flush: bool = False


_NAME = Column("项目名称", "name", 14_80, 114_80, Hold.LEFT)
_MONEY = (
    Column("金 额", "amount", 366_00, 435_40),
    Column("税率/征收率", "tax_rate", 440_00, 502_00, Hold.CENTRE),
    Column("税 额", "tax", 506_00, 580_60),
)
_ORDINARY = (
    _NAME,
    Column("规格型号", "spec", 116_20, 184_00, Hold.LEFT, flush=True),
    Column("单 位", "unit", 187_00, 217_40, Hold.CENTRE),
    Column("数 量", "quantity", 223_00, 291_00),
    Column("单 价", "unit_price", 295_80, 361_80),
    *_MONEY,
)
_ESTATE = (
    _NAME,
    Column("产权证书/不动产权证号", "property_certificate", 122_00, 222_00, Hold.LEFT, flush=True),
    Column("面积单位", "unit", 224_00, 264_00, Hold.CENTRE),
    Column("数 量", "quantity", 265_00, 306_00),
    Column("单 价", "unit_price", 308_00, 361_80),
    *_MONEY,
)
COLUMNS: Mapping[Element, tuple[Column, ...]] = {
    Element.TRAVEL: (
        Column("项目名称", "name", 14_80, 146_00, Hold.LEFT),
        Column("单 价", "unit_price", 170_00, 240_00),
        Column("数 量", "quantity", 268_00, 330_00),
        *_MONEY,
    ),
    Element.CONSTRUCTION: (
        _NAME,
        Column("建筑服务发生地", "place", 124_00, 224_00, Hold.LEFT),
        Column("建筑项目名称", "project", 230_00, 352_00, Hold.LEFT),
        *_MONEY,
    ),
    Element.LEASE: _ESTATE,
    Element.ESTATE: _ESTATE,
    Element.TOLL: (
        _NAME,
        Column("车牌号", "plate", 122_00, 176_00, Hold.CENTRE),
        Column("类 型", "vehicle_type", 180_00, 222_00, Hold.CENTRE),
        Column("通行日期起", "date_from", 228_00, 292_00, Hold.CENTRE),
        Column("通行日期止", "date_to", 298_00, 362_00, Hold.CENTRE),
        *_MONEY,
    ),
}
ROWS: Mapping[Element, tuple[Column, ...]] = {
    Element.TRAVEL: (
        Column("出行人", "passenger", 14_80, 70_00, Hold.CENTRE),
        Column("有效身份证件号", "id_no", 74_00, 176_00, Hold.CENTRE),
        Column("出行日期", "travel_date", 180_00, 238_00, Hold.CENTRE),
        Column("出发地", "from_station", 242_00, 326_00, Hold.CENTRE),
        Column("到达地", "to_station", 330_00, 414_00, Hold.CENTRE),
        Column("等级", "seat_class", 418_00, 480_00, Hold.CENTRE),
        Column("交通工具类型", "transport", 484_00, 580_00, Hold.CENTRE),
    ),
    Element.FREIGHT: (
        Column("运输工具种类", "transport", 14_80, 110_00, Hold.CENTRE),
        Column("运输工具牌号", "plate", 114_00, 210_00, Hold.CENTRE),
        Column("起运地", "from_station", 214_00, 340_00, Hold.CENTRE),
        Column("到达地", "to_station", 344_00, 470_00, Hold.CENTRE),
        Column("运输货物名称", "cargo", 474_00, 580_00, Hold.CENTRE),
    ),
}


def columns(element: Element) -> tuple[Column, ...]:
    """Return the columns of the item table."""
    return COLUMNS.get(element, _ORDINARY)
