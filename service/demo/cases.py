"""The claims of the sample programme: what was bought, when, what became of it, what is wrong.

Days count from the approval of the projects (立项日). Sound claims are spread over the grants by
rule; every kind of mistake stands in `MISTAKES` once, named by what a verdict will find.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from compliance.categories import Category
from compliance.facts import VatClaim
from importers.invoice import Kind
from service.demo import cast, identifiers, lines
from service.demo.invoices import InvoiceSpec, Party, red_letter


class Fate(StrEnum):
    """How far a claim came."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    POSTED = "posted"


class Twist(StrEnum):
    """What is wrong with the invoice itself."""

    OTHER_BUYER = "other_buyer"
    WRONG_SUM = "wrong_sum"
    WRONG_WORDS = "wrong_words"
    QR_CONTRADICTS = "qr_contradicts"
    RED = "red"
    SECOND_FILE = "second_file"  # the invoice before it once more, in another file
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One thing bought: the line of the invoice, who sold it, what speaks for it."""

    seller: Party
    name: str
    total: Decimal
    rate: str = "6%"
    unit: str = "项"
    category: Category | None = None
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A purchase of one grant (from 0) on a day, as an invoice of `kind`, and its `fate`."""

    grant: int
    purchase: Purchase
    day: int
    fate: Fate = Fate.POSTED
    kind: Kind = Kind.E_ORDINARY
    twist: Twist | None = None
    statement: str = "与任务书所列研究内容直接相关，由入选者提出，用于培养方案当年任务。"
    explanation: str = ""
    serial: int = field(default=0)

    @property
    def vat(self) -> VatClaim:
        """What becomes of the input tax: the tax of special invoices is not deducted."""
        return VatClaim.NOT_CLAIMED if self.kind is Kind.E_SPECIAL else VatClaim.NOT_STATED


def _purchase(
    seller: Party, name: str, total: int, category: Category, evidence: str = "", **other: str
) -> Purchase:
    return Purchase(
        seller=seller,
        name=name,
        total=Decimal(total),
        category=category,
        evidence=frozenset(evidence.split()),
        **other,
    )


_C = Category
SOUND = (
    _purchase(
        cast.LABORATORY, "*研发和技术服务*可靠性测试费", 9_540, _C.RND, "contract acceptance"
    ),
    _purchase(cast.COMPUTING, "*信息技术服务*算力机时费", 8_480, _C.RND, "usage_bill contract"),
    _purchase(
        cast.REAGENTS, "*有机化学原料*无水乙醇（分析纯）", 2_260, _C.RND, rate="13%", unit="箱"
    ),
    _purchase(
        cast.ACADEMY,
        "*非学历教育服务*工程师研修班培训费",
        5_300,
        _C.TRAIN,
        "meeting_notice certificate",
    ),
    _purchase(
        cast.MEETINGS, "*会展服务*学术年会注册费", 3_180, _C.CONF, "meeting_notice invitation"
    ),
    _purchase(cast.ELECTRONICS, "*电子元件*高精度压力传感器", 6_780, _C.RND, rate="13%", unit="只"),
    _purchase(
        cast.PATENTS, "*知识产权服务*发明专利代理费", 4_240, _C.IP_PUB, "patent_notice contract"
    ),
    _purchase(cast.HOTEL, "*住宿服务*住宿费", 1_908, _C.EXCH, "trip_approval itinerary", unit="晚"),
    _purchase(cast.ADVISERS, "*鉴证咨询服务*专家咨询费", 4_770, _C.MENTOR, "work_record contract"),
    _purchase(cast.JOURNAL, "*设计服务*论文版面费", 3_710, _C.IP_PUB, "acceptance_letter"),
    _purchase(
        cast.STUDIO, "*设计服务*成果展板设计宣传费", 2_650, _C.PUBL, "publication_proof contract"
    ),
)
_EACH = 3
_KINDS = (Kind.E_ORDINARY, Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.VAT_E_ORDINARY)
_LAST = (Fate.POSTED, Fate.SUBMITTED, Fate.POSTED, Fate.RETURNED)


def sound_cases() -> Iterator[Case]:
    """Yield three sound claims of every grant, a month apart; some still wait or were returned."""
    for grant in range(len(cast.SELECTEES)):
        for turn in range(_EACH):
            place = grant * _EACH + turn
            bought = SOUND[place % len(SOUND)]
            yield Case(
                grant=grant,
                purchase=replace(bought, total=bought.total + Decimal("10.60") * grant),
                day=22 + 34 * turn + grant,
                fate=_LAST[grant % len(_LAST)] if turn == _EACH - 1 else Fate.POSTED,
                kind=_KINDS[place % len(_KINDS)],
            )


_TEST = SOUND[0]
_DINNER = Purchase(
    seller=cast.RESTAURANT, name="*餐饮服务*餐费", total=Decimal(1_196), category=Category.CONF
)
_CARD = Purchase(
    seller=cast.STORE, name="*预付卡销售*购物卡", total=Decimal(5_000), rate="不征税", unit="张",
    category=Category.PUBL,
)  # fmt: skip
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
}  # fmt: skip


def cases() -> Iterator[Case]:
    """Yield all claims in the order of their days, each with a serial number of its own."""
    every = [*sound_cases(), *MISTAKES.values()]
    numbered = [replace(case, serial=place) for place, case in enumerate(every, 1)]
    yield from sorted(numbered, key=lambda case: (case.day, case.serial))


def specs_of(case: Case, approved_on: date, today: date) -> tuple[InvoiceSpec, ...]:
    """Return the invoices of a case, usually one; a second file of the same invoice follows it."""
    issued_on = approved_on + timedelta(days=case.day)
    if case.twist is Twist.FUTURE:
        issued_on = today + timedelta(days=3)
    spec = _sound_spec(case, issued_on)
    if case.twist is Twist.SECOND_FILE:
        return spec, replace(spec, mark="样例副本")
    twist = _TWISTS.get(case.twist) if case.twist else None
    return (twist(spec) if twist else spec,)


def _sound_spec(case: Case, issued_on: date) -> InvoiceSpec:
    bought = case.purchase
    number = identifiers.digital_number(issued_on, 1_297_000_000 + case.serial * 7_919)
    older = case.kind is Kind.VAT_E_ORDINARY
    return InvoiceSpec(
        kind=case.kind,
        number=f"{64_000_000 + case.serial * 7_919}" if older else number,
        issued_on=issued_on,
        buyer=cast.employer_of(case.grant).party,
        seller=bought.seller,
        lines=(
            lines.line_of_total(
                bought.name, bought.total, bought.rate, quantity=Decimal(1), unit=bought.unit
            ),
        ),
        remarks=f"订单号：XS{case.serial:06d}",
        payee="李敏" if older else "",
        reviewer="赵岚" if older else "",
    )


def _wrong_sum(spec: InvoiceSpec) -> InvoiceSpec:
    total = Decimal(spec.filled().total_with_tax or "")
    return replace(spec, total_with_tax=f"{total + 100:.2f}")


def _contradicted(spec: InvoiceSpec) -> InvoiceSpec:
    filled = spec.filled()
    return replace(spec, qr=(filled.qr or "").replace(f",{filled.total_with_tax},", ",82.68,"))


_TWISTS: Mapping[Twist, Callable[[InvoiceSpec], InvoiceSpec]] = {
    Twist.OTHER_BUYER: lambda spec: replace(spec, buyer=cast.STRANGER),
    Twist.WRONG_SUM: _wrong_sum,
    Twist.WRONG_WORDS: lambda spec: replace(spec, total_in_words="玖仟肆佰贰拾圆整"),
    Twist.QR_CONTRADICTS: _contradicted,
    Twist.RED: lambda spec: red_letter(spec, f"{int(spec.number) + 1}", spec.issued_on),
}
