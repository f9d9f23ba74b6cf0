"""第三十条: what a transfer to a new employer needs, line by line, and what money goes along.

The lines stand in the order in which they are met. Each says by which article it is asked for and,
while it is not met, what to do. Nothing is looked up here; what only the Center can see is None
for the others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from compliance import eligibility
from compliance.messages import N_, Message, message

MOVED, EXITS, ACCOUNT = 30, 32, 26  # the articles
STAYS: Final = frozenset({"MATCH"})  # what the employer itself added stays with it

PERIOD = N_("工作变动在执行期内")
STANDING = N_("项目没有中止")
EMPLOYER = N_("新单位是北京的独立法人")
PLACE = N_("工作地仍在北京")
FIELD = N_("继续原研究领域")
APPLICATION = N_("入选者书面申请")
CONSENT = N_("原单位签署同意")
MATTERS = N_("没有未办结的事项，或已写明由谁承接")
RECEIVER = N_("新单位已登记并建立专门账户")
APPROVAL = N_("中心批准")
RECONCILED = N_("原单位专户已核对清楚")

IN_PERIOD = N_("最后一天 {day} 在执行期 {first} 至 {last} 内。")
OUT_OF_PERIOD = N_(
    "最后一天 {day} 不在执行期 {first} 至 {last} 内："
    "第三十条只适用于执行期内的工作变动，请核对日期。"
)
ACTIVE = N_("项目正在执行。")
SUSPENDED = N_("项目自 {day} 起中止：请先由中心办理恢复，再办划转。")
QUALIFIED = N_("{name}（{uscc}）符合第八条第一款第一项。")
IN_BEIJING = N_("新单位工作地：{place}。")
ELSEWHERE = N_(
    "工作地 {place} 不在北京：不能划转，按第三十二条（二）2 处理；如登记有误，请更正后重新申请。"
)
SAME_FIELD = N_("入选者声明继续从事：{field}。")
OTHER_FIELD = N_(
    "没有声明继续原研究领域：脱离原研究领域的按第三十二条（二）2 处理，不能划转；"
    "如仍属原领域，请重新申请并声明。"
)
APPLIED = N_("申请日期 {day}，{paper}。")
CONSENTED = N_("原单位已于 {day} 签署同意。")
NOT_CONSENTED = N_("请原单位复核人在本页签署同意。")
APPROVED = N_("中心已于 {day} 批准。")
NOT_APPROVED = N_("请中心管理人员在本页批准。")
NO_MATTERS = N_("没有未办结的事项。")
CARRIED = N_("未办结的 {matters} 已写明承接：{words}")
OPEN_MATTERS = N_("还有未办结的 {matters}：请先办结，或由中心在批准时写明由谁承接、怎么办。")
REGISTERED = N_("新单位已登记专门账户。")
NOT_REGISTERED = N_("新单位尚未登记，或没有登记专门账户：请中心先在项目管理中登记。")
ONLY_CENTER = N_("由中心核对。")
BOOKS_AGREE = N_("专户已与银行核对。")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmployer:
    """Where the selectee goes, as the application says it."""

    name: str
    uscc: str
    seat_evidence: str
    workplace: str
    in_beijing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that the lines are judged by.

    `matters` names what is not settled and may be carried over, `carried_over` says by whom and
    how; `disagreement` says why the old account is not clear yet, None when it is; `registered`
    and `disagreement` count only where `of_center` looks.
    """

    leaves_on: date
    starts_on: date
    ends_on: date
    suspended_on: date | None
    new: NewEmployer
    same_field: bool
    field: str
    applied_on: date
    paper: str
    consented_on: date | None = None
    approved_on: date | None = None
    matters: tuple[str, ...] = ()
    carried_over: str = ""
    registered: bool = False
    disagreement: Message | None = None
    of_center: bool = True


class Need(StrEnum):
    """The lines, in their order."""

    PERIOD = "period"
    STANDING = "standing"
    EMPLOYER = "employer"
    PLACE = "place"
    FIELD = "field"
    APPLICATION = "application"
    CONSENT = "consent"
    MATTERS = "matters"
    RECEIVER = "receiver"
    APPROVAL = "approval"
    RECONCILED = "reconciled"


# what must be met before the step of that name is taken
APPLY: Final = (Need.PERIOD, Need.STANDING, Need.EMPLOYER, Need.PLACE, Need.FIELD, Need.APPLICATION)
APPROVE: Final = (*APPLY, Need.CONSENT, Need.MATTERS, Need.RECEIVER)
CUT_OFF: Final = (*APPROVE, Need.APPROVAL, Need.RECONCILED)


_ABOUT: Final[Mapping[Need, tuple[str, int]]] = {
    Need.PERIOD: (PERIOD, MOVED),
    Need.STANDING: (STANDING, EXITS),
    Need.EMPLOYER: (EMPLOYER, eligibility.CONDITIONS),
    Need.PLACE: (PLACE, MOVED),
    Need.FIELD: (FIELD, EXITS),
    Need.APPLICATION: (APPLICATION, MOVED),
    Need.CONSENT: (CONSENT, MOVED),
    Need.MATTERS: (MATTERS, EXITS),
    Need.RECEIVER: (RECEIVER, ACCOUNT),
    Need.APPROVAL: (APPROVAL, MOVED),
    Need.RECONCILED: (RECONCILED, ACCOUNT),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One condition: met, not met, or (None) for the Center to look at; `said` is why."""

    need: Need
    said: Message
    met: bool | None

    @property
    def title(self) -> Message:
        """What is asked for."""
        return Message(_ABOUT[self.need][0])

    @property
    def article(self) -> int:
        """The article that asks for it."""
        return _ABOUT[self.need][1]


def lines(of: Situation) -> tuple[Line, ...]:
    """Return every condition in its order, with why it is met or what to do."""
    applied = message(APPLIED, day=str(of.applied_on), paper=of.paper)
    return (
        _period(of),
        _standing(of),
        _employer(of),
        _place(of),
        _field(of),
        Line(Need.APPLICATION, applied, met=True),
        _dated(Need.CONSENT, of.consented_on, CONSENTED, NOT_CONSENTED),
        _matters(of),
        _receiver(of),
        _dated(Need.APPROVAL, of.approved_on, APPROVED, NOT_APPROVED),
        _reconciled(of),
    )


def unmet(of: Situation, needs: tuple[Need, ...]) -> Iterator[Line]:
    """Return those of some conditions that are not met, in their order."""
    return (line for line in lines(of) if line.need in needs and line.met is False)


def _period(of: Situation) -> Line:
    met = of.starts_on <= of.leaves_on <= of.ends_on
    days = {"day": str(of.leaves_on), "first": str(of.starts_on), "last": str(of.ends_on)}
    return Line(Need.PERIOD, Message(IN_PERIOD if met else OUT_OF_PERIOD, days), met)


def _standing(of: Situation) -> Line:
    stopped = of.suspended_on
    said = message(SUSPENDED, day=str(stopped)) if stopped else Message(ACTIVE)
    return Line(Need.STANDING, said, met=stopped is None)


def _employer(of: Situation) -> Line:
    """Ask what the registration of an employer asks, too (article 8)."""
    new = of.new
    obstacle = eligibility.employer(new.name, new.uscc, new.seat_evidence)
    said = obstacle.sentence if obstacle else message(QUALIFIED, name=new.name, uscc=new.uscc)
    return Line(Need.EMPLOYER, said, met=obstacle is None)


def _place(of: Situation) -> Line:
    said = message(IN_BEIJING if of.new.in_beijing else ELSEWHERE, place=of.new.workplace)
    return Line(Need.PLACE, said, of.new.in_beijing)


def _field(of: Situation) -> Line:
    said = message(SAME_FIELD, field=of.field) if of.same_field else Message(OTHER_FIELD)
    return Line(Need.FIELD, said, of.same_field)


def _dated(need: Need, day: date | None, done: str, waiting: str) -> Line:
    said = message(done, day=str(day)) if day else Message(waiting)
    return Line(need, said, met=day is not None)


def _matters(of: Situation) -> Line:
    names, words = "、".join(of.matters), of.carried_over.strip()
    if not of.matters:
        return Line(Need.MATTERS, Message(NO_MATTERS), met=True)
    if words:
        return Line(Need.MATTERS, message(CARRIED, matters=names, words=words), met=True)
    return Line(Need.MATTERS, message(OPEN_MATTERS, matters=names), met=False)


def _receiver(of: Situation) -> Line:
    if not of.of_center:
        return Line(Need.RECEIVER, Message(ONLY_CENTER), met=None)
    return Line(
        Need.RECEIVER, Message(REGISTERED if of.registered else NOT_REGISTERED), of.registered
    )


def _reconciled(of: Situation) -> Line:
    said = of.disagreement or Message(BOOKS_AGREE)
    return Line(Need.RECONCILED, said, met=of.disagreement is None)


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of one source at the old employer, in yuan, at the cut-off.

    `balance` is unspent, `reserved` promised to claims being finished there, `advanced` with staff.
    """

    source: str
    balance: Decimal
    reserved: Decimal
    advanced: Decimal

    @property
    def moved(self) -> Decimal:
        """What goes along: the balance less what is reserved; nothing of the employer's own."""
        if self.source in STAYS:
            return Decimal("0.00")
        return max(self.balance - self.reserved, Decimal("0.00"))
