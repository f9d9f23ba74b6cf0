"""Pages that come with vouchers but are none: trip lists, toll summaries, folios, bank slips."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from importers.invoice import Kind
from service.demo import expectation
from service.demo.face import Face
from service.demo.pen import VALUE, Letters, Pen

SIZE = (595_28, 841_89)
_TITLE = Letters(16_00)
_LEFT, _FIRST, _STEP, _WIDE = 50_00, 90_00, 18_00, 495_00


class Page(StrEnum):
    """What the page is."""

    TRIPS = "行程单"
    TOLLS = "收费公路通行费电子票据汇总单"
    HOTEL = "住宿账单"
    BANK = "银行电子回单"
    CONTRACT = "技术服务合同"


_TRIPS = (
    "行程报销单 TRIP TABLE",
    "申请日期：2026-04-02  行程起止日期：2026-03-01 至 2026-03-31",
    "行程人手机号：138****0000  共3笔行程，合计106.00元",
    "序号  车型  上车时间  城市  起点  终点  里程[公里]  金额[元]",
    "1  快车  03-01 08:12  北京市  云岫路7号  首都机场T2  28.1  52.40",
    "2  快车  03-02 19:40  北京市  首都机场T2  云岫路7号  27.6  43.60",
    "3  快车  03-08 09:05  北京市  云岫路7号  知春路地铁站  3.2  10.00",
    "页码：1/1",
)
_TOLLS = (
    "（按票据索引）",
    "汇总单号：11002604020001  开票申请日期：2026-04-02",
    "车牌号码 京A12345  交易金额 ￥73.91  购买方名称 北京云岫智能装备有限公司",
    "行程数量 3  票据数量 3  纳税人识别号 91110108MA4028277L",
    "票据序号 票据代码 票据号码 金额(含税) 税率 税额 通行日期起止 拆分金额",
    "1  011002600112  21701838  11.91  3%  0.35  20260301  11.91",
    "2  011002600112  21701839  30.00  3%  0.87  20260308  30.00",
    "3  发票号码 26117000000000345678  32.00  3%  0.93  20260315  32.00",
    "价税合计（大写）柒拾叁圆玖角壹分  （小写）￥73.91",
)
_HOTEL = (
    "示例酒店（上海虹桥店）",
    "客人姓名 沈砚舟  房型 行政大床房  房号 1806",
    "入住时间 2026-03-16  离店时间 2026-03-19",
    "日期  项目  消费  付款",
    "03-16  房费  815.85",
    "03-17  房费  815.85",
    "03-18  房费  815.85",
    "03-19  信用卡   2447.55",
    "合计 2447.55  余额 0.00  客人签名",
)
_BANK = (
    "回单编号：20260402110845001  记账日期：2026年04月02日",
    "付款人户名 北京云岫智能装备有限公司  付款人账号 110907712010801",
    "收款人户名 北京青禾检测技术有限公司  收款人账号 0200049619200362091",
    "付款人开户行 示例银行北京第一支行  收款人开户行 示例银行北京丰台支行",
    "币种 人民币  金额（大写）壹万贰仟柒佰贰拾元整  （小写）￥12720.00",
    "交易流水号 8300112  摘要 货款  用途 测试费",
    "重要提示：本回单不作为收款方发货依据，请勿重复记账。",
)
_CONTRACT = (
    "合同编号：YX-018",
    "甲方：北京云岫智能装备有限公司",
    "乙方：北京青禾检测技术有限公司",
    "一、乙方为甲方进行减速器疲劳寿命测试，费用共计人民币12720.00元（大写：壹万贰仟柒佰贰拾元整）。",
    "二、甲方应于收到乙方开具的增值税专用发票后三十日内付款。",
    "三、测试报告一式两份，双方各执一份。",
    "甲方（盖章）：    乙方（盖章）：",
)
_ROWS: Mapping[Page, tuple[str, ...]] = {
    Page.TRIPS: _TRIPS,
    Page.TOLLS: _TOLLS,
    Page.HOTEL: _HOTEL,
    Page.BANK: _BANK,
    Page.CONTRACT: _CONTRACT,
}


@dataclass(frozen=True, slots=True)
class ForeignSpec:
    """One such page."""

    page: Page

    @property
    def heading(self) -> str:
        return self.page.value

    def expected(self) -> dict[str, object]:
        """Return what a perfect reading says: no voucher."""
        return expectation.expected(Kind.NOT_INVOICE, None, {})

    def facts(self) -> Mapping[str, str]:
        return {}

    def data(self) -> Mapping[str, str]:
        return {}


def faces(spec: ForeignSpec) -> list[Face]:
    """Return the page."""
    return [Face(SIZE, lambda pen: _paint(pen, spec.page))]


def _paint(pen: Pen, page: Page) -> None:
    pen.title(SIZE[0] // 2, 50_00, page.value, _TITLE)
    top = _FIRST
    for text in _ROWS[page]:
        for part in VALUE.wrapped(text, _WIDE):
            pen.text(_LEFT, top, part)
            top += _STEP
