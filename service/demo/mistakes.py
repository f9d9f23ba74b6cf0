"""Every kind of mistake that the sample programme shows, once, named by what a verdict finds."""

from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

from compliance.categories import Category
from compliance.facts import Event, EventKind, PaymentMethod, VatClaim
from importers.invoice import Kind
from service.demo import cast
from service.demo.case import Case, Fate, Purchase, Twist, purchase
from service.demo.purchases import SOUND


class _Part(TypedDict):
    """What the parts of one purchase have in common."""

    purchase: Purchase
    fate: Fate
    acceptor: str
    verified: bool


_TEST = SOUND[0]
_DINNER = Purchase(
    seller=cast.RESTAURANT, name="*餐饮服务*餐费", total=Decimal(1_196), category=Category.CONF
)
_CARD = Purchase(
    seller=cast.STORE, name="*预付卡销售*购物卡", total=Decimal(5_000), rate="不征税", unit="张",
    category=Category.PUBL,
)  # fmt: skip
_MEETING = Event(
    kind=EventKind.MEETING, rate="MEETING_3", people=10, units=Decimal(1), place="北京怀柔"
)
_OF_MEETING = "meeting_notice sign_in_sheet agenda contract"
_PART: _Part = {
    "purchase": replace(
        SOUND[5],
        name="*电子元件*数据采集模块",
        total=Decimal(18_080),
        evidence=frozenset({"contract", "acceptance"}),
    ),
    "fate": Fate.DRAFT,
    "acceptor": "钟予安",
    "verified": True,
}
MISTAKES = {
    "餐饮": Case(grant=0, purchase=_DINNER, day=95, fate=Fate.DRAFT),
    "购物卡": Case(grant=0, purchase=_CARD, day=97, fate=Fate.DRAFT),
    "抬头不是本单位": Case(
        grant=0, purchase=replace(_TEST, total=Decimal(9_540)), day=99, fate=Fate.DRAFT,
        twist=Twist.OTHER_BUYER,
    ),
    "大小写不符": Case(
        grant=0, purchase=replace(_TEST, total=Decimal(7_420)), day=101, fate=Fate.DRAFT,
        twist=Twist.WRONG_WORDS,
    ),
    "合计不符": Case(
        grant=1, purchase=replace(_TEST, total=Decimal(6_360)), day=103, fate=Fate.DRAFT,
        twist=Twist.WRONG_SUM,
    ),
    "二维码与票面不符": Case(
        grant=1, purchase=replace(_TEST, total=Decimal(8_268)), day=104, fate=Fate.DRAFT,
        twist=Twist.QR_CONTRADICTS,
    ),
    "红字发票": Case(
        grant=1, purchase=replace(SOUND[5], total=Decimal(3_390)), day=105, fate=Fate.DRAFT,
        twist=Twist.RED,
    ),
    "未来日期": Case(
        grant=2, purchase=replace(SOUND[1], total=Decimal(2_120)), day=0, fate=Fate.DRAFT,
        twist=Twist.FUTURE,
    ),
    "立项前六个月之外": Case(
        grant=2, purchase=replace(_TEST, total=Decimal(5_830)), day=-215, fate=Fate.DRAFT,
    ),
    "立项前六个月之内，有直接相关说明": Case(
        grant=2, purchase=replace(_TEST, total=Decimal(9_646)), day=-60,
        statement="立项前完成的样件可靠性摸底测试，其数据是任务书第二项研究内容的基线，由入选者主持。",
    ),
    "立项前六个月之内，没有说明": Case(
        grant=3, purchase=replace(_TEST, total=Decimal(9_010)), day=-45, fate=Fate.DRAFT,
        statement="",
    ),
    "超出预算": Case(
        grant=3, purchase=replace(SOUND[4], total=Decimal(31_800)), day=100, fate=Fate.DRAFT,
    ),
    "同一发票换一个文件": Case(
        grant=4, purchase=replace(SOUND[1], total=Decimal(4_240)), day=102,
        twist=Twist.SECOND_FILE,
    ),
    "号码不同而内容相同": Case(
        grant=5, purchase=replace(SOUND[1], total=Decimal(4_240)), day=102, fate=Fate.DRAFT,
    ),
    "支出方向与内容不符": Case(
        grant=5, purchase=replace(SOUND[7], total=Decimal(2_544), category=Category.RND), day=106,
        fate=Fate.DRAFT,
    ),
    "笼统品名": Case(
        grant=6, purchase=replace(SOUND[5], name="*电子元件*电子材料一批", total=Decimal(5_650)),
        day=107, fate=Fate.SUBMITTED,
        explanation="票面为合并开具，附销售方盖章的物品清单，共 14 项，均为样机用料。",
    ),
    "酒": Case(
        grant=7, day=108, fate=Fate.DRAFT,
        purchase=Purchase(
            seller=cast.STORE, name="*酒*白酒", total=Decimal(2_260), rate="13%", unit="瓶",
            category=Category.EXCH,
        ),
    ),
    "会议费超标准": Case(
        grant=8, day=110, fate=Fate.DRAFT, event=_MEETING,
        purchase=purchase(cast.MEETINGS, "*会展服务*会议费", 6_360, Category.CONF, _OF_MEETING),
    ),
    "超标准但事先批准": Case(
        grant=9, day=110, event=replace(_MEETING, approved_over=True),
        purchase=purchase(cast.MEETINGS, "*会展服务*会议费", 6_890, Category.CONF, _OF_MEETING),
        explanation="年度技术评审会在外地试验场召开，超出综合定额的部分会前已经中心批准，批件附后。",
    ),
    "会议地点在禁止办会的景区": Case(
        grant=9, day=111, fate=Fate.DRAFT, event=replace(_MEETING, place="北京八达岭景区宾馆"),
        purchase=purchase(cast.MEETINGS, "*会展服务*会议费", 5_088, Category.CONF, _OF_MEETING),
    ),
    "现金付款": Case(
        grant=2, purchase=replace(SOUND[1], total=Decimal(3_710)), day=110, fate=Fate.DRAFT,
        payment=PaymentMethod.CASH,
    ),
    "垫付人不在团队": Case(
        grant=3, purchase=replace(SOUND[1], total=Decimal(2_756)), day=110, fate=Fate.DRAFT,
        payment=PaymentMethod.REIMBURSE, payee="方一鸣",
    ),
    "没有选择培养方案事项": Case(
        grant=4, purchase=replace(SOUND[1], total=Decimal(3_180)), day=111, fate=Fate.DRAFT,
        planned=False,
    ),
    "专用发票没有说明进项税": Case(
        grant=6, purchase=replace(_TEST, total=Decimal(7_844)), day=111, fate=Fate.DRAFT,
        kind=Kind.E_SPECIAL,
    ),
    "进项税已抵扣仍按含税列支": Case(
        grant=6, purchase=replace(SOUND[1], total=Decimal(6_996)), day=112, fate=Fate.DRAFT,
        kind=Kind.E_SPECIAL, vat=VatClaim.CLAIMED,
    ),
    "自己验收": Case(
        grant=7, purchase=replace(SOUND[5], total=Decimal(5_424)), day=112, fate=Fate.DRAFT,
        acceptor=cast.employer_of(7).maker,
    ),
    "自己验收，复核人另行确认": Case(
        grant=7, purchase=replace(SOUND[5], total=Decimal(4_068)), day=108,
        acceptor=cast.employer_of(7).maker,
        explanation="备件当日急用，由采购人代收；库房次日清点入库，入库单附后。",
        confirmation="已到库房核对实物、型号和数量，与发票和入库单一致。",
    ),
    "关联方销售": Case(
        grant=0, day=112, fate=Fate.DRAFT,
        purchase=purchase(
            cast.KINDRED, "*研发和技术服务*样机装配技术服务", 7_950, Category.RND,
            "contract acceptance",
        ),
    ),
    "拆分采购之一": Case(grant=10, day=109, **_PART),
    "拆分采购之二": Case(grant=10, day=111, **_PART),
    "拆分采购之三": Case(grant=10, day=113, **_PART),
}  # fmt: skip
